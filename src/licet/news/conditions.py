"""The words that set terms for an act: "in exchange for 25 pct of the sales", "only to approved customers"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARE = r"(?:\d[\d.,]*\s?(?:%|pct|per ?cent)|a (?:quarter|third|half|cut|share)|(?:two|three)[- ](?:thirds|quarters)|half|[a-z]+(?:-[a-z]+)? (?:pct|per ?cent))"
_OPENS = re.compile(
    r"\b(?:on (?:the )?condition (?:that|of)|conditional on|(?:(?<=, )provided|provided that)|in (?:return|exchange) for|as long as|so long as|subject to(?! (?:licens|control|export|the (?:rule|control|EAR)))|only if|unless|only (?:to|for) (?:approved|vetted|named|licensed|certain|trusted|selected|authori[sz]ed|such|those|civilian|customers|buyers)"
    r"|with (?:an? )?(?:cap|limit|ceiling)s? (?:of|on)|for an? (?:cut|share|slice) of"
    rf"|for {_SHARE} of|with {_SHARE}[^.;,]{{0,50}} (?:going|paid|handed|flowing|to be paid)|with (?:[^.;,]|(?<=(?-i:[A-Z]))\.){{2,50}} (?:taking|getting|receiving|collecting|keeping) {_SHARE}"
    r"|if (?:it|they|the (?:buyers?|firms?|compan(?:y|ies)|chips?)) (?:meets?|pass(?:es)?|agrees?|prove|can show))\b",
    re.IGNORECASE,
)  # fmt: skip
_ENDS = re.compile(r"[;:\n]|\.(?=\s|$)(?<!U\.S\.)(?<!No\.)|,\s+(?=(?:and|but|which|who|while|although|as|whereas|a move|according)\b|(?:[a-z']+\s){0,4}?(?:said|told|reported|says)\b|[A-Z][\w.'’-]*(?:\s[\w.'’-]+){0,4}\s(?:said|told|reported|says)\b)|[”\"]")  # fmt: skip


def conditions(text: str, within: Span) -> Iterator[Span]:
    """Every stretch of words that sets terms, in order, up to the end of its clause.

    >>> text = "It may sell the chip in exchange for 25 pct of the revenue, Trump said."
    >>> [text[span.start : span.end] for span in conditions(text, Span(0, len(text)))]
    ['in exchange for 25 pct of the revenue']
    """
    place = within.start
    while match := _OPENS.search(text, place, within.end):
        end = _ENDS.search(text, match.end(), within.end)
        stop = end.start() if end else within.end
        span = Span(match.start(), match.start() + len(text[match.start() : stop].rstrip(" ,.")))
        if text[match.end() : span.end].strip() or match[0].casefold().startswith(("only", "if")):
            yield span
        place = max(stop, match.end())


def condition(text: str, clause: Span, sentence: Span) -> Span | None:
    """The first terms of an act's clause, else those that follow it in its sentence."""
    own = next(conditions(text, clause), None)
    return own or next(conditions(text, Span(min(clause.end, sentence.end), sentence.end)), None)
