"""One law cut down to what decides whether an item is controlled: a map asks it on many days.

Left out are other sovereigns, provisions for other kinds of item, and what only matters once a
license is needed (exceptions, reviews, charges, alerts).  Whatever a provision that stays refers
to stays too, so that every answer about control is that of the whole book.
"""

from __future__ import annotations

from licet.decide.decide import Law
from licet.language.nodes import Within, refs_of, walk
from licet.record import replaced

DECIDING = frozenset(
    {"classification", "requirement", "prohibition", "letter", "notification", "carve_out", "jurisdiction"}
)  # fmt: skip


def own_law(law: Law, sovereign: str, kind: str) -> Law:
    """The part of one law that decides control of one kind of item; made once a book."""
    kept = law.book.plans.get(("own", sovereign, kind))
    if kept is None:
        kept = law.book.plans["own", sovereign, kind] = _cut(law, sovereign, kind)
    return kept  # type: ignore[return-value]


def _cut(law: Law, sovereign: str, kind: str) -> Law:
    book = law.book
    mine = {
        name: each for name, each in book.provisions.items()
        if each.sovereign == sovereign and (not each.items or kind in each.items)
    }  # fmt: skip
    subject = book.sovereigns[sovereign].subject
    stack = [name for name, each in mine.items() if each.kind in DECIDING or name == subject]
    seen: set[str] = set()
    while stack:
        name = stack.pop()
        if name in seen or name not in mine:
            continue
        seen.add(name)
        stack += [ref.id for tree in mine[name].trees for ref in refs_of(tree)]
        stack += [mine[name].scope, *mine[name].refines]
    kept = {name: each for name, each in mine.items() if name in seen}
    named = {
        group for each in kept.values() for tree in each.trees for node in walk(tree)
        if isinstance(node, Within) for group in node.groups
    }  # fmt: skip
    small = replaced(
        book,
        provisions=kept,
        groups={name: each for name, each in book.groups.items() if name in named},
        tables={},
        hash=f"{book.hash}/{sovereign}/{kind}",
    )
    return replaced(law, book=small)
