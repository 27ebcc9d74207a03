"""What an announced act became in law, by the timeline and by the rule book; made articles."""

from __future__ import annotations

from datetime import date

import pytest

from licet.explore.timeline import events
from licet.happened.shipped import shipped
from licet.news.direction import MILDER, STRICTER, way_of_change
from licet.news.in_law import BY_LIKENESS, BY_TIMELINE, LawNotes
from licet.news.joining import joined_events
from licet.news.omitted import omitted
from licet.pack.store import open_library
from tests.news.made import ANNOUNCED, read

DUTCH = """Dutch cabinet writes to parliament

THE HAGUE, March 8, 2023 (Made Wire) - The Dutch government said on Wednesday that it will restrict exports of advanced lithography machines.
"""
NEVER = """Wire report

TOKYO, March 3, 2026 (Made Wire) - Japan's government is planning to restrict exports of lithium batteries to China.
"""
OPPOSITE = """Wire report

WASHINGTON, Dec. 9, 2025 (Made Wire) - The United States will ban exports of the H20 chip to China, President Donald Trump said on Tuesday.
"""
RESCINDED = """Wire report

WASHINGTON, May 13, 2025 (Made Wire) - The Bureau of Industry and Security on Tuesday rescinded the AI Diffusion rule for advanced chips.
"""


@pytest.fixture(scope="module")
def book():
    return open_library(None).law.book


@pytest.fixture(scope="module")
def changes(book):
    return events(book)


@pytest.fixture(scope="module")
def notes(book, changes):
    return LawNotes(book, changes, shipped())


def noted(notes, text, on=None):
    """The article, and the first note of its sentences below the headline."""
    article = read(text, on=on)
    told = [each for each in joined_events([article]) if each.event.actors]
    found = [note for each in told if (note := notes.note(each.event, article)) is not None]
    return article, found[0]


def test_the_h200_announcement_became_a_review_policy_and_a_duty_five_weeks_later(notes, book):
    article, note = noted(notes, ANNOUNCED, on=date(2025, 12, 9))
    assert note.held.event.id == "2025-12-08-h200-announced"
    assert "2026-01-13-h200-rule" in {each.id for each in note.held.later}
    assert {each.instrument: (str(each.on), each.days, each.how) for each in note.became} == {
        "91 FR 1684": ("2026-01-15", 38, BY_TIMELINE),
        "Proclamation of 2026-01-14": ("2026-01-15", 38, BY_TIMELINE),
    }
    pins = {rule.pin for each in note.became for rule in each.rules}
    assert "us.review.742_6_b10.box_2026@2026-01-15" in pins
    left = "\n".join(f"{each.text} {each.cite}" for each in omitted(note, article, book))
    for words in ("at most 50 percent", "third-party laboratory", "knowing its customers", "supp. no. 2 to part 748"):  # fmt: skip
        assert words in left


def test_what_the_article_tells_is_not_left_out(notes, book):
    told = ANNOUNCED.replace(
        "The step ends",
        "Each shipment passes a laboratory test first. Volume may not exceed 50 percent. The step ends",
    )
    article, note = noted(notes, told, on=date(2025, 12, 9))
    left = "\n".join(each.text for each in omitted(note, article, book))
    assert "laboratory" not in left
    assert "50 percent" not in left
    assert "No foundry capacity" in left


def test_a_plan_leads_to_what_the_timeline_says_it_became_half_a_year_later(notes):
    _, note = noted(notes, DUTCH)
    assert note.held.event.id == "2023-03-08-dutch-letter"
    (became,) = note.became
    assert (became.instrument, became.days) == ("Stcrt. 2023-18212", 177)
    assert all(rule.subject.startswith("nl.") for rule in became.rules)


def test_a_rule_that_was_dropped_leads_to_the_versions_no_longer_enforced(notes):
    _, note = noted(notes, RESCINDED)
    assert note.held.event.id == "2025-05-13-diffusion-dropped"
    pins = {rule.pin for each in note.became for rule in each.rules}
    assert "us.742.6.a6iiiA.worldwide@2025-05-13" in pins


def test_a_plan_that_nothing_followed_says_so_and_no_more(notes, book):
    _, note = noted(notes, NEVER)
    assert note.became == ()
    assert note.held is None
    checked = book.sovereigns["JP"].checked
    assert note.note == f"no change of law on these goods by JP that is stricter since, as of the book's last day ({checked})"  # fmt: skip


def test_a_ban_does_not_become_the_relaxation_of_the_same_weeks(notes):
    _, note = noted(notes, OPPOSITE)
    assert note.held is None  # the timeline's announcement of those days is of another chip
    assert note.became == ()
    assert "no change of law on these goods by US that is stricter in the 75 days after" in note.note  # fmt: skip


def test_by_likeness_only_changes_of_the_same_sovereign_direction_and_goods_are_named(book, changes):  # fmt: skip
    _, note = noted(LawNotes(book, changes, ()), DUTCH.replace("March 8, 2023", "June 21, 2023"))
    (became,) = note.became
    assert became.how == BY_LIKENESS
    assert became.instrument == "Stcrt. 2023-18212"
    assert became.days == 72


def test_the_way_of_a_change_is_read_off_its_kind(book, changes):
    def way(subject, on):
        return {way_of_change(each, book) for each in changes if each.subject == subject and str(each.on) == on}  # fmt: skip

    assert way("us.review.742_6_b10.box_2026", "2026-01-15") == {MILDER}
    assert way("cn.1_2026.military", "2026-01-06") == {STRICTER}
    assert way("us.748.15.VEU_fabs", "2025-12-31") == {STRICTER}
    assert MILDER in way("us.742.6.a6iiiA.worldwide", "2025-05-13")
