"""What stands above an article's events: a title line, and two to four of its own sentences; on every development text."""

from __future__ import annotations

import re

import pytest

from licet.news.summary import headline
from tests.news.made import ANNOUNCED, development, read

ASIDE = {"teaser", "caption", "copyright", "link list"}


def test_a_summary_is_two_to_four_sentences_of_the_text_in_its_order():
    for label, article in development():
        found = article.summary
        assert 2 <= len(found) <= 4, label.id
        assert set(found) <= set(article.sentences), label.id
        assert list(found) == sorted(found, key=lambda span: span.start), label.id
        for span in found:
            source = article.text.source(span)
            assert label.text[source.start : source.end].split() == article.text.cut(span).split(), label.id  # fmt: skip


def test_no_sentence_or_title_is_of_another_story_a_caption_or_a_line_of_rights():
    for label, article in development():
        for span in (*article.summary, *filter(None, [article.headline])):
            inside = [why for barred, why in label.barred if barred.meets(article.text.source(span)) and why in ASIDE]  # fmt: skip
            assert inside == [], label.id


def test_no_sentence_is_mostly_a_quotation():
    for label, article in development():
        for span in article.summary:
            quoted = sum(min(q.span.end, span.end) - max(q.span.start, span.start) for q in article.quotes if q.kind == "direct" and q.span.meets(span))  # fmt: skip
            assert quoted * 2 < span.end - span.start, label.id


def test_a_headline_is_one_line_and_not_the_first_sentence_of_the_story():
    for label, article in development():
        said = article.text.cut(article.headline)
        assert "\n" not in said, label.id
        assert len(said) <= 160, label.id
        assert not re.search(r"^(?:client alert|memorandum)\b|\(.*\) - ", said, re.IGNORECASE), label.id  # fmt: skip
        assert not any(article.headline.meets(span) for span in article.summary), label.id


@pytest.mark.parametrize(
    "before",
    ["CLIENT ALERT | 20 January 2026", "MEMORANDUM\n\nTo: All clients\nDate: 3 May 2025", "2025-12-08", "Photo: A wafer.", "Read next: A fine in Europe", ""],
)  # fmt: skip
def test_labels_days_captions_and_teasers_above_a_title_are_passed_over(before):
    text = f"{before}\n\nWho may buy the chip now\n\nThe rule of Monday lets some firms buy."
    span = headline(text)
    assert text[span.start : span.end] == "Who may buy the chip now"


def test_a_text_without_a_title_gives_its_first_sentence_and_an_empty_one_none():
    text = (
        "The rule of Monday lets some firms buy the chip, "
        + "on many terms, " * 10
        + "it says. No more."
    )
    span = headline(text)
    assert text[span.start : span.end].endswith("it says.")
    assert headline(" \n ") is None


def test_two_sentences_that_say_the_same_are_not_both_taken():
    again = ANNOUNCED.replace(
        "The Biden administration banned",
        "Trump said his administration will allow Nvidia to export its H200 chips to approved customers in China.\n\nThe Biden administration banned",
    )
    told = [each.text.cut(span) for each in [read(again)] for span in each.summary]
    assert sum("approved customers" in each for each in told) == 1
