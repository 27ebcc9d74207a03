"""What a check says that the check before did not, in sentences."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from licet.decide.answer import NOTHING
from licet.facts.values import plain
from licet.orders.results import CODES, OPEN_HIT
from licet.orders.words import STANDING
from licet.transfer.screening import CLOSED, CONFIRMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from licet.orders.model import Found, LineChecked, OrderChecked
    from licet.orders.read import Line

_NAMED = 12
"""Lines that one sentence names; of more it says how many."""


def differences(
    before: OrderChecked,
    lines: Sequence[LineChecked],
    found: Sequence[Found],
    listed: Callable[[int], Mapping[str, Any]],
) -> tuple[str, ...]:
    """Sentences on what is new, gone or other: parties first, for they are most often why.

    ``listed`` gives the text of the entry that a hit of the store stands on, by the hit's number.
    """
    return (*_of_parties(before.found, found, listed), *_of_lines(before.lines, lines, found))


def _of_parties(
    before: Sequence[Found], after: Sequence[Found], listed: Callable[[int], Mapping[str, Any]]
) -> Iterator[str]:
    old = {(each.name, each.role, each.entry): each for each in before}
    new = {(each.name, each.role, each.entry): each for each in after}
    for key, now in new.items():
        was = old.get(key)
        who = f"“{now.name}” ({now.role})"
        if was is None:
            since = f" since {now.since}" if now.since else ""
            code = now.entry.partition(":")[0]
            hit = f"; hit {now.hit}" if now.hit else ""
            yield f"New: {who} {STANDING[now.standing]} “{now.listed}”, on {code}{since} ({now.entry}{hit})."
        elif was.content != now.content:
            fields = _changed(was, now, listed)
            again = (
                f" What was said of hit {was.hit} no longer covers it: see hit {now.hit}."
                if now.hit and was.hit != now.hit
                else ""
            )
            yield f"The entry {now.entry}, “{now.listed}”, which {who} met, has changed{fields}.{again}"
        elif was.standing != now.standing:
            yield f"{who} and {now.entry}: {_standing(was)} before, {_standing(now)} now."
    for key, was in old.items():
        if key not in new:
            yield f"“{was.name}” ({was.role}) no longer meets {was.entry}, “{was.listed}”."


def _standing(each: Found) -> str:
    return {
        CLOSED: "closed by two officers as another party",
        CONFIRMED: "confirmed by two officers as the listed party",
    }.get(each.standing, each.standing)


def _changed(was: Found, now: Found, listed: Callable[[int], Mapping[str, Any]]) -> str:
    """Which fields of an entry are other than they were, where the store has both texts."""
    if not was.hit or not now.hit or was.hit == now.hit:
        return ""
    old, new = listed(was.hit), listed(now.hit)
    fields = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    return f" in {', '.join(fields)}" if fields else ""


def _of_lines(
    before: Sequence[LineChecked], after: Sequence[LineChecked], found: Sequence[Found]
) -> Iterator[str]:
    old = {each.line: each for each in before}
    told: dict[str, list[str]] = defaultdict(list)
    for now in after:
        was = old.pop(now.line, None)
        if was is None:
            told[f"new in the order, {_short(now, found)}"].append(now.line)
        elif (was.result, was.code, was.status, was.beside) != (
            now.result, now.code, now.status, now.beside,
        ):  # fmt: skip
            told[f"was {_short(was, ())}, now {_short(now, found)}"].append(now.line)
        elif was.reason != now.reason:
            told[f"{now.result} as before, and the reason is another: {now.reason}"].append(
                now.line
            )
    if old:
        told["no longer in the order"].extend(old)
    for what, lines in told.items():
        yield f"{line_names(lines)}: {what.rstrip('.')}."


def _short(line: LineChecked, found: Sequence[Found]) -> str:
    """The result with its cause in short."""
    why = CODES.get(line.code, "") if line.code != OPEN_HIT else ""
    if line.code == OPEN_HIT:
        first = next((each for each in found if each.hit in line.hits), None)
        why = (
            f"potential match: {first.name} on {first.entry.partition(':')[0]}"
            if first
            else "a hit was open"
        )
    elif not why:
        why = (
            "nothing found among the rules tested"
            if line.code == NOTHING
            else line.code.replace("_", " ")
        )
    beside = (
        f", {', '.join(each.replace('_', ' ') for each in line.beside)} beside it"
        if line.beside and line.code not in line.beside
        else ""
    )
    return f"{line.result} ({why}{beside})"


def line_names(lines: Sequence[str]) -> str:
    """Lines by their numbers.

    >>> line_names(["10"]), line_names(["10", "20", "30"])
    ('Line 10', 'Lines 10, 20 and 30')
    """
    if len(lines) == 1:
        return f"Line {lines[0]}"
    if len(lines) > _NAMED:
        return f"{len(lines):,} lines, from {lines[0]} to {lines[-1]}"
    return f"Lines {', '.join(lines[:-1])} and {lines[-1]}"


def changed_order(before: Sequence[Line], after: Sequence[Line]) -> Iterator[str]:
    """What the order system changed in lines that stay: item, quantity, value."""
    old = {each.line: each for each in before}
    for now in after:
        was = old.get(now.line)
        if was is None:
            continue
        for what, one, other in (
            ("item", was.item, now.item), ("class", was.declared, now.declared),
            ("quantity", _shown(was.quantity, was.unit), _shown(now.quantity, now.unit)),
            ("value", _shown(was.value, was.currency), _shown(now.value, now.currency)),
        ):  # fmt: skip
            if one != other:
                yield f"Line {now.line} was sent anew: {what} was {one or 'not stated'}, now {other or 'not stated'}."


def _shown(number: Any, unit: str) -> str:
    return "" if number is None else f"{plain(number)} {unit}".strip()
