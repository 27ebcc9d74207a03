"""Two whole articles in the manner of agency copy (invented words about real policy), read as a person would.

One tells that the H200 may go to China for a share of the money, with background, six quotations and a
teaser; the other, without any day, of two foreign ministers who met, with plans at second hand.  They were
written before the reader's weights were learned, by somebody who wrote none of its rules.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.news.made import read

HERE = Path(__file__).parents[2] / "examples" / "news"


@pytest.fixture(scope="module")
def h200():
    return read((HERE / "h200-announcement.txt").read_text("utf-8"), on=date(2025, 12, 10))


@pytest.fixture(scope="module")
def ministers():
    return read((HERE / "foreign-ministers.txt").read_text("utf-8"))


def told(article, act, words):
    """The one event of an act whose clause holds some words."""
    found = [each for each in article.events if each.act == act and words in article.text.cut(each.spans[0])]  # fmt: skip
    assert len(found) == 1, (act, words, found)
    return found[0]


def codes(names):
    return {each.code or each.id for each in names}


def test_the_permission_has_its_actor_goods_target_day_and_price(h200):
    event = told(h200, "relax", "will let Nvidia Corp. ship")
    assert codes(event.actors) == {"US"}
    assert "nvidia-h200" in {each.id for each in event.objects}
    assert "CN" in codes(event.targets)
    assert (event.stage, event.modality) == ("announced", "will")
    assert (event.date.first, event.date.how) == (date(2025, 12, 8), "weekday from anchor")
    assert not event.background
    assert h200.text.cut(event.condition).startswith("in exchange for 25 pct of the sales revenues")
    assert [(each.value, each.unit, each.of) for each in event.amounts] == [(Decimal(25), "percent", "sales revenues")]  # fmt: skip
    assert "Donald Trump" in event.speaker


def test_the_older_bans_are_history_with_their_own_days(h200):
    ban = told(h200, "restrict", "first barred exports")
    duty = told(h200, "restrict", "required a license for the H20")
    assert (ban.date.first, ban.date.last) == (date(2022, 10, 1), date(2022, 10, 31))
    assert (duty.date.first, duty.date.last) == (date(2025, 4, 1), date(2025, 4, 30))
    assert ban.background
    assert duty.background
    assert codes(ban.actors) == codes(duty.actors) == {"US"}
    summoned = told(h200, "investigate", "summoned Nvidia in July")
    assert codes(summoned.actors) == {"CN"}
    assert summoned.date.first == date(2025, 7, 1)


def test_every_quotation_has_its_speaker_and_is_no_act(h200):
    spoken = [(each.text[:20], each.speaker) for each in h200.quotes if each.kind == "direct"]
    assert spoken == [
        ("responded positively", "Donald Trump"),
        ("This policy will sup", "Donald Trump"),
        ("Offering H200 to app", "spokesperson for Nvidia"),
        ("Trump is letting Nvi", "Elizabeth Warren"),
        ("It bans nothing and ", "Chris McGuire"),
        ("China has always hel", "Guo Jiakun"),
    ]
    for quote in h200.quotes:
        if quote.kind == "direct":
            assert not any(quote.span.holds(each.spans[1]) for each in h200.events)


def test_what_is_supposed_and_the_teaser_are_no_events(h200):
    for words in ("If allowed to ship", "Japan court", "close the gap", "shares rose"):
        assert not [each for each in h200.events if words in h200.text.cut(each.spans[0])]
    assert "Japan court" not in h200.text.text


def test_without_a_day_every_act_of_the_meeting_stays_without_one(ministers):
    news = [each for each in ministers.events if not each.background and each.date.first]
    assert news == []
    assert {each.date.kind for each in ministers.events if each.date.first is None} == {"unknown"}
    later = read((HERE / "foreign-ministers.txt").read_text("utf-8"), retrieved=date(2026, 1, 20))
    assert told(later, "meet", "met on the sidelines").date.last == date(2026, 1, 20)


def test_both_ministers_meet_agree_ask_and_protest(ministers):
    assert codes(told(ministers, "meet", "met on the sidelines").actors) == {"JP", "CN"}
    assert codes(told(ministers, "negotiate", "agreed to resume").actors) == {"JP", "CN"}
    assert codes(told(ministers, "urge", "called for the prompt resumption").actors) == {"JP"}
    assert codes(told(ministers, "protest", "lodged a protest").actors) == {"JP"}
    asked = told(ministers, "urge", "urged Tokyo to lift")
    assert (codes(asked.actors), asked.modality) == ({"CN"}, "asked")


def test_plans_at_second_hand_belong_to_whoever_plans(ministers):
    plan = told(ministers, "list", "adding advanced etching tools")
    assert (codes(plan.actors), plan.stage, plan.modality) == ({"JP"}, "considered", "may")
    threat = next(each for each in ministers.events if "threatened to stop buying" in ministers.text.cut(each.spans[0]))  # fmt: skip
    assert codes(threat.actors) == {"CN"}
    assert threat.modality in ("will", "may")  # people mark a threat as either
    assert "person" in threat.speaker
    history = told(ministers, "restrict", "imposed controls on 23 items")
    assert (history.date.first, history.background) == (date(2023, 7, 1), True)
    assert codes(told(ministers, "retaliate", "answered by requiring").actors) == {"CN"}


def test_the_professor_and_the_denial_are_said_and_not_done(ministers):
    speakers = {each.speaker for each in ministers.quotes if each.kind == "direct"}
    assert {"Wang Yi", "Sato Kenji", "senior trade ministry official"} <= speakers
    assert not [each for each in ministers.events if "If Tokyo bans" in ministers.text.cut(each.spans[0])]  # fmt: skip
    assert told(ministers, "state", "denied that a decision").modality == "denied"
