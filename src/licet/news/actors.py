"""Names beside each other as one body, what kind of actor a body is, and on what an act falls."""

from __future__ import annotations

import re

from licet.news.gazetteer import (
    ADJECTIVE,
    AGENCY,
    CHIP,
    COUNTRY,
    COURT,
    FIRM,
    ITEM,
    LEGISLATURE,
    MEDIA,
    OFFICIAL,
    POST,
    SEAT,
)
from licet.news.model import Name, Span
from licet.record import replaced


def joined(names: tuple[Name, ...], text: str) -> tuple[Name, ...]:
    """Names whose post or adjective stands beside them read as one body: "Dutch government" acts for NL."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else None
        gap = text[last.span.end : name.span.start] if last else "?"
        if last and name.kind == POST and last.kind in (ADJECTIVE, COUNTRY, SEAT) and re.fullmatch(r"(?:['’]s?)?\s(?:[a-z]+\s){0,2}", gap):  # fmt: skip
            span = Span(last.span.start, name.span.end)
            found[-1] = Name(POST, name.id, last.code, span, text[span.start : span.end])
        elif last and last.kind == POST and name.kind == OFFICIAL and re.fullmatch(r"\s(?:[a-z]+\s)?", gap):  # fmt: skip
            found[-1] = replaced(name, span=Span(last.span.start, name.span.end), text=text[last.span.start : name.span.end])  # fmt: skip
        elif last and last.kind in (ADJECTIVE, COUNTRY) and name.kind in (AGENCY, LEGISLATURE, COURT) and re.fullmatch(r"(?:['’]s?)?\s", gap):  # fmt: skip
            span = Span(last.span.start, name.span.end)
            found[-1] = replaced(name, code=last.code or name.code, span=span, text=text[span.start : span.end])  # fmt: skip
        else:
            found.append(name)
    return tuple(found)


def actor_type(name: Name | None) -> str:
    """The word of section 14 for what kind of actor a name is."""
    if name is None:
        return "unknown"
    if name.kind == POST:
        agencies = ("ministry", "customs", "regulator", "agency", "bureau", "department", "prosecutors", "administration of", "authority", "commission")  # fmt: skip
        if any(word in name.id for word in agencies):
            return "agency"
        if name.id in ("parliament", "lawmakers", "senators"):
            return "legislature"
        return "military" if name.id in ("navy", "military") else "state"
    if name.code == "EU" and name.kind in (COUNTRY, SEAT, AGENCY):
        return "bloc"
    if name.kind == AGENCY:
        return "state" if re.search(r"government|administration$|White House|cabinet", name.id) else "agency"  # fmt: skip
    return {OFFICIAL: "state", LEGISLATURE: "legislature", COURT: "court", FIRM: "firm", MEDIA: "firm", "group": "firm"}.get(name.kind, "state")  # fmt: skip


def things(names: tuple[Name, ...], within: Span, kinds: tuple[str, ...] = (CHIP, ITEM)) -> tuple[Name, ...]:  # fmt: skip
    """Items, or names of other ``kinds``, each once; "chips" only where no other is named."""
    found: dict[str, Name] = {}
    for name in names:
        if name.kind in kinds and within.holds(name.span):
            found.setdefault(name.id, name)
    if len(found) > 1:
        found.pop("chips", None)
    return tuple(found.values())
