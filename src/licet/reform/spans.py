"""Texts of law cut along the days of a patch: what stood before stays, what comes after returns."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from licet.language.nodes import Always
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from licet.book.groups import Span as Stay
    from licet.book.provision import Provision, Version
    from licet.reform.model import Span

Versions = tuple["Version", ...]
_MARK = re.compile(r" \[as changed by (?P<names>[a-z0-9, -]+)\]$")


def respanned(
    provision: Provision, span: Span, inside: Callable[[Versions], Iterable[Version]]
) -> Provision:
    """The provision with its texts of the span put through ``inside``, and all others as they were.

    A provision of which nothing is left keeps its first text with a rule that never holds, so that
    what refers to it still finds it.
    """
    first, last = span.since, span.until or date.max
    held = tuple(cut(provision.versions, first, last, span.published))
    made = (
        *cut(provision.versions, date.min, first, span.published),
        *(each if each in held else _known(each, span.published) for each in inside(held)),
        *cut(provision.versions, last, date.max, span.published),
    )
    if not made:
        made = (_void(provision.versions[0]),)
    ordered = sorted(made, key=lambda each: each.since)
    return replaced(provision, versions=tuple(healed(ordered)))


def healed(versions: Iterable[Version]) -> Iterator[Version]:
    """Texts in order, those that follow each other and say the same put together again.

    So a reform and the one that undoes it leave the law as it was, to the byte.
    """
    last: Version | None = None
    for each in versions:
        if last is not None and last.to == each.since and _same(last, each):
            last = replaced(last, to=each.to, end_published=each.end_published)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _same(one: Version, other: Version) -> bool:
    """Whether two texts say the same, their days and who changed them aside."""
    days: dict[str, object] = {
        "since": one.since, "to": one.to, "published": one.published, "checked": one.checked,
    }  # fmt: skip
    due = one.comply_from
    if other.comply_from is None and due is not None and due <= other.since:
        days["comply_from"] = due
    return replaced(
        other, end_published=one.end_published, source=unmarked(other.source), **days
    ) == replaced(one, source=unmarked(one.source))


def marked(source: str, name: str) -> str:
    """The source of a text with the reforms that changed it, in the order of their names.

    >>> marked(marked("91 FR 1684", "b"), "a")
    '91 FR 1684 [as changed by a, b]'
    """
    found = _MARK.search(source)
    names = {name, *(found["names"].split(", ") if found else ())}
    return f"{unmarked(source)} [as changed by {', '.join(sorted(names))}]"


def unmarked(source: str) -> str:
    """The source without the reforms that changed the text."""
    return _MARK.sub("", source)


def explained(provision: Provision, note: str) -> Provision:
    """The provision with ``note`` on each text that begins after a gap of which nothing is said."""
    versions = list(provision.versions)
    for at, (one, two) in enumerate(pairwise(provision.versions), 1):
        if one.to is not None and one.to < two.since and not two.note:
            versions[at] = replaced(two, note=note)
    return replaced(provision, versions=tuple(versions))


def cut(versions: Versions, first: date, last: date, published: date) -> Iterator[Version]:
    """The texts as they stand from ``first`` up to ``last``, that day excluded."""
    for each in versions:
        since, end = max(each.since, first), min(each.to or date.max, last)
        if since >= end:
            continue
        changes: dict[str, object] = {}
        if since > each.since:
            changes |= {"since": since, "published": max(each.published, published)}
            changes["checked"] = _read(each, published)
            if each.comply_from is not None and each.comply_from <= since:
                changes["comply_from"] = None  # the day on which it fell due is past
        if last <= (each.to or date.max) and last < date.max:
            known = each.to != last or each.end_published
            changes |= {"to": last}
            if known:
                changes["end_published"] = min(each.end_published or published, published)
        yield replaced(each, **changes) if changes else each


def _known(version: Version, published: date) -> Version:
    return replaced(
        version, published=max(version.published, published), checked=_read(version, published)
    )


def _read(version: Version, published: date) -> date:
    """When the text was read; a pause that runs out is stale by that day, so then it is not moved."""
    paused = any(pause.to for pause in version.pauses)
    return version.checked if paused else max(version.checked, published)


def _void(version: Version) -> Version:
    """A text that never holds, under the names of the one that it takes the place of."""
    never = Always(value=False)
    return replaced(
        version, rule=never, parts=tuple((name, never) for name, _ in version.parts), conditions=()
    )


def without(stays: Iterable[Stay], span: Span) -> Iterator[Stay]:
    """Stays in a group, but for the days of the span."""
    first, last = span.since, span.until or date.max
    for each in stays:
        since, end = each.since or date.min, each.to or date.max
        if end <= first or since >= last:
            yield each
            continue
        if since < first:
            yield replaced(each, to=first, end_published=span.published)
        if end > last:
            yield replaced(each, since=last, published=max(each.published or span.published, span.published))  # fmt: skip


def inside(stays: Iterable[Stay], span: Span) -> bool:
    """Whether some stay covers a day of the span."""
    last = span.until or date.max
    return any(
        (each.since or date.min) < last and (each.to or date.max) > span.since for each in stays
    )
