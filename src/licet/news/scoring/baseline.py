"""What a few regular expressions make of a news text: the measure that a reader has to beat."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from licet.news.model import EXACT, UNKNOWN, Span
from licet.news.scoring.found import Found, FoundDate, FoundEvent

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
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b")
_QUOTE = re.compile(r"[\"“]([^\"”\n]+)[\"”],?\s*(?:said\s+)?([A-Z]\w+(?: [A-Z]\w+)*)?")
_PERCENT = re.compile(r"(\d+)(?:%| percent)")


def baseline(text: str, on: date | None) -> Found:
    """One event for each strong verb of a sentence, the first state in it, the first date in it."""
    dates = [_dated(match, _day(match)) for match in _DAY.finditer(text)]
    for match in _WEEKDAY.finditer(text):
        back = (on.weekday() - _WEEKDAYS.index(match[0])) % 7 if on else 0
        dates.append(_dated(match, on - timedelta(back) if on else None))
    return Found(
        tuple(event for each in re.finditer(r"[^.\n]+", text) for event in _events(each, dates)),
        tuple((Span(*match.span(1)), match[2] or "") for match in _QUOTE.finditer(text)),
        tuple(dates),
    )


def _events(sentence: re.Match[str], dates: list[FoundDate]) -> list[FoundEvent]:
    words, span = sentence[0], Span(*sentence.span())
    dated = next((each for each in dates if span.holds(each.span)), None)
    states = ((found.start(), code) for code, rule in _STATES.items() if (found := re.search(rule, words)))  # fmt: skip
    return [
        FoundEvent(
            act=act, span=span, state=min(states, default=(0, ""))[1],
            stage="considered" if re.search(r"\b(?:plan|consider|may|could)", words) else "announced",
            modality="will" if "will" in words else "done",
            days=(dated.kind, dated.first, dated.last) if dated else (UNKNOWN, None, None),
            numbers=tuple((match[1], "percent") for match in _PERCENT.finditer(words)),
        )
        for act, rule in _ACTS.items()
        if re.search(rule, words)
    ]  # fmt: skip


def _dated(match: re.Match[str], day: date | None) -> FoundDate:
    return FoundDate(Span(*match.span()), EXACT if day else UNKNOWN, day, day)


def _day(match: re.Match[str]) -> date | None:
    try:
        if match[4]:
            return date(int(match[4]), int(match[5]), int(match[6]))
        return datetime.strptime(f"{match[1]} {match[2]} {match[3]}", "%b %d %Y").date()  # noqa: DTZ007
    except ValueError:
        return None
