"""What is and is not modelled: the numbers of ``licet law coverage``."""

import re
from datetime import date

from licet.decide.report import plain_data
from licet.desk.pages.law_coverage import counts
from licet.explore.coverage import coverage


def test_the_numbers_are_those_of_the_command_line(client, book):
    page = client.get("/law/coverage").text
    for each in coverage(book, date.today()):
        data = plain_data(each)  # what `licet law coverage --json` prints
        row = page.split(f'href="#law-{each.sovereign}"')[1].split("</tr>")[0]
        shown = [int(number) for number in re.findall(r'class="number">(\d+)<', row)]
        assert shown == [
            sum(number for _, number in data["kinds"]),
            sum(number for _, number in data["confidence"]),
            len(data["unverified"]),
            dict(data["confidence"]).get("low", 0),
            sum(sunset["state"] == "stale" for sunset in data["sunsets"]),
            len(data["not_modelled"]),
        ]
        assert tuple(counts(each).values()) == tuple(shown)


def test_it_opens_with_what_silence_means(words):
    assert "Where Licet says nothing, that means nothing." in words("/law/coverage")


def test_it_is_that_of_the_day(words):
    assert "on 2025-12-01" in words("/law/coverage?on=2025-12-01")
    assert "Stale" in words("/law/coverage?on=2026-11-22")


def test_a_day_that_is_none_comes_back(client):
    found = client.get("/law/coverage?on=tomorrow")
    assert (found.status_code, 'value="tomorrow"' in found.text) == (400, True)


def test_links_lead_to_pages(dead):
    assert dead("/law/coverage") == []
