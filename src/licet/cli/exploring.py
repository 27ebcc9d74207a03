"""What the exploring verbs share: a transfer that any date may be put to, and words for a change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.transfer_options import (
    refuse_beside_file,
    transfer_from_file,
    transfers_asked,
    transfers_of,
)
from licet.decide import answer as words
from licet.decide.report import plain_data
from licet.decide.words import headline
from licet.language.text import fact_words
from licet.record import record

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import date

    from licet.catalogue.model import Product
    from licet.decide.decide import Decision
    from licet.explore.timeline import Event
    from licet.pack.store import Library
    from licet.transfer.model import Transfer

FILES = (".yaml", ".yml")


@record
class Stated:
    """A transfer that can be stated anew for any date; ``product`` None where it comes from a file."""

    name: str
    product: Product | None
    on: Callable[[date], Transfer]


def stated(args: argparse.Namespace, library: Library, day: date) -> tuple[Stated, ...]:
    """The transfer of the file ``args.item``, or one for each variant of that product.

    ``day`` is any day: it serves to read the options once and to report what is wrong in them.
    """
    if args.item.lower().endswith(FILES):
        refuse_beside_file(args)
        transfer, _, _ = transfer_from_file(Path(args.item), library)
        return (Stated(transfer.item, None, lambda _day: transfer),)
    return tuple(
        of_product(args, library, asked.product)
        for asked in transfers_asked(args, library, args.item, day)
        if asked.product is not None
    )


def of_product(args: argparse.Namespace, library: Library, product: Product) -> Stated:
    """The transfer of one product, with the letters on the public record of each day."""
    made: dict[date, Transfer] = {}

    def on(day: date) -> Transfer:
        if day not in made:
            made[day] = transfers_of(args, library, (product,), day)[0].transfer
        return made[day]

    return Stated(product.name, product, on)


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
    tail = "".join(each if each.isalnum() else "_" for each in short_unit(unit).lower())
    return fact_words(name.removesuffix(f"_{tail}") if tail else name)
