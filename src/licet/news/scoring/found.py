"""What an engine found in one labelled text, in one form for every engine.

Spans count characters of the label's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.model import DURATION, UNKNOWN
from licet.news.sources.files import of_text
from licet.record import record

if TYPE_CHECKING:
    from datetime import date

    from licet.news.model import Amount, Article, Dated, Event, Span
    from licet.news.reader import Reader
    from licet.news.scoring.labels import Label


@record
class FoundEvent:
    """An event; ``state`` and ``name`` of its first actor, ``targets`` codes of states, ``numbers`` value and unit."""

    act: str
    span: Span
    state: str = ""
    name: str = ""
    stage: str = ""
    modality: str = ""
    days: tuple[str, date | None, date | None] = (UNKNOWN, None, None)
    numbers: tuple[tuple[str, str], ...] = ()
    condition: Span | None = None
    targets: frozenset[str] = frozenset()
    speaker: str = ""
    background: bool = False
    id: str = ""


@record
class FoundDate:
    """Words that name a day, or a ``length`` of time (ISO 8601, such as ``P7Y``; empty where it is not told)."""

    span: Span
    kind: str
    first: date | None
    last: date | None
    length: str = ""

    @property
    def is_length(self) -> bool:
        """Whether it was told apart from a day."""
        return self.kind == DURATION


@record
class Found:
    """Everything that one engine found in one text."""

    events: tuple[FoundEvent, ...] = ()
    quotes: tuple[tuple[Span, str], ...] = ()
    dates: tuple[FoundDate, ...] = ()


def read(reader: Reader, label: Label) -> Article:
    """The text of a label, read as an editor would give it: with its day, and the day of retrieval."""
    _, _, text = next(iter(of_text(label.text, label.id)))
    return reader.read(text, name=label.id, on=label.anchor, retrieved=label.retrieved)


def of_article(article: Article) -> Found:
    """What the reader found."""
    back = article.text.source
    return Found(
        tuple(_event(each, article) for each in article.events),
        tuple(
            (back(each.span), f"{each.of} {each.speaker}".strip())
            for each in article.quotes
            if each.kind == "direct"
        ),
        tuple(_date(each, back(each.span)) for each in article.dates if each.span),
    )


def _event(event: Event, article: Article) -> FoundEvent:
    back = article.text.source
    first = event.actors[0] if event.actors else None
    return FoundEvent(
        act=event.act, span=back(event.spans[0]), state=first.code if first else "",
        name=first.id if first else "", stage=event.stage, modality=event.modality,
        days=(event.date.kind, event.date.first, event.date.last),
        numbers=tuple(_number(each) for each in event.amounts),
        condition=event.condition and back(event.condition),
        targets=frozenset(each.code for each in event.targets if each.code),
        speaker=event.speaker, background=event.background, id=event.id,
    )  # fmt: skip


def _number(amount: Amount) -> tuple[str, str]:
    return str(amount.value), amount.unit


def _date(dated: Dated, span: Span) -> FoundDate:
    return FoundDate(span, dated.kind, dated.first, dated.last, dated.length)
