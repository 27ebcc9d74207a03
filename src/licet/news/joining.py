"""One event told by several articles, or twice by one: one entry with all its sources.

Two reports are one event if act, stage, actor and days agree and nothing they name speaks against it:
single products, numbered instruments, lists and firms.  Where they share no goods at all, only one day
and one actor make them one.  Of several that fit, the report whose words are most alike is taken.  An
id is made of the event and is the same in every run.
"""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from licet.news.gazetteer import CHIP, LAW, shipped
from licet.news.model import EXACT, NOT_AFTER
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from licet.news.model import Article, Dated, Event, Name

NEAR = timedelta(days=2)
"""How far apart two outlets may date the same act: one day each way of the date line, and one of print."""
LATE = timedelta(days=14)
"""How long before an article that gives an act no day the act may lie, to be that of another's day."""
REPRINTED = 0.9
"""From this share of common words on, two clauses are one, whatever else is not told."""
COPIED = 0.5
"""From this share of common words on, two clauses are one agency's copy."""
_GROUPS = {"list": "restrict", "retaliate": "restrict", "delist": "relax"}
"""Acts that two outlets may call by each other's name."""
_REACHED = frozenset({"announced", "adopted", "in force", "suspended"})
"""Stages that outlets mix up; the day tells which is meant."""
_BROAD = frozenset({"chips", "tools", "dual use", "minerals"})


@record
class Told:
    """An event and every place that tells it: the article's number in the run and its own event."""

    event: Event
    sources: tuple[tuple[int, Event], ...]


@record
class _Traits:
    """What of one event is held against another."""

    number: int
    event: Event
    models: frozenset[str]
    laws: frozenset[str]
    goods: frozenset[str]
    targets: frozenset[str]
    states: frozenset[str]
    words: frozenset[str]
    in_title: bool


class _Group:
    """Reports of one event so far."""

    def __init__(self, first: _Traits) -> None:
        self.reports = [first]

    def score(self, other: _Traits) -> float:
        """How well a report fits to all that are there; nought where it does not."""
        scores = [_score(each, other) for each in self.reports]
        return min(scores) and max(scores)


def joined_events(articles: Sequence[Article]) -> tuple[Told, ...]:
    """Every event of a run, each once, in the order in which it is first told."""
    groups: list[_Group] = []
    by: dict[tuple[str, int], list[_Group]] = {}
    for number, article in enumerate(articles):
        for event in article.events:
            traits = _traits(number, event, article)
            keys = tuple(_keys(event))
            near = {id(group): group for key in keys for group in by.get(key, ())}
            best = max(((group.score(traits), -place, group) for place, group in enumerate(near.values())), key=lambda each: each[:2], default=None)  # fmt: skip
            if best is not None and best[0] > 0:
                best[2].reports.append(traits)
                group = best[2]
            else:
                group = _Group(traits)
                groups.append(group)
            for key in keys:
                if group not in (there := by.setdefault(key, [])):
                    there.append(group)
    used: dict[str, int] = {}
    return tuple(_told(group.reports, articles, used) for group in groups)


def _keys(event: Event) -> Iterator[tuple[str, int]]:
    """Shelves on which an event is looked for: its act and the months its days may lie in; none without a day."""
    act = _GROUPS.get(event.act, event.act)
    first, last = event.date.first or event.date.last, event.date.last
    if first is None or last is None:
        yield act, 0
        return
    low = first - (LATE if event.date.kind == NOT_AFTER else NEAR)
    high = last + NEAR
    months = range(low.year * 12 + low.month, high.year * 12 + high.month + 1)
    yield from ((act, month) for month in months[:24])


def _traits(number: int, event: Event, article: Article) -> _Traits:
    table = shipped("goods")["group"]
    things = (*event.objects, *event.instruments)
    return _Traits(
        number, event,
        models=frozenset(each.id for each in event.objects if each.kind == CHIP),
        laws=frozenset(each.id for each in event.instruments if each.kind == LAW),
        goods=frozenset(goods for each in things if (goods := _goods(each, table))),
        targets=frozenset(each.code or each.id for each in event.targets),
        states=frozenset(each.code or each.id for each in event.actors),
        words=_words(article, event),
        in_title=bool(article.sentences) and article.sentences[0].meets(event.spans[0]),
    )  # fmt: skip


