"""From answers to transfers: the right act, the right thing, and nothing that nobody said."""

import json

import pytest

from licet.interview.transfers import questions
from tests.interview.samples import CHIP, PROJECT

SHEET = {
    **CHIP,
    "item": {"sheet": "yes"},
    "speed": {"rates": {"16": "989", "8": "1979", "64": "67"}},
    "figures": {"form": "chip", "process": "non_planar", "die_area": "814", "datacenter": "yes"},
}


def raw(answers, library, kind="transfer"):
    return questions(kind, answers, library)[0].question.transfer


def test_a_chip_that_is_shipped(library):
    found = raw(CHIP, library)
    assert (found["kind"], found["from"], found["to"]) == ("export", "US", "CN")
    assert found["item"] == {"id": "nvidia-h200-sxm-141gb"}
    assert found["parties"][0]["role"] == "end_user"
    assert found["end_use"]["military"] is False
    assert found["end_use"]["no_knowledge_beyond_stated"] is True


def test_from_elsewhere_it_is_a_reexport(library):
    route = {**CHIP["route"], "from": "SG"}
    assert raw({**CHIP, "route": route}, library)["kind"] == "reexport"


def test_further_parties_have_the_role_that_was_said_and_no_other(library):
    found = raw(
        {**CHIP, "party-1": {"role": "bank", "country": "HK"}, "party-2": {"country": "SG"}},
        library,
    )
    assert found["parties"][0]["role"] == "end_user"
    assert found["parties"][1:] == [{"role": "bank", "country": "HK"}, {"country": "SG"}]


def test_a_data_sheet_gives_the_highest_product(library):
    facts = raw(SHEET, library)["item"]["facts"]
    assert facts["total_processing_performance"] == "15832"
    assert facts["processing_tops_8bit"] == "1979"
    assert facts["non_planar_logic_die"] is True


@pytest.mark.parametrize(("rate", "level"), [("989", "a"), ("200", "b"), ("20", "none")])
def test_a_board_follows_the_chip_in_it(rate, level, library):
    answers = {
        **SHEET,
        "speed": {"rates": {"16": rate}},
        "figures": {**SHEET["figures"], "form": "board"},
    }
    assert raw(answers, library)["item"]["facts"]["contains_3a090_ic"] == level


def test_technology_takes_the_class_of_the_product_where_it_is_at_home(library):
    answers = {**CHIP, "act": {"act": "technology"}, "public": {"published": "no"}}
    item = raw(answers, library)["item"]
    assert item["kind"] == "technology"
    assert item["facts"] == {"published": False, "technology_for": "3A090.a"}
    assert "id" not in item


def test_a_class_that_is_stated_stays(library):
    answers = {**CHIP, "act": {"act": "technology"}, "public": {"class": "3A001.z"}}
    assert raw(answers, library)["item"]["facts"]["technology_for"] == "3A001.z"


def test_laws_that_list_the_product_under_other_classes_are_asked_with_their_own(library):
    answers = {
        **CHIP,
        "act": {"act": "technology"},
        "route": {**CHIP["route"], "from": "JP"},
        "public": {"published": "no", "research": "no"},
        "fact-us_origin": "yes",
    }
    first, *others = questions("transfer", answers, library)
    assert first.question.transfer["item"]["facts"]["technology_for"].startswith("JP:")
    asked = {e.question.sovereigns: e.question.transfer["item"]["facts"] for e in others}
    assert asked[("US",)]["technology_for"] == "3A090.a"


def test_a_form_of_the_product_that_is_controlled_more_strictly_is_asked_of(library):
    """A visitor may be shown what is about a chip of 3A090.a, and not what is about one of 3A001.z."""
    found = [each for each in questions("project", PROJECT, library) if each.part == "visitor"]
    assert [each.question.sovereigns for each in found] == [(), ("US",)]
    assert found[1].question.transfer["item"]["facts"]["technology_for"].startswith("3A001.z")
    assert "if it is about a product of class 3A001.z" in found[1].label
    assert (
        len([each for each in questions("project", PROJECT, library) if each.part == "design"]) == 1
    )


def test_what_anybody_may_have_is_a_publication_and_what_is_held_back_is_not(library):
    answers = {**CHIP, "act": {"act": "paper"}}
    assert raw({**answers, "public": {"published": "yes"}}, library)["kind"] == "publication"
    assert raw({**answers, "public": {"published": "no"}}, library)["kind"] == "export"
    assert raw({**answers, "public": "?"}, library)["kind"] == "export"


def test_where_nobody_said_what_happens_nothing_is_taken_for_the_thing(library):
    found = raw({**CHIP, "act": "?"}, library)
    assert found["item"] == {}
    assert "kind" not in found


def test_remote_access_says_where_the_hardware_stands(library):
    answers = {
        **CHIP,
        "act": {"act": "remote"},
        "hardware": {"stands": "MY", "owner": "US", "possession": "no"},
    }
    found = raw(answers, library)
    assert found["kind"] == "remote_access"
    assert found["parties"][0]["role"] == "remote_user"
    assert found["end_use"]["remote_access"] is True
    assert found["end_use"]["remote_access.possession_transferred"] is False


def test_a_project_asks_of_each_way_of_sharing(library):
    first = [
        each for each in questions("project", PROJECT, library) if not each.question.sovereigns
    ]
    found = {each.part: each.question.transfer for each in first}
    kinds = {part: each["kind"] for part, each in found.items()}
    assert kinds == {
        "paper": "publication", "design": "export", "cloud": "remote_access",
        "visitor": "deemed_export", "board": "export",
    }  # fmt: skip
    assert found["design"]["item"]["facts"]["technology_for"] == "3A090.a"
    assert found["visitor"]["parties"][1]["country"] == "CN"
    assert found["board"]["assurances"] == {"temporary_export_within_limits": False}
    assert all(each["exporter"]["headquarters"] == "US" for each in found.values())


def test_what_the_engine_was_told_of_one_way_of_sharing_is_not_told_of_another(library):
    answers = {**PROJECT, "cloud:fact-made_in_violation": "no"}
    found = {each.part: each.question.transfer for each in questions("project", answers, library)}
    assert found["cloud"]["item"]["facts"] == {"made_in_violation": "no"}
    assert "made_in_violation" not in found["board"]["item"].get("facts", {})


@pytest.mark.parametrize(("kind", "answers"), [("transfer", SHEET), ("project", PROJECT)])
def test_questions_survive_json(kind, answers, library):
    again = json.loads(json.dumps(answers))
    assert questions(kind, again, library) == questions(kind, answers, library)
