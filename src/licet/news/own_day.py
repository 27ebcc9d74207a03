"""The date that belongs to a verb of a sentence, by grammar.

A date counts that hangs on the act's verb, else one that hangs on what governs it; beside a verb
of saying it is the day of the report, and the act is not after it.  A date that only names a thing
("the rules of October 2022") or a limit ("until May") is none, nor is one ahead of an act that is
done, one beyond a semicolon, or the day of what came "after" the act.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from licet.news.model import DURATION, EXACT, NOT_AFTER, RANGE, UNKNOWN, Dated, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.news.parse import Grammar, Word

_NUMBERED = re.compile(r"\bNos?\.?\s*\d+(?:(?:,| and)\s*\d+)*\s+of\s+$")
_LIMIT = re.compile(
    r"\b(until|till|by|before|through)\s+(?:(?:the|late|early|mid|end|of|at|about)[\s-]+)*$",
    re.IGNORECASE,
)
_LIMITED = re.compile(r"(until|till|by|before|through)\b", re.IGNORECASE)
_LED = re.compile(r"\b(?:in|on|from|by|since|until|at|of|early|late)\s+$", re.IGNORECASE)
_LED_BY = re.compile(r"(?:in|on|from|by|since|until|last|this|next|late|early)\b", re.IGNORECASE)
_LASTS = frozenset("apply be remain stay hold have require suspend bar ban list refuse exist stand bind govern".split())  # fmt: skip
_PAPER = frozenset("statement letter meeting talk call conference hearing filing notice announcement decision ruling order session visit summit briefing ceremony vote speech interview".split())  # fmt: skip
_BEFORE_OR_AFTER = frozenset("after before since until".split())
_REPORTS = frozenset("say tell report write state announce disclose confirm reveal".split())


class Page(Protocol):
    """What the choice of a day needs of a text."""

    @property
    def masked(self) -> str:
        """The text, its quotations as spaces."""

    @property
    def dates(self) -> Sequence[Dated]:
        """Every date of the text, in order."""

    @property
    def anchor(self) -> Dated:
        """The day that it counts from."""

    @property
    def grammar(self) -> Sequence[Grammar]:
        """Its sentences, parsed."""


def told_day(known: Page, grammar: Grammar, verb: Word, sentence: Span, clause: Span, *, ahead: bool) -> Dated | None:  # fmt: skip
    """The best date of the sentence for a verb; None where none is its own."""
    best: tuple[int, int, Dated] | None = None
    for date in known.dates:
        if date.span is None or not sentence.holds(date.span) or date.kind in (DURATION, UNKNOWN):
            continue
        rank, meant = _rank(known, grammar, verb, date, clause, ahead=ahead)
        if meant is None:
            continue
        far = min(abs(date.span.start - verb.span.end), abs(verb.span.start - date.span.end))
        if best is None or (rank, far) < best[:2]:
            best = rank, far, meant
    return best[2] if best else None


def _rank(known: Page, grammar: Grammar, verb: Word, date: Dated, clause: Span, *, ahead: bool) -> tuple[int, Dated | None]:  # fmt: skip
    """How well a date fits a verb (less is better), and what it comes to there; None where it does not."""
    span = date.span or verb.span
    if _NUMBERED.search(known.masked[max(0, span.start - 24) : span.start]):
        return 9, None  # "Announcement No. 46 of 2024"
    word = grammar.word_at(span.end - 1) or grammar.word_at(span.start)
    if word is None or _apart(known, verb, span):
        return 9, None
    first, anchor = date.first, known.anchor.last
    if not ahead and first and anchor and first > anchor:
        return 9, None
    chain = tuple(_chain(grammar, word))
    limit = _LIMITED.match(known.masked, span.start) or _LIMIT.search(known.masked[max(0, span.start - 24) : span.start])  # fmt: skip
    if limit and date.last != anchor:
        by = limit[1].casefold()
        if ahead and by == "by" and date.kind == EXACT:  # a plan has the day that it is fixed for
            return 1, date
        return (1, Dated(NOT_AFTER, None, date.last, date.how, span)) if by in ("by", "before") else (9, None)  # fmt: skip
    since = any(each.lemma == "since" for each in chain[:3]) and verb.lemma not in _LASTS
    if since and first and anchor and {"been", "have", "has"} & {each.text for each in grammar.children(verb.at, "aux")} and verb.tag in ("VBG", "VBN") and first < anchor:  # fmt: skip
        date = Dated(RANGE, first, anchor, date.how, date.span)
    led = _LED.search(known.masked[max(0, span.start - 12) : span.start]) or _LED_BY.match(known.masked, span.start)  # fmt: skip
    if (word.dep == "poss" or not led) and _names_a_thing(word, chain, span):
        return 9, None
    holder = chain[-1] if chain and chain[-1].pos in ("VERB", "AUX") else None
    nouns = [each for each in chain[:-1] if each.pos in ("NOUN", "PROPN") and not date_word(each, span)]  # fmt: skip
    named = any(noun.lemma not in _PAPER for noun in nouns)
    if holder is None:
        return (4, date) if clause.holds(span) else (6, date)
    if holder.at == verb.at:
        return (2 if named else 0), date
    over = {each.at for each in grammar.up(verb)}
    if holder.at in over:
        if _another_time(grammar, verb, holder):
            return 9, None
        if _beside(grammar, verb, holder) and grammar.children(verb.at, "nsubj", "nsubjpass"):
            return 9, None
        report = holder.lemma in _REPORTS and not ahead and not _beside(grammar, verb, holder)
        if report and first and date.kind == EXACT and verb.lemma not in _REPORTS:
            return 3, Dated(NOT_AFTER, None, first, date.how, date.span)
        return (5 if named else 3), date
    if clause.holds(span) and not _tells_of_a_thing(grammar, holder):
        return (6 if named else 4), date
    return 9, None


def _apart(known: Page, verb: Word, span: Span) -> bool:
    """Whether a semicolon stands between a verb and a date."""
    first, last = min(verb.span.end, span.end), max(verb.span.start, span.start)
    return ";" in known.masked[first:last]


def _names_a_thing(word: Word, chain: tuple[Word, ...], span: Span) -> bool:
    """Whether a date stands before or after a noun as part of its name: "the 1972 communique"."""
    if word.dep not in ("nummod", "compound", "poss", "nmod", "amod") or len(chain) < 2:
        return False
    noun = next((each for each in chain[1:] if not date_word(each, span)), None)
    return noun is not None and noun.pos in ("NOUN", "PROPN") and noun.lemma not in _PAPER


def _tells_of_a_thing(grammar: Grammar, holder: Word) -> bool:
    """Whether a verb only says which thing is meant: "who waited since 2024", "a deal struck in July"."""
    noun = grammar.head(holder)
    return holder.dep == "relcl" or (
        holder.dep == "acl" and noun is not None and noun.dep == "dobj"
    )


def _another_time(grammar: Grammar, verb: Word, holder: Word) -> bool:
    """Whether a verb stands in a clause that tells what came before or after: "after they asked"."""
    each: Word | None = verb
    while each is not None and each.at != holder.at:
        if any(mark.lemma in _BEFORE_OR_AFTER for mark in grammar.children(each.at, "mark")):
            return True
        each = grammar.head(each)
    return False


def _beside(grammar: Grammar, verb: Word, holder: Word) -> bool:
    """Whether a verb is only joined to another by "and"."""
    while verb.dep == "conj" and verb.at != holder.at:
        verb = grammar.words[verb.head]
    return verb.at == holder.at


def date_word(word: Word, span: Span) -> bool:
    """Whether a word is one of the date itself."""
    return span.meets(word.span)


def _chain(grammar: Grammar, word: Word) -> Iterator[Word]:
    """What a date hangs on, up to and with the first verb."""
    yield word
    for each in grammar.up(word):
        yield each
        if each.pos in ("VERB", "AUX") and not each.quoted:
            return
