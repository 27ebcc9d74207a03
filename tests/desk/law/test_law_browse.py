"""The law as of a day: filters, states, paging, and what is wrong said beside what was typed."""

import re

import pytest


def test_everything_is_listed_with_how_it_stands(words, book):
    page = words("/law")
    assert f"{len(book.provisions)} of {len(book.provisions)} provisions" in page
    assert "in force" in page


def test_words_find_a_provision_by_its_citation(client):
    page = client.get("/law?text=3A090.a+advanced")
    assert "/law/us.ccl.3A090.a" in page.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("text=us.744.11.affiliates&on=2025-10-15", "in force"),
        ("text=us.744.11.affiliates&on=2025-12-15", "suspended"),
        ("text=us.744.11.affiliates&on=2026-11-20", "stale"),
        ("text=us.744.11.affiliates&on=2020-01-01", "not yet in force"),
        ("text=us.744.11.affiliates&on=2020-01-01&known_on=2020-01-01", "not yet published"),
    ],
)
def test_one_rule_stands_otherwise_on_other_days(client, query, said):
    row = client.get(f"/law?{query}").text.split("/law/us.744.11.affiliates?")[1].split("</tr>")[0]
    assert said in row


def test_states_add_up_to_the_whole(client, book):
    page = client.get("/law?on=2026-02-01").text
    counted = re.findall(r'state=\w+"[^>]*>([\d,]+) ', page)
    assert sum(int(each.replace(",", "")) for each in counted) == len(book.provisions)


def test_only_what_is_not_verified(words):
    found = re.match(
        r".*?(\d+) of \d+ provisions; (\d+) of them not verified", words("/law?unverified=yes")
    )
    assert found[1] == found[2]


def test_a_group_finds_those_that_name_it(words, book):
    from licet.explore.related import users_of_group

    assert f"{len(users_of_group('D5', book))} of" in words("/law?group=D5")


def test_a_page_further_on_keeps_the_filters(client):
    page = client.get("/law?sovereign=US&page=2").text
    assert 'rel="prev" href="/law?sovereign=US&amp;page=1"' in page
    assert "Page 2 of" in page


@pytest.mark.parametrize("page", ["0", "-1", "9999", "x", "9" * 50])
def test_an_odd_number_of_a_page_is_a_page(words, page):
    assert "provisions" in words(f"/law?page={page}")


@pytest.mark.parametrize(
    "day", ["31.12.2025", "2025-02-30", "0001-01-01", "9999-12-31", "<script>"]
)
def test_a_day_that_is_none_is_given_back_with_what_was_wanted(client, day):
    found = client.get("/law", params={"on": day, "text": "chips"})
    assert found.status_code == 400
    assert 'value="chips"' in found.text
    assert 'aria-invalid="true"' in found.text
    assert "<script>alert" not in found.text
    assert "There is a problem" in found.text


def test_nothing_found_says_that_it_means_nothing(words):
    assert "says nothing of the law itself" in words("/law?text=zzzzzz")


def test_a_page_that_the_reader_has_is_not_sent_again(client):
    first = client.get("/law?text=h200")
    again = client.get("/law?text=h200", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.text) == (304, "")
    assert client.get("/law?text=h20", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200  # fmt: skip


def test_hostile_words_come_back_as_words(client):
    page = client.get(
        "/law", params={"text": '"><script>alert(1)</script>', "sovereign": "<b>"}
    ).text
    assert "<script>alert" not in page
