"""A question as a link, and as one line of text."""

from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.service.asked import BadQuestion, party_text, read, write
from licet.service.line import read_line
from licet.service.service import Question
from tests.installed import installed


@pytest.fixture(scope="module")
def service(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    with installed(folder, library) as found:
        yield found


_COUNTRIES = st.sampled_from(("US", "CN", "SG", "NL", "AE"))
_NAMES = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="=,"), min_size=1, max_size=12)  # fmt: skip
_PARTY = st.fixed_dictionaries(
    {"role": st.sampled_from(("end_user", "purchaser"))},
    optional={"name": _NAMES, "country": _COUNTRIES, "headquarters": _COUNTRIES},
).map(lambda told: ",".join(f"{k}={v}" for k, v in told.items()))
_PAIRS = st.tuples(
    st.just([("item", "nvidia-h200")]),
    st.lists(st.tuples(st.just("to"), _COUNTRIES), max_size=1),
    st.lists(st.tuples(st.just("from"), _COUNTRIES), max_size=1),
    st.lists(st.tuples(st.just("kind"), st.sampled_from(("export", "import"))), max_size=1),
    st.lists(st.tuples(st.just("exporter"), _NAMES), max_size=1),
    st.lists(st.tuples(st.just("party"), _PARTY), max_size=2),
    st.lists(
        st.tuples(
            st.just("fact"),
            st.sampled_from(("tpp=4800", "parties_complete=yes", "tpp=?", "total_dram_bandwidth_gb_s=[40, 60]")),
        ), max_size=1,
    ),
    st.lists(st.just(("due_care", "yes")), max_size=1),
    st.lists(st.tuples(st.just("law"), _COUNTRIES), max_size=2, unique=True),
    st.lists(st.just(("screen", "no")), max_size=1),
    st.lists(st.tuples(st.just("on"), st.dates(date(1950, 1, 1)).map(str)), max_size=1),
).map(lambda parts: [pair for part in parts for pair in part])  # fmt: skip


@given(params=_PAIRS)
def test_a_question_written_and_read_is_the_same_question(service, params):
    question = read(params, service)
    text = write(question)
    assert read(parse_qsl(text), service) == question
    assert write(read(parse_qsl(text), service)) == text


def test_what_goes_without_saying_is_left_out(service):
    question = read([("item", "nvidia-h200"), ("from", "United States"), ("to", "china"), ("kind", "export")], service)  # fmt: skip
    assert write(question) == "item=nvidia-h200&to=CN"


def test_every_fault_is_told_at_once_with_its_field(service):
    bad = [
        ("item", "h201"), ("to", "Mars"), ("on", "soon"), ("fact", "tpp=abc"), ("fact", "foo=3"),
        ("form", "US"), ("due_care", "maybe"), ("party", "q"), ("law", "ZZZ"), ("kind", "gift"),
    ]  # fmt: skip
    with pytest.raises(BadQuestion) as told:
        read(bad, service)
    fields = [name for name, _ in told.value.errors]
    assert sorted(set(fields)) == sorted({name for name, _ in bad})
    by_field = dict(told.value.errors)
    assert "Did you mean" in by_field["item"]
    assert "write it as 2026-02-01" in by_field["on"]
    assert "from" in by_field["form"]


def test_a_parameter_that_stands_twice_is_not_chosen_between(service):
    with pytest.raises(BadQuestion, match="to stands 2 times"):
        read([("item", "nvidia-h200"), ("to", "CN"), ("to", "SG")], service)


def test_what_no_link_can_say_is_refused_with_the_way_out():
    with pytest.raises(InputError, match="keep it as a question"):
        party_text({"role": "end_user", "owners": [{"name": "Acme"}]})


def test_a_listing_is_written_as_it_is_read(service):
    party = "role=end_user,list=US-EL/1+4@2023-10-17,list=US-UVL?"
    question = read([("item", "nvidia-h200"), ("party", party)], service)
    assert party_text(question.transfer["parties"][0]) == party


def test_a_raw_transfer_of_true_and_false_is_written_as_words():
    question = Question({"item": {"id": "nvidia-h200"}, "facts": {"parties_complete": True}})
    assert write(question) == "item=nvidia-h200&fact=parties_complete%3Dyes"


