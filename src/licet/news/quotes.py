"""Quotations and who said them; their words are kept apart from what happened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.cast import BODY, Cast, Who
from licet.news.marks import SIGNED
from licet.news.model import Quote, Span
from licet.news.people import OPINION, person_in
from licet.news.speech import saying, subject, tellers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.news.marks import Mark
    from licet.news.model import Name
    from licet.news.parse import Grammar, Word

_LAST = "the last who spoke"
_LEAD = re.compile(
    r"(?:^|\n)(?P<who>(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+)(?:,[^:\n.;“\"]{2,80})?:\s*$"
)
"""A name before a colon, at the start of a line: "Maria Stahl, head of compliance: ..."."""
_JAPANESE = re.compile(r"(?P<who>[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・A-Za-z]{2,24}?)(?:は|表示|说|稱|称|指出|:|：)[^「」“”。]{0,40}$")  # fmt: skip


def quotations(text: str, marks: Sequence[Mark], grammars: Sequence[Grammar], names: Sequence[Name]) -> tuple[Quote, ...]:  # fmt: skip
    """Every quotation with its speaker, in order, then opinions told without marks."""
    return _Hearing(text, marks, grammars, names).quotes()


class _Hearing:
    """One pass over a text: the cast grows sentence by sentence."""

    def __init__(self, text: str, marks: Sequence[Mark], grammars: Sequence[Grammar], names: Sequence[Name]) -> None:  # fmt: skip
        self._text, self._marks, self._grammars = text, marks, grammars
        self._cast = Cast(text, names)
        self._told: dict[int, tuple[Who | None, Span | None, str]] = {}
        self._indirect: list[tuple[Who, Span, Span]] = []

    def quotes(self) -> tuple[Quote, ...]:
        spoken = [each for each in self._marks if not each.term]
        for number, grammar in enumerate(self._grammars):
            self._cast.hear(number, grammar)
            for at, mark in enumerate(spoken):
                if mark.whole.meets(grammar.span) and self._told.get(at, (None,))[0] is None:
                    self._told[at] = self._speaker(number, grammar, spoken, at)
            self._opinions(grammar)
        self._split(spoken)
        found = [self._quote(mark, *self._told.get(at, (None, None, ""))) for at, mark in enumerate(spoken)]  # fmt: skip
        terms = [Quote("term", each.inner, self._cut(each.inner), "", None, "a word set off, no speech") for each in self._marks if each.term]  # fmt: skip
        direct = sorted([*found, *terms], key=lambda each: each.span.start)
        return (*direct, *(Quote("indirect", span, self._cut(span), who.name, who.span, "who holds it", who.code) for who, span, _ in self._indirect))  # fmt: skip

    def _split(self, spoken: Sequence[Mark]) -> None:
        """One speech over paragraphs, each opened by a mark and only the last one closed: its end tells who."""
        for at in range(len(spoken) - 2, -1, -1):
            here, after = spoken[at], spoken[at + 1]
            who, _, how = self._told.get(at + 1, (None, None, ""))
            goes_on = self._open(here) and not self._cut(Span(here.whole.end, after.whole.start)).strip()  # fmt: skip
            if (
                who is not None
                and goes_on
                and self._told.get(at, (None, None, ""))[2] in ("", _LAST)
            ):
                self._told[at] = (who, None, how)

    def _open(self, mark: Mark) -> bool:
        """Whether nothing closes the marks."""
        return self._text[mark.whole.end - 1] not in "”\"」』»’'"

    def _quote(self, mark: Mark, who: Who | None, at: Span | None, how: str) -> Quote:
        words = self._cut(mark.inner)
        if who is None:
            return Quote("direct", mark.inner, words, "", None, "no speaker found")
        return Quote("direct", mark.inner, words, who.name, at or who.span, how, who.code, who.of)

    def _speaker(self, number: int, grammar: Grammar, spoken: Sequence[Mark], at: int) -> tuple[Who | None, Span | None, str]:  # fmt: skip
        mark = spoken[at]
        apart = _LEAD.search(self._text, max(0, self._text.rfind("\n", 0, mark.whole.start)), mark.whole.start) or SIGNED.match(self._text, mark.whole.end)  # fmt: skip
        if apart and not saying(grammar) and person_in(apart["who"]) == (0, len(apart["who"])):
            span = Span(*apart.span("who"))
            return self._cast.person(span), span, "named"
        stand = next((word for word in grammar.words if word.quoted and word.span.start == mark.whole.start), None)  # fmt: skip
        heads = tuple(tellers(grammar, stand)) if stand is not None else ()
        may = [(who, head) for head in heads if (who := self._cast.who(grammar, head)) is not None]
        sure = [each for each in may if each[0].speaks] or (may if saying(grammar) else [])
        if sure:
            who, head = sure[0]
            how = f"pronoun {head.text!r}" if head.pos == "PRON" else "named" if who.name.endswith(head.text) else "short name"  # fmt: skip
            return who, head.span, how
        if mark.whole.end > grammar.span.end:
            return None, None, ""  # it ends in a later sentence, which may tell
        before = self._before(number, spoken, at)
        if before is not None:
            return before, None, "the same speaker goes on"
        wide = _JAPANESE.search(self._text[max(0, mark.whole.start - 60) : mark.whole.start])
        if wide:
            start = max(0, mark.whole.start - 60)
            span = Span(start + wide.start("who"), start + wide.end("who"))
            return Who("role", self._cut(span), span), span, "named"
        first = self._first_of_paragraph(mark.whole.start)
        for since, rank in ((first, 3), (first, 2), (number - 3, 3), (number - 2, 2)):
            who = self._cast.last(since, rank=rank)
            if who is not None and (rank == 3 or who.kind != BODY):
                return who, None, _LAST
        return None, None, ""

    def _before(self, number: int, spoken: Sequence[Mark], at: int) -> Who | None:
        """The speaker of the quotation before, where this one goes on: nothing but its tag between."""
        if not at or self._told.get(at - 1, (None,))[0] is None:
            return None
        last, mark = spoken[at - 1], spoken[at]
        between = self._cut(Span(last.whole.end, mark.whole.start))
        if "\n" in between:
            return self._told[at - 1][0] if self._open(last) and not between.strip() else None
        tag = sum(1 for each in self._grammars[: number + 1] if each.span.end > last.whole.end and each.span.start < mark.whole.start and each.span.start >= last.whole.end)  # fmt: skip
        return self._told[at - 1][0] if tag == 0 else None

    def _first_of_paragraph(self, place: int) -> int:
        start = self._text.rfind("\n", 0, place) + 1
        return next((n for n, each in enumerate(self._grammars) if each.span.start >= start), 0)

    def _opinions(self, grammar: Grammar) -> None:
        """What somebody is said to hold, told in a clause of its own."""
        for verb in saying(grammar):
            if verb.lemma not in OPINION:
                continue
            clause = next((word for word in grammar.children(verb.at, "ccomp") if word.at > verb.at and not word.quoted), None)  # fmt: skip
            head = subject(grammar, verb) if clause is not None else None
            who = self._cast.who(grammar, head) if head is not None else None
            if clause is None or who is None or not who.speaks:
                continue
            span = _clause(grammar, clause)
            if span.end - span.start > 12 and not any(mark.whole.meets(span) for mark in self._marks):  # fmt: skip
                self._indirect.append((who, span, verb.span))

    def _cut(self, span: Span) -> str:
        return self._text[span.start : span.end]


def _clause(grammar: Grammar, verb: Word) -> Span:
    """A clause without the "that" before it."""
    reach = grammar.reach(verb.at)
    mark = next((word for word in grammar.under(verb.at)[:1] if word.lemma == "that"), None)
    return Span(mark.span.end + 1 if mark else reach.start, reach.end)
