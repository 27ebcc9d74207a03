"""From a reading to the timeline: each event of a run as a suggestion, or a sentence that says why it cannot be one.

What the text does not tell stays untold: an actor that it does not name is ``?``, an instrument
empty, a date unknown.  A rule version that the event may have become is a candidate among
``links``; a pin into the law is an editor's to make.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from licet.errors import InputError, UnknownName
from licet.happened.model import NOT_TOLD
from licet.happened.reading import happening
from licet.news.gazetteer import ADJECTIVE, CHIP, COUNTRY, FIRM, LAW, SEAT
from licet.news.model import EXACT, NOT_AFTER, RANGE, Span
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from licet.happened.model import Happening
    from licet.news.in_law import InLaw
    from licet.news.joining import Told
    from licet.news.model import Article, Dated, Event, Name

CANDIDATE = "candidate:"
"""What a link begins with that names a rule version which the event may have become."""
_LONGEST_TITLE = 300
_FULL_STOP = re.compile(r"(?<=[^A-Z.])\.$")  # that of "the U.S." stays
_LINKED = {CHIP: "chip", FIRM: "firm", LAW: "law"}


@record
class Handed:
    """One event of a run: what the timeline may hold of it, or in ``refused`` why it cannot."""

    told: Told
    happening: Happening | None
    refused: str = ""


def handed(
    told: Iterable[Told], articles: Sequence[Article], notes: Iterable[InLaw] = (),
    retrieved: date | None = None,
) -> tuple[Handed, ...]:  # fmt: skip
    """Every event of a run in its order, each once; none is left out without a sentence."""
    by_event = {note.event: note for note in notes}
    used: dict[str, int] = {}
    return tuple(
        _handed(each, articles, by_event.get(each.event.id), retrieved, used) for each in told
    )


def _handed(
    told: Told, articles: Sequence[Article], note: InLaw | None, retrieved: date | None, used: dict[str, int]
) -> Handed:  # fmt: skip
    number = next(number for number, each in told.sources if each.spans == told.event.spans)
    data = event_data(told.event, articles[number])
    data["id"] = _id(data, told.event.spans[0], articles[number], used)
    data["links"] = list(dict.fromkeys((*data["links"], *_candidates(note))))
    data["sources"] = [_source(articles[n], each.spans, retrieved) for n, each in told.sources]
    try:
        return Handed(told, happening(data))
    except (InputError, UnknownName) as error:
        words = articles[number].text.cut(told.event.spans[0])
        return Handed(told, None, f"“{' '.join(words.split())[:120]}” cannot stand in the timeline: {error}")  # fmt: skip


def by_hand(article: Article, span: Span, fields: Mapping[str, Any], retrieved: date | None) -> Happening:  # fmt: skip
    """An event that a person found at ``span`` where the reader found none, with the ``fields`` that they gave it.

    Raises:
        InputError: the timeline cannot hold it.
    """
    data = dict(fields)
    data["id"] = _id(data, span, article, {})
    data["sources"] = [_source(article, (span,), retrieved)]
    return happening(data)


def event_data(event: Event, article: Article) -> dict[str, Any]:
    """The fields of one event as plain data of the timeline, without id and sources."""
    text = article.text
    names = (*event.objects, *event.targets, *event.instruments, *event.actors)
    links = (f"{_LINKED[each.kind]}:{each.id}" for each in names if each.kind in _LINKED)
    tellers = dict.fromkeys(each for each in (event.speaker, event.via) if each)
    return {
        "title": _FULL_STOP.sub("", " ".join(text.cut(event.spans[0]).split()))[:_LONGEST_TITLE],
        "act": event.act,
        "actors": _once(map(actor, event.actors)) or [NOT_TOLD],
        "actor_type": event.actor_type if event.actors else "unknown",
        "object": _once(" ".join(each.text.split()) for each in event.objects),
        "target": _once(map(_target, event.targets)),
        "instrument": "; ".join(_once(each.id for each in event.instruments)),
        "stage": event.stage,
        "modality": event.modality,
        "condition": " ".join(text.cut(event.condition).split()) if event.condition else "",
        "numbers": [{"value": str(e.value), "unit": e.unit, "of": e.of} for e in event.amounts],
        **_date(event.date),
        "speaker": "; ".join(tellers),
        "confidence": f"{event.confidence} by the reader",
        "background": event.background,
        "links": _once(links),
    }


def actor(name: Name) -> str:
    """``CODE/Name``, or the code alone where the name is that of a state.

    >>> from licet.news.model import Name, Span
    >>> (
    ...     actor(Name("agency", "METI", "JP", Span(0, 4), "METI")),
    ...     actor(Name("country", "CN", "CN", Span(0, 5), "China")),
    ... )
    ('JP/METI', 'CN')
    """
    if name.kind in (COUNTRY, ADJECTIVE, SEAT) and name.code:
        return name.code
    return f"{name.code}/{name.id}" if name.code else name.id


def digest(article: Article) -> str:
    """SHA-256 of the cleaned text, in which the spans of its events count."""
    return hashlib.sha256(article.text.text.encode("utf-8", "replace")).hexdigest()


def _target(name: Name) -> str:
    return name.id if name.kind == FIRM else actor(name)


def _once(words: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for each in words:
        found.setdefault(each.casefold(), each)
    return [each for each in found.values() if each]


def _id(data: dict[str, Any], span: Span, article: Article, used: dict[str, int]) -> str:
    """The same for the same words of the same text, whatever else is made of them."""
    parts = (digest(article), span.start, span.end, data["act"], data["stage"], *data["actors"])
    key = hashlib.sha256("|".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:12]
    used[key] = used.get(key, 0) + 1
    return f"read-{key}" if used[key] == 1 else f"read-{key}-{used[key]}"


def _candidates(note: InLaw | None) -> Iterator[str]:
    for _, changes in note.instruments if note else ():
        for change in changes:
            yield f"{CANDIDATE}{change.subject}@{change.on}"


def _date(dated: Dated) -> dict[str, Any]:
    """The kinds of both sides; a stretch of one day is exact, and a kind of no day stays unknown."""
    first, last = dated.first, dated.last
    kind = "unknown"
    if dated.kind in (EXACT, RANGE) and first is not None and last is not None:
        kind = "exact" if first == last else "range"
    elif dated.kind == NOT_AFTER and last is not None:
        kind, first = "not_after", None
    else:
        first = last = None
    return {"date_kind": kind, "date_from": first, "date_to": last, "date_how": dated.how}


def _source(article: Article, spans: Sequence[Span], retrieved: date | None) -> dict[str, Any]:
    text, written = article.text, article.anchor
    passage = _passage(article, spans)
    title = " ".join(text.cut(article.headline).split())[:_LONGEST_TITLE] if article.headline else ""  # fmt: skip
    return {
        "source": urlsplit(_safe(article.source_url)).hostname or article.name or "a text without a name",
        "url": article.source_url,
        "title": title,
        "published": written.first if written.kind == EXACT else None,
        "spans": [[span.start, span.end] for span in spans],
        "text": digest(article),
        "words": text.cut(passage),
        "words_from": passage.start,
        "retrieved": retrieved,
    }  # fmt: skip


def _safe(url: str) -> str:
    """The address, or nothing where no parser takes it for one."""
    try:
        urlsplit(url).hostname  # noqa: B018 - it raises where brackets of an address do not close
    except ValueError:
        return ""
    return url


def _passage(article: Article, spans: Sequence[Span]) -> Span:
    """The sentences that the spans lie in, and the one before: it may say who "it" is."""
    first, last = min(each.start for each in spans), max(each.end for each in spans)
    inside = [n for n, each in enumerate(article.sentences) if each.start < last and first < each.end]  # fmt: skip
    if not inside:
        return Span(first, last)
    before = max(0, inside[0] - 1)
    start = min(first, article.sentences[before].start)
    return Span(start, max(last, article.sentences[inside[-1]].end))
