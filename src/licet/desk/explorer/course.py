"""The history of a product: one line a change, with the rules behind it, as a chart and a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.charts import Drawn, Mark, Span, timeline
from licet.desk.explorer.judged import hash_key, raw_transfer
from licet.desk.explorer.kept import Kept
from licet.desk.explorer.product import tone_at
from licet.explore.history import first_day, history
from licet.explore.words import course, entries, facet_words, in_short
from licet.record import record
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from licet.catalogue.model import Product
    from licet.desk.explorer.asked import Asked
    from licet.explore.history import Stretch
    from licet.service.service import Service
    from licet.transfer.model import Transfer

_LONGEST_LABEL = 26


@record
class Turn:
    """One line of a history: its days, the answer and entry, and the rules behind the change, id and words.

    ``moved`` is what became another: status, review, grounds ...; ``more`` how many rules are not named.
    """

    since: date
    to: date | None
    says: str
    entry: str
    tone: str
    moved: str
    causes: tuple[tuple[str, str], ...]
    more: int


@record
class Course:
    """A history as a chart and a table; ``by`` names the exporter that it holds for, empty for any."""

    by: str
    drawn: Drawn
    turns: tuple[Turn, ...]


_KEPT: Kept[tuple[Course, ...]] = Kept(64)


def courses(service: Service, product: Product, asked: Asked, today: date) -> tuple[Course, ...]:
    """The history on this route, and where a letter makes it another, the same as exported by the vendor.

    It begins when the product was announced, where that is known to the day.
    """
    key = (hash_key(service), product.id, asked.to, asked.origin, asked.on, today)
    return _KEPT.get(key, lambda: tuple(_courses(service, product, asked, today)))


def _courses(service: Service, product: Product, asked: Asked, today: date) -> Iterator[Course]:
    law = service.library.law
    start = max(_announced(product) or date.min, first_day(law.book))

    def told(exporter: str) -> tuple[Stretch, ...]:
        return history(_on_a_day(service, product, asked, exporter), law, since=start)

    found = told("")
    yield _course(service, asked, found, "", today)
    if product.vendor:
        again = told(product.vendor)
        if course(again) != course(found):
            yield _course(service, asked, again, product.vendor, today)


def _announced(product: Product) -> date | None:
    """The day of the announcement; None where only the month or year is known, or nothing."""
    said = product.announced or ""
    return date.fromisoformat(said) if len(said) == len("2024-03-18") else None


def _on_a_day(
    service: Service, product: Product, asked: Asked, exporter: str
) -> Callable[[date], Transfer]:
    """The transfer as it would be stated on a day, with the letters on the public record of that day."""
    raw = raw_transfer(product, (asked.origin, asked.to))
    if exporter:
        raw["exporter"] = {"name": exporter}
    stated = service.transfers(raw)[0]
    book = service.library.law.book
    return lambda day: with_public_record(stated, book, day, date.max)


def _course(
    service: Service, asked: Asked, stretches: tuple[Stretch, ...], exporter: str, today: date
) -> Course:
    book = service.library.law.book
    turns = tuple(_turn(each, book.provisions) for each in stretches)
    last = max(today, asked.on, *(each.since for each in turns))
    spans = tuple(
        Span(
            "", each.since, each.to, each.tone, _label(each), f"{each.entry}: {each.says}",
            asked.route_on(each.since),
        )
        for each in turns
    )  # fmt: skip
    marks = [Mark(asked.on, f"{asked.on}")]
    drawn = timeline(
        spans, since=turns[0].since, until=last.replace(year=last.year + 1, day=1), marks=marks
    )
    return Course(exporter, drawn, turns)


def _turn(each: Stretch, known: Any) -> Turn:
    causes = {event.subject: event for event in each.causes}
    told = tuple(
        (name if name in known else "", f"{event.title}: {event.what}")
        for name, event in causes.items()
    )
    return Turn(
        each.since, each.to, in_short(each.decision, each.closed), entries(each.decision).removesuffix("; no listed entry"),
        tone_at(each.decision), facet_words(each.moved) if each.moved else "", told[:3], max(len(told) - 3, 0),
    )  # fmt: skip


def _label(turn: Turn) -> str:
    return (
        turn.entry
        if len(turn.entry) <= _LONGEST_LABEL
        else f"{turn.entry.partition(' or ')[0]} or another"
    )
