"""Figures of the goods on the right side of a line, as stated and as measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from licet.errors import UnknownName
from licet.facts.values import Truth, above, at_least, not3, show
from licet.record import record
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import Said

OPERATORS: dict[str, Callable[[Any, Decimal], Truth]] = {
    ">=": at_least,
    ">": above,
    "<": lambda value, bound: not3(at_least(value, bound)),
    "<=": lambda value, bound: not3(above(value, bound)),
}
_WORDS = {">=": "at least", ">": "more than", "<": "under", "<=": "at most"}


@record
class Limit:
    """One line: ``<`` and ``>`` are strict, as the text of the law is."""

    fact: str
    op: str
    bound: Decimal
    unit: str = ""

    def __post_init__(self) -> None:
        """Refuse an operator that is none."""
        if self.op not in OPERATORS:
            raise UnknownName("comparison", self.op, OPERATORS)

    def __str__(self) -> str:
        """The line in words."""
        return f"{self.fact} {_WORDS[self.op]} {show(self.bound)} {self.unit}".rstrip()


@record
class Threshold:
    """Every limit holds for the drawn item."""

    limits: tuple[Limit, ...]
    item: str = ""


def threshold(rule: Threshold, inputs: Inputs, at: datetime) -> Said:  # noqa: ARG001 - figures have no hour
    """Whether every limit holds by the stated figures and by each report that measured them."""
    item = rule.item or (inputs.now.item if inputs.now else "")
    if not item:
        return Said(None, "It is not said which goods to compare.", missing=("the item",))
    sources: list[tuple[str, Mapping[str, Any]]] = [
        ("stated figures", (inputs.parameters or {}).get(item, {}))
    ]
    sources += [(each.ref, each.measured) for each in inputs.tests or () if each.item == item]
    broken, open_, kept, used = [], [], [], []
    for limit in rule.limits:
        truths = []
        for name, facts in sources:
            value = facts.get(limit.fact)
            if value is None:
                continue
            truths.append(OPERATORS[limit.op](value, limit.bound))
            used.append(f"{name}: {limit.fact} {show(value)}")
        if False in truths:
            broken.append(f"{limit} does not hold")
        elif None in truths or not truths:
            open_.append(limit.fact)
        else:
            kept.append(str(limit))
    missing = tuple(f"{each} of {item}" for each in open_)
    if broken:
        return Said(False, f"{item}: {'; '.join(broken)}.", tuple(used), missing)
    if open_:
        return Said(None, f"{item}: not known whether every line is kept.", tuple(used), missing)
    return Said(True, f"{item}: {'; '.join(kept)}.", tuple(used))
