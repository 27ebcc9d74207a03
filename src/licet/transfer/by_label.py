"""What a register of law says of an item by the label that is stated for it.

A transfer that states a class takes from its row the facts that the register sets: yes, no, or
nothing where the class named leaves it open.  What the user states himself stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.registers import is_silent, value_of
from licet.transfer.model import REGISTER, STATED, told

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.transfer.model import Transfer

_BY = "declared_class"
_LISTED = "listed"


def with_register(transfer: Transfer, book: RuleBook) -> Transfer:
    """``transfer`` with the facts that the row of its declared class sets; unchanged where none fits.

    A row that leaves the paragraph to provisions of its own sets nothing but what it ``gives``.
    """
    label = transfer.facts.get(_BY)
    found = book.registers.find(label) if isinstance(label, str) else None
    if found is None:
        return transfer
    register, row, paragraph = found
    said: dict[str, Any] = {}
    for name, raw in row.get("gives", {}).items():
        if name not in transfer.facts:
            said[name] = book.facts[name].read(raw)
    if not is_silent(row, paragraph):
        for fact in book.facts:
            if not fact.name.startswith(register.sets):
                continue
            mark = fact.name.removeprefix(register.sets)
            value = (
                True if mark == _LISTED else value_of(row, mark, paragraph, numeric=fact.numeric)
            )
            if value is not None and transfer.sources.get(fact.name) != STATED:
                said[fact.name] = value
    return told(transfer, said, REGISTER) if said else transfer
