"""Papers: their files, what fills them, and what stays empty."""

import re
from datetime import date

import pytest

from licet.errors import UnknownName
from licet.letters.sealed import Part, seal
from licet.papers.draft import called, draft
from licet.papers.known import known
from licet.papers.read import kind, kinds
from licet.papers.sheet import sheet
from licet.service.service import Question
from tests.signed import installation


@pytest.fixture(scope="module")
def service(library, tmp_path_factory):
    with installation(tmp_path_factory.mktemp("papers"), library) as found:
        yield found


@pytest.fixture(scope="module")
def answers(service):
    """``answers(item, **transfer)``: a sealed answer under the law of 2026-02-01."""

    def ask(item, on=date(2026, 2, 1), **transfer):
        raw = {"item": {"id": item}, "from": "US", "to": "CN", "kind": "export", **transfer}
        question = Question(raw, on)
        return seal([Part("", question, service.decide(question).decisions)])

    return ask


def values(name, answer, sovereign="US"):
    made = draft(kind(name), known(answer, sovereign))
    return {each.field.name: each.value for each in made.entries}


@pytest.mark.parametrize("each", kinds(), ids=lambda each: each.id)
def test_each_paper_says_where_it_comes_from_and_how_sure_it_is(each):
    assert each.cites
    assert all(link.url.startswith("https://") for link in (*each.cites, each.official))
    assert each.source
    assert each.checked <= date(2026, 11, 22)
    assert each.confidence != "high", "no official form was read in full"
    assert each.unverified, "what was not read is said"
    assert len({field.name for field in each.fields}) == len(each.fields)


def test_the_papers_that_users_ask_for_are_there():
    wanted = {"us-eei", "us-nac", "us-uvl", "de-end-use", "nl-end-use", "gb-end-user", "cn-end-use"}
    assert wanted <= {each.id for each in kinds()}
    with pytest.raises(UnknownName, match="us-nac"):
        kind("us-nacc")


def test_the_filing_is_filled_from_the_answer(answers):
    parties = [{"role": "ultimate_consignee", "name": "Example Cloud", "address": "1 Road", "country": "CN"}]  # fmt: skip
    filled = values("us-eei", answers("nvidia-rtx-4090", exporter={"name": "Example Inc"}, parties=parties))  # fmt: skip
    assert filled["usppi"] == "Example Inc"
    assert filled["ultimate_consignee"] == "Example Cloud"
    assert filled["destination"] == "CN"
    assert filled["eccn"].startswith("3A090")
    assert "C67 if exception NAC is used" in filled["license_code"]
    assert "C30 if BIS has issued a license" in filled["license_code"]
    assert filled["value"] == ""


def test_one_role_never_stands_in_for_another(answers):
    parties = [{"role": "end_user", "name": "Example Cloud", "country": "CN"}]
    filled = values("us-eei", answers("nvidia-h20", parties=parties))
    assert filled["ultimate_consignee"] == ""


def test_a_notice_is_called_for_where_the_exception_may_be_open_and_has_the_figures(answers):
    answer = answers("nvidia-rtx-4090")
    assert called(kind("us-nac"), known(answer, "US")) is not False
    assert values("us-nac", answer)["tpp"] == "5,284.82"
    japan = answers("nvidia-rtx-4090", to="JP")
    assert called(kind("us-nac"), known(japan, "US")) is False


def test_a_statement_is_called_for_by_a_listed_party_and_names_it(answers):
    listed = [{"role": "purchaser", "name": "Example Trade", "address": "2 Road", "country": "DE", "lists": ["US-UVL"]}]  # fmt: skip
    answer = answers("nvidia-h20", to="DE", parties=listed)
    assert called(kind("us-uvl"), known(answer, "US")) is True
    assert values("us-uvl", answer)["party"] == "Example Trade"
    other = [{"role": "purchaser", "name": "Example Trade", "country": "DE", "lists": []}]
    assert called(kind("us-uvl"), known(answers("nvidia-h20", to="DE", parties=other), "US")) is not True  # fmt: skip


def test_where_variants_differ_every_value_is_given(answers):
    tpp = values("us-nac", answers("nvidia-h200"))["item"]
    assert "NVL" in tpp
    assert "SXM" in tpp


def test_what_is_typed_stands_before_what_is_known_also_where_it_is_emptied(answers):
    knows = known(answers("nvidia-h20"), "US")
    made = draft(kind("us-eei"), knows, {"destination": "", "value": "5 000"})
    by_name = {each.field.name: each for each in made.entries}
    assert by_name["destination"].value == ""
    assert (by_name["value"].value, by_name["value"].source) == ("5 000", "as typed")
    assert "Country of ultimate destination" in made.empty


def test_a_draft_says_that_it_is_one_and_is_the_same_bytes_each_time(answers):
    knows = known(answers("nvidia-h20"), "US")
    made = draft(kind("us-eei"), knows, {"value": '#panic("x") 中'})
    first, second = (sheet(made, knows.day, knows.rests, "an answer") for _ in range(2))
    assert first == second
    assert b"/Title(Draft: Electronic Export Information" in first


def test_an_exact_quotient_is_rounded_and_says_so(answers):
    assert values("us-nac", answers("nvidia-h20"))["density"] == "about 2.9091"


def test_the_filing_asks_for_every_mandatory_element():
    """15 CFR 30.6(a), save the line's number and the two requests for an action, which are of the message."""
    cites = " ".join(each.cite for each in kind("us-eei").fields).replace("(6) to (9)", "(6), (7), (8), (9)")  # fmt: skip
    asked = {int(each) for each in re.findall(r"\((\d+)\)", cites.replace("30.6(b)", "").replace(", (b)(3)", ""))}  # fmt: skip
    assert {*range(1, 29)} - {20, 25, 26} <= asked
