"""What an announced act became: by the timeline, where it holds the act; else by the rule book's own changes.

A note is a finding aid.  A link by the timeline rests on events that a person put there.  A link by
the rule book is of the same sovereign, the same goods, the same direction and the days that follow, and
a person must say whether it is this.  Where nothing is found the book may not model it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from licet.explore.timeline import BEGINS, BINDS, NEW_TEXT, PAUSE_ENDS
from licet.happened.linking import Linker, names
from licet.news.direction import BESIDE, agreement, way_of_act
from licet.news.gazetteer import FIRM
from licet.news.goods import named, words
from licet.news.held import Held, Timeline, cites
from licet.news.instruments import in_book
from licet.news.model import NOT_AFTER
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from licet.book.book import RuleBook
    from licet.explore.timeline import Event as Change
    from licet.happened.linking import Link
    from licet.happened.model import Happening
    from licet.news.joining import Told
    from licet.news.model import Article, Event

FOLLOWS = timedelta(days=75)
"""How long after an announcement a rule is looked for that the timeline does not name."""
BEFORE = timedelta(days=21)
"""How long before its day of effect a text may be told of."""
PLANNED = ("considered", "announced")
_POLICY = frozenset({"restrict", "relax", "list", "delist", "suspend", "extend", "deny", "license", "retaliate"})  # fmt: skip
BY_TIMELINE, BY_NUMBER, BY_LIKENESS = (
    "the timeline names it",
    "the text cites it",
    "same sovereign, goods and direction; a person must say whether it is this",
)


NO_CLUE = "no day or no goods by which to look in the rule book"


@record
class Rule:
    """One version of a rule: ``subject@on`` pins it.  ``what`` is what happened to it on that day."""

    subject: str
    on: date
    title: str
    what: str
    kind: str

    @property
    def pin(self) -> str:
        """The version, in the way the timeline pins it."""
        return f"{self.subject}@{self.on}"


@record
class Became:
    """An instrument with the rule versions that rest on it.

    ``days`` counts from the act to the first day of effect; None where the act has no day.
    """

    instrument: str
    rules: tuple[Rule, ...]
    on: date
    days: int | None
    how: str


@record
class InLaw:
    """A note on one event: what it became, the stages that the timeline holds, or that nothing is found."""

    event: str
    became: tuple[Became, ...]
    note: str
    held: Held | None = None

    @property
    def instruments(self) -> tuple[tuple[str, tuple[Rule, ...]], ...]:
        """Each instrument with its rule versions."""
        return tuple((each.instrument, each.rules) for each in self.became)


def law_notes(told: Iterable[Told], articles: Sequence[Article], book: RuleBook) -> tuple[InLaw, ...]:  # fmt: skip
    """The notes of a run, with the events that come with Licet."""
    return notes_of(book).notes(told, articles)


def notes_of(book: RuleBook) -> LawNotes:
    """A writer of notes with the events that come with Licet."""
    from licet.explore.timeline import events
    from licet.happened.shipped import shipped

    return LawNotes(book, events(book), shipped())


def effect(became: Became) -> str:
    """From when it binds, how long after the act, and how it was found."""
    match became.days:
        case None:
            after = ""
        case 0:
            after = ", the same day"
        case days if days < 0:
            after = f", {-days} days before"
        case days:
            after = f", {days} days after"
    return f"in effect {became.on}{after} ({became.how})"


class LawNotes:
    """Writes the notes of a run; made once, as the book's changes are many."""

    def __init__(self, book: RuleBook, changes: Sequence[Change], happenings: Sequence[Happening]) -> None:  # fmt: skip
        self._book = book
        self._changes = tuple(changes)
        self._linker = Linker(book)
        self._timeline = Timeline(happenings)

    def notes(self, told: Iterable[Told], articles: Sequence[Article]) -> tuple[InLaw, ...]:
        """A note for each act of policy, and for each event that the timeline holds."""
        found = (self.note(each.event, articles[each.sources[0][0]]) for each in told)
        return tuple(each for each in found if each is not None)

    def note(self, event: Event, article: Article | None = None) -> InLaw | None:
        """The note on one event; None where there is nothing to say."""
        held = self._timeline.held(event, article)
        if event.act not in _POLICY or event.modality in ("asked", "denied"):
            return InLaw(event.id, (), "", held) if held else None
        code = next((each.code for each in event.actors if each.code and each.kind != FIRM), "")
        if not code:
            return None
        if code not in self._book.sovereigns:
            return InLaw(event.id, (), f"the rule book holds no law of {code}", held)
        if held and (became := self._by_timeline(held, event)):
            return InLaw(event.id, became, "", held)
        return self._by_book(event, article, code, held)

    def _by_timeline(self, held: Held, event: Event) -> tuple[Became, ...]:
        """The rules of the event itself; of a plan without any, those of the stages that follow."""
        rules: list[Link] = [*self._linker.links(held.event)]
        if not _real(rules) and held.event.stage in (*PLANNED, "adopted"):
            rules = [link for each in held.later for link in self._linker.links(each)]
        return _grouped([_of_link(each) for each in _real(rules)], event, BY_TIMELINE)

    def _by_book(self, event: Event, article: Article | None, code: str, held: Held | None) -> InLaw:  # fmt: skip
        first, last = event.date.first or event.date.last, event.date.last
        mine = [each for each in self._changes if each.sovereign == code and each.kind not in BESIDE]  # fmt: skip
        fitting = [each for each in mine if agreement(event, each, self._book) >= 0]
        own = cites(event, article)
        by_number = [
            (name, _of_change(each)[1])
            for name in cites(event, article, title=True)
            for each in (mine if name in own else fitting)
            if each.what != PAUSE_ENDS
            and _rests_on(each, name)
            and (first is None or each.on >= first - BEFORE)
        ]
        if by_number:
            return InLaw(event.id, _grouped(by_number, event, BY_NUMBER), "", held)
        speaks = words(named(event))
        vague = event.date.kind == NOT_AFTER and event.stage not in PLANNED
        if first is None or last is None or speaks is None or vague:
            return InLaw(event.id, (), NO_CLUE, held)
        money = _speaks_of_money(event, article)
        alike = [each for each in fitting if speaks.search(f"{each.title} {each.subject}") and (money or each.kind != "charge")]  # fmt: skip
        since, until = first - timedelta(days=5), last + (FOLLOWS if event.stage in PLANNED else BEFORE)  # fmt: skip
        near = self._surely(event, (each for each in alike if _within(each, since, until) and self._binds(each)))  # fmt: skip
        if near:
            return InLaw(event.id, _grouped(map(_of_change, near), event, BY_LIKENESS), "", held)
        later = min((each.on for each in self._surely(event, alike) if each.on > until), default=None)  # fmt: skip
        checked = self._book.sovereigns[code].checked
        goes = f" that is {way}" if (way := way_of_act(event)) else ""
        said = f"no change of law on these goods by {code}{goes}"
        if event.act == "license" and event.stage not in PLANNED:
            said = "a license to one party changes no rule, and none is found that did"
        elif event.stage not in PLANNED:
            said += f" between {since} and {until}; the book may not model it"
        elif later is None:
            said += f" since, as of the book's last day ({checked})"
        else:
            said += f" in the {FOLLOWS.days} days after; the next is of {later}, {(later - last).days} days after, and may be another matter"  # fmt: skip
        return InLaw(event.id, (), said, held)

    def _binds(self, change: Change) -> bool:
        """Whether what begins is not paused on its first day."""
        provision = self._book.provisions.get(change.subject)
        if provision is None or change.what not in (BEGINS, NEW_TEXT, BINDS):
            return True
        version = provision.on(change.on, change.on)
        return version is None or version.state(change.on, change.on)[1] is None

    def _surely(self, event: Event, changes: Iterable[Change]) -> list[Change]:
        """Changes of instruments of which at least one change goes the way of the act."""
        by: dict[str, list[Change]] = {}
        for each in changes:
            by.setdefault(_of_change(each)[0], []).append(each)
        return [
            each
            for together in by.values()
            if not way_of_act(event)
            or any(agreement(event, one, self._book) > 0 for one in together)
            for each in together
        ]


