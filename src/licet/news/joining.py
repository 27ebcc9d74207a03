"""One event told by several articles, or twice by one: one entry with all its sources.

Two reports are one event if the act, the first actor and what it is about agree and their days lie
near; an id is made of these and is the same in every run.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from licet.news.model import Article, Event

NEAR = timedelta(days=2)
"""How far apart two outlets may date the same act: one day each way of the date line, and one of print."""


@record
class Told:
    """An event and every place that tells it: the article's number in the run and its own event."""

    event: Event
    sources: tuple[tuple[int, Event], ...]


def joined_events(articles: Sequence[Article]) -> tuple[Told, ...]:
    """Every event of a run, each once, in the order in which it is first told."""
    groups: list[list[tuple[int, Event]]] = []
    alike: dict[tuple[str, ...], list[list[tuple[int, Event]]]] = {}
    for number, article in enumerate(articles):
        for event in article.events:
            first = event.actors[0] if event.actors else None
            key = (event.act, event.stage, event.modality, (first.code or first.id) if first else "")  # fmt: skip
            near = alike.setdefault(key, [])
            group = next((each for each in near if _same(each[0][1], event, known=each[0][0] == number)), None)  # fmt: skip
            if group is None:
                groups.append([(number, event)])
                near.append(groups[-1])
            else:
                group.append((number, event))
    used: dict[str, int] = {}
    return tuple(_told(group, articles, used) for group in groups)


def _told(group: list[tuple[int, Event]], articles: Sequence[Article], used: dict[str, int]) -> Told:  # fmt: skip
    best = max(group, key=lambda each: each[1].confidence)[1]
    key = _key(best, articles[group[0][0]].name if not best.actors else "")
    used[key] = used.get(key, 0) + 1
    number = f"-{used[key]}" if used[key] > 1 else ""
    return Told(replaced(best, id=f"ev-{key}{number}"), tuple(group))


def _key(event: Event, salt: str) -> str:
    parts = [
        event.act, event.stage, salt, *(each.code + "/" + each.id for each in event.actors),
        ">", *_ids(event.objects), ">", *_ids(event.targets), str(event.date.first), str(event.date.last),
    ]  # fmt: skip
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:12]


def _ids(names: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted({str(getattr(each, "id", "")) for each in names}))


def _same(one: Event, other: Event, *, known: bool) -> bool:
    """Whether two events of the same act, stage, modality and first actor are one."""
    if not one.actors:
        return False
    if known and one.spans == other.spans:
        return True
    about = set(_ids(one.objects)) & set(_ids(other.objects)) or set(_ids(one.targets)) & set(_ids(other.targets))  # fmt: skip
    if not about:
        return False
    a, b = one.date, other.date
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return a.kind == b.kind and a.last == b.last and a.last is not None
    return a.first <= b.last + NEAR and b.first <= a.last + NEAR
