"""From truths to one sovereign's answer: needs, reliefs, review, and what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.book.load import matches
from licet.book.provision import IN_FORCE, NOT_DUE, NOT_ENFORCED, STALE, SUSPENDED
from licet.decide import answer as words
from licet.decide.answer import Answer, Charge, Classification, Finding, Layer, Relief, Tested

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import Sovereign
    from licet.decide.plan import Plan, Unit
    from licet.facts.values import Truth

NEEDS = ("requirement", "letter", "prohibition")
_ENFORCED = frozenset({IN_FORCE})
_CODIFIED = frozenset({IN_FORCE, NOT_ENFORCED, NOT_DUE})


class Run:
    """One evaluation of a plan: truths by unit, and what decided each."""

    __slots__ = ("decisive", "facts", "plan", "truths")

    def __init__(self, plan: Plan, facts: dict[str, object]) -> None:
        self.plan = plan
        self.facts = facts
        self.truths, self.decisive = plan.run(facts)
        self._declared()

    def truth(self, unit: Unit) -> Truth:
        """Whether the unit's effective rule holds."""
        return self.truths[unit.slot]

    def units(self, *kinds: str) -> Iterable[Unit]:
        """Units of these kinds, in the plan's order."""
        by_kind = self.plan.by_kind
        return (
            by_kind.get(kinds[0], ())
            if len(kinds) == 1
            else [u for kind in kinds for u in by_kind.get(kind, ())]
        )

    def finding(self, unit: Unit) -> Finding:
        """The unit as a finding of the answer."""
        return Finding(unit.provision, unit.version, self.truths[unit.slot], unit.state, unit.pause)

    def tested(self, unit: Unit) -> tuple[Tested, ...]:
        """The unit's conditions with their truths."""
        found = []
        for condition, (_, compiled) in zip(unit.version.conditions, unit.conditions, strict=True):
            holds = None
            if compiled is not None:
                pick, rule = compiled
                holds = rule(pick(self.truths))[0]
            found.append(Tested(condition, holds))
        return tuple(found)

    def _declared(self) -> None:
        """Let a declared class settle an open classification, and run again what depends on it."""
        declared = self.facts.get("declared_class")
        if not isinstance(declared, str):
            return
        plan = self.plan
        first = len(plan.leaf_nodes)
        pinned: dict[int, bool] = {}
        for unit in plan.by_kind.get("classification", ()):
            if self.truths[unit.slot] is None:
                pinned[unit.slot] = unit.version.entry == declared
        if not pinned:
            return
        for index, (pick, rule) in enumerate(plan._steps):  # noqa: SLF001 - the run is the plan's other half
            slot = first + index
            value, leaves = rule(pick(self.truths))
            if value is None and slot in pinned:
                value = pinned[slot]
            self.truths[slot], self.decisive[index] = value, leaves


def answer_of(run: Run, sovereign: Sovereign) -> Answer:
    """The sovereign's answer from one run of its plan."""
    enforced = _layer(run, _ENFORCED)
    paused = any(unit.state in (NOT_ENFORCED, NOT_DUE) for unit in run.plan.units)
    codified = _layer(run, _CODIFIED) if paused else enforced
    subject = run.plan.by_id.get(sovereign.subject)
    findings = [
        run.finding(unit)
        for unit in run.plan.units
        if unit.part is None and run.truth(unit) is not False
    ]
    used = [
        each
        for each in findings
        if each.provision.kind in (*NEEDS, "exception", "review_policy", "notification")
    ]
    return Answer(
        sovereign=sovereign.code,
        enforced=enforced,
        codified=codified,
        subject=None if subject is None else run.truth(subject),
        classification=_classification(run),
        conditions=_conditions(run, enforced),
        charges=tuple(Charge(each) for each in findings if each.provision.kind == "charge"),
        alerts=tuple(each for each in findings if each.provision.kind == "alert"),
        presumptions=tuple(run.finding(unit) for unit in run.units("presumption")),
        notifications=tuple(each for each in findings if each.provision.kind == "notification"),
        suspended=tuple(
            each for each in findings if each.state == SUSPENDED and each.provision.kind in NEEDS
        ),
        stale=tuple(
            each for each in findings if each.state == STALE and each.provision.kind in NEEDS
        ),
        not_modelled=tuple(each for each in findings if each.provision.kind == "not_modelled"),
        unverified=tuple(each for each in used if each.version.confidence == "unverified"),
        run=run,
    )


# -- one layer -------------------------------------------------------------------------


