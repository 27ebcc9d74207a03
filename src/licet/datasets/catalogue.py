"""The catalogue of data sets, from ``catalogue.toml``.

>>> dataset("protee-hs6").license, len(dataset("eto-2022").files)
('Etalab open license 2.0', 5)
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from licet.errors import LawError, UnknownName
from licet.record import record


@record
class DataFile:
    """A file of a data set: its path under the data folder, and the hash of the copy that was tested."""

    path: str
    sha256: str


@record
class DataSet:
    """One data set.  ``get`` tells a person how to have it; ``package`` is a Python package that carries it.

    ``committable`` says whether its license would let a copy stand in this repository.  A data set
    without ``files`` is one that the user names himself.
    """

    id: str
    title: str
    source: str
    url: str
    license: str
    year: str
    unit: str
    committable: bool
    get: str
    files: tuple[DataFile, ...]
    package: str = ""
    note: str = ""


@cache
def catalogue() -> Mapping[str, DataSet]:
    """Every data set by its id, in the order of the file."""
    file = Path(__file__).parent / "catalogue.toml"
    found = {}
    for key, told in tomllib.loads(file.read_text("utf-8")).items():
        given: dict[str, Any] = dict(told)
        try:
            given["files"] = tuple(DataFile(**each) for each in given.pop("files"))
            found[key] = DataSet(key, **given)
        except (KeyError, TypeError) as error:
            raise LawError(f"{file.name}, data set {key}: {error}.") from None
    return MappingProxyType(found)


def dataset(key: str) -> DataSet:
    """The data set of this id.

    Raises:
        UnknownName: the catalogue holds none of it.
    """
    try:
        return catalogue()[key]
    except KeyError:
        raise UnknownName("data set", key, catalogue()) from None
