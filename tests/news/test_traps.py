"""Every trap of the design's section 14, each a sentence about a made-up article."""

from datetime import date
from decimal import Decimal

import pytest

from licet.news.joining import joined_events
from tests.news.made import ANNOUNCED, UNDATED, read

ON = date(2025, 12, 10)


def one(article, act, place=0):
    return [each for each in article.events if each.act == act][place]


def test_an_announcement_gives_actor_act_object_target_stage_and_condition():
    event = one(read(ANNOUNCED, on=ON), "relax")
    assert [each.code for each in event.actors] == ["US"]
    assert "nvidia-h200" in {each.id for each in event.objects}
    assert {"CN"} <= {each.id for each in event.targets}
    assert (event.stage, event.modality) == ("announced", "will")


def test_pct_is_a_percent_of_what_the_text_says():
    event = one(read(ANNOUNCED, on=ON), "relax")
    assert [(each.value, each.unit, each.of) for each in event.amounts] == [(Decimal(25), "percent", "sales revenues")]  # fmt: skip
    assert event.condition is not None


def test_on_monday_is_counted_from_the_dateline_and_says_so():
    event = one(read(ANNOUNCED, on=ON), "relax")
    assert (event.date.first, event.date.how) == (date(2025, 12, 8), "weekday from anchor")


def test_the_site_date_in_another_language_gives_the_dateline_its_year_and_no_more():
    article = read("2025年12月10日 08:00\n\n" + ANNOUNCED)
    assert article.anchor.first == date(2025, 12, 9)
    assert one(article, "relax").date.first == date(2025, 12, 8)


def test_background_keeps_its_old_date_and_is_marked():
    event = one(read(ANNOUNCED, on=ON), "restrict")
    assert (event.date.first, event.date.last) == (date(2022, 10, 1), date(2022, 10, 31))
    assert event.background


def test_about_seven_years_is_a_length_of_time():
    article = read(ANNOUNCED, on=ON)
    assert [each.kind for each in article.dates if "seven" in article.text.cut(each.span)] == ["duration"]  # fmt: skip


def test_without_any_date_monday_is_unknown_and_today_is_never_used():
    article = read(UNDATED)
    assert {each.date.kind for each in article.events} == {"unknown"}
    assert all(each.date.first is None for each in article.events)


def test_an_undated_text_happened_not_after_its_retrieval():
    event = one(read(UNDATED.replace(" on Monday", ""), retrieved=ON), "restrict")
    assert (event.date.kind, event.date.last) == ("not after", ON)


def test_a_second_hand_plan_belongs_to_whoever_plans_and_the_outlet_only_tells():
    event = one(read(UNDATED), "restrict")
    assert [each.code for each in event.actors] == ["JP"]
    assert (event.stage, event.modality) == ("considered", "will")
    assert (event.speaker, event.via) == ("Kyodo News", "Kyodo News")


def test_teasers_captions_and_rights_are_left_out_and_listed():
    article = read(ANNOUNCED, on=ON)
    assert "drones" not in article.text.text
    assert {"teaser", "caption", "copyright"} <= {why for why, _ in article.text.dropped}


def test_strong_verbs_in_a_quotation_are_no_act():
    article = read(ANNOUNCED, on=ON)
    quoted = [each.span for each in article.quotes if each.kind == "direct"]
    assert not any(span.holds(event.spans[1]) for event in article.events for span in quoted)


def test_a_clause_with_if_is_no_event():
    article = read(ANNOUNCED, on=ON)
    assert not [e for e in article.events if "if allowed" in article.text.cut(e.spans[0])]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [("This bans", "Ann Lee"), ("We gave it", "Ann Lee"), ("If allowed to ship, they", "Bob Roe")],
)
def test_speakers_are_found_after_the_verb_by_pronoun_and_before_saying(words, speaker):
    quotes = read(ANNOUNCED, on=ON).quotes
    assert [each.speaker for each in quotes if each.text.startswith(words)] == [speaker]


def test_product_names_are_no_numbers_and_us_ends_its_sentence():
    article = read(ANNOUNCED, on=ON)
    assert not [each for each in article.amounts if each.value in (200, 100)]
    assert any(article.text.cut(span).startswith("The step ends") for span in article.sentences)


def test_two_outlets_with_the_same_copy_are_one_event_with_two_sources():
    both = [read(ANNOUNCED, on=ON, name="a"), read(ANNOUNCED.replace("Made Wire", "Other Wire"), on=ON, name="b")]  # fmt: skip
    told = joined_events(both)
    relaxed = [each for each in told if each.event.act == "relax"]
    assert [[number for number, _ in each.sources] for each in relaxed] == [[0, 1]]
    assert len({each.event.id for each in told}) == len(told)


def test_names_and_titles_in_japanese_and_chinese_are_recognised():
    article = read("経済産業省は2025年12月10日、半導体製造装置について発表した。\n商务部回应。")
    assert {("agency", "JP"), ("agency", "CN")} <= {(each.kind, each.code) for each in article.names}  # fmt: skip
    assert article.dates[0].first == date(2025, 12, 10)
