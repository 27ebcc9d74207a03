"""A summary made of the article's own sentences, and its headline: spans, no word added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.furniture import reason
from licet.news.model import Span
from licet.news.tongue import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.news.model import Event, Quote

MOST_SENTENCES, FEWEST = 4, 2
LONGEST_TITLE = 160
"""Characters of a line that may still be a headline."""
_FULL = 700
"""From so many characters on, no fourth sentence is taken."""
_SHORTEST, _LONGEST = 40, 420
_ALIKE = 0.6
"""Sentences that share this much of the shorter one's words say the same."""
_WEIGHT = {"restrict": 3, "relax": 3, "list": 3, "delist": 3, "suspend": 3, "deny": 2, "license": 2, "retaliate": 3}  # fmt: skip
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?(?:\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)"
_ONLY_DATE = re.compile(rf"^\W*(?:[A-Z][\w .]{{2,30}},?\s*)?{_DAY}\W*$", re.IGNORECASE)
_LABEL = re.compile(
    rf"^\W*(?:memorandum|memo|client alert|legal alert|legal update|legal flash|news alert|press release|news release|"
    rf"breaking(?: news)?|exclusive|update \d+|for immediate release|newsletter|circular|bulletin|briefing note|opinion|analysis|explainer|factbox)"
    rf"\W*(?:{_DAY}\W*)?$",
    re.IGNORECASE,
)  # fmt: skip
_HEAD = re.compile(
    rf"^\W*(?:re|to|from|by|date|cc|published|updated|posted|last (?:updated|checked)|issued|contact|source|ref|file no)\b\s*(?::|(?:our|on|{_DAY}|[A-Z]))",
    re.IGNORECASE,
)  # fmt: skip
_SUBJECT = re.compile(r"^\W*(?:re|subject|betreff)\s*:\s*", re.IGNORECASE)
_ENDS = re.compile(r"[.!。！][\"”’')\]」』]*$")
_LEANS = re.compile(r"^[\"“]?(?:it|its|he|his|she|her|they|their|this|these|those|such|both|that|the (?:company|firm|former|latter|same|step|move|report|letter)|for (?:all|the rest)|but|and|yet|also|then|there|after that|in truth)\b", re.IGNORECASE)  # fmt: skip
_ADVICE = re.compile(r"\b(?:violat(?:ors|ions?)|reminds? (?:exporters|companies)|are reminded|is punished|may be fined|legal advice|attorney advertising|privileged and confidential|subscribers only|may be forwarded|personal data|replies by telephone|as the law provides)\b", re.IGNORECASE)  # fmt: skip
_ASIDE = re.compile(r"(?:you|we|i|dear|in (?:answer|reply) to)\b", re.IGNORECASE)
"""How a letter or notice begins before it comes to its matter."""
_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")


def headline(text: str) -> Span | None:
    r"""The title line; of a text without one its first sentence-like line, up to a length; None of an empty text.

    Labels, days, bylines and what belongs to no story are passed over; of ``Re:`` lines the subject is taken.

    >>> text = "CLIENT ALERT | 20 January 2026\n\nTwo measures, one chip\n\nOn 13 January BIS revised its policy."
    >>> span = headline(text)
    >>> text[span.start : span.end]
    'Two measures, one chip'
    """
    first = None
    for line in paragraphs(text):
        span = _trimmed(text, line)
        words = text[span.start : span.end]
        if subject := _SUBJECT.match(words):
            return Span(span.start + subject.end(), span.end)
        if not words or reason(words) or _LABEL.match(words) or _ONLY_DATE.match(words) or _HEAD.match(words):  # fmt: skip
            continue
        if len(words) <= LONGEST_TITLE:
            return span
        first = first or span
        break
    if first is None:
        return None
    stop = re.search(r"[.!?。](?=\s|$)", text[first.start + 20 : first.end])
    end = first.start + 20 + stop.end() if stop else first.end
    return Span(first.start, end)


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def summary(text: str, sentences: tuple[Span, ...], events: tuple[Event, ...], quotes: tuple[Quote, ...], title: Span | None = None) -> tuple[Span, ...]:  # fmt: skip
    """Two to four sentences in the text's order, fewer of a text that has no more: the first of the story, and those with most news.

    A sentence counts for the acts it tells, less for history.  What is mostly quoted, only advises,
    or says again what another says is left out.
    """
    body = [each for each in sentences if title is None or not title.meets(each)]
    body = [each for each in body if _tells(text, each, quotes)]
    while len(body) > 1 and _ASIDE.match(text, body[0].start):
        del body[0]
    if not body:
        return ()
    ranked = sorted(((_score(text, each, place, events), -place, each) for place, each in enumerate(body[1:], 1)), reverse=True)  # fmt: skip
    chosen, length = [body[0]], body[0].end - body[0].start
    for score, _, each in ranked:
        enough = len(chosen) >= FEWEST and score < 1
        if len(chosen) == MOST_SENTENCES or enough or (len(chosen) == MOST_SENTENCES - 1 and (length > _FULL or score < MOST_SENTENCES)):  # fmt: skip
            break
        if not any(_alike(text, each, other) for other in chosen):
            chosen.append(each)
            length += each.end - each.start
    return tuple(sorted(chosen, key=lambda span: span.start))


def _tells(text: str, span: Span, quotes: tuple[Quote, ...]) -> bool:
    """Whether a sentence is a whole one of the story, and less than half of it is quoted."""
    words = text[span.start : span.end]
    line = text[text.rfind("\n", 0, span.start) + 1 : span.end]
    if len(words) < _SHORTEST and not re.search(r"[\u3040-\u9fff]", words):
        return False
    whole = _ENDS.search(words) or (words[-1:] == ":" and len(words) > 2 * _SHORTEST)
    if not whole or _HEAD.match(words) or _ADVICE.search(words) or reason(line):
        return False
    quoted = sum(min(each.span.end, span.end) - max(each.span.start, span.start) for each in quotes if each.kind == "direct" and each.span.meets(span))  # fmt: skip
    return quoted * 2 < len(words)


def _score(text: str, span: Span, place: int, events: tuple[Event, ...]) -> float:
    """How much news a sentence holds; the earlier the more."""
    told = sum(_WEIGHT.get(each.act, 1) * (0.3 if each.background else 1) * (0.5 if each.stage == "considered" else 1) for each in events if span.meets(each.spans[0]))  # fmt: skip
    score = max(0.0, 1.5 - place * 0.15) + min(told, 5.0)
    words = text[span.start : span.end]
    if _LEANS.match(words):
        score *= 0.6
    return score * (0.6 if len(words) > _LONGEST else 1)


def _alike(text: str, one: Span, other: Span) -> bool:
    """Whether two sentences say much the same."""
    mine, theirs = (frozenset(_stems(text, each)) for each in (one, other))
    return len(mine & theirs) >= _ALIKE * max(1, min(len(mine), len(theirs)))


def _stems(text: str, span: Span) -> Iterator[str]:
    return (each[:6] for each in _WORD.findall(text[span.start : span.end].casefold()))
