"""The page of dated policy events, its feed, and the table of who followed whom."""

import pytest
from defusedxml import ElementTree

from licet.happened.kept import Editing
from licet.happened.reading import happening
from licet.happened.shipped import shipped


def test_every_event_stands_there_with_what_it_became_in_law(words):
    page = words("/timeline")
    assert f"{len(shipped())} dated policy events" in page
    assert "in law: us.money.announced_25@2025-12-08" in page
    assert "in law: none modelled." in page


def test_filters_narrow_list_picture_and_count(words, client):
    page = words("/timeline?actors=JP,NL&since=2023&until=2023")
    assert "8 dated policy events" in page
    assert 'id="2023-07-23-23-items-in-force"' in client.get("/timeline?actors=JP&since=2023").text
    assert "No event is known here that fits. That says nothing" in words("/timeline?about=zzzz")


def test_who_followed_whom_for_one_concept(words):
    page = words("/timeline?concept=duv-immersion&states=US,JP,NL")
    assert "JP 2023-07-23 first" in page
    assert "NL 2023-09-01 40 equal" in page


@pytest.mark.parametrize(
    "asked",
    ["since=soon", "until=2023-13", "act=ban", "stage=<script>", "concept=nothing", "concept=ai-chip&states=US"],
)  # fmt: skip
def test_what_is_none_comes_back_with_what_was_wanted(client, asked):
    found = client.get(f"/timeline?{asked}")
    assert found.status_code == 400
    assert "There is a problem" in found.text
    assert "<script>" not in found.text.replace('<script src="', "")


def test_alarms_stand_on_the_page(words):
    assert "Alarms" in words("/timeline")


def test_the_feed_is_rss_and_the_same_twice(client):
    first, second = client.get("/timeline.rss"), client.get("/timeline.rss")
    assert first.content == second.content
    assert first.headers["content-type"].startswith("application/rss+xml")
    assert len(ElementTree.fromstring(first.content).findall("channel/item")) == len(shipped())


def test_what_nobody_has_judged_is_on_no_page_and_hostile_words_stay_words(library, tmp_path):
    from starlette.testclient import TestClient

    from licet.desk.app import make_app
    from tests.installed import installed

    row = {"id": "r1", "title": "<img src=x onerror=alert(1)> Lasers", "act": "restrict", "actors": ["JP"], "on": "2026-10-01", "sources": [{"source": "Wire", "url": "javascript:alert(1)"}]}  # fmt: skip
    with installed(tmp_path, library) as service:
        client = TestClient(make_app(service), base_url="http://127.0.0.1:8787")
        with service.store.writing() as work:
            Editing(work, shipped()).suggest(happening(row), "reader")
        assert "Lasers" not in client.get("/timeline").text
        with service.store.writing() as work:
            Editing(work, shipped()).confirm("r1", "eva")
        page = client.get("/timeline").text
        assert "Lasers" in page
        assert "<img src=x" not in page
        assert "javascript:" not in page
