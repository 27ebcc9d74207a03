"""Products whose answer is another on a later day, for one journey that is the same for all.

Every product is asked about alike: an export to a firm that was screened and is on no list, after due
care, with nothing more known.  What a product's own history says of other journeys is not told here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from licet.book.concepts import Reference
from licet.decide import answer as words
from licet.decide.decide import decide
from licet.decide.words import POLICY, headline
from licet.explore.causes import explained, rank
from licet.explore.outline import outlines, severity
from licet.record import record
from licet.transfer.build import Builder
from licet.transfer.public_record import with_public_record
from licet.transfer.reference import raw_transfer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from licet.catalogue.model import Product
    from licet.decide.decide import Decision
    from licet.explore.outline import Outline
    from licet.explore.timeline import Event
    from licet.pack.store import Library
    from licet.transfer.model import Transfer

_KEPT = 40_000
"""Answers kept in short: some fifty days and destinations of a catalogue of 400."""
_ANSWER = ("status", "review", "exceptions", "codified")
"""The facets that make another answer; the others are reasons for the same one."""


@record
class Journey:
    """From where to where every product goes (ISO 3166 alpha-2), and the laws that are asked; all where empty."""

    origin: str
    destination: str
    laws: tuple[str, ...] = ()


@record
class Side:
    """An answer in short: its status, its sentence, its place in the order of strictness.

    Answers with one ``mark`` read alike; with the same ``reasons`` they also rest on the same grounds.
    """

    status: str
    sentence: str
    severity: tuple[int, ...]
    mark: tuple[object, ...]
    reasons: tuple[object, ...]


@record
class Flip:
    """Products that share one change of their answer, with the events behind it."""

    products: tuple[Product, ...]
    journey: Journey
    before: Side
    after: Side
    causes: tuple[Event, ...]

    @property
    def way(self) -> str:
        """``stricter``, ``milder``, or ``other`` where neither can be said."""
        if self.before.severity == self.after.severity:
            return "other"
        return "stricter" if self.after.severity > self.before.severity else "milder"


class Flipper:
    """Finds flips in one library; short answers are kept by journey and stretch of constant law."""

    def __init__(self, library: Library) -> None:
        self.law = library.law
        self.products = library.catalogue.products
        self._builder = Builder(self.law.book, library.products)
        self._kept: OrderedDict[tuple[str, Journey, int], Side] = OrderedDict()
        self._lock = Lock()
        self._transfer = lru_cache(4_000)(self._stated)

    def flips(
        self, journey: Journey, first: date, last: date,
        kinds: frozenset[str] | None = None, shelves: Iterable[str] = (),
    ) -> tuple[Flip, ...]:  # fmt: skip
        """Products with another answer on ``last`` than on ``first``, those that changed alike together.

        Either day may be the earlier one.

        ``kinds`` are kinds of item that the law between the days may touch (None: any); ``shelves``
        the shelves of the catalogue to look on (empty: all).  The strictest answers come first.
        """
        wanted = frozenset(shelves)
        causes: dict[object, frozenset[Event]] = {}
        found: dict[object, tuple[Side, Side, set[Event], list[Product]]] = {}
        for product in self.products:
            if (kinds is not None and product.kind not in kinds) or (wanted and product.shelf not in wanted):  # fmt: skip
                continue
            before, after = self._side(product, journey, first), self._side(product, journey, last)
            if before.mark == after.mark:
                continue
            kept = found.setdefault((before.sentence, after.sentence), (before, after, set(), []))
            alike = (before.reasons, after.reasons)
            if (
                alike not in causes
            ):  # products that are answered alike in all are moved by the same rules
                causes[alike] = self._causes(product, journey, *sorted((first, last)))
            kept[2].update(causes[alike])
            kept[3].append(product)
        made = [
            Flip(_newest(products), journey, before, after, tuple(sorted(events, key=rank)))
            for before, after, events, products in found.values()
        ]
        return tuple(sorted(made, key=lambda each: each.after.severity, reverse=True))

    def decision(self, product: Product, journey: Journey, on: date) -> Decision:
        """The answer for one product on a day."""
        transfer = self._transfer(product.id, journey.origin, journey.destination)
        told = with_public_record(transfer, self.law.book, on, on)
        return decide(told, self.law, on=on, sovereigns=journey.laws or None)

    def _stated(self, product: str, origin: str, destination: str) -> Transfer:
        reference = Reference("", "", "export", destination)
        return self._builder.transfer(raw_transfer(reference, origin, {"id": product}))

    def _side(self, product: Product, journey: Journey, on: date) -> Side:
        key = (product.id, journey, bisect_right(self.law.book.edges, on))
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = side(self.decision(product, journey, on))
            with self._lock:
                self._kept[key] = found
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return found

    def _causes(
        self, product: Product, journey: Journey, first: date, last: date
    ) -> frozenset[Event]:
        before, after = (self.decision(product, journey, day) for day in (first, last))
        changes = explained(before, after)
        told = [each for each in changes if each.difference.facet in _ANSWER]
        return frozenset(event for each in told for event in each.causes)


def _newest(products: list[Product]) -> tuple[Product, ...]:
    """The newest first, since they are what most people ask about; those without a day last."""
    return tuple(sorted(products, key=lambda each: each.announced or "", reverse=True))


def side(decision: Decision) -> Side:
    """An answer in short.  Two answers that read alike have one mark."""
    said = headline(decision).rstrip(".")
    told = [each for each in outlines(decision) if each.status != (words.NOTHING,)]
    if decision.status == words.EXCEPTION and decision.answers:
        policies = decision.answers[0].enforced.review_range
        reviewed = " or ".join(POLICY[each] for each in reversed(policies))
        said += f"; without it {reviewed}" if reviewed else ""
    mark = tuple((each.sovereign, each.status, *_marked(each)) for each in told)
    reasons = tuple(each.mark for each in told)
    return Side(decision.status, said, severity(decision), mark, reasons)


def _marked(each: Outline) -> tuple[tuple[str, ...], ...]:
    if each.status == (
        words.PROHIBITED,
    ):  # no review and no exception speaks of what no license cures
        return ()
    return tuple(each.facet(name) for name in _ANSWER)
