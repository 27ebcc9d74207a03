"""Where the data for tests is: LICET_DATA, or the folder ../shared/data beside the repository."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"


def data_folder():
    """The folder that holds trade/ and supply_chain/, or None."""
    named = os.environ.get("LICET_DATA")
    for each in (Path(named) if named else None, _BESIDE):
        if each is not None and (each / "trade").is_dir():
            return each
    return None


DATA = data_folder()
needs_data = pytest.mark.skipif(
    DATA is None,
    reason="no data folder: set LICET_DATA to one that holds trade/ and supply_chain/ (docs/data-sets.md)",
)
PACKAGE = find_spec("sanction_simulator") is not None
needs_package = pytest.mark.skipif(
    not PACKAGE,
    reason="the package sanction-simulator, which carries the default table, is not installed",
)
