"""The labelled news texts hold together: spans, dates, closed words, counts, split, hash."""

import re
from collections import Counter
from datetime import date

import pytest

from tests.news.gold import (
    HALVES,
    HASHED,
    HOME,
    duplicates,
    halves_by_the_rule,
    hashes,
    of_halves,
    texts,
)

KINDS = {
    "agency copy",
    "law-firm note",
    "ministry notice",
    "background analysis",
    "feed item",
}
ACTOR_TYPES = set("state agency legislature court bloc firm person military unknown".split())
ACTS = set(
    "restrict relax list delist license deny investigate retaliate suspend extend negotiate "
    "urge fund enforce meet state protest incident".split()
)
STAGES = {"considered", "announced", "adopted", "in force", "suspended", "expired", "reversed"}
MODALITIES = {"done", "will", "may", "asked", "denied"}
FOUND = {
    "stated": {"exact", "range"},
    "year from anchor": {"exact", "range"},
    "weekday from anchor": {"exact", "range", "not after"},
    "relative to anchor": {"exact", "range"},
    "period named": {"range", "not after"},
    "carried from another sentence": {"exact", "range"},
    "anchor only": {"not after"},
    "retrieval only": {"not after"},
    "not found": {"unknown"},
}
WHY_NOT = {
    "teaser",
    "caption",
    "copyright",
    "link list",
    "boilerplate",
    "subordinate",
    "hypothetical",
    "quoted opinion",
}
TRAPS = {
    *("three_dates foreign_site_date no_date teaser caption copyright link_list furniture").split(),
    *("boilerplate pct product_names us_full_stop strong_verb_quote pronoun_speaker").split(),
    *("saying_speaker second_hand background subordinate hypothetical same_copy").split(),
    *("duration name_ja_zh denied").split(),
}
DAY = r"\d{4}-\d\d-\d\d"
POINT = rf"(?:{DAY}|\d{{4}}-\d\d|\d{{4}})"
VALUE = re.compile(rf"{POINT}(?:/{POINT})?|P\d+[YMWDH]|PT?\d+H")
ACTOR = re.compile(r"(?:[A-Z]{2}|\?)(?:/\S.*)?|(?![A-Z]{2}/)\S.*")

every_text = pytest.mark.parametrize("text", texts(), ids=lambda text: text.id)


def is_day(word):
    return bool(re.fullmatch(DAY, word)) and bool(date.fromisoformat(word))


@every_text
def test_each_snippet_is_found_exactly_once_in_its_text(text):
    for what, at in text.all_spans():
        span = text.span(at)
        assert text.text[span.start : span.end] == at["text"], what


@every_text
def test_each_text_says_what_it_is_in_closed_words(text):
    labels = text.labels
    assert labels["kind"] in KINDS
    assert set(labels["traps"]) <= TRAPS
    assert labels["source"]
    assert (HOME / text.half / f"{text.id}.yaml").exists()
    assert 120 <= len(text.text.split()) <= 900
    assert labels["retrieved"] is None or is_day(labels["retrieved"])
    assert labels["anchor"] is None or re.fullmatch(POINT, labels["anchor"])
    assert set(labels["related"]) == {"chips", "firms", "laws", "became"}
    assert all(entry["why"] in WHY_NOT for entry in labels["not_events"])
    assert all(e["why"] in {"headline", "detail", "arguable"} for e in labels["optional"])


@every_text
def test_each_event_has_every_field_in_closed_words(text):
    seen = [event["id"] for event in text.labels["events"]]
    assert len(seen) == len(set(seen))
    for event in text.labels["events"]:
        where = (text.id, event["id"])
        assert event["actors"], where
        assert all(ACTOR.fullmatch(actor) for actor in event["actors"]), where
        assert event["actor_type"] in ACTOR_TYPES, where
        assert event["act"] in ACTS, where
        assert event["stage"] in STAGES | {"none"}, where
        assert event["modality"] in MODALITIES, where
        assert event["instrument"], where
        assert isinstance(event["background"], bool), where
        assert event["object"] or event["target"] or event["act"] == "meet", where
        for number in event["numbers"]:
            assert re.fullmatch(r"\d+(\.\d+)?", number["value"]), where


@every_text
def test_an_instrument_is_one_that_the_text_gives(text):
    for event in text.labels["events"]:
        for part in event["instrument"].split(", "):
            numbers = set(re.findall(r"\d+", part)) & set(re.findall(r"\d+", text.text))
            assert part == "unknown" or part.lower() in text.text.lower() or numbers, part