def _layer(run: Run, states: frozenset[str]) -> Layer:
    needs = [
        unit for unit in run.units(*NEEDS) if unit.state in states and run.truth(unit) is not False
    ]
    licenses = [unit for unit in needs if unit.provision.kind != "prohibition"]
    certain = [unit for unit in licenses if run.truth(unit) is True]
    reliefs = tuple(
        _relief(run, unit, certain, licenses)
        for unit in run.units("exception")
        if unit.state in states
    )
    reviews = [
        unit
        for unit in run.units("review_policy")
        if unit.state in states and run.truth(unit) is not False
    ]
    lowest, highest, strict = _policies(run, certain, reviews)
    status = _status(run, needs, certain, reliefs)
    stale_need = any(u.state == STALE and run.truth(u) is True for u in run.units(*NEEDS))
    required: Truth = True if certain else (None if needs or stale_need else False)
    lower, upper = _bounds(run, needs, certain, reliefs, lowest, highest)
    return Layer(
        status=status,
        license_required=required,
        lower=lower,
        upper=upper,
        grounds=_grounds(run, needs, status),
        review_policy=highest if certain and lowest == highest else None,
        review_range=strict if certain else (),
        reliefs=reliefs,
        requirements=tuple(run.finding(unit) for unit in needs),
        reviews=tuple(run.finding(unit) for unit in reviews),
    )


def _relief(run: Run, unit: Unit, certain: list[Unit], licenses: list[Unit]) -> Relief:
    finding, conditions = run.finding(unit), run.tested(unit)
    if finding.truth is False:
        return Relief(finding, False, conditions, "not eligible")
    if not certain:
        return Relief(finding, False, conditions, "nothing found that it would have to overcome")
    if missed := [need for need in certain if not _overcomes(unit, need)]:
        return Relief(finding, False, conditions, f"it does not reach {missed[0].provision.title}")
    if failed := [each for each in conditions if each.truth is False]:
        return Relief(finding, False, conditions, f"a condition fails: {failed[0].condition.text}")
    return Relief(finding, finding.truth, conditions)


def _overcomes(exception: Unit, need: Unit) -> bool:
    return any(matches(pattern, need.provision.id) for pattern in exception.provision.overcomes)


def _status(run: Run, needs: list[Unit], certain: list[Unit], reliefs: tuple[Relief, ...]) -> str:
    found = [words.NOTHING]
    for unit in needs:
        if run.truth(unit) is None:
            found.append(words.UNKNOWN)
        elif unit.provision.kind == "prohibition":
            found.append(words.PROHIBITED)
    if certain:
        found.append(words.EXCEPTION if any(each.available for each in reliefs) else words.LICENSE)
    for unit in run.units(*NEEDS):
        if run.truth(unit) is True and unit.state == STALE:
            found.append(words.STALE)
        if run.truth(unit) is True and unit.state == SUSPENDED:
            found.append(words.SUSPENDED)
    for unit in run.units("notification"):
        if unit.state == IN_FORCE and run.truth(unit) is not False:
            found.append(words.NOTIFY if run.truth(unit) else words.UNKNOWN)
    for unit in run.units("not_modelled"):
        if run.truth(unit) is True:
            found.append(words.OUT_OF_SCOPE)
    return min(found, key=words.ORDER.index)


