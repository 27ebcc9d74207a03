"""Quotation marks: the runs of words they enclose, and which of them nobody says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.model import Span
from licet.news.people import SAY
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = re.compile(r"“[^“”\n]{1,1200}(?:”|(?=\n|$))|\"[^\"\n]{1,1200}(?:\"|(?=\n|$))|「[^「」\n]{1,600}」|『[^『』\n]{1,600}』|«[^«»\n]{1,1200}»|(?<![\w’'])‘[^‘\n]{2,1200}?’(?!\w)|(?<![\w'])'[A-Z][^'\n]{10,600}(?:'[a-z][^'\n]{0,400})*[.,!?]'(?!\w)")  # fmt: skip
_CALLED = re.compile(r"\b(?:so-called|known as|dubbed|titled|entitled|named|termed|the terms?|the phrases?|the words?|defined as|means?)\W*$")  # fmt: skip
_SPOKEN = re.compile(
    rf"\b(?:{SAY}|saying|calling|describing|[Aa]ccording to|[Ii]n (?:the )?(?:[\w'’.-]+ ){{0,4}}?(?:words|view|opinion|telling)(?: of)?\b|[Aa]s (?:[\w'’-]+ ){{1,5}}put it)\b|述べ|語っ|話し|言っ|表示|指出|强调|強調|[说説称稱]"
)
_OPINED = re.compile(r"(?:\baccus(?:e[sd]?|ing)\b[^.\n]{0,60}\bof|\b(?:sees|saw)(?: only)?|\b(?:deem|brand|label)(?:s|l?ed|ed)\b[^.\n]{0,50}|^For [A-Z][^.\n]{2,60}\b(?:was|is|were|are))\W*$")  # fmt: skip
"""What stands right before words that somebody gives for an opinion."""
SIGNED = re.compile(
    r"[ \t]*[-–—]{1,2}[ \t]*(?P<who>(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+)(?=[,\n]|\s*$)"
)
"""A name set under words with a dash: "It is a start" - Maria Stahl, head of compliance."""
_NOUN_AFTER = re.compile(r"^\s+(?:lists?|rules?|polic(?:y|ies)|chips?|clauses?|box(?:es)?|framework|strategy|approach|patrols?|licen[cs]es?|status|entit(?:y|ies)|that|firms?|companies|provisions?|doctrine|tests?|carried)\b")  # fmt: skip
_DOCUMENT = re.compile(r"\b(?:version|release|text|notice|rule|order|act|law|clause|document|draft|annex|list|article|paragraph|definition)\b[\w\s]{0,40}\b(?:says?|said|read|reads|defines?|uses?|used|speaks? of)\W*$", re.IGNORECASE)  # fmt: skip


@record
class Mark:
    """Words in quotation marks; ``whole`` has the marks, ``inner`` not.  A ``term`` is only set off."""

    whole: Span
    inner: Span
    term: bool


def marks(text: str, sentences: tuple[Span, ...]) -> tuple[Mark, ...]:
    """Every run of words in quotation marks, in order.

    >>> text = 'The "watch list" grew. "We act," he said.'
    >>> [
    ...     (text[m.inner.start : m.inner.end], m.term)
    ...     for m in marks(text, (Span(0, 22), Span(23, 41)))
    ... ]
    [('watch list', True), ('We act,', False)]
    """
    found = []
    for match in _MARKS.finditer(text):
        whole = Span(*match.span())
        inner = Span(whole.start + 1, whole.end - (1 if match[0][-1] in "”\"」』»’'" else 0))
        found.append(Mark(whole, inner, _term(text, inner, _around(sentences, whole))))
    return tuple(found)


def masked_text(text: str, spans: Iterable[Span]) -> str:
    """The text with some spans as spaces, so that no verb of a quotation is an act."""
    parts, last = [], 0
    for each in spans:
        parts += [text[last : each.start], " " * (each.end - each.start)]
        last = each.end
    return "".join([*parts, text[last:]])


def _around(sentences: tuple[Span, ...], span: Span) -> Span:
    held = [each for each in sentences if each.meets(span)]
    return Span(held[0].start, held[-1].end) if held else span


def _term(text: str, inner: Span, sentence: Span) -> bool:
    """Whether quotation marks only set a name or word off, with nobody speaking."""
    words = text[inner.start : inner.end]
    if words.rstrip()[-1:] in (",", "!", "?"):
        return False
    before = text[max(sentence.start, inner.start - 80) : inner.start]
    if _DOCUMENT.search(before):
        return True
    if len(words.split()) > 4 or words.rstrip().endswith("."):
        return False
    if _CALLED.search(before[-30:]) or _NOUN_AFTER.match(text[inner.end + 1 : sentence.end]):
        return True
    around = text[sentence.start : inner.start] + " " + text[inner.end : sentence.end]
    return not (
        _SPOKEN.search(around) or _OPINED.search(before) or SIGNED.match(text, inner.end + 1)
    )
