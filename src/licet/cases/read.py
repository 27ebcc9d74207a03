"""Case files (``cases/1``): YAML with every scalar as text, so that ``NO`` and ``3E001`` stay what they are.

A transfer alone, as ``licet decide transfer.yaml`` takes it, is read by the same rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.errors import InputError, Place, UnknownName
from licet.record import record
from licet.transfer.build import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NULL = ("", "~", "null", "Null", "NULL")
_LARGEST = 20_000_000
_DEEPEST = 50
_CASE = {
    "id",
    "law",
    "on",
    "known_on",
    "transfer",
    "expect",
    "cite",
    "source",
    "confidence",
    "note",
    "screen",
}
_EXPECT = {
    "classification", "classification_any", "license_required", "outcome", "outcome_any", "exceptions",
    "review_policy", "grounds", "conditions", "codified", "duty", "other",
}  # fmt: skip
_TEXTS = {"classification", "outcome", "review_policy", "foundry_presumption", "revives_on"}
_LISTS = {"classification_any", "outcome_any", "exceptions", "grounds", "conditions", "red_flags"}


@record
class Case:
    """One worked case and where it stands."""

    id: str
    law: str
    on: str
    known_on: str | None
    transfer: dict[str, Any]
    expect: dict[str, Any]
    place: Place
    note: str = ""
    screen: bool = False
    """Whether its names are to be looked up in the lists: it then depends on what is loaded."""


def read_yaml(path: Path) -> Any:
    """The file as nested mappings, lists and text; ``InputError`` with line and column."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror}", Place(str(path))) from None
    return yaml_of(raw, str(path))


