"""How much each signal says, and what is expected before any: ``law/watch/strengths.toml`` as values."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from licet.errors import InputError, LawError, Place
from licet.record import record
from licet.store.records import read_record

FOLDER = Path("watch")
SUBJECTS = ("chain", "transfer", "route")
_PAIR = 2


@record
class Prior:
    """What is expected of a ``subject`` before any signal: shares, each from low to high; the rest is lawful."""

    subject: str
    diversion: tuple[Decimal, ...]
    error: tuple[Decimal, ...]
    source: str
    url: str = ""


@record
class Strength:
    """How often signals of one group show where goods were diverted, or a record is wrong, over where all is lawful.

    Both are ranges of ratios, from low to high.
    """

    group: str
    strength: str
    codes: tuple[str, ...]
    diversion: tuple[Decimal, ...]
    error: tuple[Decimal, ...]
    source: str
    looks_alike: str


@record
class Strengths:
    """The whole file."""

    schema: str
    checked: date
    sure: str
    prior: tuple[Prior, ...]
    strength: tuple[Strength, ...]

    def of(self, code: str) -> Strength | None:
        """The strength of a signal; None where the code is no signal of diversion."""
        return next((each for each in self.strength if code in each.codes), None)

    def before(self, subject: str) -> Prior:
        """What is expected before any signal."""
        return next(each for each in self.prior if each.subject == subject)


def read_strengths(folder: Path) -> Strengths:
    """The file of a folder of law.

    Raises:
        LawError: it cannot be read, a range is none, or a code stands in it twice.
    """
    path = folder / FOLDER / "strengths.toml"
    place = Place(str(path))
    found: Strengths = read_toml(Strengths, path, "watch-strengths/1")
    ranged: tuple[Prior | Strength, ...] = (*found.prior, *found.strength)
    for each in ranged:
        for span in (each.diversion, each.error):
            if len(span) != _PAIR or not 0 < span[0] <= span[1]:
                raise LawError(
                    f"a range is [low, high] above nought, and {each} has another", place
                )
    codes = [code for each in found.strength for code in each.codes]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise LawError(f"{twice[0]} stands in two groups", place)
    if odd := {each.subject for each in found.prior} ^ set(SUBJECTS):
        raise LawError(f"wanted a prior for each of {', '.join(SUBJECTS)}; see {min(odd)}", place)
    return found


def read_toml(kind: type[Any], path: Path, schema: str) -> Any:
    """A file of law in TOML as one value; it opens with ``schema``.

    Raises:
        LawError: what cannot be read, and where.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"), parse_float=str)
        found = read_record(kind, _texts(data), "the file", texts=True)
    except (OSError, ValueError, InputError) as error:
        raise LawError(f"it cannot be read: {error}", Place(str(path))) from None
    if found.schema != schema:
        raise LawError(f"it opens with schema = {schema!r}, not {found.schema!r}", Place(str(path)))
    return found


def _texts(data: Any) -> Any:
    """Numbers and days as texts, which is how exact values are read."""
    match data:
        case dict():
            return {key: _texts(each) for key, each in data.items()}
        case list():
            return [_texts(each) for each in data]
        case date():
            return data.isoformat()
        case _:
            return str(data)
