"""On whom an act falls, in sentences of our own: by its place in the sentence, not by being named in it."""

from datetime import date

import pytest

from licet.news.model import Event
from tests.news.made import read

HIT = [
    ("Ottawa banned sales of quantum computers to Russian firms on Friday.", "restrict", "RU"),
    ("Vietnam slapped tariffs on steel from India on Friday.", "restrict", "IN"),
    ("China on Monday halted imports of Canadian canola.", "restrict", "CA"),
    ("Japan imposed curbs on exports of lasers to China because of pressure from Washington.", "restrict", "CN"),
    ("Japan will tighten controls on exports of American-made chips to Iran on Friday.", "restrict", "IR"),
    ("Washington lifted the ban on Chinese chipmakers on Friday.", "relax", "CN"),
    ("India listed 14 Turkish companies on Friday.", "list", "TR"),
    ("Two Polish firms were put on the Unreliable Entity List on Friday.", "list", "PL"),
    ("The Commerce Department gave Samsung a license for its Chinese plant on Friday.", "license", "KR"),
    ("On Friday the Commerce Department opened an investigation into Nvidia.", "investigate", "US"),
    ("China launched an inquiry into French cognac on Friday.", "investigate", "FR"),
]  # fmt: skip
ADDRESSED = [
    ("The White House urged The Hague to stop servicing machines in China.", "urge", "NL"),
    ("The Dutch trade ministry asked Brussels on Monday to rein in Beijing.", "urge", "EU"),
    ("ASML was asked by American officials to stop repairs in China.", "urge", "NL"),
    ("Two senators pressed the Commerce Department to publish its deal with Beijing.", "urge", "US"),
    ("Beijing demanded that Tokyo lift its curbs on chipmaking tools.", "urge", "JP"),
    ("Seoul lodged a protest with the Japanese embassy on Friday.", "protest", "JP"),
    ("Berlin condemned the American tariffs on Friday.", "protest", "US"),
    ("The White House telephoned the Dutch government on Friday.", "meet", "NL"),
]  # fmt: skip
NOBODY = [
    ("Japan banned exports of gallium on Friday, after talks with the United States.", "restrict"),
    ("Beijing asked firms to report their stocks of chips.", "urge"),
    ("Brazil and Chile signed an agreement on lithium in Madrid on Friday.", "negotiate"),
]


def told(text: str, act: str) -> list[Event]:
    return [each for each in read(text, on=date(2026, 3, 2)).events if each.act == act]


def states(event: Event) -> set[str]:
    return {each.code for each in event.targets if each.code}


@pytest.mark.parametrize(("words", "act", "code"), [*HIT, *ADDRESSED])
def test_a_target_is_told_by_its_place_in_the_sentence(words: str, act: str, code: str) -> None:
    (event,) = told(words, act)
    assert states(event) == {code}


@pytest.mark.parametrize(("words", "act"), NOBODY)
def test_who_is_only_named_beside_an_act_is_not_hit(words: str, act: str) -> None:
    (event,) = told(words, act)
    assert states(event) == set()


def test_a_protest_that_names_nobody_goes_to_the_other_side_of_the_story() -> None:
    text = "Canada imposed curbs on exports of lasers to India on Monday. New Delhi protested on Tuesday."
    (event,) = told(text, "protest")
    assert event.actors[0].code == "IN"
    assert states(event) == {"CA"}


def test_a_measure_that_is_only_pointed_at_hits_whom_it_hit_before() -> None:
    text = "Canada banned sales of lasers to India on Monday. It suspended the ban on Friday."
    (event,) = told(text, "suspend")
    assert states(event) == {"IN"}


def test_a_pointed_at_measure_of_another_state_keeps_its_own_target() -> None:
    text = (
        "Canada banned sales of lasers to India on Monday. "
        "Brazil banned sales of niobium to Turkey on Tuesday. Canada suspended the ban on Friday."
    )
    (event,) = told(text, "suspend")
    assert states(event) == {"IN"}


def test_nationality_of_an_unknown_noun_and_a_claim_tell_whom_it_hits() -> None:
    (ban,) = told("Ankara banned the Greek airline on Friday.", "restrict")
    assert states(ban) == {"GR"}
    (said,) = told("Japan's foreign ministry rejected Seoul's claim on Friday.", "state")
    assert states(said) == {"KR"}
