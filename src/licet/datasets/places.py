"""Where the files of a data set are, and whether they are the ones we know.

Looked through in this order: the folder that the user names (``--data``), ``LICET_DATA``, and an
installed package that carries the data.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from licet.datasets.catalogue import DataFile, DataSet, dataset
from licet.errors import InputError
from licet.record import record


class MissingData(InputError):
    """A data set is wanted and is in none of the places looked at; ``dataset`` says which."""

    def __init__(self, wanted: DataSet, looked: tuple[str, ...]) -> None:
        self.dataset = wanted
        super().__init__(
            f"The data set {wanted.id} ({wanted.title}) was not found. Looked in: {'; '.join(looked)}. "
            f"How to get it: {wanted.get}. Source: {wanted.source}. License: {wanted.license}. "
            "Then name the folder with --data DIR or LICET_DATA."
        )


@record
class Origin:
    """Where a table came from: goes along with whatever was made of it.

    ``known`` is False where the bytes are not those that the catalogue lists: another edition, or a
    damaged file; None where the catalogue lists none.
    """

    dataset: str
    file: str
    sha256: str
    known: bool | None
    source: str
    license: str
    year: str
    unit: str

    @property
    def warning(self) -> str:
        """A plain sentence where the bytes are not the known ones; else ""."""
        if self.known is not False:
            return ""
        return (
            f"{self.file} is not the copy of {self.dataset} that Licet was tested with (its SHA-256 starts "
            f"{self.sha256[:12]}): figures may differ from those published here."
        )


@record
class Found:
    """A data set on this machine: its files in the order of the catalogue, and each one's origin."""

    dataset: DataSet
    place: str
    files: tuple[Path, ...]
    origins: tuple[Origin, ...]

    @property
    def known(self) -> bool:
        """Whether every file has the listed hash."""
        return all(each.known for each in self.origins)


def find(
    key: str, folder: Path | str | None = None, environment: Mapping[str, str] = os.environ
) -> Found:
    """The data set ``key``, from the first place that holds all its files.

    Raises:
        UnknownName: there is no such data set.
        MissingData: no place holds it; the message says what it is, where we looked and how to get it.
    """
    wanted = dataset(key)
    places = tuple(_places(wanted, folder, environment))
    for place, base in places:
        files = tuple(_under(base, each) for each in wanted.files)
        there = tuple(each for each in files if each is not None)
        if there and len(there) == len(files):
            origins = tuple(
                origin_of(file, wanted, listed.sha256)
                for file, listed in zip(there, wanted.files, strict=True)
            )
            return Found(wanted, place, there, origins)
    raise MissingData(
        wanted, tuple(place for place, _ in places) or ("nowhere: no folder is named",)
    )


def origin_of(file: Path, of: DataSet, listed: str = "") -> Origin:
    """The origin of ``file``, read to the end for its hash; ``listed`` is the hash it ought to have."""
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None
    known = digest == listed if listed else None
    return Origin(of.id, str(file), digest, known, of.source, of.license, of.year, of.unit)


def _places(
    wanted: DataSet, folder: Path | str | None, environment: Mapping[str, str]
) -> Iterator[tuple[str, Path]]:
    if folder is not None:
        yield f"--data {folder}", Path(folder).expanduser()
    if named := environment.get("LICET_DATA"):
        yield f"LICET_DATA {named}", Path(named).expanduser()
    if wanted.package and (spec := find_spec(wanted.package)) is not None and spec.origin:
        yield f"package {wanted.package}", Path(spec.origin).parent


def _under(base: Path, file: DataFile) -> Path | None:
    """The file under ``base``, with or without the first part of its path; None where it is not."""
    parts = Path(file.path).parts
    for tail in (parts, parts[1:]):
        if tail and (at := base.joinpath(*tail)).is_file():
            return at
    return None


@record
class Standing:
    """What there is of a data set on this machine; ``state`` says in a few words whether it is the known one."""

    dataset: DataSet
    found: Found | None

    @property
    def state(self) -> str:
        """``found, known copy``, ``found, another copy``, ``not found`` or ``named by the user``."""
        if not self.dataset.files:
            return "named by the user"
        if self.found is None:
            return "not found"
        return "found, known copy" if self.found.known else "found, another copy"

    @property
    def where(self) -> str:
        """The place that it was found in, else ""."""
        return self.found.place if self.found else ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence for each file that is not the known one."""
        origins = self.found.origins if self.found else ()
        return tuple(each.warning for each in origins if each.warning)

    def plain(self) -> dict[str, object]:
        """As data, in a fixed order."""
        of = self.dataset
        told: dict[str, object] = {
            name: getattr(of, name) for name in DataSet.__match_args__ if name != "files"
        }
        return {
            **told, "state": self.state, "where": self.where,
            "files": [str(each) for each in self.found.files] if self.found else [each.path for each in of.files],
            "sha256": [each.sha256 for each in of.files], "warnings": list(self.warnings),
        }  # fmt: skip


def standing(of: DataSet, folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> Standing:  # fmt: skip
    """What there is of a data set here; never an error where it is missing."""
    try:
        return Standing(of, find(of.id, folder, environment) if of.files else None)
    except MissingData:
        return Standing(of, None)
