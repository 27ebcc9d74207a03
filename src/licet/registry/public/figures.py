"""Figures that are published: a signed statement, with small cells left out by the authority's bound, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from licet.publiclog.canonical import read
from licet.publiclog.entry import told_time
from licet.publiclog.note import Note
from licet.publiclog.statistics import Query, statement
from licet.publiclog.suppression import HIDDEN
from licet.registry.public.office import PublicOffice

_RATES = {
    "of_decided": "of the cases that were decided",
    "of_decided_or_returned": "of the cases that were decided or returned",
}
_DAYS = {"gross": "from start to end", "clock": "on the clock", "stopped": "stopped"}


def published(
    office: PublicOffice, authority: str, since: datetime, until: datetime, *, group_by: str = "", exact: bool = False
) -> Note:  # fmt: skip
    """The signed figures over the log as it is, of cases whose outcome is at ``since`` or later and before ``until``.

    Numbers below the bound of ``authority``'s public view are left out, and the statement says so; ``exact`` is for
    the authority's own house.
    """
    below = 0 if exact else office.rules.views.of(authority, until.date()).suppress_below
    return statement(office.log, Query(told_time(since), told_time(until), group_by, below))


def figures_of(statement: Note) -> dict[str, Any]:
    """What a statement says, as data."""
    said: dict[str, Any] = read(statement.text.splitlines()[4].encode())
    return said


def in_words(statement: Note) -> Iterator[str]:
    """A statement for people: each rate with what it is a share of, each median with the number of cases."""
    said = figures_of(statement)
    query, result = said["query"], said["result"]
    yield f"Cases with an outcome from {query['from']} and before {query['to']}: {_word(result['cases'])}"
    yield from _told(result)
    for name, group in sorted(result.get("groups", {}).items()):
        yield f"{query['group_by']} {name or 'not stated'}: {_word(group['cases'])} cases"
        yield from (f"  {line}" for line in _told(group))
    if query["suppress_below"] > 1:
        yield f"Numbers above 0 and below {query['suppress_below']} are not told, nor what would give them away."


def _told(result: Mapping[str, Any]) -> Iterator[str]:
    if {*result["outcomes"].values(), *result["conditions"].values()} == {HIDDEN}:
        yield "So few cases that none of their figures is told."
        return
    for name, number in result["outcomes"].items():
        if number:
            yield f"{name.replace('_', ' ')}: {_word(number)}"
    for name, words in _RATES.items():
        rate = result["approval_rate"][name]
        share = {None: "no share", HIDDEN: _word(HIDDEN)}.get(
            rate["percent"], f"{rate['percent']} %"
        )
        yield f"approved: {_word(rate['numerator'])} of {_word(rate['denominator'])} {words} ({share})"
    for name, words in _DAYS.items():
        days = {each: _word(figure) for each, figure in result["days"][name].items()}
        yield f"days {words}: median {days['median']}, 90th percentile {days['p90']}, of {days['cases']} cases"
    for cause, figure in sorted(result["stopped_days_by_cause"].items()):
        yield f"days stopped for {cause.replace('_', ' ') or 'no cause'}: {_word(figure)}"
    acts = ", ".join(f"{_word(number)} {act}" for act, number in result["conditions"].items())
    yield f"conditions: {acts}"


def _word(figure: object) -> str:
    return "(not told)" if figure == HIDDEN else str(figure)
