"""Every replication by the name that ``licet replicate`` takes, read in only when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from licet.errors import UnknownName
from licet.replications.model import Replication

MODULES = {
    "sanction-simulator": "licet.replications.sanction_simulator",
    "itif": "licet.replications.itif",
    "choke-points": "licet.replications.choke_points",
}


def replicate(name: str, data: Path | str | None = None, by: Mapping[str, float] | None = None) -> Replication:  # fmt: skip
    """Run the replication ``name`` on the data in ``data``, with inputs moved by the factors ``by``.

    Raises:
        UnknownName: there is no such replication, or it has no such input.
        MissingData: what it needs was not found; the message says what, from where and how.
    """
    if name not in MODULES:
        raise UnknownName("replication", name, MODULES)
    found: Replication = import_module(MODULES[name]).replicate(data, by)
    return found
