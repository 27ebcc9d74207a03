"""An event in plain words: one line for a list, a few for a page, and rows for a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.happened.kept import CONFIRMED, CORRECTED, SHIPPED, SUGGESTED
from licet.happened.linking import link_data
from licet.happened.model import EXACT, NOT_AFTER, NOT_TOLD, UNKNOWN
from licet.happened.reading import as_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.happened.kept import Kept
    from licet.happened.linking import Link
    from licet.happened.model import Happening

_SOME = 3
_STATES = {
    SUGGESTED: "suggested, not judged by an editor", CONFIRMED: "confirmed", CORRECTED: "corrected",
}  # fmt: skip


def when(each: Happening) -> str:
    """The date as far as it is known.

    >>> from licet.happened.reading import happening
    >>> row = {"id": "x", "title": "T", "act": "meet", "actors": ["US"]}
    >>> (
    ...     when(happening(row)),
    ...     when(happening({**row, "date_kind": "not after", "date_to": "2026-01-02"})),
    ... )
    ('no date', 'not after 2026-01-02')
    """
    if each.date_kind == UNKNOWN:
        return "no date"
    if each.date_kind == NOT_AFTER:
        return f"not after {each.date_to}"
    return str(each.date_from) if each.date_kind == EXACT else f"{each.date_from} to {each.date_to}"


def head(each: Happening) -> str:
    """Who, and what became of it: ``JP restrict, in force``; a claim says whose it is."""
    stage = "" if each.stage == "none" else f", {each.stage}"
    asked = "" if each.modality in ("done", "will", "may") else f" ({each.modality})"
    told = f" (told by {each.speaker})" if each.speaker else ""
    actors = ("actor not told" if actor == NOT_TOLD else actor for actor in each.actors)
    return f"{', '.join(actors)} {each.act}{stage}{asked}{told}"


def in_law(each: Happening, links: Sequence[Link], *, concerned: bool) -> str:
    """Which rule versions it became, or that none is modelled; empty where no law is asked about."""
    if links:
        names = [f"{link.subject}@{link.on}" for link in links]
        more = f" and {len(names) - _SOME} more" if len(names) > _SOME else ""
        return f"in law: {', '.join(names[:_SOME])}{more} ({links[0].how})"
    if each.unmodelled:
        return f"in law: none modelled. {each.unmodelled}"
    return "in law: no rule version found" if concerned else ""


def mark(kept: Kept) -> str:
    """What editors said of it; empty for one that is as it was shipped."""
    if kept.state == SHIPPED or not kept.history:
        return ""
    last = [each for each in kept.history if each.act == kept.state][-1]
    by = "" if kept.state == SUGGESTED else f" by {last.by} on {last.at:%Y-%m-%d}"
    return f"{_STATES.get(kept.state, kept.state)}{by}"


def sources(each: Happening) -> str:
    """Where it was told, and how sure that is."""
    told = "; ".join(
        f"{source.source}{f' <{source.url}>' if source.url else ''}" for source in each.sources
    )
    return f"source: {told or 'none given'}{f'; sure: {each.confidence}' if each.confidence else ''}"  # fmt: skip


def event_data(kept: Kept, links: Sequence[Link], *, concerned: bool) -> dict[str, Any]:
    """An event with its state, its history and its rule versions, as JSON data."""
    return {
        **as_data(kept.happening),
        "state": kept.state,
        "history": [
            {"seq": act.seq, "at": act.at.isoformat(), "by": act.by, "act": act.act, "reason": act.reason, "told": act.told}
            for act in kept.history
        ],
        "rule_versions": [link_data(link) for link in links],
        "in_law": in_law(kept.happening, links, concerned=concerned),
    }  # fmt: skip


COLUMNS = (
    "id", "date_kind", "date_from", "date_to", "actors", "actor_type", "act", "stage", "modality", "object",
    "target", "instrument", "title", "condition", "speaker", "confidence", "measure", "background", "state",
    "sources", "urls", "rule_versions", "unmodelled",
)  # fmt: skip


def row(kept: Kept, links: Sequence[Link]) -> dict[str, str]:
    """One row of a CSV; lists are joined with semicolons."""
    each, data = kept.happening, as_data(kept.happening)
    cells: dict[str, str] = {
        name: "; ".join(value) if isinstance(value, list) else _cell(value)
        for name, value in data.items()
        if name in COLUMNS and name != "sources"
    }
    cells["state"] = kept.state
    cells["sources"] = "; ".join(source.source for source in each.sources)
    cells["urls"] = "; ".join(source.url for source in each.sources if source.url)
    cells["rule_versions"] = "; ".join(f"{link.subject}@{link.on}" for link in links)
    return {name: _safe(cells[name]) for name in COLUMNS}


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _safe(text: str) -> str:
    """No cell begins with what a spreadsheet would run."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
