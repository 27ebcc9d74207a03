"""``decide_all``: transfers in columns in, answers in columns out.

Row by row it says what ``licet.decide.decide`` says of the same transfer, with what the public record
and the control lists add to it (``licet.transfer.public_record``); names are not screened here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns.engine import Engine
from licet.columns.faults import Checks, day_of
from licet.columns.layout import ITEM, ON, layout, raw_of
from licet.columns.layouts import Layouts
from licet.columns.parts import Parts
from licet.columns.row import FAULT, HOLDS, row_of
from licet.columns.schema import schema
from licet.columns.singly import single
from licet.columns.terms import Terms
from licet.decide.decide import decide
from licet.decide.join import Run
from licet.decide.plan import plan_for
from licet.decide.situation import Situation
from licet.errors import InputError
from licet.transfer.build import Builder
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.columns.layout import Layout
    from licet.columns.singly import Single
    from licet.decide.decide import Decision, Law
    from licet.transfer.model import Transfer


def decide_all(
    transfers: pl.DataFrame,
    law: Law,
    *,
    on: date | None = None,
    known_on: date | None = None,
    sovereigns: tuple[str, ...] | None = None,
    products: Mapping[str, Mapping[str, object]] | None = None,
    bits: bool = True,
) -> pl.DataFrame:
    """Decide every row of ``transfers``; the columns are those of ``licet.columns.schema``, in the same order of rows.

    ``on`` is the day of the law where a row has no column ``on``; today by default.  ``products``
    maps ids of the catalogue to facts.  ``bits`` adds a column for each provision in force: true,
    false, or null where it is open.  An unknown fact is null and stays unknown; a cell that cannot
    be read gives its row a ``fault`` and no answer.
    """
    decider = Decider(law, products, on=on, known_on=known_on, sovereigns=sovereigns, bits=bits)
    return decider(transfers)


class Decider:
    """One law of one day (or of the days in a column ``on``), ready for frame after frame."""

    def __init__(
        self,
        law: Law,
        products: Mapping[str, Mapping[str, object]] | None = None,
        *,
        on: date | None = None,
        known_on: date | None = None,
        sovereigns: tuple[str, ...] | None = None,
        bits: bool = False,
    ) -> None:
        self.law = law
        self.on = on or date.today()
        self.known_on = known_on or date.max
        self.sovereigns = sovereigns
        self.asked = tuple(
            code for code in sovereigns or law.book.deciding if code in law.book.sovereigns
        )
        self.builder = Builder(law.book, products)
        self._checks = Checks(law.book)
        self.bits: tuple[str, ...] = self._bits() if bits else ()
        self.schema = schema(law.book, self.asked, self.bits)
        terms = self.terms = Terms(
            law.book, products or {}, self.asked, sovereigns, self.known_on, self.bits
        )
        self._engine = Engine(terms, self.schema)
        self.parts = Parts(terms, self.on)
        self._layouts = Layouts(law.book)
        self._products = pl.Series(list(products or {}), dtype=pl.String).implode()
        self._rows: dict[Any, Single] = {}
        self._truth_names = [name for name, kind in self.schema.items() if kind == pl.Boolean]

    def __call__(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The answers to a frame's rows."""
        if not frame.height:
            return pl.DataFrame(schema=self.schema)
        shape = self._layouts.of(frame)
        asked = self._by_product(frame.select(shape.known))
        if not shape.known:  # all rows are alike, and say nothing
            return self.slowly(frame[:1])[np.zeros(frame.height, dtype=np.int64)]
        found, order = [], []
        for on, rows, fault in self.parts.of(asked, shape):
            part = asked if rows is None else asked[rows]
            found.append(self._part(part, shape, on, fault))
            order.append(rows)
        if len(found) == 1:
            return found[0]
        if not found:
            return pl.DataFrame(schema=self.schema)
        return pl.concat(found)[np.argsort(np.concatenate(order))]  # type: ignore[arg-type]

    def _by_product(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with one name for all products that the catalogue has not: nothing is known of any of them."""
        if frame.schema.get(ITEM) != pl.String:
            return frame
        item = pl.col(ITEM)
        known = item.is_null() | (item == "") | item.is_in(self._products)
        return frame.with_columns(pl.when(known).then(item).otherwise(pl.lit(_NO_PRODUCT)))

    def _part(self, frame: pl.DataFrame, shape: Layout, on: date, fault: str) -> pl.DataFrame:
        """The answers to rows of one part, of which all have the fault that their day has."""
        if fault:
            row = {**dict.fromkeys(self.schema), FAULT: fault}
            return pl.DataFrame([row] * frame.height, schema=self.schema, orient="row")
        names = shape.known
        return self._engine.decided(frame, shape, on, lambda row: self._one(row, shape, names))

    def _one(self, row: Mapping[str, Any], shape: Layout, names: tuple[str, ...]) -> Single:
        """A row decided by itself; rows alike are decided once."""
        key = (names, tuple(map(repr, row.values())))
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            found = self._rows[key] = single(self._row(row, shape), self._truth_names)
        return found

    def slowly(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The same, one row at a time: what the columns are held to."""
        shape = layout(frame.columns, self.law.book)
        rows = [self._row(row, shape) for row in frame.iter_rows(named=True)]
        return pl.DataFrame(rows, schema=self.schema, orient="row")

    def decision(self, row: Mapping[str, Any], shape: Layout | None = None) -> Decision:
        """The decision on one row of a frame, with its proof at hand.

        Raises:
            InputError: a cell cannot be read.
        """
        shape = shape or layout(row, self.law.book)
        on = day_of(row.get(ON)) or self.on
        return decide(
            self.transfer(row, shape, on), self.law,
            on=on, known_on=self.known_on, sovereigns=self.sovereigns,
        )  # fmt: skip

    def transfer(self, row: Mapping[str, Any], shape: Layout, on: date) -> Transfer:
        """One row as a transfer, with what the public record says of it on the day."""
        book = self.law.book
        made = self.builder.transfer(raw_of(row, shape, book))
        return with_public_record(made, book, on, self.known_on)

    def _row(self, row: Mapping[str, Any], shape: Layout) -> dict[str, Any]:
        fault = self._checks.first(row, shape)
        if fault:
            return {**dict.fromkeys(self.schema), FAULT: fault}
        try:
            found = self.decision(row, shape)
        except InputError as error:  # cells that cannot stand beside each other
            return {**dict.fromkeys(self.schema), FAULT: str(error)}
        return {**dict.fromkeys(self.schema), **row_of(found), **self._truths(found)}

    def _truths(self, found: Decision) -> dict[str, Any]:
        """The bits of a decision: by each law's whole plan, also where the answer needed less of it."""
        if not self.bits:
            return {}
        book = self.law.book
        truths: dict[str, Any] = dict.fromkeys((f"{HOLDS}{name}" for name in self.bits), False)
        seen = Situation(found.transfer, book, found.on)
        kind = seen.facts.get("item_kind")
        for code in self.asked:
            plan = plan_for(book, found.on, found.known_on, kind if isinstance(kind, str) else None, code)  # fmt: skip
            run = Run(plan, seen)
            truths |= {f"{HOLDS}{name}": run.truth(unit) for name, unit in plan.by_id.items()}
        return {name: truths[name] for name in truths if name in self.schema}

    def _bits(self) -> tuple[str, ...]:
        """Ids of the provisions of the laws asked: all that ever were, so that days share one form."""
        return tuple(
            name for name, each in self.law.book.provisions.items() if each.sovereign in self.asked
        )


_NO_PRODUCT = "?"
"""Stands for every product that no catalogue has."""
_KEPT = 50_000
"""Rows decided by themselves that are remembered."""
