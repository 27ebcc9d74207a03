"""Every threshold has a row on the line, one just under it, and one with the fact missing."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.check.finding import Finding
from licet.facts.values import plain
from licet.language.nodes import Compare, Constant, FactNumber, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.book.book import RuleBook
    from licet.book.provision import Provision
    from licet.check.rows import RowResult

_NEAR = Decimal("0.9")
"""A row counts as just under (or over) a line within a tenth of it, or within one unit."""


def threshold_findings(book: RuleBook, rows: Iterable[RowResult]) -> Iterator[Finding]:
    """Thresholds whose case table does not try them."""
    tried: dict[str, list[RowResult]] = defaultdict(list)
    for row in rows:
        tried[row.provision.id].append(row)
    for provision in book.provisions.values():
        if not tried[provision.id]:
            yield Finding("cases", provision.file, provision.id, "the rule has no case table")
        for fact, bound in sorted(thresholds(provision)):
            for missing in _untried(fact, bound, tried[provision.id]):
                message = (
                    f"no case tries {fact} {missing} {plain(bound)}"
                    if missing != "unknown"
                    else f"no case leaves {fact} unknown"
                )
                yield Finding("thresholds", provision.file, provision.id, message)


def thresholds(provision: Provision) -> set[tuple[str, Decimal]]:
    """Every fact that the provision compares with a number, and the number."""
    found = set()
    for tree in provision.trees:
        for node in walk(tree):
            match node:
                case Compare(FactNumber(fact), _, Constant(bound)):
                    found.add((fact, bound))
                case _:
                    pass
    return found


def _untried(fact: str, bound: Decimal, rows: list[RowResult]) -> Iterator[str]:
    values = [value for row in rows for value in _values(row, fact)]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if bound not in numbers:
        yield "at"
    if bound > 0 and not any(
        bound * _NEAR <= each < bound or bound - 1 <= each < bound for each in numbers
    ):
        yield "just under"
    if None not in values:
        yield "unknown"


def _values(row: RowResult, fact: str) -> list[Any]:
    inside = [party.facts[fact] for party in row.transfer.parties if fact in party.facts]
    return inside or [row.transfer.facts.get(fact)]
