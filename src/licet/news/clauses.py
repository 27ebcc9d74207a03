"""Clauses of a sentence, and which of them only condition or describe."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from licet.news.model import Span
from licet.news.people import SAY
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINS = re.compile(
    r"[;:]\s|\s[–—]\s|,\s+(?:and|but|while|which|who|where|after|before|when|as|because|though|although|whereas|saying|adding|with|if|unless|so|or)\s"
    r"|,\s+(?=(?:the|a|an|it|he|she|they|its|his|[A-Z])\b[^,]{2,60}?\b(?:has|have|had|was|were|is|are|will|would|said|[a-z]+ed)\b)"
    r"|\s(?:but|while|after|before|when|because|although|though|whereas|if|unless|once|until\s(?=it|they|the)|provided that|should(?=\s(?:the|talks|it|they|any|a)\s))\s"
    r"|\sand\s(?=(?:(?:it|he|she|they|that|the [a-z]+|[A-Z]\w+)\s+)?(?:will|would|has|have|had|was|were|is|are|also|later|said|plans?|warned|[a-z]{3,}ed|put|took|cut|let|met|told)\s)"
    r"|\sthat\s(?=(?:the|a|an|it|he|she|they|its|his|[A-Z]|no|some|any)\b)"
    r"|\s(?:which|who)\s"
)  # fmt: skip
_CONDITION = re.compile(r"^\W*(?:and |but |or |that )?(?:if|unless|should|were (?:the|it|they)|in case|in the event|provided|once|whether|assuming|even if|as if|had (?:the|it|they))\b", re.IGNORECASE)  # fmt: skip
_ADVICE = re.compile(r"\b(?:exporters?|compan(?:y|ies)|firms?|clients?|readers?|suppliers?|buyers?|you|we|parties|holders|applicants?)\s+(?:should|ought|may wish|would be wise|must not assume|are advised|need not|can expect|may want|should not|could)\b|\b(?:may wish to|would be wise|it would be|would have|could have|might have|we recommend|we expect)\b", re.IGNORECASE)  # fmt: skip
_SPEECH = re.compile(rf"\b(?P<verb>{SAY}|reported|reports|according to)\b", re.IGNORECASE)


@record
class Clause:
    """Part of a sentence; ``hypothetical`` where it conditions, advises or only supposes."""

    span: Span
    hypothetical: bool


def clauses(masked: str, sentence: Span) -> Iterator[Clause]:
    """The clauses of a sentence, in order; quotations are spaces already."""
    text = masked[sentence.start : sentence.end]
    cuts = [0]
    for match in _JOINS.finditer(text):
        if match.start() - cuts[-1] > 4:
            cuts.append(match.start())
    cuts.append(len(text))
    open_if = False
    for start, end in pairwise(cuts):
        words = text[start:end]
        lead = re.match(r"[\W_]*", words)
        head = words[lead.end() if lead else 0 :]
        conditional = bool(_CONDITION.match(head))
        # What follows "If ..., " in the same sentence is supposed too, up to a new "and said".
        hypothetical = conditional or (open_if and not _SPEECH.search(head))
        open_if = conditional or (open_if and hypothetical)
        yield Clause(
            Span(sentence.start + start, sentence.start + end),
            hypothetical or bool(_ADVICE.search(head)),
        )
