"""Labels as events, as if the reader had read without a fault: for measuring what comes after reading."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from licet.news.gazetteer import CHIP, COUNTRY, FIRM, ITEM, LAW
from licet.news.instruments import cited
from licet.news.model import Dated, Event, Name
from licet.news.scoring.labels import actor
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.news.gazetteer import Gazetteer
    from licet.news.model import Article, Span
    from licet.news.scoring.labels import Act, Label

_CODES = {"UK": "GB"}


def as_read(label: Label, article: Article, names: Gazetteer) -> Article:
    """The article with the label's events in place of those that were found."""
    return replaced(article, events=tuple(_event(label, each, names) for each in label.acts))


def _event(label: Label, act: Act, names: Gazetteer) -> Event:
    span = act.spans[0]
    kind, first, last = act.days
    instruments = (*names.find(act.instrument), *cited(act.instrument)) if act.instrument != "unknown" else ()  # fmt: skip
    return Event(
        id=f"{label.id}#{act.id}", act=act.act, actors=tuple(_who(each, span) for each in act.actors),
        actor_type="", objects=tuple(_things(act.objects, names)),
        targets=tuple(_who(each, span) for each in act.hit), instruments=tuple(each for each in instruments if each.kind == LAW),
        stage=act.stage, modality=act.modality, condition=None, amounts=(),
        date=Dated(kind, first, last, act.found), speaker=act.speaker, speaker_span=None, via="",
        confidence=Decimal(1), spans=act.spans, background=act.background,
    )  # fmt: skip


def _who(said: str, span: Span) -> Name:
    state, name = actor(said)
    code = _CODES.get(state, state)
    return Name(FIRM if name and not state else COUNTRY, name or code, code, span, name or code)


def _things(said: Iterable[str], names: Gazetteer) -> Iterable[Name]:
    """What the tables know of the objects: more than that no reading has."""
    for each in said:
        yield from (name for name in names.find(each) if name.kind in (CHIP, ITEM, LAW))
