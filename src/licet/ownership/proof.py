"""Why a firm is caught, or is not: sums that a lawyer can redo, step by step.

A step is one firm: the owners that count, what each holds, the sum, the line.  Steps stand in the
order in which firms were reached, so that an owner's own step comes before it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.ownership.cut import counted
from licet.ownership.judge import CERTAIN, LISTED, NOT_SHOWN, POSSIBLE, Judged
from licet.ownership.model import CONTROL, INDIRECT, OTHER, SHARES, Listed, Stake
from licet.ownership.shares import WHOLE, Range
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.ownership.regimes import Test


@record
class Holding:
    """One stake of a step: its owner, why the owner counts, and what it adds to the sum.

    ``listed`` are the owner's entries; where there are none the owner was reached in a step of
    its own.  ``told`` are the records that the stake was merged from.
    """

    owner: str
    stake: Stake
    counted: Range
    listed: tuple[Listed, ...]
    told: tuple[Stake, ...]


@record
class Step:
    """One firm and one line: the holdings that count, and their sum.

    ``met`` says whether the sum for certain comes to the line; ``at_most_met`` whether the most
    that it can be does.
    """

    firm: str
    test: str
    least: int
    holdings: tuple[Holding, ...]
    total: Range
    met: bool
    at_most_met: bool
    round: int


@record
class Proof:
    """What was found of one firm under one ruling, with the steps that lead to it.

    ``roots`` are the listed owners at the top of the chains that count, ``strictest`` of them
    the one whose terms govern.  ``by_owner`` names the one owner that the steps are reckoned for,
    where owners count each by itself.  ``unaccounted`` is the share of the firm that nobody in
    the data holds.
    """

    firm: str
    found: str
    judged: Judged
    listed: tuple[Listed, ...]
    steps: tuple[Step, ...]
    roots: tuple[Listed, ...]
    strictest: Listed | None
    by_owner: str
    unaccounted: Range
    spared: bool


def prove(judged: Judged, key: str) -> Proof:
    """The proof of what was found of ``key``."""
    found = judged.found(key)
    certain, possible, by_owner = _reached(judged, key, found)
    reached = certain if found in (CERTAIN, LISTED) else possible
    steps = _steps(judged, key, certain, possible, reached)
    roots = _roots(judged, key, possible if found != CERTAIN else certain)
    return Proof(
        key, found, judged, judged.listed.get(key, ()), steps, roots,
        _strictest(judged, roots), by_owner, unaccounted(judged, key),
        judged.spared(key),
    )  # fmt: skip


def _reached(
    judged: Judged, key: str, found: str
) -> tuple[Mapping[int, int], Mapping[int, int], str]:
    """The firms reached by whom the proof is reckoned for: one owner, where each counts by itself."""
    at = judged.cut.place.get(key, -1)
    keys = judged.cut.keys
    if found == CERTAIN and judged.by_owner:
        start = min((s for s, each in judged.by_owner.items() if at in each), key=lambda s: keys[s])
        return judged.by_owner[start], judged.by_owner[start], keys[start]
    if found == POSSIBLE and judged.by_owner_possible:
        several = judged.by_owner_possible
        start = min((s for s, each in several.items() if at in each), key=lambda s: keys[s])
        return judged.by_owner.get(start, {}), several[start], keys[start]
    return judged.certain, judged.possible, ""


def _steps(
    judged: Judged,
    key: str,
    certain: Mapping[int, int],
    possible: Mapping[int, int],
    reached: Mapping[int, int],
) -> tuple[Step, ...]:
    """The firm's own step, and before it those of the unlisted owners that it rests on."""
    place = judged.cut.place
    steps: dict[str, Step] = {}
    todo = [key]
    while todo:
        firm = todo.pop()
        if firm in steps or (firm in judged.listed and firm != key):
            continue
        step = _step(judged, firm, certain, possible, reached)
        if step is None:
            continue
        steps[firm] = step
        todo += [each.owner for each in step.holdings if not each.listed]
    return tuple(
        sorted(
            steps.values(), key=lambda each: (each.firm == key, each.round, place.get(each.firm, 0))
        )
    )


