"""The form that corrects an event: every field of it as text, what was typed as changes, and what is wrong by field."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from licet.happened.model import (
    ACTOR_TYPES,
    ACTS,
    DATE_KINDS,
    EXACT,
    MODALITIES,
    NOT_AFTER,
    STAGES,
    UNKNOWN,
)
from licet.happened.reading import as_data
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from licet.happened.linking import Linker
    from licet.happened.model import Happening

LONGEST = 2000
"""Characters of one field."""
_NUMBER = re.compile(r"(?P<value>[-+]?[\d.,]+)\s*(?P<unit>[^(]*?)\s*(?:\((?P<of>.*)\))?")
_LISTS = ("actors", "object", "target", "law")


@record
class Asked:
    """A field: its label, a hint, and the closed words it may hold, if it is closed."""

    name: str
    label: str
    hint: str = ""
    words: tuple[str, ...] = ()
    kind: str = "text"


FIELDS = (
    Asked("title", "What happened, in a sentence", "It is read in the timeline; its first words are those of the article"),
    Asked("act", "Act", words=ACTS),
    Asked("actors", "Who acts", "CODE, CODE/Name or a name, with semicolons between, such as US/BIS; ? where nobody is named"),
    Asked("actor_type", "What kind of actor", words=tuple(each for each in ACTOR_TYPES if each)),
    Asked("object", "What it is about", "Goods, technology or a matter, with semicolons between"),
    Asked("target", "Whom it hits or addresses", "Codes of states, or names, with semicolons between"),
    Asked("instrument", "Instrument", "Its names as the rule book writes them, with semicolons between, such as 91 FR 1684"),
    Asked("stage", "Stage", words=STAGES),
    Asked("modality", "Done, or only planned, asked, denied", words=MODALITIES),
    Asked("condition", "Terms"),
    Asked("numbers", "Numbers", "With unit and, in brackets, of what: 25 percent (sales revenues); semicolons between"),
    Asked("date_kind", "How well the day is known", words=DATE_KINDS),
    Asked("date_from", "First day", "Empty where only the last is known, or none", kind="date"),
    Asked("date_to", "Last day", "The same as the first for one exact day", kind="date"),
    Asked("date_how", "How the day was found"),
    Asked("speaker", "Whose word it is", "Where it is known as somebody's word"),
    Asked("confidence", "How sure"),
    Asked("background", "Told as history, not as news", words=("no", "yes")),
    Asked("measure", "Measure", "The name that its stages share, such as us-h200"),
    Asked("law", "Rule versions it became", "ID@DAY, with semicolons between. Only an editor pins one"),
    Asked("unmodelled", "Why the rule book has no rule for it"),
)  # fmt: skip
REASON, WHY = "reason", "why"
"""The fields that say why: of a confirmation or rejection, and of a correction."""


def typed_of(one: Happening) -> dict[str, str]:
    """An event as the form shows it."""
    data = as_data(one)
    numbers = (f"{each.value} {each.unit}{f' ({each.of})' if each.of else ''}".strip() for each in one.numbers)  # fmt: skip
    return {
        **{each.name: "" if data[each.name] is None else str(data[each.name]) for each in FIELDS},
        **{name: "; ".join(data[name]) for name in _LISTS},
        "numbers": "; ".join(numbers),
        "background": "yes" if one.background else "no",
    }


def said(
    typed: Mapping[str, str], one: Happening, linker: Linker
) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields that were changed, as the timeline takes them, and what is wrong, by field."""
    before = typed_of(one)
    changes: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in FIELDS:
        now = typed.get(field.name, before[field.name]).strip()
        if now == before[field.name]:
            continue
        if len(now) > LONGEST:
            wrong[field.name] = f"This has {len(now):,} characters; at most {LONGEST:,} fit."
        elif field.words and now not in field.words:
            wrong[field.name] = f"“{now[:40]}” is none of {', '.join(field.words)}."
        else:
            try:
                changes[field.name] = _READ.get(field.name, _plain)(now)
            except ValueError as error:
                wrong[field.name] = str(error)
    if not wrong:
        wrong |= _held_together(changes, one, linker)
    return changes, wrong


def _held_together(changes: dict[str, Any], one: Happening, linker: Linker) -> dict[str, str]:
    """What is wrong between fields; an exact day that was typed once stands for both ends."""
    data = {**as_data(one), **changes}
    first, last, kind = _iso(data["date_from"]), _iso(data["date_to"]), data["date_kind"]
    if kind == EXACT and (first is None) != (last is None):
        day = first or last
        changes["date_from"] = changes["date_to"] = first = last = day
    wrong: dict[str, str] = {}
    if kind == EXACT and (first is None or first != last):
        wrong["date_from"] = "An exact date has one day: give it here, or say that it is a range or unknown."  # fmt: skip
    elif kind == UNKNOWN and (first or last):
        wrong["date_kind"] = "A day is given, and the date is called unknown. Say exact, range or not_after, or empty the days."  # fmt: skip
    elif kind == NOT_AFTER and (first or not last):
        wrong["date_to"] = "“Not after” has a last day and no first one."
    elif kind not in (EXACT, UNKNOWN, NOT_AFTER) and not (first and last and first < last):
        wrong["date_to"] = "A range has two days, the last after the first."
    for name, what in (("title", "a sentence that says what happened"), ("actors", "who acts; write ? where nobody is named")):  # fmt: skip
        if not data[name]:
            wrong[name] = f"This is empty, and the timeline wants {what}."
    if "law" in changes and not wrong:
        loose = linker.loose_pins(replaced(one, law=tuple(changes["law"]), actors=tuple(data["actors"])))  # fmt: skip
        if loose:
            wrong["law"] = f"{', '.join(loose)}: the rule book holds no change of the actor's law of this name and day. The law pages give both; a * stands for the rest of a name."  # fmt: skip
    return wrong


def _iso(value: object) -> date | None:
    return value if isinstance(value, date) else date.fromisoformat(str(value)) if value else None


def _plain(text: str) -> str:
    return text


def _list(text: str) -> list[str]:
    return [each.strip() for each in text.split(";") if each.strip()]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"“{text[:40]}” is no day; write it as 2026-01-15.") from None


def _numbers(text: str) -> list[dict[str, str]]:
    """Amounts in the manner of the form.

    >>> _numbers("25 percent (sales revenues); 601 entities")
    [{'value': '25', 'unit': 'percent', 'of': 'sales revenues'}, {'value': '601', 'unit': 'entities', 'of': ''}]
    """
    found = []
    for each in _list(text):
        match = _NUMBER.fullmatch(each)
        value = match["value"].replace(",", "") if match else ""
        try:
            fine = bool(match) and Decimal(value).is_finite()
        except InvalidOperation:
            fine = False
        if match is None or not fine:
            raise ValueError(f"“{each[:60]}” begins with no number; write it like 25 percent (sales revenues).")  # fmt: skip
        found.append({"value": value, "unit": match["unit"], "of": match["of"] or ""})
    return found


def _flag(text: str) -> bool:
    return text == "yes"


_READ: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(_LISTS, _list), "date_from": _day, "date_to": _day, "numbers": _numbers, "background": _flag,
}  # fmt: skip
