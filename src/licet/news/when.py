"""The day of an act, and whether the text tells it as history.

The day is that which its own sentence gives it (own_day.py); where that has none, the one that it
shares with what was told before (carry.py); else it is not after the day of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.carry import DaysTold, carried
from licet.news.dates import not_after
from licet.news.model import EXACT, NOT_AFTER, RANGE, Dated, Span
from licet.news.own_day import told_day
from licet.news.tense import AHEAD, BACK, PRESENT, of_verb

if TYPE_CHECKING:
    from licet.news.own_day import Page
    from licet.news.parse import Grammar, Word

_OLD, _OLD_WIRE, _OLD_ROUND = 14, 5, 60
"""Days before the text after which what it tells is history: of a note, of a report of the day, and of one with many items, which sums up weeks."""
_MANY = 3
_ITEM = re.compile(
    r"^\W*(?:\(?\d+[.)]\s|\([a-z]\)|[*•]|[A-Z][\w' -]{2,30}\.\s+[A-Z])", re.MULTILINE
)
_PAST = re.compile(r"\b(?:previously|earlier (?:rules?|limits?|curbs|this year)|last year|first (?:imposed|cut|put|added|banned)|years? ago|originally|in the past|under (?:president )?(?:joe )?biden)\b", re.IGNORECASE)  # fmt: skip


def when(known: Page, number: int, clause: Span, verb: Word, past: DaysTold, act: str = "") -> tuple[Dated, bool]:  # fmt: skip
    """The day of an act and whether the text tells it as history; its verb is one of the sentence of that number."""
    grammar = known.grammar[number]
    looks = of_verb(grammar, verb)
    helpers = {each.text.casefold() for each in grammar.children(verb.at, "aux", "auxpass")}
    before = "had" in helpers and not _reported(grammar, verb)
    old = before or bool(_PAST.search(known.masked[clause.start : clause.end]))
    aside = looks == BACK and _aside(grammar, verb)
    day = told_day(known, grammar, verb, grammar.span, clause, ahead=looks in (AHEAD, PRESENT))
    if day is None:
        day = carried(known, number, verb, past, act, old=old)
    if day.kind in (EXACT, RANGE, NOT_AFTER):
        return day, aside or _aged(day, known, old=old)
    return not_after(known.anchor), aside or old or (past.old and looks == BACK)


def _reported(grammar: Grammar, verb: Word) -> bool:
    """Whether "had" only follows a verb of saying in the past: "said it had opened a probe"."""
    above = _clause(grammar, verb, "conj", "xcomp")
    governs = grammar.head(above)
    return above.dep == "ccomp" and governs is not None and governs.tag == "VBD"


def _aside(grammar: Grammar, verb: Word) -> bool:
    """Whether a verb stands in a clause about a thing, or about what came before the news."""
    above = _clause(grammar, verb, "conj", "xcomp", "ccomp")
    marks = {mark.lemma for mark in grammar.children(above.at, "mark")}
    return above.dep == "relcl" or (above.dep == "advcl" and bool(marks & {"after", "since"}))


def _clause(grammar: Grammar, verb: Word, *over: str) -> Word:
    """The verb of the clause that a verb is part of, or is joined to."""
    above = grammar.head(verb)
    while verb.dep in over and above is not None:
        verb, above = above, grammar.head(above)
    return verb


def _aged(date: Dated, known: Page, *, old: bool) -> bool:
    """Whether a day makes history of what happened on it."""
    anchor = known.anchor
    if anchor.last is None or date.last is None:
        return old or date.kind == RANGE  # undated news has no month of its own
    wire = anchor.how.startswith("dateline")
    last = date.last
    if wire and date.kind == RANGE and date.first and date.first < anchor.last:
        last = date.first  # "last week", "this month": not the news of the day
    days = (anchor.last - last).days
    limit = _OLD_WIRE if wire else _OLD_ROUND if len(_ITEM.findall(known.masked)) >= _MANY else _OLD
    return days > limit or (old and days != 0)
