"""The day of an act, and whether the text tells it as history.

The day is that which its own sentence gives it (own_day.py); where that has none, the one that it
shares with what was told before (carry.py); else it is not after the day of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.carry import DaysTold, carried
from licet.news.dates import not_after
from licet.news.model import EXACT, RANGE, Dated, Span
from licet.news.own_day import told_day
from licet.news.tense import AHEAD, BACK, PRESENT, of_verb

if TYPE_CHECKING:
    from licet.news.own_day import Page
    from licet.news.parse import Word

_OLD, _OLD_WIRE = 14, 5
"""Days before the text after which what it tells is history: of a note that sums up weeks, of a report of the day."""
_PAST = re.compile(r"\b(?:previously|earlier (?:rules?|limits?|curbs|this year)|last year|first (?:imposed|cut|put|added|banned)|years? ago|originally|in the past|under (?:president )?(?:joe )?biden)\b", re.IGNORECASE)  # fmt: skip


def when(known: Page, number: int, clause: Span, verb: Word, past: DaysTold, act: str = "") -> tuple[Dated, bool]:  # fmt: skip
    """The day of an act and whether the text tells it as history; its verb is one of the sentence of that number."""
    grammar = known.grammar[number]
    sentence = grammar.span
    looks = of_verb(grammar, verb)
    helpers = {each.text.casefold() for each in grammar.children(verb.at, "aux", "auxpass")}
    old = "had" in helpers or bool(_PAST.search(known.masked[clause.start : clause.end]))
    chosen = told_day(known, grammar, verb, sentence, clause, ahead=looks in (AHEAD, PRESENT))
    if chosen is not None:
        return chosen, _aged(chosen, known.anchor, old=old)
    shared = carried(known, number, verb, past, act, old=old)
    if shared.kind in (EXACT, RANGE):
        return shared, _aged(shared, known.anchor, old=old)
    return not_after(known.anchor), old or (past.old and looks == BACK)


def _aged(date: Dated, anchor: Dated, *, old: bool) -> bool:
    """Whether a day makes history of what happened on it."""
    if anchor.last is None or date.last is None:
        return old or date.kind == RANGE  # undated news has no month of its own
    days = (anchor.last - date.last).days
    limit = _OLD_WIRE if anchor.how.startswith("dateline") else _OLD
    return days > limit or (old and days != 0)
