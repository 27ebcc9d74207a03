"""The day that an act without one shares with what the text told before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.model import EXACT, NO_DATE, RANGE, Dated
from licet.news.own_day import told_day
from licet.news.speech import subject
from licet.news.tense import AHEAD, BACK, PRESENT, of_verb
from licet.record import record, replaced

if TYPE_CHECKING:
    from licet.news.own_day import Page
    from licet.news.parse import Grammar, Word

_SAME = re.compile(
    r"\b(?:same|that|even) (?:day|date|evening|morning|afternoon|meeting)\b|\bsame (?:notice|rule|release|letter|statement|filing)\b"
    r"|\b(?:in|at|during) the (?:talks|meeting|summit|call|hearing|press conference)\b|\bin a parallel\b|\bat the same time\b",
    re.IGNORECASE,
)  # fmt: skip
CARRIED = "carried from another sentence"
_RULES = frozenset("rule notice announcement measure order regulation package decree ordinance amendment directive export sale shipment".split())  # fmt: skip
_DOERS = frozenset("nsubj nsubjpass conj pobj".split())
_OF_LAW = frozenset("restrict relax list delist license deny".split())
_LAYS_DOWN = frozenset("must may shall can need".split())
_HEREBY = re.compile(r"\bhereby\b|\bit (?:has been|is) decided\b", re.IGNORECASE)
_LETTER = re.compile(r"\w")
_HEADS = re.compile(r"[.:]\s|\s?[–—]\s|\s-\s")
_TWO = re.compile(r"(?:the|both) (?:two|sides|leaders|ministers|presidents|governments|parties)\b|both\b", re.IGNORECASE)  # fmt: skip


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


def carried(known: Page, number: int, verb: Word, past: DaysTold, act: str, *, old: bool) -> Dated:
    """The day that an act without one of its own shares; ``old`` if its words look further back."""
    grammar = known.grammar[number]
    looks = of_verb(grammar, verb)
    words = known.masked[grammar.span.start : grammar.span.end]
    done = past.told.last and not (known.anchor.last and past.told.last > known.anchor.last)
    if done and past.told.kind in (EXACT, RANGE) and _SAME.search(words):
        return replaced(past.told, how=CARRIED)
    helpers = {each.text.casefold() for each in grammar.children(verb.at, "aux", "auxpass")}
    if old or "had" in helpers:
        return NO_DATE
    whole = known.anchor.kind == EXACT
    if whole and _HEREBY.search(words) and (looks == PRESENT or helpers & {"has", "have"}):
        return replaced(past.day if past.day.kind == EXACT else known.anchor, how=CARRIED)
    headed = _heading(known, grammar) if looks != AHEAD else NO_DATE
    if headed.kind in (EXACT, RANGE):
        return headed
    if helpers & {"has", "have"}:
        return NO_DATE
    found = _of_subject(known, number, verb, past, looks)
    if found.kind == EXACT:
        return found
    if act in _OF_LAW and _provides(verb, looks, helpers):
        lead = _lead(known)
        day = _main_day(known, lead) if lead is not None and lead is not grammar else None
        day = day or (past.day if past.day.kind == EXACT else None)
        if day is not None and day.last and known.anchor.last and day.last <= known.anchor.last:
            return replaced(day, how=CARRIED)
    return NO_DATE


def _provides(verb: Word, looks: str, helpers: set[str]) -> bool:
    """Whether a verb tells what a measure lays down: "exporters must", "chips may go", "it covers"."""
    if helpers & _LAYS_DOWN:
        return True
    return looks == PRESENT and verb.tag != "VBG" and not helpers & {"do", "does", "to", "being"}


def _heading(known: Page, grammar: Grammar) -> Dated:
    """The day that heads a line, as in a diary: "TUESDAY. Two cutters ..."; no dateline."""
    start = known.masked.rfind("\n", 0, grammar.span.start) + 1
    for date in known.dates:
        if date.span is None or date.span.start < start:
            continue
        if date.span.start > grammar.span.start + 20:
            break
        before, after = known.masked[start : date.span.start], known.masked[date.span.end :][:3]
        own = known.anchor.span is not None and known.anchor.span.meets(date.span)
        first = not re.search(r"[.!?]\s.*[.!?]", known.masked[date.span.end : grammar.span.start])
        if (
            first
            and date.kind == EXACT
            and not own
            and not _LETTER.search(before)
            and _HEADS.match(after)
        ):
            return replaced(date, how=CARRIED)
        break
    return NO_DATE


def _of_subject(known: Page, number: int, verb: Word, past: DaysTold, looks: str) -> Dated:
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
    if lead is None or day is None or day.last != known.anchor.last or goes_on is None:
        return NO_DATE
    both = _TWO.match(known.masked, grammar.reach(goes_on.at).start)
    also = verb.tag == "VBD" and any(word.lemma == "also" for word in grammar.children(verb.at, "advmod"))  # fmt: skip
    if both or also or _same(goes_on, lead, names=True):
        return replaced(day, how=CARRIED)
    return NO_DATE


def _same(subject_: Word, before: Grammar, *, names: bool = False) -> bool:
    """Whether a subject is one of a sentence before: by the same word, or by a pronoun where that may be."""
    subjects = {word.lemma for word in before.words if (before.words[word.head].dep in ("nsubj", "conj") if word.dep == "appos" else word.dep in _DOERS) and word.pos in ("NOUN", "PROPN")}  # fmt: skip
    if names:  # a family name may stand first: "Xi Jinping met him.  Xi said ..."
        parts = {word.lemma for word in before.words if word.dep == "compound" and word.pos == "PROPN" and before.words[word.head].lemma in subjects}  # fmt: skip
        office = subject_.lemma.startswith("spokes") and any(word.lemma == subject_.lemma for word in before.words)  # fmt: skip
        return office or (subject_.pos == "PROPN" and subject_.lemma in subjects | parts)
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
    day = told_day(known, grammar, root, grammar.span, grammar.span, ahead=False)
    return day if day is not None and day.kind == EXACT else None
