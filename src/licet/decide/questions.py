"""What is missing, and which single fact would settle the answer.

Candidates are the unknown facts under the open rules.  Each is tried with one value for every
cell between thresholds, every choice, and one country for each way of belonging to groups;
the fact whose answers settle most comes first.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import LISTINGS, quantity
from licet.decide import answer as words
from licet.decide.alike import mark
from licet.decide.missing import Key, missing_facts
from licet.decide.possible import OWNERS, whether_listed
from licet.facts.values import Interval, plain
from licet.language.nodes import (
    Arithmetic,
    Compare,
    Constant,
    FactNumber,
    HasCode,
    OnList,
    Within,
    walk,
)
from licet.record import record, replaced
from licet.transfer.model import Listing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from licet.decide.decide import Decision
    from licet.decide.plan import Plan
    from licet.facts.dictionary import Fact
    from licet.transfer.model import Transfer

DUE_CARE_FACT = "no_knowledge_beyond_stated"
MOST = 12
"""Facts that are tried at most: more candidates than that are listed, not weighed."""
_LEAST = 3
_ROUNDS, _KEPT = "rounds", 512
"""Rounds of questions that a plan keeps (``licet.decide.alike``)."""


@record
class Lead:
    """What one possible answer leads to: a status, with the review policy where one is settled."""

    value: str
    status: str
    settled: bool
    review: str = ""


@record
class Question:
    """A missing fact: the question to ask, why, and where each answer leads.

    ``party`` is the number of the party it is about, None where it is about the transfer.
    ``asked`` is the question where it is not the fact's own: is this party that listed one?
    ``values`` are then the answers that it may have, with what each makes of the fact.
    """

    fact: Fact
    party: int | None
    who: str
    provisions: tuple[str, ...]
    leads: tuple[Lead, ...]
    asked: str = ""
    values: tuple[tuple[str, Any], ...] = ()

    @property
    def text(self) -> str:
        """The question to ask."""
        return self.asked or self.fact.question

    @property
    def settles(self) -> bool:
        """Whether every answer settles the matter."""
        return bool(self.leads) and all(lead.settled for lead in self.leads)


def questions_by_law(decision: Decision) -> Iterator[tuple[str, tuple[Question, ...]]]:
    """Each claiming law's own questions, by its code: what is open under one is no matter of another.

    The more laws ask, the fewer facts are weighed for each.
    """
    laws = decision.telling
    most = max(_LEAST, MOST // max(1, len(laws)))
    for answer in laws:
        yield answer.sovereign, questions(decision.only(answer.sovereign), most=most)


def questions(
    decision: Decision, skip: Collection[Key] = (), *, most: int = MOST,
    missing: Mapping[Key, tuple[str, ...]] | None = None,
) -> tuple[Question, ...]:  # fmt: skip
    """The missing facts as questions, the most telling first; empty where nothing is open.

    ``skip`` are facts (and the number of the party, if any) that nobody could answer; ``most``
    is how many facts are weighed; ``missing`` what ``missing_facts`` gave of this decision, where it is at hand.
    """
    key = mark(decision) if missing is None else None
    if key is None:
        return _weighed(decision, skip, most, missing)
    kept = decision.answers[0].run.plan.asked.setdefault(_ROUNDS, {})
    key = (most, frozenset(skip), *key)
    found: tuple[Question, ...] | None = kept.get(key)
    if found is None:
        if len(kept) >= _KEPT:
            kept.clear()
        found = kept[key] = _weighed(decision, skip, most, None)
    return found


def _weighed(
    decision: Decision, skip: Collection[Key], most: int, missing: Mapping[Key, tuple[str, ...]] | None
) -> tuple[Question, ...]:  # fmt: skip
    every_one = missing_facts(decision) if missing is None else missing
    missing = {key: asked for key, asked in every_one.items() if key not in skip}
    weighed = []
    first = sorted(missing.items(), key=lambda each: not _possible(decision.transfer, *each[0]))
    for (name, party), provisions in first[:most]:
        question = _question(decision, name, party, provisions)
        if len(question.leads) > 1 or question.settles:
            weighed.append(question)
    care = (DUE_CARE_FACT, None)
    if (
        care not in skip
        and not decision.transfer.due_care
        and any(decision.law.book.facts[name].due_care for name, _ in missing)
    ):
        closed = decision.with_due_care
        lead, stay = _lead("yes", closed), Lead("no", decision.status, False)
        every = tuple(dict.fromkeys(each for ids in missing.values() for each in ids))
        weighed.append(
            Question(decision.law.book.facts[DUE_CARE_FACT], None, "", every, (lead, stay))
        )
    return tuple(sorted(weighed, key=_weight))


def _possible(transfer: Transfer, name: str, party: int | None) -> bool:
    """Whether the fact turns on a hit that waits for a person: such are weighed before all others."""
    if party is None or name not in (LISTINGS, OWNERS):
        return False
    return bool(whether_listed(transfer, party, name)[1])


def _weight(question: Question) -> tuple[object, ...]:
    settled = sum(lead.settled for lead in question.leads)
    share = settled / len(question.leads) if question.leads else 0
    spread = len({(lead.status, lead.review) for lead in question.leads})
    return (-share, -spread, -len(question.provisions), question.fact.name, question.party or 0)


def _question(
    decision: Decision, name: str, party: int | None, provisions: tuple[str, ...]
) -> Question:
    fact = decision.law.book.facts[name]
    who = ""
    if party is not None:
        each = decision.transfer.parties[party]
        who = f"{each.role or 'party'} {each.name}".replace("_", " ").strip()
    asked = ""
    values: tuple[tuple[str, Any], ...] = ()
    if party is not None and name in (LISTINGS, OWNERS):
        asked, values = whether_listed(decision.transfer, party, name)
    leads = []
    for shown, value in values or _values(decision, fact, party):
        tried = _with(decision.transfer, name, party, value)
        outcome = _again(decision, tried)
        leads.append(_lead(shown, outcome))
    return Question(fact, party, who, provisions, _merged(leads), asked, values)


def _merged(leads: list[Lead]) -> tuple[Lead, ...]:
    """Leads to the same place, joined."""
    by_end: dict[tuple[str, bool, str], list[str]] = {}
    for lead in leads:
        by_end.setdefault((lead.status, lead.settled, lead.review), []).append(lead.value)
    return tuple(Lead(" or ".join(values), *end) for end, values in by_end.items())


def _lead(value: str, outcome: Decision) -> Lead:
    reviews = [each.enforced.review_policy or "" for each in outcome.answers]
    return Lead(value, outcome.status, _settled(outcome), next(filter(None, reviews), ""))


def _settled(decision: Decision) -> bool:
    """Whether the status stands, and with a need, how it would be reviewed."""
    return decision.status != words.UNKNOWN and all(
        each.license_required is not None and len(each.enforced.review_range) <= 1
        for each in decision.answers
    )


def _again(decision: Decision, transfer: Transfer) -> Decision:
    from licet.decide.decide import decide

    asked = tuple(each.sovereign for each in decision.answers)
    return decide(
        transfer, decision.law, on=decision.on, known_on=decision.known_on, sovereigns=asked
    )


def _with(transfer: Transfer, name: str, party: int | None, value: Any) -> Transfer:
    if party is None:
        return transfer.knowing(name, value)
    parties = list(transfer.parties)
    if name == OWNERS:
        parties[party] = replaced(parties[party], owners=value)
    else:
        parties[party] = parties[party].knowing(name, value)
    return replaced(transfer, parties=tuple(parties))


# -- values worth trying -------------------------------------------------------------------


def _values(decision: Decision, fact: Fact, party: int | None) -> list[tuple[str, Any]]:
    if fact.type == "boolean":
        return [("yes", True), ("no", False)]
    nodes = [node for each in decision.answers for node in _tests(each.run.plan)]
    if fact.numeric:
        known = decision.transfer.facts.get(fact.name) if party is None else None
        stated = (
            decision.transfer.facts if party is None else decision.transfer.parties[party].facts
        )
        return _cells(fact, [n for n in nodes if isinstance(n, Compare)], known, stated)
    if fact.type == "choice":
        return [(choice, choice) for choice in fact.choices]
    if fact.type == "country":
        return _countries(
            decision, [n for n in nodes if isinstance(n, Within) and n.fact == fact.name]
        )
    if fact.type == "codes":
        codes = dict.fromkeys(
            n.code for n in nodes if isinstance(n, HasCode) and n.fact == fact.name
        )
        return [("none", frozenset()), *((code, frozenset({code})) for code in codes)]
    if fact.type == "listings":
        lists = dict.fromkeys(n.list for n in nodes if isinstance(n, OnList))
        told = {} if party is None else decision.transfer.parties[party].facts
        entries: tuple[Listing, ...] = told.get(LISTINGS) or ()
        sure = tuple(each for each in entries if each.certain)
        other = "other " if sure else ""
        more = [each for each in lists if all(each != one.list for one in sure)]
        return [
            (f"on no {other}list", sure),
            *((f"on {name}", (*sure, Listing(name))) for name in more),
        ]
    return []


@lru_cache(maxsize=512)
def _tests(plan: Plan) -> tuple[Compare | Within | HasCode | OnList, ...]:
    """What the leaves of a plan test, each once: the lines that an answer may turn at."""
    return tuple(
        dict.fromkeys(
            node
            for leaf in plan.leaf_nodes
            for node in walk(leaf)
            if isinstance(node, Compare | Within | HasCode | OnList)
        )
    )


def _line(node: Compare, fact: str, facts: Mapping[str, Any]) -> Decimal | None:
    """The number of ``fact`` at which the comparison turns, the other facts being what they are."""
    if not isinstance(node.right, Constant):
        return None
    line = node.right.value
    match node.left:
        case FactNumber(name):
            return line if name == fact else None
        case Arithmetic(FactNumber(name), op, other) if name == fact:
            pass
        case Arithmetic(other, ("+" | "*") as op, FactNumber(name)) if name == fact:
            pass
        case _:
            return None
    beside = quantity(other)(facts)
    if not isinstance(beside, Decimal):
        return None  # then the comparison stays open whatever the fact is
    match op:
        case "+":
            return line - beside
        case "-":
            return line + beside
        case "*":
            return line / beside if beside else None
        case _:
            return line * beside


def _cells(
    fact: Fact, comparisons: list[Compare], known: Any, facts: Mapping[str, Any]
) -> list[tuple[str, Any]]:
    """One number in each cell between the lines, and each line itself."""
    turns = (_line(node, fact.name, facts) for node in comparisons)
    lines = sorted({each for each in turns if each is not None})
    if not lines:
        return []
    floor = fact.exclusive_minimum if fact.exclusive_minimum is not None else fact.minimum
    span = known if isinstance(known, Interval) else Interval(None, None)
    if floor is not None and (span.low is None or span.low < floor):
        span = Interval(floor, span.high, fact.exclusive_minimum is not None, span.high_open)
    found: list[tuple[str, Any]] = []
    for low, high in pairwise([None, *lines, None]):
        if low is not None and span.contains(low):
            found.append((plain(low), low))
        inside = _inside(low, high, span)
        if inside is not None:
            found.append((_cell(low, high), inside))
    return found


def _cell(low: Decimal | None, high: Decimal | None) -> str:
    if low is None:
        return f"under {plain(high)}" if high is not None else "any"
    return f"over {plain(low)}" if high is None else f"{plain(low)} to {plain(high)}"


def _inside(low: Decimal | None, high: Decimal | None, span: Interval) -> Decimal | None:
    """A number strictly between two lines that the known range allows; None where there is none."""
    bottom = max((each for each in (low, span.low) if each is not None), default=None)
    top = min((each for each in (high, span.high) if each is not None), default=None)
    if bottom is None:
        return None if top is None else top - _step(top)
    if top is None:
        return bottom + 1
    if bottom > top:
        return None
    middle = (bottom + top) / 2
    return middle if span.contains(middle) and middle not in (low, high) else None


def _step(line: Decimal) -> Decimal:
    return min(Decimal(1), line / 2) if line > 0 else Decimal(1)


def _countries(decision: Decision, tests: list[Within]) -> list[tuple[str, Any]]:
    """One country for each way of belonging to the groups that rules test."""
    book, day = decision.law.book, decision.on
    sets = [
        book.members(node.groups[0], day) if node.groups else frozenset(node.words) for node in tests
    ]  # fmt: skip
    everyone = sorted(frozenset().union(*sets, _ELSEWHERE)) if sets else sorted(_ELSEWHERE)
    first = [code for code in _FAMILIAR if code in everyone]
    classes: dict[tuple[bool, ...], str] = {}
    for code in (*first, *everyone):
        classes.setdefault(tuple(code in each for each in sets), code)
    return [(code, code) for code in classes.values()]


_FAMILIAR = ("CN", "US", "SG", "JP", "AE", "SA", "VN", "MY", "TW", "RU", "IN", "DE")
_ELSEWHERE = frozenset({"MY", "BR"})
"""Display only: which country stands for its class in a list of leads; classes come from the law."""
