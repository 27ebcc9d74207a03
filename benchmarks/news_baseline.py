"""What a few regular expressions make of a news text: the measure that a reader has to beat."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from licet.news.model import Span

_ACTS = {
    "restrict": r"\b(?:ban(?:s|ned)?|restrict\w*|prohibit\w*|tighten\w*|impos\w+|curb\w*)\b",
    "relax": r"\b(?:allow\w*|eas(?:e|es|ed|ing)|relax\w*|lift\w*|loosen\w*)\b",
    "list": r"\b(?:added|blacklist\w*|listed)\b", "delist": r"\b(?:removed|delisted)\b",
    "license": r"\b(?:granted|licensed|approved)\b", "deny": r"\b(?:denied|rejected|revoked|refused)\b",
    "investigate": r"\b(?:investigat\w*|probe\w*|inquiry)\b", "enforce": r"\b(?:fined|charged|arrested|seized|penalty)\b",
    "retaliate": r"\b(?:retaliat\w*|countermeasure\w*)\b", "suspend": r"\b(?:suspend\w*|paused?)\b",
    "extend": r"\b(?:extend\w*|prolong\w*)\b", "negotiate": r"\b(?:agreed|negotiat\w*|talks)\b",
    "urge": r"\b(?:urged?|called on|asked)\b", "fund": r"\b(?:fund(?:ed|s)?|subsid\w+)\b",
    "meet": r"\b(?:met|meeting|visited)\b", "protest": r"\b(?:protest\w*|condemn\w*)\b",
}  # fmt: skip
_STATES = {"US": r"U\.S\.|United States|Washington|Trump|American", "CN": r"China|Chinese|Beijing", "JP": r"Japan\w*|Tokyo", "NL": r"Dutch|Netherlands|The Hague", "KR": r"Korea\w*|Seoul", "TW": r"Taiwan\w*"}  # fmt: skip
_DAY = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2}),? (\d{4})\b|\b(\d{4})-(\d\d)-(\d\d)\b")  # fmt: skip
_WEEKDAY = re.compile(r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")
_QUOTE = re.compile(r"[\"“]([^\"”\n]+)[\"”],?\s*(?:said\s+)?([A-Z]\w+(?: [A-Z]\w+)*)?")


@dataclass
class Found:
    """What one engine found in one text; spans count characters of the label's text."""

    events: list[dict[str, Any]] = field(default_factory=list)
    quotes: list[tuple[Span, str]] = field(default_factory=list)
    dates: list[tuple[Span, str, date | None, date | None]] = field(default_factory=list)


def baseline(text: str, on: date | None) -> Found:
    """One event for each strong verb of a sentence, the first state in it, the first date in it."""
    found = Found()
    for match in _DAY.finditer(text):
        day = _day(match)
        found.dates.append((Span(*match.span()), "exact" if day else "unknown", day, day))
    for match in _WEEKDAY.finditer(text):
        day = None
        if on:
            wanted = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split().index(match[0])  # fmt: skip
            day = on - timedelta((on.weekday() - wanted) % 7)
        found.dates.append((Span(*match.span()), "exact" if day else "unknown", day, day))
    for match in _QUOTE.finditer(text):
        found.quotes.append((Span(*match.span(1)), match[2] or ""))
    for sentence in re.finditer(r"[^.\n]+", text):
        words, start = sentence[0], sentence.start()
        dated = next((each for each in found.dates if sentence.start() <= each[0].start < sentence.end()), None)  # fmt: skip
        first = min(((m.start(), code) for code, rule in _STATES.items() if (m := re.search(rule, words))), default=(0, "?"))  # fmt: skip
        for act, rule in _ACTS.items():
            if re.search(rule, words):
                found.events.append({
                    "act": act, "span": Span(start, sentence.end()), "actor": first[1],
                    "stage": "considered" if re.search(r"\b(?:plan|consider|may|could)", words) else "announced",
                    "modality": "will" if "will" in words else "done", "background": False,
                    "date": dated[1:] if dated else ("unknown", None, None),
                    "numbers": {(m[1], "percent") for m in re.finditer(r"(\d+)(?:%| percent)", words)},
                })  # fmt: skip
    return found


def _day(match: re.Match[str]) -> date | None:
    try:
        if match[4]:
            return date(int(match[4]), int(match[5]), int(match[6]))
        return datetime.strptime(f"{match[1]} {match[2]} {match[3]}", "%b %d %Y").date()  # noqa: DTZ007
    except ValueError:
        return None
