"""What changed in a month, what is about to, and the feed."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from licet.explore.monthly import Month
from licet.explore.timeline import events


def test_without_a_month_it_is_the_one_before_this(words):
    assert f"What changed in {Month.of(date.today()).previous.words}" in words("/law/changes")


def test_each_change_has_a_sentence_a_citation_and_its_products(words, client):
    page = words("/law/changes?month=2026-01")
    assert "23 changes of the law took effect" in page
    assert "Exports to end users in China or Macau below TPP 21,000" in page
    assert "Another answer for 58 products" in page
    assert "/law/compare?from=2026-01-14&amp;to=2026-01-15" in client.get("/law/changes?month=2026-01").text  # fmt: skip


def test_every_event_of_a_month_is_there(words, book):
    page = words("/law/changes?month=2026-07")
    for event in events(book):
        if (event.on.year, event.on.month) == (2026, 7):
            assert event.title.replace("&", "&amp;") in page.replace("&#39;", "'")


def test_a_month_without_changes_says_so_and_leads_to_one_with(words, client):
    assert "Nothing of the law that is loaded took effect in October 2026" in words("/law/changes?month=2026-10")  # fmt: skip
    assert "/law/changes?month=2026-07" in client.get("/law/changes?month=2026-10").text


def test_a_month_after_the_newest_reading_warns(words):
    assert "What was published after it is not in this list" in words("/law/changes?month=2150-01")


def test_what_is_published_now_to_take_effect_later_stands_apart(words):
    assert "Published in April 2026, to take effect later" in words("/law/changes?month=2026-04")


@pytest.mark.parametrize("month", ["2026-13", "october", "2026", "<script>", "0000-01", "2026-1"])
def test_a_month_that_is_none_comes_back(client, month):
    found = client.get("/law/changes", params={"month": month})
    assert found.status_code == 400
    assert "is no month" in found.text
    assert "<script>" not in found.text.replace('<script src="', "")


def test_the_feed_is_atom_and_the_same_twice(client):
    first, second = client.get("/law/changes.atom"), client.get("/law/changes.atom")
    assert first.content == second.content
    assert first.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(first.content)  # noqa: S314 - our own
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", space)
    assert len(entries) == 60
    ids = [each.findtext("a:id", "", space) for each in entries]
    assert len(set(ids)) == len(ids)
    again = client.get("/law/changes.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_links_of_a_month_into_the_law_lead_to_pages(dead):
    assert dead("/law/changes?month=2026-01") == []
