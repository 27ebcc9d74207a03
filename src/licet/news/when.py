"""The day of an act, by grammar, and whether the text tells it as history.

A date counts that hangs on the act's verb, else one that hangs on what governs it; beside a verb
of saying it is the day of the report, and the act is not after it.  A date that only names a thing
("the rules of October 2022") or a limit ("until May") is none, nor is one ahead of an act that is
done.  Where the sentence has none, the day told before in the paragraph is carried.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from licet.news.dates import not_after
from licet.news.model import DURATION, EXACT, NO_DATE, NOT_AFTER, RANGE, UNKNOWN, Dated, Span
from licet.news.speech import subject
from licet.news.tense import AHEAD, BACK, PRESENT, of_verb
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.news.parse import Grammar, Word

_OLD, _OLD_WIRE = 14, 5
"""Days before the text after which what it tells is history: of a note that sums up weeks, of a report of the day."""
_PAST = re.compile(r"\b(?:previously|earlier (?:rules?|limits?|curbs|this year)|last year|first (?:imposed|cut|put|added|banned)|years? ago|originally|in the past|under (?:president )?(?:joe )?biden)\b", re.IGNORECASE)  # fmt: skip
_SAME = re.compile(r"\b(?:same|that|even) (?:day|date|evening|morning|afternoon|meeting)\b", re.IGNORECASE)  # fmt: skip
_NUMBERED = re.compile(r"\bNos?\.?\s*\d+(?:(?:,| and)\s*\d+)*\s+of\s+$")
CARRIED = "carried from another sentence"
_LIMIT = re.compile(
    r"\b(until|till|by|before|through)\s+(?:(?:the|late|early|mid|end|of|at|about)[\s-]+)*$",
    re.IGNORECASE,
)
_LIMITED = re.compile(r"(until|till|by|before|through)\b", re.IGNORECASE)
_RULES = frozenset("rule notice announcement measure order regulation package decree ordinance amendment directive export sale shipment".split())  # fmt: skip
_LASTS = frozenset("apply be remain stay hold have require suspend bar ban list refuse exist stand bind govern".split())  # fmt: skip
_PAPER = frozenset("statement letter meeting talk call conference hearing filing notice announcement decision ruling order session visit summit briefing ceremony vote speech interview".split())  # fmt: skip
_REPORTS = frozenset("say tell report write state announce disclose confirm reveal".split())
_TWO = re.compile(r"(?:the|both) (?:two|sides|leaders|ministers|presidents|governments|parties)\b|both\b", re.IGNORECASE)  # fmt: skip


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


@record
class DaysTold:
    """What the acts before leave behind: the day last told of the news of this paragraph, and of any act."""

    day: Dated = NO_DATE
    told: Dated = NO_DATE
    old: bool = False

    def after(self, date: Dated, *, background: bool) -> DaysTold:
        """With one more act; a day that is not sure is left out, and history is no news."""
        if date.kind not in (EXACT, RANGE):
            return DaysTold(self.day, self.told, background)
        return DaysTold(self.day if background else date, date, background)

    def paragraph(self) -> DaysTold:
        """At the start of a new paragraph."""
        return DaysTold(told=self.told)


def when(known: Page, number: int, clause: Span, verb: Word, past: DaysTold) -> tuple[Dated, bool]:
    """The day of an act and whether the text tells it as history; its verb is one of the sentence of that number."""
    grammar = known.grammar[number]
    sentence = grammar.span
    looks = of_verb(grammar, verb)
    helpers = {each.text.casefold() for each in grammar.children(verb.at, "aux", "auxpass")}
    old = "had" in helpers or bool(_PAST.search(known.masked[clause.start : clause.end]))
    chosen = _told(known, grammar, verb, sentence, clause, ahead=looks in (AHEAD, PRESENT))
    if chosen is not None:
        return chosen, _aged(chosen, known.anchor, old=old)
    if _SAME.search(known.masked[sentence.start : sentence.end]) and past.told.kind in (EXACT, RANGE):  # fmt: skip
        carried = replaced(past.told, how=CARRIED)
        return carried, _aged(carried, known.anchor, old=old)
    perfect = bool(helpers & {"has", "have"}) or "had" in helpers
    carried = NO_DATE if perfect or old else _carried(known, number, verb, past, looks)
    if carried.kind == EXACT:
        return carried, _aged(carried, known.anchor, old=old)
    return not_after(known.anchor), old or (past.old and looks == BACK)


def _carried(known: Page, number: int, verb: Word, past: DaysTold, looks: str) -> Dated:
    """The day that a sentence without one goes on from, where its subject does: its paragraph's, or the lead's."""
    grammar = known.grammar[number]
    here = known.masked.count("\n", 0, grammar.span.start)
    over = [each for each in grammar.up(verb) if each.pos in ("VERB", "AUX")]
    main = over[-1] if over and looks != BACK else verb
    goes_on = subject(grammar, main) if of_verb(grammar, main) == BACK else None
    lead = _lead(known)
    if goes_on is not None:
        for before in reversed(known.grammar[max(0, number - 2) : number]):
            if known.masked.count("\n", 0, before.span.start) != here or not _same(goes_on, before):  # fmt: skip
                continue
            told = _main_day(known, before) or past.day
            if told.kind == EXACT:
                return replaced(told, how=CARRIED)
    day = _main_day(known, lead) if lead is not None and lead is not grammar else None
    rule = subject(grammar, verb)
    if rule is not None and rule.lemma in _RULES and looks:
        news = past.day if past.day.kind == EXACT else day
        if news is not None and news.kind == EXACT:
            return replaced(news, how=CARRIED)
    if lead is None or day is None or day.last != known.anchor.last:
        return NO_DATE
    today = (
        day.span is not None and known.masked[day.span.start : day.span.end].casefold() == "today"
    )
    both = goes_on is not None and _TWO.match(known.masked, grammar.reach(goes_on.at).start)
    if (today and looks != AHEAD) or both or (goes_on is not None and _same(goes_on, lead, names=True)):  # fmt: skip
        return replaced(day, how=CARRIED)
    return NO_DATE


def _same(subject_: Word, before: Grammar, *, names: bool = False) -> bool:
    """Whether a subject is one of a sentence before: by the same word, or by a pronoun where that may be."""
    subjects = {word.lemma for word in before.words if word.dep in ("nsubj", "nsubjpass", "conj", "pobj") and word.pos in ("NOUN", "PROPN")}  # fmt: skip
    if names:
        return subject_.pos == "PROPN" and subject_.lemma in subjects
    pronoun = subject_.pos == "PRON" and subject_.lemma in ("he", "she", "it", "they")
    return pronoun or subject_.lemma in subjects


def _lead(known: Page) -> Grammar | None:
    """The first sentence with a verb and a full stop."""
    return next((each for each in known.grammar[:6] if known.masked[each.span.end - 1] == "." and any(word.pos == "VERB" for word in each.words)), None)  # fmt: skip


def _main_day(known: Page, grammar: Grammar) -> Dated | None:
    """The day that hangs on a sentence's main verb, where that looks back."""
    root = next((word for word in grammar.roots if word.pos in ("VERB", "AUX")), None)
    if root is None or of_verb(grammar, root) == AHEAD:
        return None
    day = _told(known, grammar, root, grammar.span, grammar.span, ahead=False)
    return day if day is not None and day.kind == EXACT else None


