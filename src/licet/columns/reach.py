"""Which rows of a frame what moved can reach: all others have the answer that they had.

What a rule may be in each row (``licet.columns.may``) errs on the side of more, so a row that is passed
over cannot have changed.  A row is reached
where a rule that an answer reads may have another truth than before, by itself or through what it refers
to, or where it may hold or be open and what it says beside its rule (a policy, an entry, a state) is other.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.book.evaluate import LISTINGS
from licet.columns.cells import ANYTHING, NO, YES, Facts
from licet.columns.folded import refs_in
from licet.columns.layout import ITEM, layout
from licet.columns.may import NEVER, Guess, May, fitting
from licet.decide.entries import prefix
from licet.transfer.public_record import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import polars as pl

    from licet.columns.cells import Bits
    from licet.columns.folded import Form, Key
    from licet.columns.moved import Movement


class Reach:
    """What a movement can reach among the rows of a frame; ``products`` are those of either side."""

    def __init__(
        self,
        frame: pl.DataFrame,
        movement: Movement,
        products: tuple[Mapping[str, Mapping[str, Any]], Mapping[str, Mapping[str, Any]]],
    ) -> None:
        self.frame, self.movement = frame, movement
        self.products = products
        self.facts = Facts(frame, movement.after.side.book, products[1])
        self._units: dict[Key, Bits] = {}
        self._declared = self.facts.some("declared_class")
        self._old = Guess(movement.before, self.facts)
        self._new = Guess(movement.after, self.facts)

    def rows(self) -> tuple[Bits, dict[str, Bits]]:
        """The rows that may have changed, and of these the ones that each moved provision can reach."""
        height = self.frame.height
        if self.movement.everything:
            return np.ones(height, np.bool_), {}
        by: dict[str, Bits] = {}
        found = np.zeros(height, np.bool_)
        for key in self.movement.read:
            bits = np.broadcast_to(self._unit(key) | self._otherwise(key), height)
            bits = bits & self._attached(key[0]) if bits.any() else bits
            if bits.any():
                found |= bits
                by[key[0]] = by[key[0]] | bits if key[0] in by else bits
        for bits in (*self._beside(), *self._gate()):
            found |= bits
        return found, by

    # -- rules -----------------------------------------------------------------------------

    def _unit(self, key: Key) -> Bits:
        """Rows in which a unit may have another truth."""
        if key[0] not in self.movement.provisions:
            return NO
        if key not in self._units:
            self._units[key] = NO  # references never go in a circle
            self._units[key] = self._apart(key)
        return self._units[key]

    def _apart(self, key: Key) -> Bits:
        old, new = self._old.forms.get(key, NEVER), self._new.forms.get(key, NEVER)
        found = self._differ(old, new)
        if old == new:
            return found
        # A declared class settles what is open, so what is open on both sides may part.
        was, now = self._old(old), self._new(new)
        either = self._declared & (was.not_false | now.not_false) & (was.not_true | now.not_true)
        return found | either | self._class_named(key[0])

    def _otherwise(self, key: Key) -> Bits:
        """Rows in which a provision that says something else beside its rule may hold or be open."""
        name, part = key
        sides = (self._old, self._new)
        standing = [side for side in sides if name in side.folded.said]
        if part is None and len(standing) == 1 and name in self.movement.subjects:
            # Where what tells whether a law claims a transfer does not stand, that is open, not false.
            return standing[0].unit(name).apart(May(NO, NO, YES))
        if part is not None or len(standing) < len(sides) or not self.movement.says_otherwise(name):
            return NO
        reached = self._old.unit(name).not_false | self._new.unit(name).not_false
        return reached | self._class_named(name)

    def _attached(self, name: str) -> Bits:
        """Rows in which some need that an exception or a review reaches may hold; elsewhere it says nothing."""
        found: Bits = NO
        for side in (self._old, self._new):
            said = side.folded.said
            if name not in said:
                continue
            if said[name]["kind"] not in ("exception", "review_policy"):
                return YES
            for need in said[name]["reaches"]:
                may = side.unit(need)
                found = found | may.true | (self._declared & may.open)
            if said[name]["unverified"]:  # which a person has to look at wherever a need is alive
                return YES
        return found

    def _class_named(self, name: str) -> Bits:
        """Rows whose declared class is a label of the law whose entry came, went or is another, for some kind of item."""
        said = [side.said.get(name, {}) for side in (self.movement.before, self.movement.after)]
        entries = {each.get("entry", "") for each in said}
        kinds = {each.get("items") for each in said}
        if len(entries) == len(kinds) == 1 or not any(
            each.get("kind") == "classification" for each in said
        ):
            return NO
        whose = {prefix(entry) for entry in entries if entry}
        return self.facts.cells("declared_class").where(
            lambda value: value is ANYTHING or (isinstance(value, str) and prefix(value) in whose)
        )

    def _differ(self, old: Form, new: Form) -> Bits:
        """Rows in which two forms may have another truth."""
        match old, new:
            case ("not", one), ("not", other):
                return self._differ(one, other)
            case ((("all" | "any") as kind, _), (other_kind, _)) if kind == other_kind:
                return self._differ_joined(kind, old[1], new[1])
            case ("all" | "any", _), _:
                return self._differ_joined(old[0], old[1], frozenset({new}))
            case _, ("all" | "any", _):
                return self._differ_joined(new[0], frozenset({old}), new[1])
            case ("ref", name, part), ("ref", which, other) if (name, part) == (which, other):
                return self._unit((name, part))
            case ("party", roles, one), ("party", others, other) if roles == others:
                return self._differ_party(roles, one, other)
            case _:
                return NO if old == new else self._old.apart(old, self._new, new)

    def _differ_joined(self, kind: str, old: frozenset[Form], new: frozenset[Form]) -> Bits:
        both, one, other = old & new, old - new, new - old
        moving = [each for each in both if not self.movement.provisions.keys().isdisjoint(refs_in(each))]  # fmt: skip
        if not (one or other or moving):
            return NO
        context = (kind, both.difference(moving))
        # What both share settles it where it is surely false (of all) or surely true (of any).
        may = self._old(context)
        open_ = may.not_false if kind == "all" else may.not_true
        if not open_.any():
            return NO
        found: Bits = NO
        for each in moving:
            found = found | self._differ(each, each)
        if len(one) == len(other) == 1:
            found = found | self._differ(next(iter(one)), next(iter(other)))
        elif one or other:
            found = found | self._old.apart((kind, one), self._new, (kind, other))
        return open_ & found

    def _differ_party(self, roles: frozenset[str], old: Form, new: Form) -> Bits:
        found: Bits = NO
        for label, role in self.facts.shape.parties.items():
            fits = fitting(self.facts, label, role, roles).not_false
            if not self.movement.provisions.keys().isdisjoint(refs_in(old)):
                return YES  # a test of a party that refers to rules: none does today
            apart = self._old.of(label).apart(old, self._new.of(label), new)
            found = found | (self.facts.present(label) & fits & apart)
        return found

    def _gate(self) -> Iterator[Bits]:
        """Rows in which what tells whether a law has anything to say is asked on one side alone."""
        for kind, key in self.movement.gate:
            kinds = self.facts.cells("item_kind").where(partial(_of_kind, kind))
            for side in (self._old, self._new):
                yield kinds & side.unit(*key).not_false

    # -- what rows say beside rules ------------------------------------------------------------

    def _beside(self) -> Iterator[Bits]:
        """Rows whose facts are read, completed or dated otherwise."""
        moved, facts = self.movement, self.facts
        old = layout(self.frame.columns, moved.before.side.book)
        before = {each.name: each for each in old.columns}
        after = {each.name: each for each in facts.shape.columns}
        for name in before.keys() | after.keys():
            one, other = before.get(name), after.get(name)
            if one != other or (one is not None and one.fact in moved.facts):
                yield facts.stated(name)
        yield from self._on_record()
        if moved.labels:
            yield facts.cells("declared_class").where(
                lambda value: value is ANYTHING or str(value).partition(".")[0] in moved.labels
            )
        days = sorted((moved.before.side.day, moved.after.side.day))
        if days[0] != days[1]:
            for label in facts.shape.parties:
                if facts.shape.of(LISTINGS, label) is not None:
                    yield facts.cells(LISTINGS, label).where(lambda value: _begun(value, days))

    def _on_record(self) -> Iterator[Bits]:
        """Rows that name who or what a table of law speaks of on one side alone; products told otherwise."""
        shape, rows = self.facts.shape, self.movement.rows
        if rows.names:
            for each in shape.columns:
                if each.fact == "exporter.name" or (each.party and not each.fact):
                    yield self._of(each.name, lambda raw: folded(str(raw)) in rows.names)
        if shape.of(ITEM) is None:
            return
        if rows.prefixes:
            yield self._of(ITEM, lambda raw: any(_begins(str(raw), each) for each in rows.prefixes))
        one, other = self.products
        if one is not other:
            yield self._of(ITEM, lambda raw: one.get(str(raw)) != other.get(str(raw)))

    def _of(self, name: str, test: Callable[[Any], bool]) -> Bits:
        read = self.facts.read(name, test)
        return read.where(lambda value: value is True or value is ANYTHING)


def _of_kind(kind: str | None, value: Any) -> bool:
    """Whether the law is asked of this kind of item; None stands for a kind that is open."""
    return value is ANYTHING or (value if isinstance(value, str) else None) == kind


def _begun(value: Any, days: list[Any]) -> bool:
    """Whether an entry of a list began between the days."""
    if not isinstance(value, tuple):
        return value is ANYTHING
    return any(each.since is not None and days[0] < each.since <= days[1] for each in value)


def _begins(product: str, start: str) -> bool:
    return start in ("", product) or product.startswith(f"{start}-")
