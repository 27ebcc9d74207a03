"""Reading registers from their folder: ``tables/NAME/*.toml`` of a sovereign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.markdown import parse_toml, read_text
from licet.errors import LawError, Place, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from licet.facts.dictionary import Dictionary, Fact

OPEN = ("figures", "made_for", "use")
"""Why a mark stays open: a technical line, what it is made for, its use or user."""
_HEAD = {"name", "title", "sovereign", "by", "sets", "cite", "checked", "confidence", "note", "row"}
_ROW = {"class", "title", "gives", "reasons", "marks", "silent", "also", "sta_not"}
_MARK = {"mark", "on", "except", "open", "see", "value"}


def registers_in(homes: Iterable[Path], folder: Path, facts: Dictionary) -> list[dict[str, Any]]:
    """Every register under the folders of sovereigns, as JSON data.

    Raises ``LawError`` with the file for a key, fact or paragraph that is none, or an entry that
    stands twice.
    """
    found = []
    places: dict[str, str] = {}
    for home in homes:
        for path in sorted((home / "tables").glob("*/*.toml")):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            data: dict[str, Any] = dict(parse_toml(read_text(path, name), name))
            found.append(_register(data, name, facts, places))
    return sorted(found, key=lambda each: str(each["name"]))


def _register(
    data: dict[str, Any], name: str, facts: Dictionary, places: dict[str, str]
) -> dict[str, Any]:
    _keys(data, _HEAD, name)
    by = _fact(str(data.get("by")), name, facts)
    if by.type != "text":
        raise LawError(f"a register is found by a text, and {by.name} is none", Place(name))
    for row in data["row"]:
        _row(row, data["sets"], name, facts)
        if row["class"] in places:
            raise LawError(f"{row['class']} stands here and in {places[row['class']]}", Place(name))
        places[row["class"]] = name
    cite = [[each["text"], each.get("url", "")] for each in data["cite"]]
    rest = {key: data[key] for key in ("name", "title", "sovereign", "by", "sets", "confidence")}
    return {
        **rest, "note": data.get("note", ""), "checked": data["checked"].isoformat(),
        "cite": cite, "rows": [_plain(row) for row in data["row"]],
    }  # fmt: skip


def _row(row: dict[str, Any], prefix: str, name: str, facts: Dictionary) -> None:
    _keys(row, _ROW, name)
    for key in ("class", "title"):
        if not isinstance(row.get(key), str):
            raise LawError(f"a row lacks its {key}", Place(name))
    for given, value in row.get("gives", {}).items():
        _fact(given, name, facts).read(value, Place(name))
    for mark in row.get("marks", ()):
        _keys(mark, _MARK, name)
        fact = _fact(f"{prefix}{mark.get('mark')}", name, facts)
        if fact.numeric != ("value" in mark):
            raise LawError(
                f"{row['class']}: {fact.name} wants a value just where it is a number", Place(name)
            )
        if mark.get("open", OPEN[0]) not in OPEN:
            raise LawError(str(UnknownName("reason to stay open", mark["open"], OPEN)), Place(name))
        for paragraph in (*mark.get("on", ()), *mark.get("except", ())):
            if not paragraph.startswith("."):
                raise LawError(
                    f"{row['class']}: write the paragraph {paragraph!r} with its point: .b.2",
                    Place(name),
                )


def _fact(wanted: str, name: str, facts: Dictionary) -> Fact:
    found = facts.get(wanted)
    if found is None:
        raise LawError(str(UnknownName("fact", wanted, [each.name for each in facts])), Place(name))
    return found


def _keys(data: dict[str, Any], known: set[str], name: str) -> None:
    for key in data:
        if key not in known:
            raise LawError(str(UnknownName("key", key, sorted(known))), Place(name))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its numbers as text, which JSON keeps exactly."""
    marks = [
        {key: str(value) if key == "value" else value for key, value in mark.items()}
        for mark in row.get("marks", ())
    ]
    return {**row, "marks": marks}
