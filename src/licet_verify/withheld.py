"""Figures that a statement does not tell, lest a small count could be worked out (docs/public-log.md, "Statistics")."""

from __future__ import annotations

from collections import Counter
from typing import Any

WITHHELD = "hidden"


def withhold(exact: dict[str, Any], cases_of_cause: Counter[str], below: int) -> dict[str, Any]:
    """The figures of a result, each replaced that the rules of suppression replace."""
    keep = _Rule(exact, below)
    if keep.nothing:
        return _emptied(exact)
    found: dict[str, Any] = {
        "cases": exact["cases"] if keep.cases else WITHHELD,
        "outcomes": {
            name: count if name in keep.outcomes else WITHHELD
            for name, count in exact["outcomes"].items()
        },
        "approval_rate": {},
        "days": {},
        "stopped_days_by_cause": {
            cause: WITHHELD if keep.few(cases_of_cause[cause]) else days
            for cause, days in exact["stopped_days_by_cause"].items()
        },
        "conditions": {
            act: count if act in keep.acts else WITHHELD
            for act, count in exact["conditions"].items()
        },
    }
    for name, rate in exact["approval_rate"].items():
        part, whole = keep.numerator, name in keep.denominators
        found["approval_rate"][name] = {
            "numerator": rate["numerator"] if part else WITHHELD,
            "denominator": rate["denominator"] if whole else WITHHELD,
            "percent": rate["percent"] if part and whole else WITHHELD,
        }
    for kind, days in exact["days"].items():
        if keep.few(days["cases"]):
            found["days"][kind] = _emptied(days)
            continue
        counted = keep.cases and not keep.few(exact["cases"] - days["cases"])
        found["days"][kind] = {**days, "cases": days["cases"] if counted else WITHHELD}
    return found


def _emptied(figures: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _emptied(each) if isinstance(each, dict) else WITHHELD
        for name, each in figures.items()
    }


class _Rule:
    """Which figures are told, decided from the exact numbers in the order of the page."""

    def __init__(self, exact: dict[str, Any], below: int) -> None:
        self.below = below
        out, acts = exact["outcomes"], exact["conditions"]
        self.nothing = self.few(exact["cases"])
        self.outcomes: set[str] = set()
        self.denominators: set[str] = set()
        self.numerator = False
        left = exact["cases"]

        granted = out["approved"] + out["approved_with_conditions"]
        decided = granted + out["denied"]
        if not self.few(decided):
            self.denominators.add("of_decided")
            left -= decided
            if not self.few(granted) and not self.few(out["denied"]):
                self.numerator = True
                self.outcomes.add("denied")
                self._pair(out, "approved", "approved_with_conditions")
            if not self.few(out["returned_without_action"]):
                self.denominators.add("of_decided_or_returned")
                self.outcomes.add("returned_without_action")
                left -= out["returned_without_action"]
        self.cases = not self.few(left)
        if self.cases and "of_decided_or_returned" in self.denominators:
            self._pair(out, "no_license_required", "withdrawn")

        self.acts = {act for act in ("proposed", "changed") if not self.few(acts[act])}
        if (
            "proposed" in self.acts
            and not self.few(acts["adopted"])
            and not self.few(acts["dropped"])
        ):
            self.acts |= {"adopted", "dropped"}

    def few(self, count: int) -> bool:
        return 0 < count < self.below

    def _pair(self, counts: dict[str, int], one: str, other: str) -> None:
        if not self.few(counts[one]) and not self.few(counts[other]):
            self.outcomes |= {one, other}


def also_withheld(whole: Any, group: Any) -> Any:
    """The whole without what one of its groups withholds; a figure that only one of them has stands."""
    if isinstance(whole, dict):
        return {
            name: also_withheld(value, group[name]) if name in group else value
            for name, value in whole.items()
        }
    return WITHHELD if group == WITHHELD else whole