def _goods(name: Name, table: dict[str, str]) -> str:
    """The kind of goods; a name of no kind stands for itself."""
    return "chips" if name.kind == CHIP else table.get(name.id, name.id)


_WORD = re.compile(r"\w{4,}")


def _words(article: Article, event: Event) -> frozenset[str]:
    span = event.spans[0]
    return frozenset(each[:6] for each in _WORD.findall(article.text.text[span.start : span.end].casefold()))  # fmt: skip


def _score(one: _Traits, other: _Traits) -> float:
    """How alike two reports are; nought where they are two events."""
    a, b = one.event, other.event
    if one.number == other.number and not _retold(one, other):
        return 0
    alike = len(one.words & other.words) / max(1, len(one.words | other.words))
    if alike >= REPRINTED and one.number != other.number and _same_fields(a, b):
        return 2 + 4 * alike
    if not one.states & other.states and one.states and other.states:
        return 0
    if "denied" in (a.modality, b.modality) and a.modality != b.modality:
        return 0
    if not _same_stage(a, b) or not _same_days(a.date, b.date):
        return 0
    if any(mine and theirs and not mine & theirs for mine, theirs in _apart(one, other)):
        return 0
    shared = _shared(one, other)
    shared += alike >= COPIED
    if not shared and not (one.states & other.states and _one_day(a.date, b.date) and a.act == b.act and a.stage == b.stage):  # fmt: skip
        return 0
    if not one.states or not other.states:
        shared -= 1
        if shared < 1:
            return 0
    return 1 + shared + 4 * alike + (a.stage == b.stage) + (a.act == b.act)


def _same_fields(a: Event, b: Event) -> bool:
    """Whether two reports agree in act, stage, modality, first actor and days, known or not."""
    return (a.act, a.stage, a.modality, *_ids(a.actors[:1]), a.date.first, a.date.last) == (
        b.act, b.stage, b.modality, *_ids(b.actors[:1]), b.date.first, b.date.last,
    )  # fmt: skip


def _retold(one: _Traits, other: _Traits) -> bool:
    """Whether an article's title tells what its text tells; other clauses of one article are events of their own."""
    if one.event.spans == other.event.spans:
        return True
    return one.in_title != other.in_title and one.event.act == other.event.act


def _apart(one: _Traits, other: _Traits) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """What must share something where both name it: products, numbers of instruments and lists, firms, other goods."""
    yield one.models, other.models
    yield one.laws, other.laws
    yield one.targets, other.targets
    yield one.goods, other.goods


def _shared(one: _Traits, other: _Traits) -> int:
    """How much they name alike; broad goods count once, names of their own twice."""
    return (
        2 * bool(one.models & other.models) + 2 * bool(one.laws & other.laws)
        + bool(one.targets & other.targets) + bool(one.goods & other.goods) + bool((one.goods & other.goods) - _BROAD)
    )  # fmt: skip


def _same_stage(a: Event, b: Event) -> bool:
    if a.stage == b.stage:
        return True
    return {a.stage, b.stage} <= _REACHED and _one_day(a.date, b.date)


def _one_day(a: Dated, b: Dated) -> bool:
    return a.kind == b.kind == EXACT and a.first == b.first


def _same_days(a: Dated, b: Dated) -> bool:
    """Whether both may be of one day; an event without any day is none of another."""
    if a.last is None or b.last is None:
        return False
    low_a, low_b = (each.first or each.last - LATE for each in (a, b) if each.last is not None)
    if a.first is None and b.first is None:
        return abs(a.last - b.last) <= NEAR
    return low_a <= b.last + NEAR and low_b <= a.last + NEAR


def _told(group: list[_Traits], articles: Sequence[Article], used: dict[str, int]) -> Told:
    best = max(group, key=lambda each: each.event.confidence).event
    key = _key(best, articles[group[0].number].name if not best.actors else "")
    used[key] = used.get(key, 0) + 1
    number = f"-{used[key]}" if used[key] > 1 else ""
    return Told(replaced(best, id=f"ev-{key}{number}"), tuple((each.number, each.event) for each in group))  # fmt: skip


def _key(event: Event, salt: str) -> str:
    parts = [
        event.act, event.stage, salt, *(each.code + "/" + each.id for each in event.actors),
        ">", *_ids(event.objects), ">", *_ids(event.targets), str(event.date.first), str(event.date.last),
    ]  # fmt: skip
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def _ids(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(sorted({each.id for each in names}))
