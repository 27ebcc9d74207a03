"""A run as data, in a fixed order: the same articles give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.news.gazetteer import CHIP, FIRM, LAW
from licet.news.omitted import omitted
from licet.news.related import Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.book.book import RuleBook
    from licet.happened.model import Happening
    from licet.news.in_law import Became, InLaw
    from licet.news.joining import Told
    from licet.news.model import Amount, Article, Dated, Event, Name, Quote, Span
    from licet.news.related import Related

SCHEMA = "licet.news/1"


def run_data(articles: Sequence[Article], told: Sequence[Told], notes: Sequence[InLaw], book: RuleBook) -> dict[str, Any]:  # fmt: skip
    """Articles with what they hold, and the events of the run."""
    by_event, shelf = {note.event: note for note in notes}, Shelf(book)
    return {
        "schema": SCHEMA,
        "articles": [
            {**article_data(each), "related": _related(shelf.related(each))} for each in articles
        ],
        "events": [_told_data(each, articles, by_event.get(each.event.id), book) for each in told],
    }


def article_data(article: Article) -> dict[str, Any]:
    """One article without its events: text, summary, quotations, dates, names."""
    text = article.text
    return {
        "name": article.name, "url": article.source_url, "anchor": _date(article.anchor),
        "text": text.text, "headline": article.headline and _words(article, article.headline),
        "summary": [_words(article, span) for span in article.summary],
        "quotations": [_quote(article, each) for each in article.quotes if each.kind == "direct"],
        "dates": [{**_date(each), "text": text.cut(each.span)} for each in article.dates if each.span],
        "amounts": [_amount(each) for each in article.amounts],
        "left_out": [{"why": why, "source": [span.start, span.end]} for why, span in text.dropped],
    }  # fmt: skip


def _related(found: Sequence[Related]) -> dict[str, list[Any]]:
    """Ids of the catalogue's chips and of firms, and laws with what of the book rests on them."""
    return {
        "chips": [each.id for each in found if each.kind == CHIP],
        "firms": [each.id for each in found if each.kind == FIRM],
        "laws": [{"law": each.id, "rests": list(each.rests)} for each in found if each.kind == LAW],
    }


def _told_data(told: Told, articles: Sequence[Article], note: InLaw | None, book: RuleBook) -> dict[str, Any]:  # fmt: skip
    sources = [
        {
            "article": number, "name": articles[number].name, "url": articles[number].source_url,
            "spans": [_words(articles[number], span) for span in event.spans],
        }
        for number, event in told.sources
    ]  # fmt: skip
    return {
        **event_fields(told.event), "sources": sources,
        "in_law": note and _note(note, articles[told.sources[0][0]], book),
    }  # fmt: skip


def event_fields(event: Event) -> dict[str, Any]:
    """The fields of an event; places count characters of the cleaned text of its first source."""
    return {
        "id": event.id, "actors": [_name(each) for each in event.actors],
        "actor_type": event.actor_type, "act": event.act,
        "objects": [_name(each) for each in event.objects],
        "targets": [_name(each) for each in event.targets],
        "instrument": [_name(each) for each in event.instruments] or "unknown",
        "stage": event.stage, "modality": event.modality,
        "condition": event.condition and [event.condition.start, event.condition.end],
        "numbers": [_amount(each) for each in event.amounts], "date": _date(event.date),
        "speaker": event.speaker or None, "via": event.via or None,
        "background": event.background, "confidence": str(event.confidence), "rule": event.rule,
    }  # fmt: skip


def _note(note: InLaw, article: Article, book: RuleBook) -> dict[str, Any]:
    return {
        "note": note.note or None,
        "became": [_became(each) for each in note.became],
        "timeline": note.held and note.held.event.id,
        "stages": [_stage(each) for each in note.held.history] if note.held else [],
        "not_in_the_article": [
            {"text": each.text, "cite": each.cite, "rule": each.rule}
            for each in omitted(note, article, book)
        ],
    }


def _became(became: Became) -> dict[str, Any]:
    return {
        "instrument": became.instrument, "in_effect": str(became.on), "days_after": became.days, "how": became.how,
        "rules": [{"version": each.pin, "title": each.title, "what": each.what, "on": str(each.on)} for each in became.rules],
    }  # fmt: skip


def _stage(held: Happening) -> dict[str, Any]:
    return {"id": held.id, "title": held.title, "act": held.act, "stage": held.stage, "day": held.day and str(held.day)}  # fmt: skip


def _words(article: Article, span: Span) -> dict[str, Any]:
    source = article.text.source(span)
    return {"start": span.start, "end": span.end, "source": [source.start, source.end], "text": article.text.cut(span)}  # fmt: skip


def _quote(article: Article, quote: Quote) -> dict[str, Any]:
    who = quote.speaker_span
    return {**_words(article, quote.span), "speaker": quote.speaker or None, "speaker_at": who and [who.start, who.end], "how": quote.how}  # fmt: skip


def _name(name: Name) -> dict[str, Any]:
    return {"kind": name.kind, "id": name.id, "country": name.code or None, "text": name.text, "at": [name.span.start, name.span.end]}  # fmt: skip


def _amount(amount: Amount) -> dict[str, Any]:
    return {"value": str(amount.value), "unit": amount.unit, "of": amount.of, "at": [amount.span.start, amount.span.end]}  # fmt: skip


def _date(dated: Dated) -> dict[str, Any]:
    return {
        "kind": dated.kind, "first": dated.first and str(dated.first), "last": dated.last and str(dated.last),
        "how": dated.how, "at": dated.span and [dated.span.start, dated.span.end],
    }  # fmt: skip