@pytest.mark.parametrize(
    ("line", "said", "left"),
    [
        ("H200 to China on 2026-02-01", "NVIDIA H200 from United States to China, 2026-02-01", ()),
        ("h200, Beijing cloud firm, today", "NVIDIA H200 from United States to Beijing (China), today", ("cloud firm",)),
        ("may I ship an H200 to a Beijing cloud firm today?", "NVIDIA H200 from United States to Beijing (China), today", ("cloud firm",)),
        ("NXT:1980Di from Netherlands to CN, 1 Feb 2026", "TWINSCAN NXT:1980Di from Netherlands to China, 2026-02-01", ()),
        ("gallium from china to us", "Gallium and its compounds from China to United States, today", ()),
        ("h200 to UAE or Saudi Arabia", "NVIDIA H200 from United States to United Arab Emirates, today", ("Saudi Arabia",)),
        ("rtx 4090 in Johor Bahru", "NVIDIA GeForce RTX 4090 from United States to Johor Bahru (Malaysia), today", ()),
        ("H200", "NVIDIA H200 from United States to no place named, today", ()),
        ("", "no product from United States to no place named, today", ()),
        ("h200 to the Netherlands", "NVIDIA H200 from United States to Netherlands, today", ()),
        ("gallium metal china -> usa", "Gallium metal from China to United States, today", ()),
        ("NXE:3600D Veldhoven to Taiwan", "TWINSCAN NXE:3600D from Veldhoven (Netherlands) to Taiwan, today", ()),
        ("H200 from Boston to San Francisco", "NVIDIA H200 from Boston (United States) to San Francisco (United States), today", ()),
        ("Can I send an H200 to my customer in China?", "NVIDIA H200 from United States to China, today", ("my customer",)),
        ("H200 for AI training at an IT firm in China", "NVIDIA H200 from United States to China, today", ("AI training at an IT firm",)),
        ("H200 to Malaysia via Singapore", "NVIDIA H200 from United States to Malaysia, today", ("via Singapore",)),
        ("H200 to 北京", "NVIDIA H200 from United States to 北京 (China), today", ()),
        ("H200 from the US to the UK", "NVIDIA H200 from United States to United Kingdom, today", ()),
        ("send me an H200", "NVIDIA H200 from United States to no place named, today", ("me",)),
    ],
)  # fmt: skip
def test_a_line_is_said_back_with_what_was_not_understood(service, line, said, left):
    found = read_line(line, service)
    assert found.said(service.library.law.book.facts.countries) == said
    assert found.left == left


def test_a_product_that_a_line_only_resembles_is_offered_and_not_taken(service):
    found = read_line("h201 to China", service)
    assert not found.complete
    assert found.item == ""
    assert any("H200" in each.name for each in found.meant)


def test_a_day_that_cannot_be_is_a_fault_and_not_today(service):
    found = read_line("h200 to China on 2026-02-31", service)
    assert not found.complete
    assert "no day" in found.faults[0]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("H200 to China last year", "“last year” is no single day"),
        ("H200 to China in 2024", "“2024” is no single day"),
        ("H200 to China 01/02/2026", "is no single day"),
        ("H200 to Congo", "may be Congo (Democratic Republic) or Congo (Republic)"),
        ("H200 to China and Malaysia", "“Malaysia” is one more place"),
        ("H200 to China to Malaysia", "Two places stand for to"),
        ("H200 and B200 to China", "“B200” is a product of its own"),
        ("H100 design file to China", "“design file” is more than goods"),
        ("publish a paper on the H100 in China", "is more than goods"),
    ],
)  # fmt: skip
def test_what_a_line_cannot_ask_stops_it_and_is_not_answered_for_something_else(service, line, fault):  # fmt: skip
    found = read_line(line, service)
    assert not found.complete
    assert any(fault in each for each in found.faults)


def test_yesterday_and_tomorrow_are_days(service):
    days = [read_line(f"H200 to China {word}", service).on for word in ("yesterday", "tomorrow")]
    assert days == [date.today() - timedelta(days=1), date.today() + timedelta(days=1)]


@given(line=st.text(max_size=80))
def test_no_line_is_an_error(service, line):
    found = read_line(line, service)
    assert found.complete == bool(found.item and found.to and not found.faults)
