"""Owners from a graph of stakes: whoever stands above a party is screened, and what follows is a fact.

The graph is asked twice: with the owners who are certainly listed, and with those who may be as well.
What only the second finds stays possible.  What a user states of owners and seats stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.record import record, replaced
from licet.screen.model import Query
from licet.transfer.model import GRAPH, Owner, told
from licet.transfer.public_record import folded, policy_of
from licet.transfer.screening import CONFIRMED, OPEN, TAKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from licet.book.book import RuleBook
    from licet.lists.model import Identifier
    from licet.ownership.cut import Cut
    from licet.ownership.facts import OwnershipFacts
    from licet.ownership.graph import Graph
    from licet.ownership.model import Listed
    from licet.transfer.model import Party
    from licet.transfer.screening import Match

    Look = Callable[[Query, str], list[Match]]
    """Screens one name that the graph gives; the text says whose it is."""

_SHARE, _SEAT, _PARENT, _DIRECTOR = (
    "owned_by_listed_pct", "headquarters", "ultimate_parent_headquarters", "director_of_listed_party",
)  # fmt: skip


@record
class Stakes:
    """A graph of ownership, with the law by which it is read and the name of its file."""

    graph: Graph
    book: RuleBook
    file: str = ""
    sha256: str = ""


def owned(
    party: Party, numbers: Iterable[Identifier], stakes: Stakes, day: date, look: Look
) -> tuple[Party, tuple[str, ...]]:
    """``party`` with what the graph knows of its owners, seat and parent, and remarks.

    The party is found by its identifiers, else by its very name where one firm alone has it.
    """
    from licet.ownership.facts import facts_of

    key, how = _key(party, numbers, stakes.graph)
    if key is None:
        return party, (f"{stakes.file} does not know {party.name!r}: {how}",) if party.name else ()
    remarks = [f"owners of {party.name!r} are read from {stakes.file}, where it was found by {how}"]
    cut = stakes.graph.on(day)
    sure, maybe = _listed_above(cut, key, stakes, day, look)
    least = facts_of(key, stakes.graph, sure, day, stakes.book)
    most = facts_of(key, stakes.graph, (*sure, *maybe), day, stakes.book)
    if least is None or most is None:
        return party, tuple(remarks)
    found = {
        name: value
        for name, value in ((_SEAT, most.headquarters), (_PARENT, most.parent_headquarters))
        if value and name not in party.facts
    }
    facts: dict[str, Any] = dict(found)
    if _DIRECTOR not in party.facts and _directors(least):
        facts[_DIRECTOR] = True
    remarks += [each.text.rstrip(".") for each in most.flags]
    if party.owners is not None or _SHARE in party.facts:
        remarks.append(
            f"what is stated of the owners of {party.name!r} stands before {stakes.file}"
        )
    elif owners := _owners(cut, key, least, most):
        party = replaced(party, owners=owners)
    return (told(party, facts, GRAPH) if facts else party), tuple(remarks)


def _key(party: Party, numbers: Iterable[Identifier], graph: Graph) -> tuple[str | None, str]:
    """The party's node and how it was found; None, and why, where it was not."""
    by_number = graph.by_identifiers(numbers)
    if len(by_number) == 1:
        return by_number[0], "its identifier"
    if by_number:
        return None, "its identifiers belong to several firms there"
    same = [
        each.key
        for each in graph.nodes.values()
        if party.name and folded(each.label) == folded(party.name)
    ]
    if len(same) == 1:
        return same[0], "its name"
    return (
        None,
        "several firms there have its name" if same else "no firm there has its name or number",
    )


def _listed_above(
    cut: Cut, key: str, stakes: Stakes, day: date, look: Look
) -> tuple[list[Listed], list[Listed]]:
    """Entries of whoever stands above ``key`` or shares a director with it: certain, and possible."""
    from licet.ownership.model import Listed

    sure: list[Listed] = []
    maybe: list[Listed] = []
    for other in _around(cut, key):
        node = stakes.graph.nodes[other]
        query = Query(node.label, node.country, "", node.identifiers)
        for match in look(query, f"in {stakes.file}"):
            entry = match.hit.entry
            if match.standing not in (TAKEN, CONFIRMED, OPEN) or entry.kind == "address":
                continue
            policy = policy_of(stakes.book, (node.label, *entry.names), day)
            listed = Listed(
                other, entry.list, entry.name, entry.since, entry.to, policy, entry.requirement,
                entry.id,
            )  # fmt: skip
            (maybe if match.standing == OPEN else sure).append(listed)
    return sure, maybe


def _around(cut: Cut, key: str) -> list[str]:
    """Whoever has a stake of any kind above ``key``, and firms that share a director with it, by key."""
    above: dict[str, None] = {}
    waiting = [key]
    while waiting:
        for stake in cut.into(waiting.pop()):
            if stake.owner not in above and stake.owner != key:
                above[stake.owner] = None
                waiting.append(stake.owner)
    shared = {
        other.owned
        for mine in cut.into(key)
        if mine.interest == "director"
        for other in cut.out_of(mine.owner)
        if other.interest == "director" and other.owned != key
    }
    return sorted({*above, *shared})


def _directors(facts: OwnershipFacts) -> bool:
    from licet.ownership.facts import LISTED_DIRECTOR, SHARED_DIRECTOR

    return any(each.kind in (LISTED_DIRECTOR, SHARED_DIRECTOR) for each in facts.flags)


def _owners(cut: Cut, key: str, least: OwnershipFacts, most: OwnershipFacts) -> tuple[Owner, ...]:
    """The direct owners: those that count with the entry whose terms govern, the others by name."""
    from licet.ownership.model import SHARES

    certain = {each.key for each in least.owners if each.certain}
    counting = tuple(
        Owner(
            each.name, each.listed.list, each.listed.since, each.pct, each.listed.policy,
            each.certain and each.key in certain, each.listed.entry,
        )
        for each in most.owners
    )  # fmt: skip
    known = {each.key for each in most.owners}
    others = dict.fromkeys(
        stake.owner
        for stake in cut.into(key)
        if stake.interest == SHARES and stake.owner not in known
    )
    return (*counting, *(Owner(cut.label(each)) for each in others))
