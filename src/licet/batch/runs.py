"""What is kept of a batch, so that its rows can be asked again when law or lists change.

The record stands beside the output as ``OUT.licet.json`` and, under the same number, in ``batches/`` of
the home folder; the law used is kept by its hash (``licet.batch.laws``).  A batch writes its output first
and its record after, so a record speaks of an output that is whole.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.batch.laws import keep_law, write_new
from licet.errors import InputError, Place
from licet.record import fields_of, record
from licet.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.pack.store import Library

FORMAT = "licet-batch/1"
BESIDE = ".licet.json"
_TABLES = ("duckdb:", "postgresql:", "postgres:")
Pairs = tuple[tuple[str, str], ...]


@record
class Run:
    """One batch as it was decided.

    ``out`` and ``source`` are whole paths, or addresses of tables; ``source_hash`` is the SHA-256 of
    the input file, empty where there is none.  ``known_on`` None: all that the law knew.  ``laws`` are
    the sovereigns asked by name, empty where all were.  ``mapping`` is the text of the mapping file that
    was followed, empty where columns spoke for themselves; ``constants`` are facts that were taken for
    every row.  ``lists`` are codes and hashes of the list editions that names were screened against: none
    where no name was.  ``answers`` are the answer columns with the names that they have in ``out``.
    """

    out: str
    source: str
    rows: int
    law: str
    catalogue: str
    code: str
    on: date
    decided: str
    known_on: date | None = None
    laws: tuple[str, ...] = ()
    mapping: str = ""
    constants: Pairs = ()
    lists: Pairs = ()
    answers: Pairs = ()
    source_hash: str = ""

    @property
    def number(self) -> str:
        """Which output it is of: the same output written again takes the place of the old record."""
        return hashlib.sha256(self.out.encode()).hexdigest()[:16]

    @property
    def data(self) -> dict[str, Any]:
        """As JSON data, in the order of the fields."""
        said = {name: _plain(value) for name, value, _ in fields_of(self)}
        return {"format": FORMAT, **said}


def kept(
    library: Library,
    out: str | Path,
    source: str | Path,
    *,
    rows: int,
    on: date,
    known_on: date | None = None,
    laws: Iterable[str] | None = None,
    mapping: str = "",
    constants: Mapping[str, object] | None = None,
    lists: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    source_hash: str = "",
    home: Path | None = None,
) -> Run:
    """Keep the record of a batch that was just written to ``out``, and the law it was decided by.

    Raises:
        InputError: there is no room, or no right to write.
    """
    header = library.header
    run = Run(
        _whole(out), _whole(source), rows, header["law"], header["catalogue"], header["code"], on,
        datetime.now(UTC).isoformat(timespec="seconds"), known_on, tuple(laws or ()),
        mapping,
        tuple((name, str(value)) for name, value in (constants or {}).items()),
        tuple(sorted((lists or {}).items())), tuple((answers or {}).items()), source_hash,
    )  # fmt: skip
    home = home or read_settings().home
    keep_law(library, home)
    text = (json.dumps(run.data, ensure_ascii=False, indent=2) + "\n").encode()
    write_new(home / "batches" / f"{run.number}.json", text)
    if not _is_table(run.out):
        write_new(Path(run.out + BESIDE), text)
    return run


def run_of(out: str | Path, home: Path | None = None) -> Run:
    """The record of the batch that wrote ``out``: beside it, or in the home folder.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    whole = _whole(out)
    beside = Path(whole + BESIDE)
    number = hashlib.sha256(whole.encode()).hexdigest()[:16]
    for file in (beside, (home or read_settings().home) / "batches" / f"{number}.json"):
        if file.is_file():
            found = read_run(file)
            return found if found.out == whole else _moved(found, whole)
    raise InputError(
        f"no batch is known to have written this: there is no {beside.name} beside it. Decide it once "
        "with licet batch IN --out OUT",
        Place(str(out)),
    )


def runs(home: Path | None = None) -> tuple[Run, ...]:
    """Every batch that this installation knows of, the oldest first."""
    folder = (home or read_settings().home) / "batches"
    found = [read_run(each) for each in sorted(folder.glob("*.json"))] if folder.is_dir() else []
    return tuple(sorted(found, key=lambda each: (each.decided, each.out)))


def read_run(file: Path) -> Run:
    """One record.

    Raises:
        InputError: the file is no record of a batch.
    """
    try:
        data = json.loads(file.read_bytes())
        if data.pop("format") != FORMAT:
            raise InputError(f"this is no {FORMAT}; it was kept by another release", Place(str(file)))  # fmt: skip
        for name in ("on", "known_on"):
            data[name] = date.fromisoformat(data[name]) if data[name] else None
        for name in ("constants", "lists", "answers"):
            data[name] = tuple((key, value) for key, value in data[name])
        return Run(**{**data, "laws": tuple(data["laws"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"the record of a batch cannot be read: {error}", Place(str(file))) from None  # fmt: skip


def _moved(run: Run, out: str) -> Run:
    """The record of an output that was moved together with it."""
    from licet.record import replaced

    return replaced(run, out=out)


def _whole(path: str | Path) -> str:
    text = str(path)
    if text.startswith(_TABLES[0]):
        file, mark, table = text.removeprefix(_TABLES[0]).partition("#")
        return f"{_TABLES[0]}{Path(file).resolve()}{mark}{table}"
    return text if _is_table(text) else str(Path(text).expanduser().resolve())


def _is_table(address: str) -> bool:
    return address.startswith(_TABLES)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
