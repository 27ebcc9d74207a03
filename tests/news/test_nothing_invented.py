"""Whatever the text: spans hold, nothing is added, and the same text gives the same bytes."""

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.news.joining import joined_events
from licet.news.rows import run_data
from licet.pack.store import open_library
from tests.news.made import ANNOUNCED, UNDATED, development, read

PIECES = [each for each in (ANNOUNCED + UNDATED).replace("\n", " ").split(" ") if each]


def holds(article):
    text = article.text
    for span in article.summary:
        assert text.cut(span) in text.text
        assert span in article.sentences
    for event in article.events:
        assert event.spans
        assert all(0 <= span.start < span.end <= len(text.text) for span in event.spans)
        for name in (*event.actors, *event.objects, *event.targets, *event.instruments):
            assert text.cut(name.span).split() == name.text.split()
        if event.speaker:
            assert event.speaker in text.text
        for amount in event.amounts:
            assert amount.span.end <= len(text.text)
        if event.date.first:
            assert event.date.span is not None or article.anchor.first
    for quote in article.quotes:
        assert text.cut(quote.span) == quote.text
        assert quote.speaker in text.text


def test_made_articles_hold_nothing_that_is_not_in_their_text():
    for each in (ANNOUNCED, UNDATED, f"<html><body><p>{ANNOUNCED}</p></body></html>"):
        holds(read(each, on=date(2025, 12, 10)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([*PIECES, '"', "\n", "said", ". "]), max_size=80))
def test_shuffled_words_give_no_word_that_is_not_there(words):
    holds(read(" ".join(words)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    from licet.errors import InputError

    try:
        article = read(text)
    except InputError:
        return
    holds(article)


def test_places_lead_back_into_the_page():
    page = "<html><body><p>Japan &amp; China</p><p>Japan banned exports of gallium.</p></body></html>"  # fmt: skip
    article = read(page)
    name = next(each for each in article.names if each.id == "gallium")
    source = article.text.source(name.span)
    assert page[source.start : source.end] == "gallium"


def test_the_same_articles_give_the_same_bytes():
    def run():
        articles = [read(ANNOUNCED), read(UNDATED)]
        return json.dumps(
            run_data(articles, joined_events(articles), (), open_library(None).law.book)
        )

    assert run() == run()


def test_every_article_of_the_development_half_holds_nothing_that_is_not_in_it():
    for _, article in development():
        holds(article)
