"""Why an answer is what it is: the rules that hold, the facts they read, and how far the lines are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.decide import answer as words
from licet.decide.proof import Prover, distances
from licet.facts.values import plain
from licet.language.text import fact_words
from licet.record import replaced
from licet.telling.model import Cite, Point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.answer import Answer, Finding
    from licet.decide.decide import Decision
    from licet.decide.plan import Unit
    from licet.decide.proof import Distance, Reading, Step

_ABSENT = "absent"
_NAMED = 6
"""Values that a rule names in a row; of more it is said how many."""
_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
_SHOWN = 3
"""Facts that a rule shows in short."""


def cite(finding: Finding | Unit) -> str:
    """The first citation of a finding."""
    return finding.provision.cite[0].text


def cites(found: Finding | Unit) -> tuple[Cite, ...]:
    """Every citation of a provision, with the version that was read."""
    provision, version = found.provision, found.version
    return tuple(
        Cite(
            each.text, each.url or provision.cite[0].url, provision.id, provision.title,
            version.since, version.source, version.checked, version.confidence,
        )
        for each in provision.cite
    )  # fmt: skip


class Reasons:
    """The reasons of one law's answer; steps that several rules share are proved once."""

    def __init__(self, decision: Decision, answer: Answer) -> None:
        self._answer = answer
        self._run = answer.run
        self._book = decision.law.book
        self._prover = Prover(answer.run, self._book, decision.transfer)
        self._shown: set[tuple[str, str | None]] = set()

    def held(self) -> tuple[Finding, ...]:
        """The rules that made the answer what it is."""
        answer = self._answer
        beside = (*answer.stale, *answer.suspended, *answer.notifications)
        found = [e for e in (*answer.enforced.requirements, *beside) if e.truth is True]
        if not found and answer.status == words.NOTHING:
            found = [
                self._run.finding(unit)
                for unit in self._run.units("carve_out")
                if self._run.truth(unit) is True
            ]
        return tuple(found)

    def short(self) -> tuple[Point, ...]:
        """Each rule that holds, with the two or three facts that made it so."""
        return tuple(self.brief(self._run.plan.by_id[each.id]) for each in self.held())

    def brief(self, unit: Unit) -> Point:
        """One rule with the few facts that it turned on."""
        step = self._prover.step(unit)
        return replaced(self._rule(step), inner=tuple(_brief(step)))

    def proof(self) -> tuple[Point, ...]:
        """Each rule that holds with every step; a step that was shown before is not unfolded again."""
        return tuple(self._proved(each) for each in self.held())

    def reviews(self) -> tuple[Point, ...]:
        """The rules of review with every step; to be asked for after ``proof``."""
        return tuple(self._proved(each) for each in self._answer.enforced.reviews)

    def lines(self) -> tuple[Point, ...]:
        """How far the item stands from each line of this law, nearest first."""
        gaps = distances(self._run, self._book)
        return tuple(Point(distance_line(gap), None, "line") for gap in gaps)

    def absent(self) -> tuple[Point, ...]:
        """What was tested, and not found to apply."""
        texts = self._run.plan.texts
        return tuple(
            texts.get((_ABSENT, unit.slot)) or self._absent(unit)
            for unit in self._run.units("requirement", "letter", "prohibition", "notification")
            if self._run.truth(unit) is False
        )

    def _absent(self, unit: Unit) -> Point:
        """What a unit says where it does not hold; kept with the plan, since every answer lists many."""
        name = unit.provision.id
        found = Point(unit.provision.title, False, "rule", cites(unit), provision=name)
        self._run.plan.texts[_ABSENT, unit.slot] = found
        return found

    def _proved(self, finding: Finding) -> Point:
        return self._point(self._prover.step(self._run.plan.by_id[finding.id]))

    def _point(self, step: Step) -> Point:
        found = self._rule(step)
        if (step.id, step.part) in self._shown:
            return found
        self._shown.add((step.id, step.part))
        inner = [Point(reading_line(each), each.truth, "fact") for each in step.readings]
        inner += [self._point(each) for each in step.steps]
        return replaced(found, inner=tuple(inner))

    def _rule(self, step: Step) -> Point:
        part = f" ({step.part})" if step.part else ""
        where = cites(self._run.plan.by_id[step.id])
        return Point(
            f"{step.title}{part}", step.truth, "rule", where, provision=step.id, rule=step.rule
        )


def _brief(step: Step) -> Iterator[Point]:
    """The two or three facts that made it so."""
    seen: dict[object, Reading] = {}
    for reading in _own_readings(step):
        seen.setdefault(reading.distance or reading.facts or reading.test, reading)
    telling = sorted(seen.values(), key=lambda each: each.distance is None)
    for reading in telling[:_SHOWN]:
        line = reading_line(reading)
        if reading.truth is False:  # no mark stands before it here, as in the proof
            line = line.replace(" is in ", " is not in ", 1)
        yield Point(line, reading.truth, "fact")


def _own_readings(step: Step) -> Iterator[Reading]:
    """What the rule itself read; that the law reaches the transfer at all is left to the proof."""
    yield from step.readings
    for inner in step.steps:
        if inner.kind not in ("jurisdiction", "carve_out") and not inner.is_scope:
            yield from _own_readings(inner)


def distance_line(gap: Distance) -> str:
    """A figure and how far it stands from a line: ``2,368 TPP: 32, 1.3 % under 2,400``."""
    name = fact_words(gap.fact, gap.unit)
    if gap.within is not None:
        figure = f"{name} in {gap.within} {gap.unit}".rstrip() + ", its nearer end"
    else:
        figure = f"{name} {plain(round(gap.value, 4))} {gap.unit}".rstrip() + ":"
    if not gap.units:
        return f"{figure} on the line of {plain(gap.line)}"
    percent = "" if gap.percent is None else f", {abs(gap.percent):.1f} %"
    side = "over" if gap.units > 0 else "under"
    return f"{figure} {plain(round(abs(gap.units), 4))}{percent} {side} {plain(gap.line)}"


def reading_line(reading: Reading) -> str:
    """One reading of the proof: the fact, where it came from, and how it stands to the rule."""
    if reading.distance is not None:
        source = f" ({reading.facts[0][2]})" if reading.facts else ""
        total = f"; {reading.sum}" if reading.sum else ""
        return f"{distance_line(reading.distance)}{source}{total}"
    if reading.facts:
        if " in " in reading.test and not reading.test.startswith("any_party"):
            _name, value, source = reading.facts[0]
            head, _, named = reading.words.partition(" is ")
            if named.count(" or ") > _NAMED:
                return f"{head} is among the {named.count(' or ') + 1} that the rule names: {_said(value)} ({source})"
            return f"{reading.words}: {_said(value)} ({source})"
        known = "; ".join(
            f"{name.replace('_', ' ')}: {_said(value)} ({source})"
            for name, value, source in reading.facts
        )
        missing = ", ".join(each.replace("_", " ") for each in reading.missing)
        return known + (f"; not known: {missing}" if missing else "")
    return f"{reading.words}: not known" if reading.missing else reading.words


def _said(value: str) -> str:
    """A value of the dictionary as words; a figure, a class or a name stays as it is."""
    return value.replace("_", " ") if _CODE.fullmatch(value) else value