def yaml_of(raw: bytes, name: str) -> Any:
    """The same of bytes that came from elsewhere; ``name`` is what errors call them."""
    import yaml

    if len(raw) > _LARGEST:
        raise InputError(
            f"{len(raw):,} bytes is more than {_LARGEST:,}; split the file", Place(name)
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(
            "this is no UTF-8 text; save the file as UTF-8", Place(name, line)
        ) from None
    try:
        return _document(
            yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), name
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        raise InputError(
            f"the YAML cannot be read: {error.problem or error.context}", place
        ) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", None)
        place = (
            Place(name, text[:position].count("\n") + 1)
            if isinstance(position, int)
            else Place(name)
        )
        raise InputError(
            f"the YAML cannot be read: {getattr(error, 'reason', error)}", place
        ) from None
    except (ValueError, OverflowError) as error:  # an escape that names no character
        if isinstance(error, InputError):
            raise
        raise InputError(f"the YAML cannot be read: {error}", Place(name)) from None


class _Mapping(dict[str, Any]):
    """A mapping that remembers its line."""

    line = 1


# Events, and not yaml.compose: its reader in C has no floor, so that a file of ten thousand
# opening brackets would end the process.


def _document(events: Iterator[Any], name: str) -> Any:
    """The content of a file that holds one document, or none."""
    found, documents = None, 0
    for event in events:
        match type(event).__name__:
            case "StreamStartEvent" | "StreamEndEvent" | "DocumentEndEvent":
                continue
            case "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    raise InputError("a file holds one document", _at(event, name))
            case _:
                found = _content(event, events, name, 0)
    return found


def _content(event: Any, events: Iterator[Any], name: str, depth: int) -> Any:
    """The value that ``event`` opens, read on to its end."""
    if depth > _DEEPEST:
        raise InputError("the YAML is nested too deeply", _at(event, name))
    match type(event).__name__:
        case "AliasEvent":
            message = "anchors and aliases are not used here; write the value out"
            raise InputError(message, _at(event, name))
        case "ScalarEvent":
            return None if not event.style and event.value in _NULL else event.value
        case "SequenceStartEvent":
            items: list[Any] = []
            while type(inner := next(events)).__name__ != "SequenceEndEvent":
                items.append(_content(inner, events, name, depth + 1))
            return items
        case _:
            return _mapping(event, events, name, depth)


def _mapping(event: Any, events: Iterator[Any], name: str, depth: int) -> _Mapping:
    found = _Mapping()
    found.line = event.start_mark.line + 1
    while type(key := next(events)).__name__ != "MappingEndEvent":
        if type(key).__name__ != "ScalarEvent":
            raise InputError("a key must be a word", _at(key, name))
        if key.value in found:
            raise InputError(f"{key.value!r} stands here twice", _at(key, name))
        found[key.value] = _content(next(events), events, name, depth + 1)
    return found


def _at(event: Any, name: str) -> Place:
    return Place(name, event.start_mark.line + 1, event.start_mark.column + 1)


def read_cases(path: Path) -> tuple[Case, ...]:
    """Every case of the file, in order; ``InputError`` for whatever is no ``cases/1``."""
    data = read_yaml(path)
    name = str(path)
    if not isinstance(data, dict) or data.get("schema") != "cases/1":
        raise InputError("a case file opens with 'schema: cases/1'", Place(name, 1))
    cases = data.get("cases")
    if not isinstance(cases, list) or not cases:
        raise InputError("a case file has a list of cases", Place(name, 1))
    found = [case_from(each, name) for each in cases]
    seen: dict[str, Place] = {}
    for case in found:
        if case.id in seen:
            raise InputError(f"the id {case.id} stands here and at {seen[case.id]}", case.place)
        seen[case.id] = case.place
    return tuple(found)


def case_from(data: Any, name: str) -> Case:
    """A case of a file called ``name``, as ``read_yaml`` gives it; ``InputError`` with its line."""
    if not isinstance(data, dict):
        raise InputError(f"a case is a mapping, not {str(data)[:60]!r}", Place(name))
    place = Place(name, getattr(data, "line", None))
    for key in data:
        if key not in _CASE:
            raise UnknownName("key of a case", key, _CASE, place)
    for key in ("id", "law", "on"):
        if not isinstance(data.get(key), str):
            raise InputError(
                f"the case {data.get('id', '?')} lacks its {key} (quote 'on', YAML reads it as true)",
                place,
            )
    for key in ("transfer", "expect"):
        if not isinstance(data.get(key), dict):
            raise InputError(f"the case {data['id']} lacks its {key}", place)
    if read_day(data["on"], place) is None:
        raise InputError(f"the case {data['id']} lacks the date that it is on", place)
    read_day(data.get("known_on"), place)
    _expected(data["expect"], place)
    return Case(
        data["id"], data["law"], data["on"], data.get("known_on"), data["transfer"], data["expect"], place,
        str(data.get("note") or ""), _screen(data, place),
    )  # fmt: skip


def _screen(data: dict[str, Any], place: Place) -> bool:
    word = str(data.get("screen") or "no").lower()
    if word not in ("yes", "true", "no", "false"):
        raise InputError(f"screen is yes or no, not {word!r}", place)
    return word in ("yes", "true")


def _expected(expect: dict[str, Any], place: Place) -> None:
    """Refuse an expectation that could never be met because of how it is written."""
    for key, value in expect.items():
        if key not in _EXPECT:
            raise UnknownName("key of expect", key, _EXPECT, place)
        _shaped(key, value, place)
    for group in ("codified", "other"):
        for key, value in (expect.get(group) or {}).items():
            if key in _TEXTS | _LISTS | {"license_required"}:
                _shaped(key, value, place)


def _shaped(key: str, value: Any, place: Place) -> None:
    wanted = ""
    if key in ("license_required", "subject_to_ear"):
        if str(value).lower() not in ("true", "false", "unknown"):
            wanted = "true, false or unknown"
    elif value is None:
        return
    elif key in _TEXTS and not isinstance(value, str):
        wanted = "one word"
    elif key in _LISTS and not (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    ):
        wanted = "a list of words, [] where there are none"
    elif key in ("codified", "duty", "other") and not isinstance(value, dict):
        wanted = "a mapping"
    if wanted:
        raise InputError(f"{key} is {str(value)[:60]!r}; {wanted} was wanted", place)
