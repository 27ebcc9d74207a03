"""A patch in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.reform.model import Add, Members, Repeal, Replace, Rows, Set

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.reform.model import Patch, Span


def patch_words(patch: Patch) -> str:
    """What a patch does, from when, without a full stop.

    >>> from datetime import date
    >>> from licet.reform.model import Span
    >>> patch_words(Repeal("us.review.box", Span(date(2026, 12, 1), None, date(2026, 12, 1)), None))
    'us.review.box no longer stands, from 2026-12-01'
    """
    return f"{_done(patch)}, {_days(patch.span)}"


def _days(span: Span) -> str:
    return f"from {span.since}" + (f" to {span.until}, that day excluded" if span.until else "")


def _done(patch: Patch) -> str:
    match patch:
        case Add(page):
            return f"{page.front.get('id')} is new: {page.front.get('title')}"
        case Replace(page):
            return f"{page.front.get('id')} has another text: {page.front.get('title')}"
        case Repeal(name):
            return f"{name} no longer stands"
        case Set(name, part, what, to, was):
            place = f"{name}, {part.replace('_', ' ')}" if part else name
            before = f" (was {was})" if was else ""
            return f"{place}: {what.replace('_', ' ')} is {to.replace('_', ' ')}{before}"
        case Members(group, gains, loses):
            return f"group {group} {_moves(gains, loses)}"
        case Rows(table, gains, loses):
            return f"table {table} {_moves(_rows(gains), _rows(loses))}"


def _moves(gains: Iterable[str], loses: Iterable[str]) -> str:
    told = (("gains", ", ".join(gains)), ("loses", ", ".join(loses)))
    return " and ".join(f"{verb} {names}" for verb, names in told if names)


def _rows(rows: Iterable[Mapping[str, object]]) -> list[str]:
    return [str(row.get("name", dict(row))) for row in rows]
