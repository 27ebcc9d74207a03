"""From truths to one sovereign's answer: needs, reliefs, review, and what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.provision import BEYOND_TEXT, IN_FORCE, NOT_DUE, NOT_ENFORCED, STALE, SUSPENDED
from licet.decide import answer as words
from licet.decide.answer import Answer, Charge, Finding, Layer, Relief, Tested
from licet.decide.entries import UNLISTED, classification, is_named, prefix
from licet.decide.tables import MOST
from licet.record import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import Sovereign
    from licet.decide.plan import Plan, Unit
    from licet.decide.situation import Situation
    from licet.facts.values import Truth

Truths = tuple[list["Truth"], list[tuple[int, ...]]]
"""What a plan's run gives: the truth of every slot, and the decisive positions of each unit."""

NEEDS = ("requirement", "letter", "prohibition")
_ENFORCED = frozenset({IN_FORCE, BEYOND_TEXT})
_CODIFIED = frozenset({IN_FORCE, NOT_ENFORCED, NOT_DUE})
_PAUSED = {STALE: words.STALE, SUSPENDED: words.SUSPENDED}


class Run:
    """One evaluation of a plan: truths by unit, and what decided each.

    ``live`` are the provisions whose effective rule holds or is open, by kind.
    """

    __slots__ = ("decisive", "facts", "live", "needs", "plan", "truths")

    def __init__(self, plan: Plan, situation: Situation, done: Truths | None = None) -> None:
        self.plan = plan
        self.facts = situation.facts
        self.truths, self.decisive = plan.run(situation) if done is None else done
        declared = situation.stated.get("declared_class")
        if isinstance(declared, str):
            self._pin(declared)
        truths = self.truths
        self.live: dict[str, list[Unit]] = {
            kind: [unit for unit in units if truths[unit.slot] is not False]
            for kind, units in plan.by_kind.items()
        }
        self.needs = self.living(*NEEDS)

    @classmethod
    def kept(  # noqa: PLR0917 - a run's own slots
        cls, plan: Plan, facts: dict[str, Any], truths: list[Truth], decisive: list[tuple[int, ...]],
        live: dict[str, list[Unit]], needs: list[Unit],
    ) -> Run:  # fmt: skip
        """A run of which it is known what is live."""
        run = cls.__new__(cls)
        run.plan, run.facts, run.truths, run.decisive = plan, facts, truths, decisive
        run.live, run.needs = live, needs
        return run

    def truth(self, unit: Unit) -> Truth:
        """Whether the unit's effective rule holds."""
        return self.truths[unit.slot]

    def units(self, *kinds: str) -> Iterable[Unit]:
        """Every unit of these kinds, in the plan's order."""
        return [unit for kind in kinds for unit in self.plan.by_kind.get(kind, ())]

    def living(self, *kinds: str) -> list[Unit]:
        """Units of these kinds that hold or are open."""
        live = self.live
        return (
            live.get(kinds[0], [])
            if len(kinds) == 1
            else [u for kind in kinds for u in live.get(kind, ())]
        )

    def finding(self, unit: Unit) -> Finding:
        """The unit as a finding of the answer."""
        return Finding(unit.provision, unit.version, self.truths[unit.slot], unit.state, unit.pause)

    def findings(self, kind: str) -> tuple[Finding, ...]:
        """Findings of one kind that hold or are open."""
        return tuple(map(self.finding, self.live.get(kind, ())))

    def tested(self, unit: Unit) -> tuple[Tested, ...]:
        """The unit's conditions with their truths."""
        found = []
        whose = unit.provision.code or unit.version.policy or unit.provision.id
        for condition, compiled in zip(unit.version.conditions, unit.conditions, strict=True):
            holds = None
            if compiled is not None:
                pick, rule, _ = compiled
                holds = rule(pick(self.truths))[0]
            found.append(Tested(condition, holds, whose))
        return tuple(found)

    def _pin(self, declared: str) -> None:
        """Let a declared class settle an open classification, and run again what depends on it."""
        entries = self.plan.by_kind.get("classification", ())
        prefixes = {prefix(unit.version.entry) for unit in entries}
        if declared != UNLISTED and prefix(declared) not in prefixes:
            return  # a class of another law says nothing about the entries of this one
        fitting = [unit.slot for unit in entries if unit.version.entry == declared]
        fitting = fitting or [
            unit.slot for unit in entries if is_named(declared, unit.version.entry)
        ]
        still_open = [unit.slot for unit in entries if self.truths[unit.slot] is None]
        # A bare label such as 5A002.z names several paragraphs: what holds under each of them holds.
        runs = [self._pinned(declared, still_open, slot) for slot in fitting or [-1]]
        self.truths, self.decisive = runs[0]
        for truths, _ in runs[1:]:
            for slot, truth in enumerate(truths):
                if self.truths[slot] is not truth:
                    self.truths[slot] = None

    def _pinned(
        self, declared: str, still_open: list[int], chosen: int
    ) -> tuple[list[Truth], list[tuple[int, ...]]]:
        """The run again, with one open classification taken as true and the other open ones as false."""
        plan, truths, decisive = self.plan, list(self.truths), list(self.decisive)
        first = len(plan.leaf_nodes)
        for index, (pick, rule) in enumerate(plan.steps):
            value, leaves = rule(pick(truths))
            if value is None and first + index in still_open:
                value = first + index == chosen
            unit = plan.units[index]
            if unit.provision.kind == "not_modelled" and declared in unit.reaches:
                value = False  # whoever knows the class has left what is not modelled behind
            truths[first + index], decisive[index] = value, leaves
        return truths, decisive


