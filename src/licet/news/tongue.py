"""Sentences and paragraphs with their places; abbreviations end none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.limits import LONGEST_SENTENCE
from licet.news.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile(r"[.!?]+[\"”’')\]»]*(?=\s|$)|[。！？]+[」』”）]*|\n+")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Adm|Lt|Col|St|Jr|Sr|No|Nos|Art|Sec|Inc|Corp|Ltd|Co|vs|cf|approx|para|paras|Vol|Supp|Pub|Stat|Fed|Reg|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e|a\.m|p\.m|al)|(?<![A-Za-z])[A-Z](?:\.[A-Z])*)\.$"
)
_STARTER = re.compile(r"\s+[\"“‘'(\[]?(?:The|It|He|She|They|In|On|But|And|A|An|This|That|These|Those|However|Under|According|At|For|Its|His|Her|Their|Both|Such|When|While|After|Before|Meanwhile|Beijing|Tokyo|Washington|China|Japan|No|Not|As|Last|If|With|Earlier|Neither|Some|Analysts|Officials|Separately)\b")  # fmt: skip


def paragraphs(text: str) -> Iterator[Span]:
    """Lines that hold something."""
    for match in re.finditer(r"[^\n]+", text):
        if match[0].strip():
            yield Span(*match.span())


def sentences(text: str) -> tuple[Span, ...]:
    """Every sentence, without the space around it.

    >>> [each.start for each in sentences("He left the U.S. on Monday. It rained.")]
    [0, 28]
    """
    found: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if "\n" not in match[0] and not _ends(text, start, match):
            continue
        end = match.start() if "\n" in match[0] else match.end()
        found += _cut(text, start, end)
        start = match.end()
    found += _cut(text, start, len(text))
    return tuple(found)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether this mark ends a sentence: no abbreviation, no lower-case word after it."""
    after = text[match.end() : match.end() + 40]
    mark = match[0]
    if mark[0] in "。！？":
        return mark[-1] not in "」』”）" or not re.match(r"[とはがのを、]", after)
    head = text[max(start, match.start() - 12) : match.start() + 1]
    following = after.lstrip()
    if mark[0] == "." and _SHORT.search(head):
        country = re.search(r"\b(?:U\.S|U\.K|D\.C|U\.A\.E|Inc|Corp|Ltd|Co|a\.m|p\.m)\.$", head)
        return bool(country and (not following or _STARTER.match(after)))
    return not following[:1].islower()


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield Span(start, cut)
        start = cut + 1 if text[cut].isspace() else cut
    if start < end:
        yield Span(start, end)
