"""Two days of law: what changed in words, whose answers flip, and what cannot be compared."""

import time

import pytest

JANUARY = "/law/compare?from=2026-01-14&to=2026-01-15"


def test_two_days_of_january_name_the_chips_whose_review_turned(words, client):
    page = words(JANUARY)
    assert "presumption of denial" in page
    assert "case-by-case review if all its conditions hold" in page
    assert "/chips/nvidia-h200-sxm-141gb?on=2026-01-15" in client.get(JANUARY).text
    assert "91 FR 1684" in page


def test_two_days_of_january_name_the_provisions_that_came(words):
    page = words(JANUARY)
    assert "Exports to end users in China or Macau below TPP 21,000" in page
    assert "New:" in page


def test_days_in_the_other_order_turn_everything_round(words):
    page = words("/law/compare?from=2026-01-15&to=2026-01-14")
    assert "Stricter: " in page
    assert "Milder: " not in page
    assert "Gone:" in page


def test_a_text_that_changed_is_marked_in_words(client):
    page = client.get("/law/compare?from=2026-12-30&to=2026-12-31&law=US").text
    assert "<ins>" in page
    assert "<del>" in page
    assert "As it was, and as it is" in page


def test_a_comparison_is_quick_once_the_law_is_warm(client):
    client.get(JANUARY)
    started = time.process_time()
    client.get("/law/compare?from=2025-01-01&to=2026-11-01")
    assert time.process_time() - started < 8, "some 2 seconds of one core"


def test_a_journey_may_be_another(words):
    page = words(f"{JANUARY}&destination=Japan, FR")
    assert "an export from US to a firm in Japan, FR" in page


def test_days_between_which_nothing_changed_say_what_that_means(words):
    assert "says nothing of law that is not loaded" in words("/law/compare?from=2026-10-02&to=2026-10-03")  # fmt: skip


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=2026-01-15&to=2026-01-15", "two different days were wanted"),
        ("from=x&to=2026-01-15", "is no day"),
        ("destination=Chinaa", "near it: China"),
        ("destination=CN,JP,KR,TW,NL", "up to 4 were wanted"),
        ("origin=US,CN", "one country of origin"),
        ("destination=%3Cscript%3E", "is no country"),
    ],
)
def test_what_cannot_be_compared_comes_back_filled(client, query, said):
    found = client.get(f"/law/compare?{query}")
    assert found.status_code == 400
    assert said in found.text
    assert "<script>" not in found.text.replace('<script src="', "")


def test_every_link_of_a_comparison_into_the_law_leads_to_a_page(dead):
    assert dead(JANUARY) == []
