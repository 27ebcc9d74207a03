"""Plain data to a ``Happening`` and back; every oddity is refused with what was wanted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from licet.errors import InputError, UnknownName
from licet.happened.model import (
    ACTOR_TYPES,
    ACTS,
    DATE_KINDS,
    EXACT,
    MODALITIES,
    NOT_AFTER,
    STAGES,
    UNKNOWN,
    Happening,
    Number,
    Source,
)
from licet.record import fields_of

_LISTS = ("actors", "object", "target", "links", "law")
_TEXTS = (
    "id", "title", "act", "actor_type", "instrument", "stage", "modality", "condition", "date_kind",
    "date_how", "speaker", "confidence", "measure", "unmodelled",
)  # fmt: skip
_CLOSED = (
    ("act", "act", ACTS), ("stage", "stage", STAGES), ("modality", "modality", MODALITIES),
    ("date_kind", "kind of date", DATE_KINDS), ("actor_type", "type of actor", ACTOR_TYPES),
)  # fmt: skip


def happening(data: Mapping[str, Any]) -> Happening:
    """One event; ``on`` stands for an exact day.

    Raises:
        InputError: a key or word is unknown, or the days do not fit their kind.

    >>> happening(
    ...     {"id": "x", "title": "It rained", "act": "state", "actors": ["US"], "on": "2026-01-02"}
    ... ).day
    datetime.date(2026, 1, 2)
    """
    held = dict(data)
    if "on" in held:
        day = held.pop("on")
        held = {
            "date_kind": EXACT, "date_from": day, "date_to": day,
            "date_how": "stated by the source", **held,
        }  # fmt: skip
    for key in held:
        if key not in Happening.__match_args__:
            raise UnknownName("key of an event", key, Happening.__match_args__)
    made: dict[str, Any] = {key: _text(key, held[key]) for key in _TEXTS if key in held}
    if "date_kind" in made:
        made["date_kind"] = made["date_kind"].replace(
            " ", "_"
        )  # "not after", as texts are labelled
    made |= {key: _words(key, held[key]) for key in _LISTS if key in held}
    made |= {key: _day(key, held[key]) for key in ("date_from", "date_to") if key in held}
    made["numbers"] = tuple(map(_number, _rows("numbers", held.get("numbers", ()))))
    made["sources"] = tuple(map(_source, _rows("sources", held.get("sources", ()))))
    made["background"] = held.get("background", False)
    if not isinstance(made["background"], bool):
        raise InputError(f"background is {made['background']!r}, and true or false was wanted.")
    if lacking := [key for key in ("id", "title", "act", "actors") if not made.get(key)]:
        raise InputError(f"it has no {', '.join(lacking)}. Every event states them.")
    found = Happening(**made)
    for key, what, words in _CLOSED:
        if getattr(found, key) not in words:
            raise UnknownName(what, getattr(found, key), words)
    _check_days(found)
    return found


def as_data(each: Happening) -> dict[str, Any]:
    """An event as JSON data, every field of it, in one order."""
    return {name: _plain(content) for name, content, _ in fields_of(each)}


def _plain(value: object) -> Any:
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(each) for each in value]
        case Number() | Source():
            return {name: _plain(content) for name, content, _ in fields_of(value)}
        case _:
            return value


def _check_days(found: Happening) -> None:
    first, last, kind = found.date_from, found.date_to, found.date_kind
    fits = {
        EXACT: first is not None and first == last,
        NOT_AFTER: first is None and last is not None,
        UNKNOWN: first is None and last is None,
    }.get(kind, first is not None and last is not None and first < last)
    if not fits:
        raise InputError(f"its date is {kind!r}, from {first} to {last}: an exact date has one day, a range two in order, not_after the last alone, unknown none.")  # fmt: skip


def _text(key: str, value: object) -> str:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"{key} is {value!r}, and text was wanted.")
    return value.strip()


def _words(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise InputError(f"{key} is {value!r}, and a list of texts was wanted.")
    return tuple(_text(key, each) for each in value)


def _rows(key: str, value: object) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, Mapping) for each in value):
        raise InputError(f"{key} is {value!r}, and a list of tables was wanted.")
    return tuple(value)


def _day(key: str, value: object) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"{key} is {value!r}; write a day as 2026-01-15.") from None


def _number(row: Mapping[str, Any]) -> Number:
    _only("number", row, Number.__match_args__)
    told = str(row.get("value", ""))
    try:
        finite = Decimal(told).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise InputError(f"a number has the value {told!r}; write digits, such as 25 or 0.5.")
    return Number(told, _text("unit", row.get("unit", "")), _text("of", row.get("of", "")))


def _source(row: Mapping[str, Any]) -> Source:
    _only("source", row, Source.__match_args__)
    source, url, title, text = (
        _text(key, row.get(key, "")) for key in ("source", "url", "title", "text")
    )
    words, begins = row.get("words", ""), row.get("words_from", 0)
    if not isinstance(words, str) or type(begins) is not int or begins < 0:
        raise InputError(f"words are {words!r} from {begins!r}; text and its place were wanted.")
    spans = row.get("spans", ())
    try:
        pairs = tuple((int(start), int(end)) for start, end in spans)
    except (TypeError, ValueError):
        raise InputError(f"spans are {spans!r}; pairs of places in the text were wanted.") from None
    published, retrieved = (_day(key, row.get(key)) for key in ("published", "retrieved"))
    return Source(source, url, title, published, pairs, text, words, begins, retrieved)


def _only(what: str, row: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in row:
        if key not in known:
            raise UnknownName(f"key of a {what}", key, known)
