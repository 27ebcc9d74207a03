"""Whose office "the ministry" is, and who acts where a clause names nobody; in sentences of our own."""

from datetime import date

import pytest

from licet.news.actors import actor_type
from licet.news.model import Event
from tests.news.made import read

MEANT = [
    ("China's commerce ministry met Dutch officials on Monday. The Commerce Department protested. The ministry banned exports of gallium on Friday.", "restrict", "CN"),
    ("The Bureau of Industry and Security held talks with Japan on Monday. The bureau banned exports of lasers to Iran on Friday.", "restrict", "US"),
    ("MOFCOM held talks with India on Monday. The ministry banned exports of tungsten on Friday.", "restrict", "CN"),
    ("Brazil protested on Monday. The outgoing administration banned exports of lasers to Iran on Friday.", "restrict", "US"),
    ("Washington protested on Monday. In Ottawa, the industry ministry banned exports of lasers on Friday.", "restrict", "CA"),
    ("Washington protested on Monday. The foreign ministry in Beijing condemned the curbs on Friday.", "protest", "CN"),
    ("Japan protested on Monday. A House committee approved a bill banning exports of lasers on Friday.", "restrict", "US"),
    ("Japan protested on Monday. Three Indian firms were added to the Entity List on Friday.", "list", "US"),
    ("Washington protested on Monday. Three Indian firms were added to the Unreliable Entity List on Friday.", "list", "CN"),
    ("Three Japanese firms went on the Unreliable Entity List on Friday.", "list", "CN"),
    ("China protested on Monday. Duties on Chinese lasers were doubled by the United States on Friday.", "restrict", "US"),
    ("Canada banned exports of lasers to India on Monday. Exports of niobium to India were banned on Friday.", "restrict", "CA"),
]  # fmt: skip


def last(text: str, act: str) -> Event:
    return [each for each in read(text, on=date(2026, 3, 2)).events if each.act == act][-1]


@pytest.mark.parametrize(("words", "act", "code"), MEANT)
def test_the_state_of_who_acts(words: str, act: str, code: str) -> None:
    assert last(words, act).actors[0].code == code


def test_the_two_are_both_states_of_the_sentence_before() -> None:
    text = "Brazil and Chile signed a pact on Monday. The two agreed on Friday to share data."
    assert {each.code for each in last(text, "negotiate").actors} == {"BR", "CL"}


def test_officials_of_two_states_are_two_actors() -> None:
    event = last("French and Polish officials met in Vienna on Friday.", "meet")
    assert {each.code for each in event.actors} == {"FR", "PL"}


def test_a_surname_is_the_person_named_with_a_post_before() -> None:
    text = (
        "Canada's trade minister met his Indian counterpart, Asha Verma, on Monday. "
        "Verma lodged a protest on Tuesday."
    )
    event = last(text, "protest")
    assert (event.actors[0].code, actor_type(event.actors[0])) == ("IN", "state")


def test_a_court_that_is_nobodys_is_given_no_state_that_the_text_does_not_name() -> None:
    event = last("A court fined the company on Friday.", "enforce")
    assert not any(each.code for each in event.actors)


def test_an_office_that_tells_of_an_act_without_an_actor_is_who_acted() -> None:
    text = (
        "Washington protested on Monday. "
        "Licenses for Vietnam were suspended on Friday, the Canadian trade ministry said."
    )
    assert last(text, "suspend").actors[0].code == "CA"
