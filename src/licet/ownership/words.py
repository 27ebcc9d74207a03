"""A proof in plain sentences, and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.provision import IN_FORCE, NOT_ENFORCED, STALE, SUSPENDED
from licet.facts.values import plain as plain_number
from licet.ownership.judge import CERTAIN, FOUND, LISTED, NOT_SHOWN, POSSIBLE
from licet.ownership.model import CONTROL
from licet.ownership.proof import needed
from licet.ownership.regimes import ALONE, NOT_IN_FORCE, OPEN, TOGETHER
from licet.ownership.shares import UNKNOWN, WHOLE, Range, percent, shown

if TYPE_CHECKING:
    from licet.ownership.judge import Judged
    from licet.ownership.model import Listed, Stake
    from licet.ownership.proof import Holding, Proof, Step
    from licet.ownership.regimes import Ruling

_ADDS = {
    TOGETHER: "holdings of all listed owners add up",
    ALONE: "each listed owner counts by itself",
    OPEN: "each listed owner counts by itself, unless they act together",
}


def standing(ruling: Ruling) -> str:
    """Whether the rule binds on the day, in a sentence."""
    pause = ruling.pause
    match ruling.state:
        case "in_force":
            since = f" since {ruling.since}" if ruling.since else ""
            return f"In force{since}."
        case "suspended" if pause:
            until = f" until {pause.to}" if pause.to else ""
            return f"Suspended from {pause.since}{until} [{pause.source}]: what follows shows what it would reach."
        case "stale" if pause:
            return f"By its text in force again since {pause.to}; the text was last read on {ruling.checked} and nobody has confirmed it since. Treat as in force, and confirm."
        case "not_enforced" if pause:
            return f"Not enforced since {pause.since} [{pause.source}]: what follows shows what the text would reach."
        case _:
            return "Not in force on this day: what follows shows what it would reach."


def binds(ruling: Ruling) -> bool | None:
    """Whether the rule binds: yes, no, or not confirmed (None)."""
    if ruling.state == STALE:
        return None
    return ruling.state not in (SUSPENDED, NOT_ENFORCED, NOT_IN_FORCE)


def rule_line(ruling: Ruling) -> str:
    """What the rule asks, in one line."""
    return f"{ruling.regime}: {ruling.asks}; {_ADDS[ruling.add_up]}; owners on {', '.join(ruling.lists)}."


def proof_lines(proof: Proof) -> list[tuple[int, str]]:
    """The proof as lines with their indent."""
    cut = proof.judged.cut
    found = FOUND[proof.found]
    if proof.spared and proof.found in (CERTAIN, POSSIBLE):
        found = f"its owners {'come' if proof.found == CERTAIN else 'may come'} to the line, but the rule does not speak of firms registered in {cut.nodes[proof.firm].country}; what it owns elsewhere is reached all the same"
    lines = [(0, f"{_called(proof.judged, proof.firm)}: {found}.")]
    lines += [(2, _entry(each)) for each in proof.listed]
    if proof.by_owner:
        lines.append((2, f"Reckoned for {cut.label(proof.by_owner)} by itself."))
    numbers = {step.firm: at for at, step in enumerate(proof.steps, 1)}
    for at, step in enumerate(proof.steps, 1):
        lines.append((2, f"{at}. {cut.label(step.firm)}"))
        lines += [(5, _holding(each, numbers, proof)) for each in step.holdings]
        lines.append((5, _sum(step, proof)))
    if proof.found == NOT_SHOWN and not proof.steps:
        lines.append(
            (
                2,
                "No holding of a listed party, or of a firm that listed parties own, is in the data.",
            )
        )
    if proof.found in (NOT_SHOWN, POSSIBLE):
        lines.append((2, _unaccounted(proof.unaccounted)))
    if asked := needed(proof):
        lines.append((2, asked))
    if proof.roots:
        lines.append(
            (2, f"Listed owners at the top: {'; '.join(_entry(each) for each in proof.roots)}.")
        )
    if proof.strictest is not None and proof.found in (CERTAIN, POSSIBLE):
        strictest = proof.strictest
        policy = strictest.policy.replace("_", " ") or "not told, taken as a presumption of denial"
        lines.append((2, f"Terms that govern: those of {strictest.name or cut.label(strictest.key)} ({strictest.list}): {policy}."))  # fmt: skip
    return lines


def proof_data(proof: Proof) -> dict[str, Any]:
    """The proof as JSON data; shares are texts in percent, exact to the last digit."""
    judged = proof.judged
    return {
        "party": proof.firm,
        "name": judged.cut.label(proof.firm),
        "regime": judged.ruling.regime,
        "on": judged.day.isoformat(),
        "found": proof.found,
        "binds": binds(judged.ruling),
        "listed": [_listed_data(each) for each in proof.listed],
        "reckoned_for": proof.by_owner or None,
        "steps": [
            {
                "party": step.firm, "name": judged.cut.label(step.firm), "line": step.test,
                "holdings": [_holding_data(each, proof) for each in step.holdings],
                "sum_pct": _pct(step.total), "met": step.met, "may_be_met": step.at_most_met,
            }
            for step in proof.steps
        ],
        "unaccounted_pct": _pct(proof.unaccounted),
        "to_find_out": needed(proof) or None,
        "spared_by_seat": proof.spared,
        "roots": [_listed_data(each) for each in proof.roots],
        "strictest": _listed_data(proof.strictest) if proof.strictest else None,
        "sentences": [" " * indent + text for indent, text in proof_lines(proof)],
    }  # fmt: skip


def ruling_data(ruling: Ruling) -> dict[str, Any]:
    """A ruling as JSON data."""
    return {
        "regime": ruling.regime, "title": ruling.title, "sovereign": ruling.sovereign,
        "state": ruling.state, "binds": binds(ruling), "standing": standing(ruling),
        "asks": ruling.asks, "add_up": ruling.add_up, "lists": list(ruling.lists),
        "source": ruling.source, "confidence": ruling.confidence,
        "cite": [{"text": text, "url": url} for text, url in ruling.cite], "note": ruling.note,
    }  # fmt: skip


def source_of(stake: Stake) -> str:
    """Source, its day and how sure it is, for a bracket."""
    parts = [stake.source or "no source told"]
    if stake.said:
        parts.append(f"of {stake.said}")
    if stake.since or stake.to:
        parts.append(f"held {stake.since or '...'} to {stake.to or 'now'}")
    if stake.confidence:
        parts.append(f"confidence {stake.confidence}")
    return ", ".join(parts)


def _called(judged: Judged, key: str) -> str:
    name = judged.cut.label(key)
    return name if name == key else f"{name} ({key})"


def _entry(each: Listed) -> str:
    since = f" since {each.since}" if each.since else ""
    return f"{each.name or each.key}, on {each.list}{since}"


def _holding(each: Holding, numbers: dict[str, int], proof: Proof) -> str:
    label = proof.judged.cut.label(each.owner)
    if each.listed:
        why = "on " + ", ".join(dict.fromkeys(entry.list for entry in each.listed))
    elif each.owner in numbers:
        why = f"by step {numbers[each.owner]}"
    else:
        why = "reached by ownership"
    stake = each.stake
    if stake.interest == CONTROL:
        share = "control"
    else:
        of = (
            ""
            if stake.interest == "shares"
            else f" of {'votes' if stake.interest == 'voting' else f'{stake.interest} kind'}"
        )
        share = (
            f"{shown(stake.share)}{of}{f', class {stake.share_class}' if stake.share_class else ''}"
        )
    merged = f"; merged from {len(each.told)} records" if len(each.told) > 1 else ""
    unsure = (
        ""
        if each.counted[0] or not each.counted[1]
        else ", counts only for what cannot be excluded"
    )
    return f"{share}: {label} ({why}{unsure}) [{source_of(stake)}{merged}]"


def _sum(step: Step, proof: Proof) -> str:
    sums = "control" if step.test == "control" else _added(step)
    if step.met:
        verdict = "met"
    elif step.at_most_met:
        verdict = "may be met"
    else:
        verdict = "not met"
    last = step.firm == proof.firm
    after = (
        ""
        if last or verdict == "not met"
        else f", so {proof.judged.cut.label(step.firm)} counts in full as an owner"
    )
    return f"{sums}. The line is {step.test}: {verdict}{after}."


def _added(step: Step) -> str:
    """The sum written out: ``25 % + 25 % = 50 %``."""
    exact = all(each.counted[0] == each.counted[1] for each in step.holdings)
    if exact:
        parts = " + ".join(_number(each.counted[0]) for each in step.holdings)
        total = sum(each.counted[0] for each in step.holdings)
        return f"{parts} = {_number(total)}" if len(step.holdings) > 1 else f"Sum {_number(total)}"
    low = " + ".join(_number(each.counted[0]) for each in step.holdings)
    high = " + ".join(_number(each.counted[1]) for each in step.holdings)
    several = len(step.holdings) > 1
    least = f"{low} = {_number(step.total[0])}" if several else _number(step.total[0])
    most = f"{high}, so {_number(step.total[1])}" if several else _number(step.total[1])
    return f"At least {least}; at most {most}"


def _number(parts: int) -> str:
    return f"{plain_number(percent(parts))} %"


def _unaccounted(share: Range) -> str:
    if share == UNKNOWN:
        return "The data tells no exact share of any owner: up to all of it may be held by others."
    if not share[1]:
        return "The data accounts for all of its shares."
    return f"Shares that nobody in the data holds: {shown(share)}."


def _holding_data(each: Holding, proof: Proof) -> dict[str, Any]:
    stake = each.stake
    return {
        "owner": each.owner, "name": proof.judged.cut.label(each.owner), "interest": stake.interest,
        "share_class": stake.share_class, "share_pct": None if stake.interest == CONTROL else _pct(stake.share),
        "counted_pct": _pct((min(each.counted[0], WHOLE), min(each.counted[1], WHOLE))),
        "listed": [_listed_data(entry) for entry in each.listed],
        "since": stake.since, "to": stake.to, "source": stake.source, "said": stake.said,
        "confidence": stake.confidence, "records": len(each.told),
    }  # fmt: skip


def _listed_data(each: Listed) -> dict[str, Any]:
    return {
        "key": each.key, "name": each.name, "list": each.list, "since": each.since, "to": each.to,
        "policy": each.policy, "requirement": each.requirement, "entry": each.entry,
    }  # fmt: skip


def _pct(share: Range) -> dict[str, str]:
    return {"low": f"{percent(share[0]):f}", "high": f"{percent(share[1]):f}"}


__all__ = [
    "IN_FORCE",
    "LISTED",
    "binds",
    "proof_data",
    "proof_lines",
    "rule_line",
    "ruling_data",
    "source_of",
    "standing",
]
