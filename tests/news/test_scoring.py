"""Scores are counted as evaluation/news/FORMAT.md says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.cli.read import main
from licet.errors import InputError
from licet.news.model import Span
from licet.news.scoring.agree import same_actor, same_speaker, same_value
from licet.news.scoring.found import Found, FoundDate, FoundEvent
from licet.news.scoring.labels import labels, states
from licet.news.scoring.matching import ALIKE, matched, pairs_of_spans
from licet.news.scoring.tally import Tally

LABEL = """
id: "made"
anchor: "2025-12-09"
retrieved: null
text: |-
  The Bureau of Industry and Security banned chips on Monday. It listed five firms. Officials may ban more.
  "We gave it away in seven years," said a spokesman for the Ministry of Commerce.
events:
  - id: "e1"
    at: { text: "The Bureau of Industry and Security banned chips on Monday" }
    actors: ["US/BIS"]
    act: "restrict"
    target: []
    stage: "announced"
    modality: "done"
    condition: []
    numbers: []
    date: { kind: "exact", from: "2025-12-08", to: "2025-12-08", found: "weekday from anchor" }
    speaker: null
    background: false
  - id: "e2"
    at: { text: "It listed five firms" }
    actors: ["US/BIS"]
    act: "list"
    target: []
    stage: "announced"
    modality: "done"
    condition: []
    numbers: [{ value: "5", unit: "firms", of: "" }]
    date: { kind: "not after", from: null, to: "2025-12-09", found: "anchor only" }
    speaker: null
    background: false
quotations:
  - { at: { text: "We gave it away in seven years" }, speaker: "MOFCOM spokesperson", says: "opinion" }
dates:
  - { at: { text: "Monday" }, value: "2025-12-08" }
  - { at: { text: "seven years" }, value: "P7Y" }
not_events:
  - { at: { text: "Officials may ban more." }, why: "hypothetical" }
optional:
  - { at: { text: "chips on" }, why: "detail" }
related: { chips: [], firms: [], laws: [], became: [] }
"""


@pytest.fixture
def made(tmp_path):
    (tmp_path / "made.yaml").write_text(LABEL, encoding="utf-8")
    return next(labels(tmp_path))


def span(label, words):
    start = label.text.index(words)
    return Span(start, start + len(words))


def test_an_event_matches_the_label_of_its_act_that_it_shares_most_words_with(made):
    whole = FoundEvent("restrict", span(made, "The Bureau of Industry and Security banned chips"))
    again = FoundEvent("restrict", span(made, "banned chips on Monday"))
    result = matched(made, [again, whole])
    assert result.pairs == ((1, 0),)
    assert result.wrong == ()  # the second tells the first again
    assert result.missed == (1,)


def test_an_event_is_wrong_where_the_label_forbids_one_and_where_none_was_marked(made):
    inside = FoundEvent("restrict", span(made, "Officials may ban more"))
    other_act = FoundEvent("relax", span(made, "chips on Monday"))
    result = matched(made, [inside, other_act])
    assert result.wrong == (0, 1)
    assert result.barred == (0,)


def test_close_acts_count_as_one_in_the_second_figure_only(made):
    event = FoundEvent("restrict", span(made, "It listed five firms"))
    assert matched(made, [event]).pairs == ()
    assert matched(made, [event], ALIKE).pairs == ((0, 1),)


def test_the_state_of_an_actor_counts_and_without_one_its_name(made):
    act = made.acts[0]
    assert same_actor(act, FoundEvent("restrict", Span(0, 1), state="US", name="Commerce"))
    assert not same_actor(act, FoundEvent("restrict", Span(0, 1), name="BIS"))


def test_a_spokesman_of_another_office_is_another_speaker():
    assert same_speaker("MOFCOM spokesperson", "a spokeswoman for China's commerce ministry")
    assert same_speaker("US/Commerce Secretary", "Commerce Secretary Ann Lee")
    assert not same_speaker("MOFCOM spokesperson", "a foreign ministry spokesman")
    assert not same_speaker("Nvidia spokesperson", "the spokesperson")
    assert not same_speaker("a former official", "")


def test_a_day_must_be_equal_and_a_length_be_none():
    day = date(2025, 12, 8)
    assert same_value("2025-12-08", FoundDate(Span(0, 1), "exact", day, day))
    assert not same_value("2025-12", FoundDate(Span(0, 1), "exact", day, day))
    assert same_value("P7Y", FoundDate(Span(0, 1), "duration", None, None))
    assert not same_value("P7Y", FoundDate(Span(0, 1), "duration", None, None, "P8Y"))
    assert not same_value("P7Y", FoundDate(Span(0, 1), "exact", day, day))


def test_a_quotation_that_runs_on_through_the_text_counts_for_none(made):
    wanted = [each for each, _ in made.said]
    assert pairs_of_spans(wanted, [wanted[0]], half=True) == {0: 0}
    assert pairs_of_spans(wanted, [Span(0, len(made.text))], half=True) == {}


def test_each_fault_is_said_in_words(made):
    tally = Tally()
    tally.add(made, Found(quotes=((made.said[0][0], "a spokesman"),)))
    faults = "\n".join(tally.misses)
    assert "made: event: missed list (announced): 'It listed five firms'" in faults
    assert "speaker: 'a spokesman' found, 'MOFCOM spokesperson' wanted" in faults
    assert tally.count["date words", "missed"] == tally.count["lengths of time", "missed"] == 1


@pytest.mark.usefixtures("made")
def test_the_command_prints_each_field_beside_the_baseline(tmp_path, capsys):
    assert main(["--score", str(tmp_path), "--misses"]) == 0
    told = capsys.readouterr().out
    for words in ("event type: precision", "close acts as one", "speaker", "Each act", "weekday from anchor", "baseline"):  # fmt: skip
        assert words in told


def test_a_folder_without_labelled_texts_and_words_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(InputError, match="holds no labelled text"):
        list(labels(tmp_path))
    (tmp_path / "made.yaml").write_text(
        LABEL.replace('"It listed five firms"', '"It sold five firms"')
    )
    with pytest.raises(InputError, match="occurs 0 times"):
        list(labels(Path(tmp_path)))


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("US/Nvidia", ("US",)),
        ("16 Chinese firms", ("CN",)),
        ("two firms from Kazakhstan", ("KZ",)),
        ("UK", ("UK",)),
        ("British yards", ("UK",)),
        ("G7", ()),
        ("?/a broker", ()),
        ("Hao Global", ()),
    ],
)
def test_a_target_tells_its_state_by_code_or_in_words(said: str, codes: tuple[str, ...]) -> None:
    assert states(said) == codes


def test_a_target_where_the_label_has_none_is_counted(tmp_path: Path) -> None:
    (tmp_path / "made.yaml").write_text(LABEL)
    (label,) = labels(tmp_path)
    span = label.acts[0].spans[0]
    tally = Tally()
    tally.add(label, Found(events=(FoundEvent("restrict", span, targets=frozenset({"CN"})),)))
    assert tally.count["no target, none given", "wrong"] == 1
    assert tally.count["target states", "wrong"] == 0