def _policies(
    run: Run, certain: list[Unit], reviews: list[Unit]
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Mildest and strictest review that the requirements may meet, and all that are open."""
    lowest: str | None = None
    highest: str | None = None
    seen: dict[str, None] = {}
    for need in certain:
        fits = [
            u for u in reviews if any(matches(p, need.provision.id) for p in u.provision.reviews)
        ]
        sure = [u.version.policy for u in fits if run.truth(u) is True]
        maybe = [u.version.policy for u in fits]
        if not maybe:
            continue
        high = min(maybe, key=words.POLICY_ORDER.index)
        low = (
            min(sure, key=words.POLICY_ORDER.index)
            if sure
            else max(maybe, key=words.POLICY_ORDER.index)
        )
        highest, lowest = _stricter(highest, high), _stricter(lowest, low)
        seen.update(dict.fromkeys(maybe))
    between = tuple(
        policy
        for policy in words.POLICY_ORDER
        if policy in seen and highest is not None and lowest is not None
        and words.POLICY_ORDER.index(highest) <= words.POLICY_ORDER.index(policy) <= words.POLICY_ORDER.index(lowest)
    )  # fmt: skip
    return lowest, highest, between


def _stricter(first: str | None, second: str) -> str:
    return second if first is None else min(first, second, key=words.POLICY_ORDER.index)


def _bounds(
    run: Run, needs: list[Unit], certain: list[Unit], reliefs: tuple[Relief, ...],
    lowest: str | None, highest: str | None,
) -> tuple[str, str]:  # fmt: skip
    """The mildest and the strictest that the answer may turn out to be."""
    low, high = [words.NOTHING], [words.NOTHING]
    for unit in run.units(*NEEDS):
        truth, state = run.truth(unit), unit.state
        if state == SUSPENDED and truth is not False:
            high.append(words.SUSPENDED)
            low += [words.SUSPENDED] if truth else []
        if state == STALE and truth is not False:
            high.append(f"{words.LICENSE}:")  # the text may or may not have come back
    for unit in needs:
        if unit.provision.kind == "prohibition":
            high.append(words.PROHIBITED)
            low += [words.PROHIBITED] if run.truth(unit) else []
        elif run.truth(unit) is None:
            high.append(f"{words.LICENSE}:")
    for unit in run.units("notification"):
        if unit.state == IN_FORCE and run.truth(unit) is not False:
            high.append(words.NOTIFY)
            low += [words.NOTIFY] if run.truth(unit) else []
    if certain:
        hoped = [each for each in reliefs if each.available is not False]
        sure = any(
            r.available is True and all(c.truth is True for c in r.conditions) for r in reliefs
        )
        low.append(words.EXCEPTION if hoped else f"{words.LICENSE}:{lowest or ''}")
        high.append(words.EXCEPTION if sure else f"{words.LICENSE}:{highest or ''}")
    rank = words.SEVERITY.index
    return max(low, key=rank), max(high, key=rank)


def _grounds(run: Run, needs: list[Unit], status: str) -> tuple[str, ...]:
    """Grounds of what the answer rests on; those of open needs only where nothing is certain."""
    resting = [u for u in needs if run.truth(u) is True]
    if status == words.SUSPENDED:
        resting = [u for u in run.units(*NEEDS) if u.state == SUSPENDED and run.truth(u) is True]
    elif status == words.STALE:
        resting += [u for u in run.units(*NEEDS) if u.state == STALE and run.truth(u) is True]
    elif not resting:
        resting = needs
    grounds = [ground for unit in resting for ground in unit.provision.grounds]
    if any(run.truth(u) is True for u in resting):
        reach = [u for u in run.units("jurisdiction") if run.truth(u) is True]
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
        reviewed = {finding.id for finding in layer.reviews}
        for unit in run.units("review_policy"):
            if unit.provision.id in reviewed:
                found += run.tested(unit)
    for unit in run.units("notification", "jurisdiction", "carve_out", "requirement"):
        if run.truth(unit) is True and unit.state == IN_FORCE:
            found += run.tested(unit)
    unique: dict[str, Tested] = {}
    for each in found:
        unique.setdefault(each.condition.code, each)
    return tuple(unique.values())


def _classification(run: Run) -> Classification:
    declared = run.facts.get("declared_class")
    open_entries: list[str] = []
    forms: list[str] = []
    chosen: str | None = None
    chosen_unit: Unit | None = None
    possible: set[str] = set()
    for unit in run.units("classification"):
        truth, entry = run.truth(unit), unit.version.entry
        if truth is False:
            continue
        if unit.provision.refines and truth is None:
            if all(
                target in possible or _may_hold(run, target) for target in unit.provision.refines
            ):
                forms.append(entry)
            continue
        possible.add(unit.provision.id)
        if truth is True:
            chosen, chosen_unit = entry, unit
            break
        open_entries.append(entry)
    contradiction = ""
    if isinstance(declared, str):
        known = {unit.version.entry for unit in run.units("classification")}
        if declared in known and chosen != declared and not open_entries:
            contradiction = f"declared as {declared}, but the stated facts make it {chosen or 'no listed entry'}"
        elif declared not in known:
            return Classification(declared, (declared,))
    candidates = (*open_entries, *([chosen] if chosen else []))
    if not open_entries and chosen_unit is not None:
        forms = [f for f in forms if f != chosen]
    return Classification(
        None if open_entries else chosen,
        tuple(dict.fromkeys(candidates)),
        tuple(dict.fromkeys(forms)),
        contradiction,
    )


def _may_hold(run: Run, target: str) -> bool:
    unit = run.plan.by_id.get(target)
    return unit is not None and run.truth(unit) is not False
