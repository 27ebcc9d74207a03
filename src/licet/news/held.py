"""Which event of the timeline an article tells of: the same actor, act, goods and days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from licet.news.gazetteer import FIRM
from licet.news.goods import models, named, story, words
from licet.news.instruments import cited, in_book
from licet.news.model import EXACT, NOT_AFTER, RANGE
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.happened.model import Happening
    from licet.news.model import Article, Event

NEAR = timedelta(days=3)
"""How far apart article and timeline may put one act: the date line, and the day of print."""
LATE = timedelta(days=10)
"""How long after an act an article that gives it no day may still tell of it as news."""
WIDEST = timedelta(days=62)
"""Stretches of days longer than this say too little."""
_ALIKE = (
    {"restrict", "retaliate", "list", "deny"}, {"relax", "delist", "license", "suspend"},
    {"suspend", "extend"}, {"negotiate", "meet"},
)  # fmt: skip
_OWN_NAME = re.compile(r"[A-Z][\w.&-]*(?: (?:& )?[A-Z][\w.&-]*){0,3}")
_PEOPLE = frozenset({"meet", "negotiate", "urge", "state", "protest", "incident"})
"""Acts between states, which need no goods: who takes part tells them apart."""


@record
class Held:
    """An event of the timeline, and all stages of its measure by day, itself among them."""

    event: Happening
    history: tuple[Happening, ...]

    @property
    def later(self) -> tuple[Happening, ...]:
        """The stages that follow it."""
        place = self.history.index(self.event)
        return self.history[place + 1 :]


class Timeline:
    """Looks up what articles tell among events that are held."""

    def __init__(self, happenings: Sequence[Happening]) -> None:
        self._all = tuple(happenings)

    def held(self, event: Event, article: Article | None = None) -> Held | None:
        """The one event that is the article's; None where none is, or several are alike near."""
        found = sorted(
            ((-score, each.id, each) for each in self._all if (score := _score(event, each, article))),
            key=lambda each: each[:2],
        )  # fmt: skip
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        best = found[0][2]
        stages = tuple(each for each in self._all if each.measure == best.measure) if best.measure else (best,)  # fmt: skip
        return Held(best, tuple(sorted(stages, key=lambda each: (each.day or date.max, each.id))))


def _score(event: Event, held: Happening, article: Article | None) -> int:
    """How well both agree; nought where they are not one."""
    codes = {each.code for each in event.actors if each.code}
    if not codes & set(held.states) or not _same_act(event.act, held.act):
        return 0
    if (event.stage == "considered") != (held.stage == "considered") and event.stage != "announced":
        return 0
    apart = _apart(event, held)
    if apart is None or event.modality == "denied":
        return 0
    about = _about(event, held, article)
    if not about or (about == 1 and event.act != held.act and apart):
        return 0
    same_stage = 2 if event.stage == held.stage else 0
    return about * 10 + same_stage + (event.act == held.act) + 5 - apart.days // 2


def _same_act(one: str, other: str) -> bool:
    return one == other or any({one, other} <= each for each in _ALIKE)


def _apart(event: Event, held: Happening) -> timedelta | None:
    """Days between both; None where they are too far apart, or one has no day."""
    first, last, day = event.date.first, event.date.last, held.day
    if day is None or last is None:
        return None
    until = held.date_to or day
    if event.date.kind == NOT_AFTER:
        late = timedelta(0) <= last - until <= LATE and not event.background
        return timedelta(1) if late else None
    if first is None or event.date.kind not in (EXACT, RANGE) or last - first > WIDEST:
        return None
    apart = max(day - last, first - until, timedelta(0))
    return apart if apart <= NEAR else None


def _about(event: Event, held: Happening, article: Article | None) -> int:
    """Whether both are about the same: 3 by a name of their own, 1 by the kind of goods or the states; else 0."""
    told = " ; ".join((held.title, *held.object, held.instrument))
    numbers = cites(event, article)
    if numbers and held.instruments:
        return (
            3
            if any(each in held.instruments for number in numbers for each in in_book(number))
            else 0
        )
    names = named(event)
    if not names and article is not None and event.date.kind == EXACT and event.act == held.act:
        names = story(article)  # a day of its own and the same act make up for it
    own, theirs = models(" ".join(f"{each.id} {each.text}" for each in names)), models(" ".join((held.title, *held.object)))  # fmt: skip
    if own and theirs and not own & theirs:
        return 0
    firms, others = _firms(event), _others(held)
    if (
        firms
        and others
        and not any(each in other or other in each for each in firms for other in others)
    ):
        return 0
    if own & theirs or any(each.id in held.instruments for each in names):
        return 3
    speaks = words(names)
    if speaks is not None and speaks.search(told):
        return 2 if _shared_target(event, held) else 1
    if event.act in _PEOPLE and held.act in _PEOPLE and not held.instrument:
        sides = {each.code for each in (*event.actors, *event.targets) if each.code}
        return int(len(set(held.states)) > 1 and set(held.states) <= sides)
    return 0


def cites(event: Event, article: Article | None, *, title: bool = False) -> tuple[str, ...]:
    """Instruments that the event's own words cite by number; with ``title``, of news in a notice that its title numbers, that one."""
    if article is None:
        return ()
    day = article.anchor.first or article.anchor.last
    year = day.year if day else None
    own = cited(article.text.cut(event.spans[0]), year)
    if title and not own and article.headline and not event.background and event.stage not in ("none", "considered"):  # fmt: skip
        own = cited(article.text.cut(article.headline), year)
    return tuple(dict.fromkeys(each.id for each in own))


def _firms(event: Event) -> frozenset[str]:
    """Firms that an event hits."""
    return frozenset(each.id.casefold() for each in event.targets if each.kind == FIRM)


def _others(held: Happening) -> frozenset[str]:
    """Whom an event of the timeline hits, countries apart; empty where it names a kind or a number of them."""
    named = [each for each in held.target if len(each) > 2]
    return frozenset(each.casefold() for each in named) if all(_OWN_NAME.fullmatch(each) for each in named) else frozenset()  # fmt: skip


def _shared_target(event: Event, held: Happening) -> bool:
    mine = {each.code for each in event.targets} | {each.id for each in event.targets}
    return bool((mine - {""}) & set(held.target))
