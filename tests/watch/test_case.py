"""Case files only grow, and say who and when."""

from datetime import UTC, date, datetime

import pytest

from licet.errors import InputError, UnknownName
from licet.settings import Settings
from licet.store.store import Store
from licet.watch.case import (
    case_file,
    case_files,
    opened,
    with_evidence,
    with_hypothesis,
    with_outcome,
)

FOUND = {"kind": "chain", "subject": "D-1/s1", "signals": [{"title": "A serial went twice"}]}


@pytest.fixture
def store(tmp_path):
    with Store.open(Settings(tmp_path, f"sqlite:///{tmp_path}/store.db", "", {}), lambda: datetime(2026, 9, 30, 12, tzinfo=UTC)) as found:  # fmt: skip
        yield found


def test_a_file_goes_from_signals_to_an_outcome_and_keeps_every_line(store):
    opened(store, FOUND, "ines")
    with_evidence(store, "W-0001", "ines", text="Packing list", stated_by="Acme", stated_on=date(2026, 9, 1))  # fmt: skip
    with_hypothesis(store, "W-0001", "omar", hypothesis="error", side="for", text="One digit")
    found = with_outcome(store, "W-0001", "omar", outcome="explained as error", reason="Corrected")
    assert [each.act for each in found.lines] == ["opened", "evidence", "hypothesis", "outcome"]
    assert [each.by for each in found.lines] == ["ines", "ines", "omar", "omar"]
    assert found.lines[1].says["stated_by"] == "Acme"
    assert found.outcome == "explained as error"
    assert not store.verify().faults


def test_an_entry_after_the_outcome_opens_the_file_again(store):
    opened(store, FOUND, "ines")
    with_outcome(store, "W-0001", "ines", outcome="explained as lawful", reason="Seen")
    found = with_hypothesis(store, "W-0001", "ines", hypothesis="diversion", side="for", text="New reply")  # fmt: skip
    assert found.outcome == ""
    assert len(found.lines) == 3


def test_files_are_numbered_in_order(store):
    opened(store, FOUND, "ines")
    opened(store, {**FOUND, "subject": "D-1/s2"}, "ines")
    assert [(each.id, each.subject) for each in case_files(store)] == [("W-0001", "D-1/s1"), ("W-0002", "D-1/s2")]  # fmt: skip


def test_no_outcome_says_that_somebody_diverted(store):
    opened(store, FOUND, "ines")
    with pytest.raises(UnknownName, match="outcome"):
        with_outcome(store, "W-0001", "ines", outcome="diverted", reason="x")


@pytest.mark.parametrize("found", [{}, {"subject": "x", "signals": []}, {"signals": [1]}])
def test_a_file_opens_on_a_signal_only(store, found):
    with pytest.raises(InputError, match="subject with a signal"):
        opened(store, found, "ines")


def test_a_file_that_is_not_there_and_an_empty_text_are_refused(store):
    with pytest.raises(UnknownName, match="case file"):
        case_file(store, "W-0009")
    opened(store, FOUND, "ines")
    with pytest.raises(InputError, match="is empty"):
        with_hypothesis(store, "W-0001", "ines", hypothesis="error", side="for", text=" ")