def answered(plan: Plan, situation: Situation, sovereign: Sovereign) -> tuple[Any, Answer]:
    """The sovereign's answer, after its severity.

    It rests on the truths of the units and conditions alone, so it is kept on the plan by
    these; the run is of this situation.
    """
    truths, decisive, outcomes = plan.evaluated(situation)
    if isinstance(situation.facts.get("declared_class"), str):  # which settles more than truths do
        answer = answer_of(Run(plan, situation, (truths, decisive)), sovereign)
        return answer.severity, answer
    kept: Any = plan.answers.get(outcomes)
    if kept is not None:
        severity, values, live, needs = kept
        run = Run.kept(plan, situation.facts, truths, decisive, live, needs)
        return severity, Answer(*(*values, run))
    run = Run(plan, situation, (truths, decisive))
    answer = answer_of(run, sovereign)
    if len(plan.answers) >= MOST:
        plan.answers.clear()
    severity = answer.severity
    plan.answers[outcomes] = (severity, all_but_run(answer), run.live, run.needs)
    return severity, answer


def all_but_run(answer: Answer) -> tuple[Any, ...]:
    """The fields of an answer in order, without its run, which is the last."""
    return tuple([content for _, content, _ in fields_of(answer)][:-1])


def answer_of(run: Run, sovereign: Sovereign) -> Answer:
    """The sovereign's answer from one run of its plan."""
    enforced = _layer(run, _ENFORCED)
    needs = run.needs
    paused = any(
        u.state in (NOT_ENFORCED, NOT_DUE, BEYOND_TEXT)
        for u in (*needs, *run.living("exception", "review_policy"))
    )
    codified = _layer(run, _CODIFIED) if paused else enforced
    subject = run.plan.by_id.get(sovereign.subject)
    attached = ("exception", "review_policy") if needs else ()  # nothing to attach to otherwise
    used = run.living(*NEEDS, *attached, "notification")
    return Answer(
        sovereign=sovereign.code,
        enforced=enforced,
        codified=codified,
        subject=None if subject is None else run.truth(subject),
        classification=classification(run),
        conditions=_conditions(run, enforced),
        charges=tuple(map(Charge, run.findings("charge"))),
        alerts=run.findings("alert"),
        presumptions=tuple(run.finding(unit) for unit in run.units("presumption")),
        notifications=run.findings("notification"),
        suspended=tuple(run.finding(unit) for unit in needs if unit.state == SUSPENDED),
        stale=tuple(run.finding(unit) for unit in needs if unit.state == STALE),
        not_modelled=run.findings("not_modelled"),
        unverified=tuple(
            run.finding(unit) for unit in used if unit.version.confidence == "unverified"
        ),
        opposed=run.findings("conflict"),
        run=run,
    )


# -- one layer -------------------------------------------------------------------------


