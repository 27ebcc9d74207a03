"""Why an answer is what it is: the rules that hold, the facts they read, and how far the lines are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.show import wrapped
from licet.decide import answer as words
from licet.decide.proof import Prover, distances
from licet.facts.values import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.answer import Answer, Finding
    from licet.decide.decide import Decision
    from licet.decide.proof import Distance, Reading, Step

_MARK = {True: "yes", False: "NO ", None: "?  "}
_SHOWN = 2


def cite(finding: Finding) -> str:
    """The first citation of a finding."""
    return finding.provision.cite[0].text


def reasons(decision: Decision, answer: Answer, *, why: bool) -> Iterator[str]:
    """The rules that hold, in short or with the whole proof, and the distance to the lines."""
    run = answer.run
    prover = Prover(run, decision.law.book, decision.transfer)
    shown: set[tuple[str, str | None]] = set()
    held = [each for each in answer.enforced.requirements if each.truth is True]
    held += [
        each
        for each in (*answer.stale, *answer.suspended, *answer.notifications)
        if each.truth is True
    ]
    if not held and answer.status == words.NOTHING:
        held = list(_settling(answer))
    for finding in held:
        step = prover.step(run.plan.by_id[finding.id])
        yield wrapped(
            f"{finding.provision.title} [{cite(finding)}; {finding.version.source}]", 4, 6
        )
        if why:
            yield from _proof(step, 6, shown)
        else:
            yield from _brief(step)
        if finding.version.confidence in ("low", "unverified"):
            yield wrapped(f"this rule is encoded with {finding.version.confidence} confidence", 8)
    yield from _lines(decision, answer, why=why)
    if why:
        for finding in answer.enforced.reviews:
            step = prover.step(run.plan.by_id[finding.id])
            yield wrapped(f"Review: {finding.provision.title} [{cite(finding)}]", 4, 6)
            yield from _proof(step, 6, shown)
        yield from _not_applying(answer)


def _lines(decision: Decision, answer: Answer, *, why: bool) -> Iterator[str]:
    """How far the item stands from the lines of the law: the nearest, or with --why all."""
    gaps = distances(answer.run, decision.law.book)
    if why and gaps:
        yield wrapped(
            "Distance to each line that the law draws through this item's figures, nearest first:",
            4,
        )
    shown = gaps if why else gaps[: answer.status == words.NOTHING]
    for gap in shown:
        lead = "" if why else "Nearest line: "
        yield wrapped(f"{lead}{distance_line(gap)}", 6 if why else 4, 8)


def _settling(answer: Answer) -> Iterator[Finding]:
    """What took the transfer out of the law's reach, where something did."""
    for unit in answer.run.units("carve_out", "jurisdiction"):
        if answer.run.truth(unit) is True and unit.provision.kind == "carve_out":
            yield answer.run.finding(unit)


def _brief(step: Step) -> Iterator[str]:
    """The two or three facts that made it so."""
    seen: dict[object, Reading] = {}
    for reading in _own_readings(step):
        seen.setdefault(reading.distance or reading.facts or reading.test, reading)
    telling = sorted(seen.values(), key=lambda each: each.distance is None)
    for reading in telling[: _SHOWN + 1]:
        line = reading_line(reading)
        if reading.truth is False:  # no mark stands before it here, as in the proof
            line = line.replace(" is in ", " is not in ", 1)
        yield wrapped(line, 8, 10)


def _own_readings(step: Step) -> Iterator[Reading]:
    """What the rule itself read; that the law reaches the transfer at all is left to --why."""
    yield from step.readings
    for inner in step.steps:
        if inner.kind not in ("jurisdiction", "carve_out") and not inner.is_scope:
            yield from _own_readings(inner)


def distance_line(gap: Distance) -> str:
    """A figure and how far it stands from a line: ``2,368 TPP: 32, 1.3 % under 2,400``."""
    name = gap.fact.replace("_", " ")
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
            return f"{reading.words}: {value} ({source})"
        known = "; ".join(
            f"{name.replace('_', ' ')}: {value} ({source})" for name, value, source in reading.facts
        )
        return known + (f"; not known: {', '.join(reading.missing)}" if reading.missing else "")
    return f"{reading.words}: not known" if reading.missing else reading.words


def _proof(step: Step, indent: int, shown: set[tuple[str, str | None]]) -> Iterator[str]:
    part = f" ({step.part})" if step.part else ""
    yield wrapped(f"{_MARK[step.truth]} {step.title}{part}: {step.rule}", indent, indent + 4)
    yield wrapped(
        f"{'; '.join(step.cite)}, text from {step.since} by {step.source}, confidence {step.confidence}",
        indent + 4,
    )
    if (step.id, step.part) in shown:
        return
    shown.add((step.id, step.part))
    for reading in step.readings:
        yield wrapped(f"{_MARK[reading.truth]} {reading_line(reading)}", indent + 4, indent + 8)
    for inner in step.steps:
        yield from _proof(inner, indent + 4, shown)


def _not_applying(answer: Answer) -> Iterator[str]:
    run = answer.run
    absent = [
        unit
        for unit in run.units("requirement", "letter", "prohibition", "notification")
        if run.truth(unit) is False
    ]
    if absent:
        yield wrapped("Tested, and not found to apply:", 4)
        for unit in absent:
            yield wrapped(f"no  {unit.provision.title} [{unit.provision.cite[0].text}]", 6, 10)
