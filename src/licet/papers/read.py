"""The kinds of papers, from their files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from licet.errors import LawError, Place, UnknownName
from licet.papers.model import Cite, Clause, Code, Field, Kind

_FOLDER = Path(__file__).resolve().parent / "kinds"
_CONFIDENCE = ("high", "medium", "low", "unverified")


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, by their file's name."""
    return tuple(_kind(file) for file in sorted(_FOLDER.glob("*.toml")))


def kind(name: str) -> Kind:
    """One kind.

    Raises:
        UnknownName: there is none of that name.
    """
    for each in kinds():
        if each.id == name:
            return each
    raise UnknownName("paper", name, [each.id for each in kinds()])


def _kind(file: Path) -> Kind:
    data = tomllib.loads(file.read_text("utf-8"))
    try:
        found = Kind(
            **{name: data[name] for name in ("title", "sovereign", "signed_by", "when", "source", "checked", "confidence", "unverified")},
            id=file.stem, note=data.get("note", ""),
            called_by=tuple(tuple(each) for each in data["called_by"]),
            cites=_all(Cite, data["cite"]), official=Cite(**data["official"]),
            fields=_all(Field, data["field"]), clauses=_all(Clause, data.get("clause", [])),
            codes=_all(Code, data.get("code", [])),
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise LawError(f"a paper lacks something, or says too much: {error}", Place(str(file))) from None  # fmt: skip
    if found.confidence not in _CONFIDENCE:
        raise LawError(f"confidence is one of {', '.join(_CONFIDENCE)}", Place(str(file)))
    return found


def _all(record: Any, rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(record(**row) for row in rows)