def _layer(run: Run, states: frozenset[str]) -> Layer:
    living = run.needs
    needs = [unit for unit in living if unit.state in states]
    certain = [
        unit for unit in needs if run.truth(unit) is True and unit.provision.kind != "prohibition"
    ]
    reliefs = tuple(
        _relief(run, unit, certain) for unit in run.living("exception") if unit.state in states
    )
    reviews = [
        unit
        for unit in (run.living("review_policy") if certain else ())
        if unit.state in states and any(_reviews(unit, need) for need in certain)
    ]
    policy, between = _policies(run, certain, reviews)
    status = _status(run, needs, certain, reliefs)
    licenses = any(unit.provision.kind != "prohibition" for unit in needs)
    stale_need = any(unit.state == STALE and run.truth(unit) is True for unit in living)
    required: Truth = True if certain else (None if licenses or stale_need else False)
    lower, upper = _bounds(run, needs, certain, reliefs, reviews)
    return Layer(
        status=status,
        license_required=required,
        lower=lower,
        upper=upper,
        grounds=_grounds(run, needs, status),
        review_policy=policy,
        review_range=between,
        reliefs=reliefs,
        requirements=tuple(map(run.finding, needs)),
        reviews=tuple(map(run.finding, reviews)),
    )


def _relief(run: Run, unit: Unit, certain: list[Unit]) -> Relief:
    finding = run.finding(unit)
    conditions = run.tested(unit)
    if not certain:
        return Relief(finding, False, conditions, "nothing found that it would have to overcome")
    if missed := [need for need in certain if need.provision.id not in unit.reaches]:
        return Relief(finding, False, conditions, f"it does not reach {missed[0].provision.title}")
    if failed := [each for each in conditions if each.truth is False]:
        return Relief(finding, False, conditions, f"a condition fails: {failed[0].condition.text}")
    return Relief(finding, finding.truth, conditions)


def _status(run: Run, needs: list[Unit], certain: list[Unit], reliefs: tuple[Relief, ...]) -> str:
    found = [words.NOTHING]
    for unit in needs:
        if run.truth(unit) is None:
            found.append(words.UNKNOWN)
        elif unit.provision.kind == "prohibition":
            found.append(words.PROHIBITED)
    if certain:
        found.append(words.EXCEPTION if any(each.available for each in reliefs) else words.LICENSE)
    for unit in run.needs:
        if unit.state in _PAUSED and run.truth(unit) is True:
            found.append(_PAUSED[unit.state])
    for unit in run.living("notification"):
        if unit.state in _ENFORCED:
            found.append(words.NOTIFY if run.truth(unit) else words.UNKNOWN)
    if any(run.truth(unit) is True for unit in run.living("not_modelled")):
        found.append(words.OUT_OF_SCOPE)
    return min(found, key=words.ORDER_RANK.__getitem__)


def _policies(
    run: Run, certain: list[Unit], reviews: list[Unit]
) -> tuple[str | None, tuple[str, ...]]:
    """The review that the requirements meet where that is settled, and all that they may meet.

    Each need meets the strictest of the policies that hold for it, and all needs together the
    strictest of theirs; a policy that is open may yet hold, and where none is certain none may.
    The whole is settled where some need surely meets a policy that no open one can outdo.
    """
    rank = words.POLICY_RANK.__getitem__
    strictest: list[int] = []
    mildest: list[int] = []
    seen: set[int] = set()
    surest: list[int] = []
    for need in certain:
        fits = [unit for unit in reviews if _reviews(unit, need)]
        maybe = [rank(unit.version.policy) for unit in fits]
        sure = [rank(unit.version.policy) for unit in fits if run.truth(unit) is True]
        if maybe:
            strictest.append(min(maybe))
            mildest.append(min(sure) if sure else max(maybe))
            surest += [min(sure)] if sure else []
            seen.update(maybe)
    if not seen:
        return None, ()
    high, low = min(strictest), min(mildest)
    between = tuple(words.POLICY_ORDER[each] for each in sorted(seen) if high <= each <= low)
    return (words.POLICY_ORDER[high] if high in surest else None), between


def _reviews(policy: Unit, need: Unit) -> bool:
    return need.provision.id in policy.reaches


