"""Signals are rules of the law folder: their cases hold, and nothing unknown raises one."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.book.load import load_folder
from licet.watch.odds import estimate
from licet.watch.signals import case_faults, read_signals

LAW = Path(__file__).resolve().parents[2] / "law"
SIGNALS = read_signals(LAW)
DAY = date(2026, 9, 30)
FACTS = {each.name: each for each in SIGNALS.book.facts}
CHAIN = sorted(name for name in FACTS if name.startswith("chain."))


@st.composite
def known(draw):
    """Some facts of a chain, others not known."""
    found = {}
    for name in CHAIN:
        value = draw(st.booleans() if FACTS[name].type == "boolean" else st.integers(0, 100).map(Decimal))  # fmt: skip
        if draw(st.booleans()):
            found[name] = value
    return found


def truths(facts):
    return {each.code: each.truth for each in SIGNALS.tried("chain", facts, DAY)}


def test_every_case_row_beside_a_signal_holds():
    assert list(case_faults(SIGNALS)) == []


def test_every_signal_has_a_row_that_raises_it_one_that_does_not_and_one_that_is_not_known():
    for page in SIGNALS.source.pages.values():
        assert {row.cells["holds"] for row in page.rows} == {"yes", "no", "?"}, page.file


def test_every_code_that_has_a_strength_is_a_signal_of_the_watch_or_an_alert_of_the_law():
    law = {each.code for each in load_folder(LAW).book.provisions.values() if each.kind == "alert"}
    own = {each.code for each in SIGNALS.book.provisions.values()}
    assert {code for each in SIGNALS.strengths.strength for code in each.codes} <= law | own


@settings(max_examples=60, deadline=None)
@given(known(), st.sets(st.sampled_from(CHAIN)))
def test_hiding_facts_never_settles_a_signal_that_was_open_nor_raises_one(facts, hidden):
    before, after = truths(facts), truths({k: v for k, v in facts.items() if k not in hidden})
    assert all(after[code] in (None, before[code]) for code in before)


def test_where_nothing_is_known_no_signal_is_raised_or_quiet():
    assert set(truths({}).values()) == {None}


def test_a_signal_that_is_not_raised_moves_no_estimate():
    quiet = SIGNALS.tried("chain", {"chain.serial_elsewhere": False}, DAY)
    found = estimate(SIGNALS, "chain", quiet)
    assert found.shares == found.before
    assert found.counted == ()


def test_of_one_group_only_the_signal_that_says_most_counts():
    facts = {"chain.serial_elsewhere": True, "chain.attestation_differs": True}
    both = estimate(SIGNALS, "chain", SIGNALS.tried("chain", facts, DAY))
    one = estimate(SIGNALS, "chain", SIGNALS.tried("chain", {"chain.serial_elsewhere": True}, DAY))
    assert both.shares == one.shares
    assert len(both.counted) == 1


def test_an_estimate_is_an_interval_and_the_same_twice():
    seen = SIGNALS.tried("chain", {"chain.reply_impossible": True}, DAY)
    found = estimate(SIGNALS, "chain", seen)
    assert found == estimate(SIGNALS, "chain", seen)
    assert all(each.low < each.middle < each.high for each in found.shares)


@pytest.mark.parametrize("name", [each.code for each in SIGNALS.book.provisions.values()])
def test_no_text_of_a_signal_accuses(name):
    provision = next(each for each in SIGNALS.book.provisions.values() if each.code == name)
    words = f"{provision.title} {provision.text}".casefold()
    assert not any(word in words for word in ("smuggl", "guilty", "criminal", "illegal"))