def _within(change: Change, since: date, until: date) -> bool:
    """Whether a change took effect or was published within these days."""
    return any(since <= day <= until for day in (change.on, change.published or change.on))


_MONEY = re.compile(r"\b(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|fees?|percent|per cent|pct)\b|[%$€¥]")


def _speaks_of_money(event: Event, article: Article | None) -> bool:
    """Whether the event's own words speak of a duty or a share, so that a charge may be what it became."""
    return article is not None and any(
        _MONEY.search(article.text.cut(each)) for each in event.spans
    )


def _real(rules: Iterable[Link]) -> list[Link]:
    return [each for each in rules if each.kind not in ("alert", "not_modelled")]


def _rests_on(change: Change, name: str) -> bool:
    """Whether a change's source names an instrument; of one without a source, its citations."""
    return names(replaced(change, cite=()) if change.source else change, in_book(name))


_INSTRUMENT = re.compile(r"\d{2,3} FR \d+|Proclamation of [\d-]+|(?:MOFCOM(?: and GAC)? )?Announcement \d+/\d{4}|Reiwa \d+ (?:METI Ordinance|Cabinet Order) \d+|(?:Delegated )?Regulation \(?(?:EU\)? )?\d+/\d+|SI \d{4}/\d+|SOR/\d{4}-\d+|Stcrt\. [\d-]+|Decree \d+")  # fmt: skip


def instrument(source: str) -> str:
    """The last instrument that a source names, in short; else the source as it stands.

    >>> instrument("Proclamation of 2026-01-14 (FR Doc. 2026-01052); CBP CSMS 67400472")
    'Proclamation of 2026-01-14'
    """
    found = _INSTRUMENT.findall(source)
    return found[-1] if found else source


def _of_link(link: Link) -> tuple[str, Rule]:
    return link.cite, Rule(link.subject, link.on, link.title, link.what, link.kind)


def _of_change(change: Change) -> tuple[str, Rule]:
    return change.source or "; ".join(change.cite), Rule(change.subject, change.on, change.title, change.what, change.kind)  # fmt: skip


def _grouped(rules: Iterable[tuple[str, Rule]], event: Event, how: str) -> tuple[Became, ...]:
    """Rules by instrument, those first that took effect first."""
    by: dict[str, dict[str, Rule]] = {}
    for source, rule in rules:
        by.setdefault(instrument(source), {})[rule.pin] = rule
    day = event.date.first or event.date.last
    found = []
    for source, each in by.items():
        ordered = tuple(sorted(each.values(), key=lambda rule: (rule.on, rule.subject)))
        found.append(Became(source, ordered, ordered[0].on, (ordered[0].on - day).days if day else None, how))  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.on, each.instrument)))
