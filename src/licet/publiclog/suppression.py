"""Small cells: numbers of cases so low that they could name someone are not told, and that is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def suppressed(result: Mapping[str, Any], below: int) -> dict[str, Any]:
    """A result of statistics in which each number of cases above 0 and under ``below`` reads ``"<below"``.

    What could be computed back from such a number goes with it.  Groups are treated each by itself.
    """
    mark = f"<{below}"

    def cell(number: int) -> int | str:
        return mark if 0 < number < below else number

    def rate(told: Mapping[str, Any]) -> dict[str, Any]:
        numerator, denominator = cell(told["numerator"]), cell(told["denominator"])
        hidden = mark in (numerator, denominator)
        return {"numerator": numerator, "denominator": denominator, "percent": mark if hidden else told["percent"]}  # fmt: skip

    def days(told: Mapping[str, Any]) -> dict[str, Any]:
        cases = cell(told["cases"])
        return {"cases": cases, "median": mark, "p90": mark} if cases == mark else dict(told)

    cases = cell(result["cases"])
    found = {
        "cases": cases,
        "outcomes": {name: cell(number) for name, number in result["outcomes"].items()},
        "approval_rate": {name: rate(told) for name, told in result["approval_rate"].items()},
        "days": {name: days(told) for name, told in result["days"].items()},
        "stopped_days_by_cause": {} if cases == mark else dict(result["stopped_days_by_cause"]),
        "conditions": {name: cell(number) for name, number in result["conditions"].items()},
    }
    if "groups" in result:
        found["groups"] = {name: suppressed(each, below) for name, each in result["groups"].items()}
    return found
