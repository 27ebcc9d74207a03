"""Why a hit is a hit, in plain sentences; and what an answer without hits does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.lists.model import plain
from licet.screen.model import BELOW, REVIEW, SAME, STRONG, Aligned, Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.lists.model import Entry
    from licet.screen.model import Closing, Screened

SILENCE = (
    "No hit is not a clearance: it says that these lists, as loaded, hold no name close enough on "
    "this day. Lists are not complete, and owners count too."
)
_BAND = {
    SAME: "the same name",
    STRONG: "strong",
    REVIEW: "for review",
    BELOW: "below the review line",
}
_KIND = {
    "same": "the same",
    "spelling": "another spelling",
    "joined": "written together or apart",
    "skeleton": "the same consonants",
    "translated": "translated",
    "brand": "the English name of the brand",
    "reading": "as it is pronounced",
    "cut off": "cut off at the end",
    "initials": "by its initials",
}


def figure(thousandths: int) -> str:
    """Thousandths as a decimal.

    >>> figure(873), figure(1000)
    ('0.873', '1.000')
    """
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


def headline(hit: Hit) -> str:
    """One line: who, which list, how close."""
    score = "" if hit.band == SAME else f", {figure(hit.score)}"
    where = {"name": "", "address": " by address", "identifier": " by number"}[hit.channel]
    return f"{hit.entry.name} [{hit.entry.id}]: {_BAND[hit.band]}{where}{score}"


def sentences(hit: Hit) -> list[str]:
    """What made the hit, what spoke against it, and what the entry says."""
    entry = hit.entry
    found = []
    told = {"name": "name", "address": "address", "identifier": "number"}[hit.channel]
    which = "primary name" if hit.published == entry.name else f"{told} in the entry"
    found.append(f"Met the {which} “{hit.published}” (edition {hit.edition}).")
    if hit.read_as:
        found.append(f"The name was read as “{hit.read_as}”.")
    if hit.aligned:
        found.append("Words: " + "; ".join(map(_pair, hit.aligned)) + ".")
    if hit.unmatched_query:
        found.append(f"Yours without a partner: {', '.join(hit.unmatched_query)}.")
    if hit.unmatched_listed:
        found.append(f"Listed without a partner: {', '.join(hit.unmatched_listed)}.")
    found += [_sentence(each) for each in hit.factors]
    found.append(_since(hit))
    for label, text in (
        ("Requirement", entry.requirement),
        ("Review policy", entry.policy.replace("_", " ")),
        ("Citation", entry.citation),
        ("Note", entry.notes),
    ):
        if text:
            found.append(f"{label}: {text.rstrip('.')}.")
    return found


def closing_words(closing: Closing) -> str:
    """What two officers said, in short."""
    until = f", until {closing.until}" if closing.until else ""
    verdict = closing.verdict.replace("_", " ")
    return f"{verdict}, by {' and '.join(closing.officers)}{until}"


def hit_of_data(told: dict[str, Any], entry: Entry) -> Hit:
    """A hit as the store keeps it: what ``plain`` made of it, and the entry that stands beside."""
    pairs = tuple(Aligned(**each) for each in told.get("aligned", ()))
    lists = {
        name: tuple(told.get(name, ()))
        for name in ("unmatched_query", "unmatched_listed", "factors")
    }
    return Hit(**{**told, **lists, "aligned": pairs, "entry": entry})


def kind_words(pair: Aligned) -> str:
    """How two words stand for each other: the same, another spelling, translated."""
    return _KIND.get(pair.kind, pair.kind)


def band_words(band: str) -> str:
    """How near a hit is, in words."""
    return _BAND[band]


def _pair(pair: Aligned) -> str:
    same = pair.query == pair.listed
    words = pair.query if same else f"{pair.query} ~ {pair.listed}"
    return f"{words} ({_KIND.get(pair.kind, pair.kind)}, {pair.weight // 10} % of the weight)"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _since(hit: Hit) -> str:
    entry = hit.entry
    until = f", until {entry.to.isoformat()}" if entry.to else ""
    if entry.since is None:
        return f"On the list{until}; the file does not say since when."
    foot = ""
    if entry.footnotes:
        foot = f", footnote {', '.join(map(str, sorted(entry.footnotes)))}"
    return f"On the list since {entry.since.isoformat()}{until}{foot}."


def as_data(found: Screened, closed: Sequence[Closing | None] = ()) -> dict[str, Any]:
    """The answer as JSON data; ``closed`` is what two officers said of each hit."""
    data: dict[str, Any] = {
        "query": plain(found.query),
        "on": found.on.isoformat(),
        "result": "cannot_screen" if found.cannot else "hits" if found.hits else "no_hit",
        "hits": [hit_data(hit) for hit in found.hits],
    }
    for hit, closing in zip(data["hits"], closed, strict=False):
        if closing is not None:
            until = closing.until.isoformat() if closing.until else None
            hit["closed"] = {
                "verdict": closing.verdict,
                "officers": list(closing.officers),
                "until": until,
            }
    if found.cannot:
        data["cannot"] = found.cannot
    if found.nearest is not None:
        data["nearest"] = hit_data(found.nearest)
    return data


def hit_data(hit: Hit) -> dict[str, Any]:
    """A hit as JSON data; scores are decimals in text, as money and shares are."""
    return {
        "entry": {**plain(hit.entry), "id": hit.entry.id, "content": hit.entry.content},
        "edition": hit.edition,
        "channel": hit.channel,
        "band": hit.band,
        "score": figure(hit.score),
        "published": hit.published,
        "read_as": hit.read_as,
        "aligned": [{**plain(each), "weight": figure(each.weight)} for each in hit.aligned],
        "unmatched_query": list(hit.unmatched_query),
        "unmatched_listed": list(hit.unmatched_listed),
        "factors": list(hit.factors),
        "why": sentences(hit),
    }
