"""Proofs as HTML.  Long and nested, they are written here and not in a template, which takes five times as long.

Every text passes through ``escape``; what else stands in the result is our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from licet.telling.model import Cite, Point

_MARK = {
    True: '<span class="mark is-yes">yes</span>',
    False: '<span class="mark is-no">no</span>',
    None: '<span class="mark is-open">open</span>',
}
_PERSON = '<span class="mark is-person">for a person</span>'
_KEPT = 256
_absent: dict[tuple[object, ...], Markup] = {}


def cite_link(cite: Cite, on: date) -> Markup:
    """A citation with its links: to the official text, and to the provision as it is encoded for the day."""
    return Markup(_cite(cite, on))  # noqa: S704 - escaped piece by piece # nosec B704


def proof_list(points: Iterable[Point], on: date) -> Markup:
    """Points with all that is beneath them, each with its mark, rule and citations."""
    return Markup("".join(_list(points, on, ' class="proof"')))  # noqa: S704 - escaped piece by piece # nosec B704


def absent_list(points: tuple[Point, ...], on: date) -> Markup:
    """Rules that were tested in vain; the same rules of a day are drawn once, since there are many."""
    key = (on, *((each.provision, each.cites[0].since) for each in points))
    found = _absent.get(key)
    if found is None:
        if len(_absent) >= _KEPT:
            _absent.clear()
        lines = (f"<li>{escape(each.text)} {_cite(each.cites[0], on)}</li>" for each in points)
        found = _absent[key] = Markup(f"<ul>{''.join(lines)}</ul>")  # noqa: S704 - escaped # nosec B704
    return found


def _cite(cite: Cite, on: date) -> str:
    text = escape(cite.text)
    if cite.url:
        text = f'<a href="{escape(cite.url)}" rel="noreferrer">{text}</a>'  # type: ignore[assignment]
    return (
        f'<span class="cite">{text}<span class="encoded">; '
        f'<a href="/law/{escape(cite.provision)}?on={on.isoformat()}">as encoded</a></span></span>'
    )


def _list(points: Iterable[Point], on: date, more: str = "") -> Iterator[str]:
    yield f"<ul{more}>"
    for each in points:
        yield "<li>"
        yield _PERSON if each.person and each.holds is None else _MARK[each.holds]
        yield " "
        if each.kind == "rule":
            yield from _rule(each, on)
        else:
            yield escape(each.text)
        if each.inner:
            yield from _list(each.inner, on)
        yield "</li>"
    yield "</ul>"


def _rule(point: Point, on: date) -> Iterator[str]:
    yield f"<strong>{escape(point.text)}</strong>"
    if point.rule:
        yield f": <code>{escape(point.rule)}</code>"
    if not point.cites:
        return
    yield f"<br>{' '.join(_cite(each, on) for each in point.cites)}"
    first = point.cites[0]
    yield (
        f' <span class="cite">text from {first.since} by {escape(first.source)}; '
        f"last read {first.checked}; confidence {escape(first.confidence)}</span>"
    )
