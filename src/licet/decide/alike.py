"""Which decisions ask the same: what the questions of one law's answer rest on, and no more.

To weigh questions is to decide again for each value of each fact, some twenty-six times for an open answer.
Most questions that a server meets are alike to the law: another chip in the same cell between the same
lines, sent to a place of the same groups.  So weighed questions are kept on the plan by what they rest on.

A fact more never turns what was true or false already.  So of a rule that is settled its truth is enough,
and of one that is open the truths of its leaves, which of their facts are stated, and the values of facts
of which only a range is known or that stand in a leaf with one that is not known.
"""

from __future__ import annotations

from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import LISTINGS, PARTIES
from licet.decide.plan import plan_for
from licet.language.nodes import AnyParty, facts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.decide.decide import Decision
    from licet.decide.plan import Plan
    from licet.transfer.model import Party

_SETTLED = (Decimal, str, bool, frozenset)
_READS, _TOGETHER = "reads", "together"
_KEPT = 512


def mark(decision: Decision) -> tuple[Any, ...] | None:
    """Equal where the questions of two decisions by the same plan are; None where they are not to be kept.

    A declared class and a hit that waits for a person settle more than truths do: these are not kept.
    """
    if len(decision.answers) != 1:
        return None
    transfer, run = decision.transfer, decision.answers[0].run
    facts, plan = transfer.facts, run.plan
    kind = facts.get("item_kind")
    if not isinstance(kind, str) or "declared_class" in facts:
        return None
    if transfer.screening is not None and transfer.screening.matches:
        return None
    book, code = decision.law.book, decision.answers[0].sovereign
    if plan_for(book, decision.on, decision.known_on, kind, code) is not plan:
        return None  # the small plan that many laws share, of which nothing is open
    rules = tuple(run.truths[len(plan.leaf_nodes) :])
    pick, names = _reads(plan, rules)
    beside = [
        read for read in _mixed(plan) if not all(isinstance(facts.get(n), Decimal) for n in read)
    ]
    found = (
        decision.on, transfer.due_care, facts.get("parties_complete"), rules, pick(run.truths),
        names.intersection(facts), _exactly(facts, names, frozenset().union(*beside)),
        tuple([
            (each.name, *_told(each, number))
            for each, number in zip(transfer.parties, plan.leaves.numbers(run.facts[PARTIES]), strict=True)
        ]),
    )  # fmt: skip
    try:
        hash(found)
    except TypeError:  # a value that cannot be told from others at a glance
        return None
    return found


def _exactly(
    facts: Mapping[str, Any], names: frozenset[str], beside: frozenset[str]
) -> tuple[Any, ...]:
    return tuple([
        (name, value) for name, value in facts.items()
        if name in beside or (name in names and not isinstance(value, _SETTLED))
    ])  # fmt: skip


def _mixed(plan: Plan) -> tuple[frozenset[str], ...]:
    """Facts that stand together in a leaf: what one of them is tried with turns on the others."""
    known: tuple[frozenset[str], ...] | None = plan.asked.get(_TOGETHER)
    if known is None:
        each = (frozenset(facts_of(n)) for n in plan.leaf_nodes if not isinstance(n, AnyParty))
        known = plan.asked[_TOGETHER] = tuple(dict.fromkeys(e for e in each if len(e) > 1))
    return known


def _told(party: Party, number: int | None) -> tuple[Any, ...]:
    """A party by what the tests can tell of it, or by all that is known where that is not enough."""
    facts = party.facts
    plain = all(isinstance(value, _SETTLED) for name, value in facts.items() if name != LISTINGS)
    if number is None or not plain or facts.get(LISTINGS) or party.owners is not None:
        return tuple(facts.items()), party.owners
    return facts.get("role"), number, frozenset(facts)


def _reads(plan: Plan, rules: tuple[Any, ...]) -> tuple[Any, frozenset[str]]:
    """What picks the truths of the leaves that open rules and all conditions read, and the facts in these."""
    kept = plan.asked.setdefault(_READS, {})
    known: tuple[Any, frozenset[str]] | None = kept.get(rules)
    if known is not None:
        return known
    first = len(plan.leaf_nodes)
    slots = {
        slot
        for unit, truth in zip(plan.units, rules, strict=True)
        for slots in (*((unit.leaves,) if truth is None else ()), *(c[2] for c in unit.conditions if c))
        for slot in slots
    }  # fmt: skip
    leaves = sorted(slot for slot in slots if slot < first)
    nodes = [plan.leaf_nodes[slot] for slot in leaves]
    names = frozenset(
        name for node in nodes if not isinstance(node, AnyParty) for name in facts_of(node)
    )
    pick: Any = itemgetter(*leaves) if leaves else (lambda _truths: ())
    if len(kept) >= _KEPT:
        kept.clear()
    kept[rules] = pick, names
    return pick, names