def _step(
    judged: Judged,
    firm: str,
    certain: Mapping[int, int],
    possible: Mapping[int, int],
    reached: Mapping[int, int],
) -> Step | None:
    """The line that the firm meets, else the one that it comes nearest to; None without holdings."""
    number = reached.get(judged.cut.place.get(firm, -1), 0)
    best: tuple[tuple[bool, bool, int, int], Step] | None = None
    for test in _tests(judged):
        holdings = tuple(_holdings(judged, firm, test, certain, possible, reached, number))
        if not holdings:
            continue
        total = sum(each.counted[0] for each in holdings), sum(each.counted[1] for each in holdings)
        if test.of != CONTROL:
            total = min(total[0], WHOLE), min(total[1], WHOLE)
        step = Step(
            firm, test.text, test.least, holdings, total, total[0] >= test.least,
            total[1] >= test.least, number,
        )  # fmt: skip
        rank = step.met, step.at_most_met, total[0], total[1]
        if best is None or rank > best[0]:
            best = rank, step
    return best[1] if best else None


def _tests(judged: Judged) -> tuple[Test, ...]:
    from licet.ownership.regimes import Test

    control = (Test(CONTROL, WHOLE, "control"),) if judged.ruling.control else ()
    return (*judged.ruling.tests, *control)


def _holdings(  # noqa: PLR0917 - of one step, always by position
    judged: Judged, firm: str, test: Test, certain: Mapping[int, int], possible: Mapping[int, int],
    reached: Mapping[int, int], number: int,
) -> list[Holding]:  # fmt: skip
    """What owners that were reached before the firm hold of it, of the kind that the line is of."""
    place = judged.cut.place
    told = judged.told
    found = []
    for stake in judged.cut.into(firm):
        share = _adds(stake, test)
        owner = place[stake.owner]
        if share is None or owner not in possible:
            continue
        if firm not in judged.listed and number and reached.get(owner, number) >= number:
            continue  # reached later than the firm: the firm does not rest on it
        low = share[0] if owner in certain else 0
        found.append(
            Holding(
                stake.owner, stake, (low, share[1]), judged.listed.get(stake.owner, ()), told(stake)
            )
        )
    return found


def _adds(stake: Stake, test: Test) -> Range | None:
    """What a stake adds to a line; None where it is of another kind."""
    low, high = counted(stake)
    if stake.interest == test.of:
        return low, high
    unsure = stake.interest == OTHER or (stake.interest == INDIRECT and test.of == SHARES)
    return (0, high) if unsure and test.of != CONTROL else None


def _roots(judged: Judged, key: str, reached: Mapping[int, int]) -> tuple[Listed, ...]:
    """The listed owners from which the firm can be come to, upward through owners that count.

    Every owner that counts is followed, also one that was reached later than the firm: the
    strictest of all governs.
    """
    place, limits = judged.cut.place, _tests(judged)
    seen, todo, found = {key}, [key], {}
    while todo:
        firm = todo.pop()
        for stake in judged.cut.into(firm):
            if stake.owner in seen or place[stake.owner] not in reached:
                continue
            adds = [_adds(stake, test) for test in limits]
            if not any(each and each[1] for each in adds):
                continue
            seen.add(stake.owner)
            if stake.owner in judged.listed:
                found[stake.owner] = judged.listed[stake.owner]
            todo.append(stake.owner)
    return tuple(each for owner in sorted(found) for each in found[owner])


def _strictest(judged: Judged, roots: tuple[Listed, ...]) -> Listed | None:
    """The entry whose review policy is the strictest, by the order of the law; None where it has none."""
    if not roots or not judged.ruling.strictest:
        return None
    return min(roots, key=lambda each: judged.ruling.strictness(each.policy))


def unaccounted(judged: Judged, key: str) -> Range:
    """The share of the firm that nobody in the data holds, from the least to the most."""
    held = [each.share for each in judged.cut.into(key) if each.interest == SHARES]
    low, high = sum(each[0] for each in held), sum(each[1] for each in held)
    return max(0, WHOLE - high), max(0, WHOLE - low)


def needed(proof: Proof) -> str:
    """What would settle a finding that is open; empty where it is not."""
    if proof.found != POSSIBLE or not proof.steps:
        return ""
    last = proof.steps[-1]
    if proof.judged.ruling.add_up == "open" and len({each.owner for each in last.holdings}) > 1:
        return "Find out whether these owners act together, or whether one holds for another."
    unsure = [each for each in last.holdings if each.counted[0] != each.counted[1]]
    names = sorted({proof.judged.cut.label(each.owner) for each in unsure})
    return f"Find out the exact share of {', '.join(names)}." if names else ""


__all__ = ["NOT_SHOWN", "Holding", "Proof", "Step", "needed", "prove", "unaccounted"]