@every_text
def test_each_date_of_an_event_parses_and_says_how_it_was_found(text):
    for event in text.labels["events"]:
        where, when = (text.id, event["id"]), event["date"]
        start, end = when["from"], when["to"]
        assert when["kind"] in FOUND[when["found"]], where
        match when["kind"]:
            case "unknown":
                assert start is None, where
                assert end is None, where
            case "not after":
                assert start is None, where
                assert is_day(end), where
            case "range":
                assert date.fromisoformat(start) < date.fromisoformat(end), where
            case _:
                assert start == end, where
                assert is_day(start), where
        assert all(is_day(event[key]) for key in ("effective", "ends") if key in event), where


@every_text
def test_an_undated_text_dates_nothing_by_an_anchor(text):
    if text.labels["anchor"] is None:
        used = {event["date"]["found"] for event in text.labels["events"]}
        assert not used & {"anchor only", "weekday from anchor", "year from anchor"}
        assert "no_date" in text.labels["traps"]
    if text.labels["retrieved"] is None:
        assert all(e["date"]["found"] != "retrieval only" for e in text.labels["events"])


@every_text
def test_each_date_expression_has_a_normal_form_or_none(text):
    for entry in text.labels["dates"]:
        value = entry["value"]
        assert value is None or VALUE.fullmatch(value), (text.id, entry)
        for point in re.findall(DAY, value or ""):
            date.fromisoformat(point)


@every_text
def test_each_weekday_is_the_weekday_of_its_value(text):
    names = "monday tuesday wednesday thursday friday saturday sunday".split()
    for entry in text.labels["dates"]:
        words = re.findall(r"[a-z]+", entry["at"]["text"].lower())
        for name in set(words) & set(names):
            if is_day(entry["value"] or ""):
                assert date.fromisoformat(entry["value"]).weekday() == names.index(name), entry


@every_text
def test_quotations_stand_in_quotation_marks_and_have_a_speaker(text):
    for entry in text.labels["quotations"]:
        span = text.span(entry["at"])
        assert text.text[span.start - 1] in '"“', entry
        assert re.match(r'[,.?!]?["”]', text.text[span.end :]), entry
        assert entry["speaker"], entry
        assert entry["says"] in {"act", "opinion"}, entry
        assert entry.get("named_as", "he") in {"he", "she", "they", "none"}, entry


@every_text
def test_no_event_lies_wholly_inside_what_must_not_become_one(text):
    barred = [text.span(entry["at"]) for entry in text.labels["not_events"]]
    for event in text.labels["events"]:
        span = text.span(event["at"])
        inside = [b for b in barred if b.start <= span.start and span.end <= b.end]
        assert not inside, (text.id, event["id"])


@every_text
def test_a_page_holds_its_text_and_furniture_that_the_text_lacks(text):
    page = text.page()
    assert (page is None) == ("furniture" not in text.labels)
    if page is not None:
        plain = page.replace("&amp;", "&")
        assert all(part in plain for part in text.text.split("\n") if part)
        assert all(part in page and part not in text.text for part in text.labels["furniture"])


def test_there_are_enough_texts_events_quotations_and_dates():
    everything = [text.labels for text in of_halves()]
    assert len(everything) >= 64
    for part, least in (("events", 320), ("quotations", 120), ("dates", 250), ("not_events", 100)):
        assert sum(len(labels[part]) for labels in everything) >= least, part
    assert {labels["kind"] for labels in everything} == KINDS
    traps = Counter(trap for labels in everything for trap in labels["traps"])
    assert min(traps[trap] for trap in TRAPS) >= 2, traps


def test_both_halves_are_about_half():
    for half in HALVES:
        assert 0.4 <= len(texts(half)) / len(of_halves()) <= 0.6
        share = sum(len(t.labels["events"]) for t in texts(half))
        assert 0.4 <= share / sum(len(t.labels["events"]) for t in of_halves()) <= 0.6


def test_the_split_is_the_one_that_the_rule_gives():
    assert {text.id: text.half for text in of_halves()} == halves_by_the_rule()


@pytest.mark.parametrize("half", HALVES)
def test_duplicates_name_events_of_their_half(half):
    known = {f"{t.id}#{event['id']}" for t in texts(half) for event in t.labels["events"]}
    clusters = [entry["events"] for entry in duplicates(half)["same"]]
    flat = [name for cluster in clusters for name in cluster]
    assert set(flat) <= known
    assert len(flat) == len(set(flat))
    assert all(len({name.split("#")[0] for name in cluster}) > 1 for cluster in clusters)
    for one, other in duplicates(half)["different"]:
        assert {one, other} <= known
        assert not any(one in cluster and other in cluster for cluster in clusters)


@pytest.mark.parametrize("folder", HASHED)
def test_what_is_kept_from_the_rules_is_what_was_hashed(folder):
    file = HOME / f"{folder}.sha256"
    assert hashes(folder) == file.read_text(encoding="utf-8")
