"""Events of one text: the table of verbs, met clause by clause outside quotations.

An event needs a verb of the table, and an actor or something that it is done to; what is only
supposed, advised or quoted is none.  Nothing is filled in that the text does not hold: a state
without a name is left out, a day that is not told is unknown.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.news.actors import (
    acting,
    actor_type,
    agent,
    group,
    hit,
    of_state,
    passive,
    pronoun,
    things,
)
from licet.news.clauses import clauses
from licet.news.dates import DURATION, not_after
from licet.news.gazetteer import ADJECTIVE, AGENCY, FIRM, LAW, MEDIA, POST
from licet.news.model import EXACT, NO_DATE, RANGE, UNKNOWN, Amount, Dated, Event, Name, Span
from licet.news.people import SAY
from licet.news.stage import DENIED, DONE, MAY, modality, stage
from licet.news.verbs import any_verb, rules
from licet.record import record, replaced

if TYPE_CHECKING:
    from licet.news.clauses import Clause
    from licet.news.verbs import Rule

_THING = (
    ("suspend", re.compile(r"\b(?:suspension|pause|freeze|moratorium)\b", re.IGNORECASE)),
    ("license", re.compile(r"\b(?:general )?(?:licen[sc]es?|authori[sz]ations?|approvals?|permits?)\b(?!\s+(?:requirement|rule|duty|regime))", re.IGNORECASE)),
    ("relax", re.compile(r"\b(?:exemption|waiver|easing|relaxation)s?\b", re.IGNORECASE)),
    ("list", re.compile(r"\b(?:listings?|entity list|end[- ]user list|additions)\b", re.IGNORECASE)),
    ("restrict", re.compile(r"\b(?:controls?|curbs?|restrictions?|bans?|rules?|regulations?|requirements?|tariffs?|dut(?:y|ies)|ordinance|order|measures?|reform|amendments?|act|law|notice|limits?|decree|it|they|entries)\b", re.IGNORECASE)),
)  # fmt: skip
_RULES_OF = ("restrict", "relax", "suspend", "list", "license")
_VAGUE = re.compile(r"\b(?:it|they|the (?:rule|order|notice|measure|regulation|amendment|act|change)s?)\W*(?:will|also|then|is|are|was|were|to|had|has|been|be|only|now|itself|\s)*$", re.IGNORECASE)  # fmt: skip
_STATES_IT = re.compile(r"\b(?:said|told|denied|denies|confirmed|acknowledged|stated|declared|ruled out|replied|informed|repeated)\b", re.IGNORECASE)  # fmt: skip
_SAYS = re.compile(rf"\b(?P<verb>{SAY}|reported|reports)\b", re.IGNORECASE)
_REPORTED = re.compile(r"^(?P<who>[^,;]{2,110}?)\s+(?:has |have |had |also |later )?(?P<verb>reported|reports|said|says|told|wrote|writes|added|noted|stated|confirmed|announced|claimed|warned|disclosed)\b(?P<rest>[^.;]{0,70}?)(?:\bthat\b|\s(?=(?:the|it|he|she|they|its|[A-Z])))", re.MULTILINE)  # fmt: skip
_ACCORDING = re.compile(r"\b(?:according to|citing)\s+(?P<who>[^,;.]{3,90})", re.IGNORECASE)
_TAIL = re.compile(rf",\s+(?P<who>[^,;.]{{3,80}}?)\s+(?:{SAY}|reported|reports)\b[^,;]{{0,50}}$")
_CONDITION = re.compile(r"\b(?:on (?:the )?condition that|provided that|in (?:return|exchange) for|as long as|subject to|only if|so long as|in which case|with a (?:cap|limit) of|for a (?:cut|share) of|with (?:a )?(?:\d+|twenty|fifteen)[^,.;]{0,20}(?:cut|share))\b(?:[^.;\n]|\.(?=[A-Z\d]|[A-Z]?\.)){3,200}", re.IGNORECASE)  # fmt: skip
_PAST = re.compile(r"\b(?:had (?:\w+ )?\w+|previously|earlier (?:rules?|limits?|curbs|this year)|last year|first (?:imposed|cut|put|added|banned)|has (?:been|applied)|since|years? ago|already|originally|in the past|under (?:president )?(?:joe )?biden)\b", re.IGNORECASE)  # fmt: skip
_NEVER_ACTS = re.compile(r"\b(?:export controls?|sales? (?:ban|curbs?)|control list|entity list|ban|limits?|controls?|restrictions?|curbs?|license|licence|review|probe|meeting|cut|list|order|issue|notice|license requirement|rule|charge|fine|press|state|need|place|cover|name|visit|call|question|fund|hold|run|set)s?$", re.IGNORECASE)  # fmt: skip
_DETERMINER = re.compile(r"\b(?:the|a|an|its|their|his|her|our|this|that|these|those|of|new|export|sales|of|no|any|such|more|further|chip|trade|stricter|tighter|tougher|tight|strict|import|for|on|under|by|and|or|with|from|in|own|at|s)\s+$|['’]s\s+$|-$", re.IGNORECASE)  # fmt: skip


@record
class Known:
    """What the rules need of a text: all of it found before, offsets those of the text."""

    text: str
    masked: str
    sentences: tuple[Span, ...]
    names: tuple[Name, ...]
    dates: tuple[Dated, ...]
    amounts: tuple[Amount, ...]
    anchor: Dated


@record
class _Past:
    """What the sentences before leave behind: who acted last, and the day last told."""

    actors: tuple[Name, ...] = ()
    body: Name | None = None
    paragraph: int = -1
    day: Dated = NO_DATE
    told: Dated = NO_DATE
    act: str = ""


def acts(known: Known) -> tuple[Event, ...]:
    """Every event, in the order of the text; ids are given when articles are joined."""
    said = tuple(each for each in known.names if known.masked[each.span.start : each.span.end].strip())  # fmt: skip
    known = replaced(known, names=said)
    past = _Past()
    found: list[Event] = []
    for sentence in known.sentences:
        number = known.text.count("\n", 0, sentence.start)
        if number != past.paragraph:
            past = replaced(
                past, paragraph=number, day=NO_DATE, act=past.act if past.act in _RULES_OF else ""
            )
        if number == 0 and len(known.sentences) > 2 and known.text[sentence.start : sentence.end][-1:] not in ".!?。":  # fmt: skip
            continue  # the title tells what the text tells again
        events, past = _sentence(known, sentence, past)
        found += events
    return tuple(found)


def _sentence(known: Known, sentence: Span, past: _Past) -> tuple[list[Event], _Past]:
    names = tuple(name for name in known.names if sentence.holds(name.span))
    found: list[Event] = []
    speaker = _speaker(known, sentence)
    main: tuple[Name, ...] = ()
    if any_verb().search(known.masked, sentence.start, sentence.end):
        parts = tuple(clauses(known.masked, sentence))
        for clause in parts:
            subject, event = _clause(known, sentence, clause, names, speaker, main, past)
            main = subject or main
            if event is not None:
                found.append(event)
                past = replaced(past, act=event.act)
                if event.date.kind in (EXACT, RANGE):
                    past = replaced(past, told=event.date)
                if event.date.kind in (EXACT, RANGE) and not event.background:
                    past = replaced(past, day=event.date)
    if not found and not any(each.hypothetical for each in clauses(known.masked, sentence)):
        stated = _statement(known, sentence, names, past)
        if stated is not None:
            found.append(stated)
    if not main:
        main = acting(known.masked, names, sentence.start, sentence.end)
    bodies = [
        of_state(each, names, past.actors, past.body, known.masked)
        for each in main
        if each.kind != MEDIA
    ]
    if bodies:
        past = replaced(past, actors=tuple(bodies))
    body = next((each for each in reversed(names) if each.code and each.kind in (AGENCY, POST)), past.body)  # fmt: skip
    past = replaced(past, body=body)
    return found, past


def _clause(known: Known, sentence: Span, clause: Clause, names: tuple[Name, ...], speaker: tuple[str, Span | None, Span], main: tuple[Name, ...], past: _Past) -> tuple[tuple[Name, ...], Event | None]:  # fmt: skip
    span = clause.span
    met = None if clause.hypothetical else _met(known, span, past.act, names)
    if met is None:
        first = _SAYS.search(known.masked, span.start, span.end)
        return acting(known.masked, names, span.start, first.start() if first else span.end), None
    rule, verb, act = met
    said_part = speaker[2]
    start = said_part.end if span.start <= said_part.end < verb.start else span.start
    subject = acting(known.masked, names, start, verb.start)
    turned = passive(known.masked, span, verb)
    actors = agent(known.masked, names, verb.end, span.end) if turned else subject
    sure = Decimal("0.9") if actors else Decimal("0.7")
    if not actors and start > span.start and not turned:
        before = acting(known.masked, names, span.start, verb.start)
        actors = before if pronoun(known.masked, start, verb.start) or rule.act == "urge" else ()
    if not actors and not turned:
        actors, sure = group(known.masked, start, verb.start), Decimal("0.7")
    if not actors:
        actors, sure = _elsewhere(known, span, verb, main, past, turned=turned)
    actors = tuple(
        of_state(each, names, past.actors, past.body, known.masked)
        for each in actors
        if each.kind != MEDIA
    )
    how = modality(known.masked, start, verb.start, act)
    if how == DENIED and known.masked[verb.start : verb.end].casefold().startswith("enforc"):
        how = DONE  # not to enforce is what is done
    targets = hit(known.masked, names, span, actors)
    objects = things(names, span) or things(names, sentence)
    if not actors and not (targets or objects):
        return subject, None
    if act in ("meet", "negotiate", "urge", "protest", "state") and not actors:
        return subject, None
    if act == "urge" and turned:
        return subject, None
    level = stage(known.masked, start, verb.start, span.end, act, how)
    if past_done(known, span, how, level):
        level = "adopted"
    told, background = _date(known, sentence, span, verb, past)
    condition = _CONDITION.search(known.text, span.start, sentence.end)
    within = Span(*condition.span()) if condition else None
    reported = _reports(speaker, actors)
    return subject or actors, Event(
        id="", act=act, actors=actors, actor_type=actor_type(actors[0] if actors else None),
        objects=objects, targets=targets, instruments=things(names, span, (LAW,)) or things(names, sentence, (LAW,)),
        stage=level, modality=how, condition=within,
        amounts=tuple(each for each in known.amounts if sentence.holds(each.span)),
        date=told, speaker=speaker[0] if reported else "",
        speaker_span=speaker[1] if reported else None, via=_via(names, speaker),
        confidence=sure - (Decimal("0.2") if how == MAY else Decimal(0)),
        spans=(_trimmed(known.text, span), verb), background=background, rule=f"verbs {rule.number}",
    )  # fmt: skip


def _statement(known: Known, sentence: Span, names: tuple[Name, ...], past: _Past) -> Event | None:
    """What a state, a body or a firm says of itself, where it does nothing else and is not only quoted."""
    verb = _STATES_IT.search(known.masked, sentence.start, sentence.end)
    if verb is not None and re.search(r" {10,}", known.masked[sentence.start : verb.start()]):
        return None  # what is said stands in quotation marks
    if verb is None or len(known.masked[verb.end() : sentence.end].split()) < 5:
        return None
    subject = acting(known.masked, names, sentence.start, verb.start())
    subject = tuple(each for each in subject if each.kind not in (MEDIA, ADJECTIVE))
    if not subject and pronoun(known.masked, sentence.start, verb.start()) and verb.start() - sentence.start < 40:  # fmt: skip
        subject = past.actors[:1]
    subject = tuple(of_state(each, names, past.actors, past.body, known.masked) for each in subject)
    if not subject:
        return None
    at = Span(*verb.span())
    told, background = _date(known, sentence, sentence, at, past)
    how = DENIED if re.match(r"den|ruled", verb[0]) else DONE
    return Event(
        id="", act="state", actors=subject, actor_type=actor_type(subject[0]),
        objects=things(names, sentence), targets=hit(known.masked, names, Span(at.end, sentence.end), subject),
        instruments=things(names, sentence, (LAW,)), stage="none", modality=how, condition=None, amounts=(),
        date=told, speaker="", speaker_span=None, via="", confidence=Decimal("0.4"),
        spans=(_trimmed(known.text, sentence), at), background=background, rule="statement",
    )  # fmt: skip


def past_done(known: Known, span: Span, how: str, level: str) -> bool:
    """Whether a rule "published" or "signed" is called in force only for a day that lies ahead."""
    ahead = re.search(r"\b(?:will|to) (?:take|takes|enter|come|go)\b|\beffective (?:from|on)\b", known.masked[span.start : span.end])  # fmt: skip
    return how == DONE and level == "in force" and bool(ahead and "will" in ahead[0])


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    lead = re.match(r"[\s,;:–—]*(?:(?:and|but|that|which|who)\s+)?", words)
    end = len(words.rstrip(" ,;:"))
    return Span(span.start + (lead.end() if lead else 0), span.start + end)


def _met(
    known: Known, clause: Span, last: str, names: tuple[Name, ...]
) -> tuple[Rule, Span, str] | None:
    """The first rule whose verb and surroundings the clause holds."""
    words = known.masked[clause.start : clause.end]
    for rule in rules():
        for match in rule.verbs.finditer(words):
            at = Span(clause.start + match.start(), clause.start + match.end())
            if _noun(words, match) or any(
                each.kind != "item" and each.span.meets(at) for each in names
            ):
                continue
            near = rule.near is None or rule.near.search(words)
            if not near or (rule.against and rule.against.search(words)):
                continue
            act = rule.act if rule.act != "of the thing" else _thing(words[: match.start()], last)
            if act:
                return rule, at, act
    return None


def _noun(words: str, match: re.Match[str]) -> bool:
    """Whether what looks like a verb is a noun here: after an article, or part of a longer name."""
    if _NEVER_ACTS.search(match[0]) and _DETERMINER.search(words[: match.start()]):
        return True
    return words[match.end() : match.end() + 1] == "-" or words[match.start() - 1 : match.start()] == "-"  # fmt: skip


def _thing(subject: str, last: str) -> str:
    """What sort of act "takes effect": that of the rule spoken of before, where the words only point."""
    if last and _VAGUE.search(subject):
        return last
    return next((act for act, words in _THING if words.search(subject)), "")


def _elsewhere(known: Known, clause: Span, verb: Span, main: tuple[Name, ...], past: _Past, *, turned: bool) -> tuple[tuple[Name, ...], Decimal]:  # fmt: skip
    """The subject of the clause before, for a pronoun or none; not of a passive that names another."""
    bodies = tuple(each for each in main if each.kind not in (MEDIA, ADJECTIVE))
    if turned:
        bodies = tuple(each for each in bodies if each.kind != FIRM)
    if bodies:
        return bodies, Decimal("0.6")
    if pronoun(known.masked, clause.start, verb.start) or turned:
        return past.actors[:1], Decimal("0.5")
    return past.actors[:1], Decimal("0.4")


def _speaker(known: Known, sentence: Span) -> tuple[str, Span | None, Span]:
    """Who tells the sentence, where one does, and the words that say so."""
    words = known.masked[sentence.start : sentence.end]
    match = _REPORTED.match(words)
    if match:
        who = Span(sentence.start + match.start("who"), sentence.start + match.end("who"))
        who = _told(known.text, who)
        return known.text[who.start : who.end], who, Span(sentence.start, sentence.start + match.end())  # fmt: skip
    match = _TAIL.search(words.rstrip(". ")) or _ACCORDING.search(words)
    if match:
        who = Span(sentence.start + match.start("who"), sentence.start + match.end("who"))
        return known.text[who.start : who.end], who, Span(sentence.start, sentence.start)
    return "", None, Span(sentence.start, sentence.start)


def _told(text: str, who: Span) -> Span:
    words = text[who.start : who.end]
    lead = re.match(r"(?:on|in)\s+[\w\s.]+,\s*", words, re.IGNORECASE)
    return Span(who.start + lead.end(), who.end) if lead else who


def _reports(speaker: tuple[str, Span | None, Span], actors: tuple[Name, ...]) -> bool:
    """Whether who tells is another than who acts."""
    who = speaker[1]
    return who is not None and not any(who.meets(each.span) for each in actors)


def _via(names: tuple[Name, ...], speaker: tuple[str, Span | None, Span]) -> str:
    who = speaker[1]
    return next((each.id for each in names if who and each.kind == MEDIA and who.holds(each.span)), "")  # fmt: skip


def _date(known: Known, sentence: Span, clause: Span, verb: Span, past: _Past) -> tuple[Dated, bool]:  # fmt: skip
    """The day of an act and whether it is history: in its clause, its sentence, its paragraph, else by the anchor."""
    here = [each for each in known.dates if each.span and sentence.holds(each.span) and each.kind != DURATION]  # fmt: skip
    inside = [each for each in here if each.span and clause.holds(each.span)]
    anchor = known.anchor.first
    chosen: Dated | None = None
    for some in (inside, here):
        sure = [each for each in some if each.kind != UNKNOWN]
        if sure:
            chosen = min(sure, key=lambda each: _far(each, verb))
            break
    clause_words = known.masked[clause.start : clause.end]
    old = bool(_PAST.search(clause_words))
    if chosen is not None:
        aged = bool(anchor and chosen.last and (anchor - chosen.last).days > 21)
        return chosen, aged or (old and not (anchor and chosen.last == anchor))
    if any(each.kind == UNKNOWN for each in inside):
        return inside[0], old
    same = re.search(r"\b(?:same|that) day\b", known.masked[sentence.start : sentence.end])
    if same and past.told.kind in (EXACT, RANGE):
        return replaced(past.told, how="carried from another sentence"), False
    if past.day.kind in (EXACT, RANGE) and not old:
        return replaced(past.day, how="carried from another sentence"), False
    return not_after(known.anchor), old


def _far(each: Dated, verb: Span) -> int:
    assert each.span is not None  # noqa: S101 - only dates with a place come here # nosec B101
    return min(abs(each.span.start - verb.end), abs(verb.start - each.span.end))