def _bounds(
    run: Run, needs: list[Unit], certain: list[Unit], reliefs: tuple[Relief, ...], reviews: list[Unit],
) -> tuple[str, str]:  # fmt: skip
    """The mildest and the strictest that the answer may turn out to be."""
    low, high = [words.NOTHING], [words.NOTHING]
    for unit in run.needs:
        if unit.state == SUSPENDED:
            high.append(words.SUSPENDED)
            low += [words.SUSPENDED] if run.truth(unit) else []
        elif unit.state == STALE:
            high.append(f"{words.LICENSE}:")  # the text may or may not have come back
    for unit in needs:
        if unit.provision.kind == "prohibition":
            high.append(words.PROHIBITED)
            low += [words.PROHIBITED] if run.truth(unit) else []
        elif run.truth(unit) is None:
            high.append(f"{words.LICENSE}:")
    for unit in run.living("notification"):
        if unit.state in _ENFORCED:
            high.append(words.NOTIFY)
            low += [words.NOTIFY] if run.truth(unit) else []
    if certain:
        hoped = [each for each in reliefs if each.available is not False]
        sure = any(
            r.available is True and all(c.truth is True for c in r.conditions) for r in reliefs
        )
        for mildest, strictest in (_review_bounds(run, need, reviews) for need in certain):
            low.append(words.EXCEPTION if hoped else f"{words.LICENSE}:{mildest}")
            high.append(words.EXCEPTION if sure else f"{words.LICENSE}:{strictest}")
    for unit in run.living("not_modelled"):
        high.append(words.OUT_OF_SCOPE)
        low += [words.OUT_OF_SCOPE] if run.truth(unit) else []
    rank = words.SEVERITY_RANK.__getitem__
    return max(low, key=rank), max(high, key=rank)


def _review_bounds(run: Run, need: Unit, reviews: list[Unit]) -> tuple[str, str]:
    """Mildest and strictest review of one need; no word, the strictest, where none may be known."""
    fits = [unit for unit in reviews if _reviews(unit, need)]
    maybe = sorted((unit.version.policy for unit in fits), key=words.POLICY_RANK.__getitem__)
    sure = [unit.version.policy for unit in fits if run.truth(unit) is True]
    if not sure:
        return (maybe[-1] if maybe else ""), ""
    return min(sure, key=words.POLICY_RANK.__getitem__), maybe[0]


def _grounds(run: Run, needs: list[Unit], status: str) -> tuple[str, ...]:
    """Grounds of what the answer rests on; those of open needs only where nothing is certain."""
    resting = [u for u in needs if run.truth(u) is True]
    if status == words.SUSPENDED:
        resting = [u for u in run.needs if u.state == SUSPENDED and run.truth(u) is True]
    elif status == words.STALE:
        resting += [u for u in run.needs if u.state == STALE and run.truth(u) is True]
    elif not resting:
        resting = needs
    grounds = [ground for unit in resting for ground in unit.provision.grounds]
    if any(run.truth(u) is True for u in resting):
        reach = [u for u in run.living("jurisdiction") if run.truth(u) is True]
        reach += [u for u in run.living("presumption") if run.truth(u) is True]
        grounds += [ground for unit in reach for ground in unit.provision.grounds]
    return tuple(dict.fromkeys(grounds))


# -- beside the layers -------------------------------------------------------------------


def _conditions(run: Run, layer: Layer) -> tuple[Tested, ...]:
    """Conditions of available exceptions, of the milder review, and of whatever else holds."""
    found: list[Tested] = []
    for relief in layer.reliefs:
        if relief.available is True:
            found += relief.conditions
    if layer.status in (words.LICENSE, words.EXCEPTION):
        fitting = {finding.id for finding in layer.reviews}
        for unit in run.living("review_policy"):
            if unit.provision.id in fitting and unit.version.policy in layer.review_range:
                found += run.tested(unit)
    for unit in run.living("notification", "jurisdiction", "carve_out", "requirement"):
        if unit.conditions and run.truth(unit) is True and unit.state in _ENFORCED:
            found += run.tested(unit)
    unique: dict[tuple[str, str], Tested] = {}
    for each in found:
        unique.setdefault((each.of, each.condition.code), each)
    return tuple(unique.values())
