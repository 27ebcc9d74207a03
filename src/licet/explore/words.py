"""Words for what exploring finds: an answer in short, the entries, a change and its instrument, a figure's name.

The verbs of the command line and the pages say them alike.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.decide import answer as words
from licet.decide.report import plain_data
from licet.decide.words import headline
from licet.facts.values import plain, show
from licet.language.text import fact_words

if TYPE_CHECKING:
    from licet.decide.decide import Decision
    from licet.decide.proof import Distance
    from licet.explore.classify import Line
    from licet.explore.history import Stretch
    from licet.explore.limits import Limit, Side
    from licet.explore.timeline import Event
    from licet.transfer.model import Transfer


def route(transfer: Transfer) -> str:
    """Where from, where to and by whom, as far as stated."""
    facts = transfer.facts
    shown = [
        f"{word} {facts[name]}"
        for word, name in (("from", "shipped_from"), ("to", "destination"), ("by", "exporter.name"))
        if name in facts
    ]
    return ", ".join(shown) or "no route stated"


def in_short(decision: Decision, closed: Decision | None = None) -> str:
    """The answer in one sentence without a full stop, and what due care would make of it."""
    said = _brief(decision)
    other = _brief(closed) if closed is not None else said
    if said == other:
        return said
    return f"{said}; with due care: {other[0].lower()}{other[1:]}"


def _brief(decision: Decision) -> str:
    if decision.status == words.UNKNOWN:
        return "Open"
    return headline(decision).rstrip(".").replace("every condition below", "every condition")


def entries(decision: Decision) -> str:
    """The entry that fits, or those that may."""
    found = [
        each.classification.entry
        or " or ".join(each.classification.candidates)
        or "no listed entry"
        for each in decision.answers
    ]
    return "; ".join(dict.fromkeys(found)) or "not classified"


def instrument(event: Event) -> str:
    """What took effect and by which text, in one phrase."""
    names = f" {', '.join(event.names)}" if event.names else ""
    return f"{event.title}: {event.what}{names} [{event.source or '; '.join(event.cite)}]"


def by(events: tuple[Event, ...]) -> str:
    """The first of the events behind a change, and how many more there are."""
    more = len({each.subject for each in events}) - 1
    return instrument(events[0]) + (f" and {more} more" if more else "")


def event_data(event: Event) -> dict[str, Any]:
    """An event as JSON data."""
    data: dict[str, Any] = plain_data(event)
    return data


def facet_words(values: tuple[str, ...]) -> str:
    """The values of a facet as text."""
    return ", ".join(value.replace("_", " ") for value in values) or "none"


def short_unit(unit: str) -> str:
    """A unit without the explanation in brackets behind it."""
    return unit.partition(" (")[0]


def label(name: str, unit: str) -> str:
    """A fact in words, without the unit that its name ends in.

    >>> label("total_dram_bandwidth_gb_s", "GB/s")
    'total dram bandwidth'
    """
    return fact_words(name, short_unit(unit))


def ends_words(low: Decimal | None, high: Decimal | None) -> str:
    """A number that is known, or what is known of it, with two places; ``?`` where nothing is.

    >>> (
    ...     ends_words(Decimal("5.917"), Decimal("5.917")),
    ...     ends_words(Decimal(4800), None),
    ...     ends_words(None, None),
    ... )
    ('5.92', 'at least 4,800', '?')
    """
    if low is None and high is None:
        return "?"
    if low == high and low is not None:
        return plain(round(low, 2))
    if not low:
        return f"at most {plain(round(high or Decimal(0), 2))}"
    least = plain(round(low, 2))
    return f"at least {least}" if high is None else f"{least} to {plain(round(high, 2))}"


def course(stretches: tuple[Stretch, ...]) -> tuple[tuple[object, ...], ...]:
    """A history as people see it: two are alike where they read alike."""
    return tuple(
        (each.since, in_short(each.decision, each.closed), entries(each.decision))
        for each in stretches
    )


def limit_words(limit: Limit) -> str:
    """The largest item that stays within a limit, as a sentence without a full stop."""
    sides = " and ".join(_side(each, limit) for each in limit.sides) or "any size"
    when = " and ".join(f"{fact_words(name)}: {show(value)}" for name, value in limit.when)
    return sides + (f" ({when})" if when else "")


def _side(side: Side, limit: Limit) -> str:
    unit = limit.sample.law.book.facts[side.fact].unit
    word = "at most" if side.included else "under"
    return f"{label(side.fact, unit)} {word} {plain(side.line)} {short_unit(unit)}".rstrip()


def share_words(share: Decimal | None) -> str:
    """A share of the reference in percent.

    >>> share_words(Decimal("0.504")), share_words(None)
    ('50 %', '?')
    """
    return "?" if share is None else f"{share * 100:.0f} %"


def line_words(line: Line) -> tuple[str, str, str, str, str, str]:
    """A line of the law: figure, line, item, how far away, the same in percent, and who draws it."""
    gap = line.distance
    drawn = ", ".join(line.entries[:3])
    at = f"{plain(line.line)} {short_unit(line.unit)}".rstrip()
    if gap is None:
        return label(line.fact, line.unit), at, "?", "?", "", drawn
    away = f"{gap.units:+,.4f}".rstrip("0").rstrip(".") if gap.units else "on it"
    item = plain(round(gap.value, 4))
    return label(line.fact, line.unit), at, item, away, _percent(gap), drawn


def _percent(gap: Distance) -> str:
    """In percent of the line, with as many places as it takes not to read as nought."""
    if gap.percent is None or not gap.units:
        return ""
    places = 1 if abs(gap.percent) >= Decimal("0.1") else 4
    return f"{gap.percent:+,.{places}f} %"
