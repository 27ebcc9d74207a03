"""Small cells: numbers of cases so low that they could name someone are not told, nor what gives them away.

A number is told only where no small one can be worked out from it and its neighbors: the outcomes are split
step by step (decided or not, approved or denied, with conditions or without), and where a split would show a small
part, neither part is told and nothing below it.  docs/public-log.md says what that guarantees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

HIDDEN = "hidden"
"""Stands for a number that is not told, small or not."""


def suppressed(result: Mapping[str, Any], cases_by_cause: Mapping[str, int], below: int) -> dict[str, Any]:  # fmt: skip
    """A result of statistics without what would tell a number above 0 and under ``below``."""

    def small(*numbers: int) -> bool:
        return any(0 < number < below for number in numbers)

    total = result["cases"]
    if small(total):
        return _blank(result)
    told = _outcomes(result["outcomes"], small)
    days = {
        name: _days(each, small, total, told=told["cases"]) for name, each in result["days"].items()
    }
    return {
        "cases": total if told["cases"] else HIDDEN,
        "outcomes": {name: number if told[name] else HIDDEN for name, number in result["outcomes"].items()},
        "approval_rate": {
            name: _rate(each, part=told["granted"], of=told[name]) for name, each in result["approval_rate"].items()
        },
        "days": days,
        "stopped_days_by_cause": {
            cause: HIDDEN if small(cases_by_cause[cause]) else number
            for cause, number in result["stopped_days_by_cause"].items()
        },
        "conditions": _conditions(result["conditions"], small),
    }  # fmt: skip


def beside(whole: Any, groups: Iterable[Any]) -> Any:
    """The whole next to its groups: what any group hides is hidden here, since the others would give it away.

    >>> beside({"cases": 9, "days": {"p90": 4}}, [{"cases": HIDDEN, "days": {"p90": 4}}])
    {'cases': 'hidden', 'days': {'p90': 4}}
    """
    found = list(groups)
    if not isinstance(whole, Mapping):
        return HIDDEN if HIDDEN in found else whole
    return {name: beside(each, [g[name] for g in found if name in g]) for name, each in whole.items()}  # fmt: skip


def _outcomes(number: Mapping[str, int], small: Any) -> dict[str, bool]:
    """What may be told: each outcome, ``cases``, those ``granted``, and the denominators of the two rates."""
    granted = number["approved"] + number["approved_with_conditions"]
    decided, returned = granted + number["denied"], number["returned_without_action"]
    rest = number["no_license_required"], number["withdrawn"]
    shown = not small(decided)
    parted = shown and not small(granted, number["denied"])
    with_returned = shown and not small(returned)
    known = decided * shown + returned * with_returned
    cases = not small(decided + returned + sum(rest) - known)
    kinds = parted and not small(number["approved"], number["approved_with_conditions"])
    others = with_returned and cases and not small(*rest)
    return {
        "of_decided": shown, "granted": parted, "denied": parted,
        "approved": kinds, "approved_with_conditions": kinds,
        "of_decided_or_returned": with_returned, "returned_without_action": with_returned,
        "cases": cases, "no_license_required": others, "withdrawn": others,
    }  # fmt: skip


def _blank(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The same figures, none of them told."""
    return {name: _blank(each) if isinstance(each, Mapping) else HIDDEN for name, each in figures.items()}  # fmt: skip


def _rate(rate: Mapping[str, Any], *, part: bool, of: bool) -> dict[str, Any]:
    return {
        "numerator": rate["numerator"] if part else HIDDEN,
        "denominator": rate["denominator"] if of else HIDDEN,
        "percent": rate["percent"] if part and of else HIDDEN,
    }


def _days(days: Mapping[str, Any], small: Any, total: int, *, told: bool) -> dict[str, Any]:
    if small(days["cases"]):
        return _blank(days)
    return {**days, "cases": days["cases"] if told and not small(total - days["cases"]) else HIDDEN}


def _conditions(acts: Mapping[str, int], small: Any) -> dict[str, Any]:
    """Conditions by act; most of those proposed are adopted or dropped, so that these two are told together."""
    proposed = not small(acts["proposed"])
    settled = proposed and not small(acts["adopted"], acts["dropped"])
    told = {
        "proposed": proposed, "adopted": settled, "dropped": settled, "changed": not small(acts["changed"])
    }  # fmt: skip
    return {act: number if told[act] else HIDDEN for act, number in acts.items()}
