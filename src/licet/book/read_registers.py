"""Reading registers from their folder: ``tables/NAME/*.toml`` of a sovereign."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.markdown import parse_toml, read_text
from licet.book.provision import CONFIDENCE
from licet.errors import InputError, LawError, Place, UnknownName
from licet.facts.values import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from licet.facts.dictionary import Dictionary, Fact

Json = dict[str, Any]
Steps = tuple[str | int, ...]
"""Where in a row something stands: keys and positions."""
OPEN = ("figures", "made_for", "use")
"""Why a mark stays open: a technical line, what it is made for, its use or user."""
_TEXTS = ("name", "title", "by", "sets", "confidence")
_HEAD = {*_TEXTS, "sovereign", "cite", "checked", "note", "row"}
_LISTS = ("reasons", "silent", "also", "sta_not")
_ROW = {"class", "title", "gives", "marks", *_LISTS}
_MARK = {"mark", "on", "except", "open", "see", "value"}
_PARAGRAPH = re.compile(r"(\.[A-Za-z0-9]+)+")


def registers_in(homes: Mapping[Path, str], folder: Path, facts: Dictionary) -> list[Json]:
    """Every register under the folders of sovereigns (with their codes), as JSON data.

    Raises ``LawError`` with file and row for a key, fact or paragraph that is none, or an entry
    or register that stands twice.
    """
    found: dict[str, Json] = {}
    places: dict[str, Place] = {}
    for home, code in homes.items():
        for path in sorted((home / "tables").glob("*/*.toml")):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            register = _register(read_text(path, name), name, code, facts, places)
            if register["name"] in found:
                raise LawError(f"the register {register['name']} stands twice", Place(name))
            found[register["name"]] = register
    return [found[name] for name in sorted(found)]


def _register(
    text: str, name: str, sovereign: str, facts: Dictionary, places: dict[str, Place]
) -> Json:
    data: Json = dict(parse_toml(text, name))
    head = _head(data, Place(name), sovereign, facts)
    rows = data.get("row")
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise LawError("a register has rows: [[row]] class = ...", Place(name))
    heads = [i for i, line in enumerate(text.split("\n"), 1) if line.strip() == "[[row]]"]
    for number, row in enumerate(rows):
        place = Place(name, heads[number] if len(heads) == len(rows) else 1, 1)
        _shape(row, place)
        for _, message in row_faults(row, head["sets"], facts):
            raise LawError(f"{row['class']}: {message}", place)
        if row["class"] in places:
            raise LawError(f"{row['class']} stands here and in {places[row['class']]}", place)
        places[row["class"]] = place
    return {**head, "rows": [_plain(row) for row in rows]}


def _head(data: Json, place: Place, sovereign: str, facts: Dictionary) -> Json:
    _keys(data, _HEAD, "a register", place)
    for key in _TEXTS:
        if not isinstance(data.get(key), str) or not data[key]:
            raise LawError(f"a register lacks its {key}", place)
    if data.get("sovereign", sovereign) != sovereign:
        raise LawError(
            f"the register is of {data['sovereign']!r}, its folder of {sovereign}", place
        )
    if data["confidence"] not in CONFIDENCE:
        raise LawError(f"confidence is one of {', '.join(CONFIDENCE)}", place)
    if type(data.get("checked")) is not date:
        raise LawError("checked must be a date such as 2026-01-15", place)
    cite = data.get("cite")
    if (
        not isinstance(cite, list)
        or not cite
        or not all(isinstance(each, dict) and isinstance(each.get("text"), str) for each in cite)
    ):
        raise LawError("cite = [{ text = ..., url = ... }] is missing", place)
    if not isinstance(data.get("note", ""), str):
        raise LawError("note must be a text", place)
    if fault := found_by(data["by"], facts):
        raise LawError(fault, place)
    return {
        **{key: data[key] for key in _TEXTS}, "sovereign": sovereign, "note": data.get("note", ""),
        "checked": data["checked"].isoformat(),
        "cite": [[each["text"], str(each.get("url", ""))] for each in cite],
    }  # fmt: skip


def found_by(by: str, facts: Dictionary) -> str:
    """What is wrong with the fact that a register is found by; empty where nothing is."""
    fact = facts.get(by)
    if fact is None:
        return _no_fact(by, facts)
    return "" if fact.type == "text" else f"a register is found by a text, and {by} is none"


def row_faults(row: Json, sets: str, facts: Dictionary) -> Iterator[tuple[Steps, str]]:
    """What a well-formed row says that cannot be: where in the row, and what.

    ``sets`` is how the facts start that the register sets.
    """
    for given, value in row.get("gives", {}).items():
        if given not in facts:
            yield ("gives", given), _no_fact(given, facts)
            continue
        try:
            facts[given].read(value)
        except InputError as error:
            yield ("gives", given), error.message
    for number, each in enumerate(row.get("silent", ())):
        if each and not _PARAGRAPH.fullmatch(each):
            yield ("silent", number), _no_paragraph(each)
    for number, mark in enumerate(row.get("marks", ())):
        for steps, message in _mark_faults(mark, sets, facts):
            yield ("marks", number, *steps), message


def _mark_faults(mark: Json, sets: str, facts: Dictionary) -> Iterator[tuple[Steps, str]]:
    fact = facts.get(sets + mark["mark"])
    if fact is None:
        yield ("mark",), _no_fact(sets + mark["mark"], facts)
    elif fact.numeric != ("value" in mark):
        yield (), f"{fact.name} wants a value just where it is a number"
    elif fact.numeric:
        if wrong := _no_number(fact, str(mark["value"])):
            yield ("value",), wrong
    elif fact.type != "boolean":
        yield ("mark",), f"{fact.name} is a {fact.type}; a mark sets a number, or yes and no"
    if mark.get("open", OPEN[0]) not in OPEN:
        yield ("open",), str(UnknownName("reason to stay open", mark["open"], OPEN))
    for key in ("on", "except"):
        for number, each in enumerate(mark.get(key, ())):
            if not _PARAGRAPH.fullmatch(each):
                yield (key, number), _no_paragraph(each)
            elif key == "except" and not any(f"{each}.".startswith(f"{on}.") for on in mark.get("on", [""])):  # fmt: skip
                yield (key, number), f"{each} lies under none of the paragraphs that the mark is on"


def _no_number(fact: Fact, text: str) -> str:
    """What is wrong with ``text`` as one number of ``fact``; empty where nothing is."""
    try:
        number = parse_number(text)
        fact.read(text)
    except ValueError as error:
        return str(error)
    return "" if isinstance(number, Decimal) else f"{text!r} was found; one number was wanted"


def _no_fact(name: str, facts: Dictionary) -> str:
    return str(UnknownName("fact", name, [each.name for each in facts]))


def _no_paragraph(text: str) -> str:
    return f"{text!r} is no paragraph of the class; write it with its point: .b.2"


def _shape(row: Json, place: Place) -> None:
    """Keys and types of one row."""
    _keys(row, _ROW, "a row", place)
    for key in ("class", "title"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise LawError(f"a row lacks its {key}", place)
    if "." in row["class"]:
        raise LawError(
            f"{row['class']}: a class has no point in it; what follows one is a paragraph", place
        )
    if not isinstance(row.get("gives", {}), dict):
        raise LawError(f"{row['class']}: gives is a table: gives = {{ fact = value }}", place)
    for key in _LISTS:
        _texts(row, key, row["class"], place)
    marks = row.get("marks", [])
    if not isinstance(marks, list) or not all(isinstance(each, dict) for each in marks):
        raise LawError(f'{row["class"]}: write marks = [{{ mark = "..." }}]', place)
    for mark in marks:
        _keys(mark, _MARK, "a mark", place)
        for key in ("mark", "open", "see"):
            if not isinstance(mark.get(key, "" if key != "mark" else None), str):
                raise LawError(f"{row['class']}: {key} of a mark is missing, or is no text", place)
        for key in ("on", "except"):
            _texts(mark, key, row["class"], place)


def _texts(table: Json, key: str, label: str, place: Place) -> None:
    value = table.get(key, [""])
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        raise LawError(f"{label}: {key} is a list of texts; leave it out where it is empty", place)


def _keys(data: Json, known: set[str], what: str, place: Place) -> None:
    for key in data:
        if key not in known:
            raise LawError(str(UnknownName(f"key of {what}", key, sorted(known))), place)


def _plain(row: Json) -> Json:
    """The row with its numbers and days as text, which JSON keeps exactly."""
    marks = [
        {key: str(value) if key == "value" else value for key, value in mark.items()}
        for mark in row.get("marks", ())
    ]
    found = {**row, "marks": marks}
    if "gives" in row:
        found["gives"] = {
            key: str(value) if isinstance(value, Decimal | date) else value
            for key, value in row["gives"].items()
        }
    return found
