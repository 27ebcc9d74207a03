"""The case table beside each rule: every row decided by the rule it stands under."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from licet.check.needed import Needed
from licet.decide.join import Run
from licet.decide.situation import Situation
from licet.errors import InputError, LawError, Place, UnknownName
from licet.record import record
from licet.transfer.build import Builder, read_day
from licet.transfer.model import Party

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from licet.book.book import RuleBook
    from licet.book.load import Source
    from licet.book.markdown import Row
    from licet.book.provision import Provision
    from licet.decide.plan import Plan
    from licet.facts.dictionary import Fact
    from licet.facts.values import Truth, Value
    from licet.transfer.model import Transfer

_SPECIAL = {"case", "holds", "on", "part", "due_care", "parties_complete"}
_HOLDS: dict[str, Truth] = {"yes": True, "no": False, "?": None}


@record
class RowResult:
    """One row: where it stands, what it expects and what the rule gives."""

    provision: Provision
    row: Row
    on: date
    transfer: Transfer
    expected: Truth
    found: Truth
    part: str | None

    @property
    def name(self) -> str:
        """The row's own name."""
        return self.row.cells.get("case", "")


def row_results(source: Source, needed: Needed | None = None) -> Iterator[RowResult]:
    """Every row of every provision, decided.  ``LawError`` where a row cannot be read."""
    builder = Builder(source.book)
    needed = needed or Needed(source.book)
    for name, page in source.pages.items():
        provision = source.book[name]
        for row in page.rows:
            yield row_result(provision, row, source, builder, needed, Place(page.file, row.line))


def row_result(  # noqa: PLR0917 - a row, and what decides it
    provision: Provision, row: Row, source: Source, builder: Builder, needed: Needed, place: Place
) -> RowResult:
    """One row of ``provision``, decided.  ``LawError`` where it cannot be read."""
    try:
        return _result(provision, row, source, builder, needed, place)
    except InputError as error:
        raise LawError(error.message, error.place or place) from None


def _result(  # noqa: PLR0917 - a row, and what decides it
    provision: Provision, row: Row, source: Source, builder: Builder, needed: Needed, place: Place
) -> RowResult:
    cells = row.cells
    if cells.get("holds") not in _HOLDS:
        raise LawError(f"holds is {cells.get('holds')!r}; yes, no or ? was wanted", place)
    on = read_day(cells.get("on"), place) or provision.versions[-1].since
    transfer = _transfer(provision, cells, builder, place)
    seen = Situation(transfer, source.book, on)
    plan = plan_of_row(provision, on, seen, needed)
    run = Run(plan, seen)
    part = cells.get("part") or None
    unit = plan.by_id.get(provision.id)
    found: Truth = False if unit is None else run.truth(unit)
    if part and unit is not None:
        found = _part_truth(unit.version, part, run, source.book, place)
    return RowResult(provision, row, on, transfer, _HOLDS[cells["holds"]], found, part)


def plan_of_row(provision: Provision, on: date, seen: Situation, needed: Needed) -> Plan:
    """What decides a rule for one situation: the provisions that it rests on.

    A declared class settles the entries of the list against each other, so it wants them all.
    """
    kind = seen.facts.get("item_kind")
    kind = kind if isinstance(kind, str) else None
    if "declared_class" in seen.stated:
        return needed.whole(on, kind, provision.sovereign)
    return needed.plan(on, kind, provision.sovereign, needed.names(provision.id))


def truth_on(row: RowResult, part: str | None, on: date, book: RuleBook, needed: Needed) -> Truth:
    """The rule of a row, or its part, tried on another day with the facts of the row."""
    seen = Situation(row.transfer, book, on)
    run = Run(plan_of_row(row.provision, on, seen, needed), seen)
    unit = run.plan.by_id.get(row.provision.id)
    if unit is None:  # not in force on the day, or not for this kind of item
        return False
    parts = dict(unit.version.parts)
    if part is None:
        return run.truth(unit)
    return _evaluate(parts[part], parts, run, book) if part in parts else None


def _part_truth(version: Any, part: str, run: Run, book: RuleBook, place: Place) -> Truth:
    parts = dict(version.parts)
    codes = {each.code: each.rule for each in version.conditions if each.rule is not None}
    if part in codes:  # a condition is tried by its code
        return _evaluate(codes[part], parts, run, book)
    if part not in parts:
        raise LawError(str(UnknownName("part", part, parts)), place)
    return _evaluate(parts[part], parts, run, book)


def _evaluate(node: Any, parts: dict[str, Any], run: Run, book: RuleBook) -> Truth:
    """Truth of a tree against a finished run: references read from it, leaves tested anew."""
    from licet.book.evaluate import all3, any3, leaf
    from licet.facts.values import not3
    from licet.language.nodes import All, Either, Not, Part, Ref

    match node:
        case All(each):
            return all3(_evaluate(part, parts, run, book) for part in each)
        case Either(each):
            return any3(_evaluate(part, parts, run, book) for part in each)
        case Not(part):
            return not3(_evaluate(part, parts, run, book))
        case Part(name):
            return _evaluate(parts[name], parts, run, book)
        case Ref(target, part):
            unit = run.plan.by_id.get(target)
            if unit is None:
                return False
            inner = dict(unit.version.parts)
            return run.truth(unit) if part is None else _evaluate(inner[part], inner, run, book)
        case _:
            return leaf(node, book, run.plan.day, run.plan.known_on, run.plan.sovereign)(run.facts)


def _cell(fact: Fact, cell: str, place: Place) -> Value | None:
    """The value of a cell; codes are written with commas, and as ``none`` where there are none."""
    if fact.type != "codes":
        return fact.read(cell, place)
    return fact.read([] if cell == "none" else [part.strip() for part in cell.split(",")], place)


def _transfer(
    provision: Provision, cells: dict[str, str], builder: Builder, place: Place
) -> Transfer:
    stated: dict[str, Any] = {}
    parties: dict[str, dict[str, Any]] = {}
    facts = builder.book.facts
    roles = facts["role"].choices
    for head, cell in cells.items():
        if head in _SPECIAL or cell in ("", "?"):
            continue
        role, _, inner = head.partition(".")
        if role in roles and inner:
            who = parties.setdefault(role, {"role": role})
            if inner == "lists":
                who["lists"] = builder.listings(cell, place)
            else:
                who[facts[inner].name] = _cell(facts[inner], cell, place)
            continue
        if head not in facts:
            raise LawError(str(UnknownName("column", head, [each.name for each in facts])), place)
        if facts[head].owner == "party":
            raise LawError(f"{head} is a party's fact; head the column end_user.{head}", place)
        stated[facts[head].name] = _cell(facts[head], cell, place)
    for head in cells:  # a role that is headed but unknown is a party all the same
        role, _, inner = head.partition(".")
        if role in roles and inner:
            parties.setdefault(role, {"role": role})
    for known in parties.values():
        builder.deriver.settle_party(known)
    if "item_kind" not in stated and len(provision.items) == 1:
        stated["item_kind"] = provision.items[0]
    if cells.get("parties_complete") != "?":
        stated["parties_complete"] = cells.get("parties_complete", "yes") != "no"
    people = tuple(Party(role, MappingProxyType(known)) for role, known in parties.items())
    return builder.complete(
        provision.id,
        {k: v for k, v in stated.items() if v is not None},
        people,
        due_care=cells.get("due_care") == "yes",
    )