def _aged(date: Dated, anchor: Dated, *, old: bool) -> bool:
    """Whether a day makes history of what happened on it."""
    if anchor.last is None or date.last is None:
        return old or date.kind == RANGE  # undated news has no month of its own
    days = (anchor.last - date.last).days
    limit = _OLD_WIRE if anchor.how.startswith("dateline") else _OLD
    return days > limit or (old and days != 0)


def _told(known: Page, grammar: Grammar, verb: Word, sentence: Span, clause: Span, *, ahead: bool) -> Dated | None:  # fmt: skip
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
    if word is None:
        return 9, None
    first, anchor = date.first, known.anchor.last
    if not ahead and first and anchor and first > anchor:
        return 9, None
    chain = tuple(_chain(grammar, word))
    limit = _LIMITED.match(known.masked, span.start) or _LIMIT.search(known.masked[max(0, span.start - 24) : span.start])  # fmt: skip
    if limit and date.last != anchor:
        by = limit[1].casefold() in ("by", "before")
        return (1, Dated(NOT_AFTER, None, date.last, date.how, span)) if by else (9, None)
    since = any(each.lemma == "since" for each in chain[:3]) and verb.lemma not in _LASTS
    if since and first and anchor and {"been", "have", "has"} & {each.text for each in grammar.children(verb.at, "aux")} and verb.tag in ("VBG", "VBN") and first < anchor:  # fmt: skip
        date = Dated(RANGE, first, anchor, date.how, date.span)
    holder = chain[-1] if chain and chain[-1].pos in ("VERB", "AUX") else None
    nouns = [each for each in chain[:-1] if each.pos in ("NOUN", "PROPN") and not date_word(each, span)]  # fmt: skip
    named = any(noun.lemma not in _PAPER for noun in nouns)
    if holder is None:
        return (4, date) if clause.holds(span) else (6, date)
    if holder.at == verb.at:
        return (2 if named else 0), date
    over = {each.at for each in grammar.up(verb)}
    if holder.at in over:
        if _beside(grammar, verb, holder) and grammar.children(verb.at, "nsubj", "nsubjpass"):
            return 9, None
        report = holder.lemma in _REPORTS and not ahead and not _beside(grammar, verb, holder)
        if report and first and date.kind == EXACT and verb.lemma not in _REPORTS:
            return 3, Dated(NOT_AFTER, None, first, date.how, date.span)
        return (5 if named else 3), date
    if clause.holds(span):
        return (6 if named else 4), date
    return 9, None


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
