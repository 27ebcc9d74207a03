"""A register's chain as facts, on a made register."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from licet.record import replaced
from licet.register.events import frozen
from licet.watch.chain import chains_of
from licet.watch.made import DAY, DIVERTED, SHIPMENTS, made
from licet.watch.score import judged, score
from licet.watch.signals import read_signals
from licet.watch.subject import data_of, of_chain
from licet.watch.tally import LICENSES

SIGNALS = read_signals(Path(__file__).resolve().parents[2] / "law")
WORLD = made(3, 30)
READ = chains_of(WORLD.states, DAY, lambda _: None)
SHIPMENT = WORLD.states[0].draws[0]


def alone(content=None, **more):
    """One license with its first shipment, one return, and what else is said."""
    returns = () if content is None else (frozen({
        "obligation": "other", "period": "e", "hash": "h", "content": content, "kind": "return_filed",
        "by": "ann", "at": "2026-09-01T12:00:00+00:00",
    }, "here"),)  # fmt: skip
    state = replaced(WORLD.states[0], draws=(SHIPMENT,), returns=returns, conditions=(), **more)
    (chain,) = chains_of([state], DAY, lambda _: None).chains
    return chain


def seen(chain):
    return {each.code: each.truth for each in SIGNALS.tried("chain", chain.facts, DAY)}


CHIP = SHIPMENT.content["serials"][0]


def test_a_chip_that_was_never_asked_is_not_one_that_does_not_answer():
    assert seen(alone())["reply_missing"] is None
    assert (
        seen(alone({"replies": [{"serial": CHIP, "asked": "2026-08-01"}]}))["reply_missing"] is True
    )
    assert seen(alone({"replies": [{"serial": CHIP, "asked": "2026-09-29"}]}))["reply_missing"] is False  # fmt: skip


def test_a_reply_without_a_country_leaves_the_place_open():
    chain = alone({"replies": [{"serial": CHIP, "asked": "2026-08-01", "answered": "2026-08-02"}]})
    assert seen(chain)["reply_elsewhere"] is None


def test_a_delivery_that_nobody_reported_is_not_one_that_is_missing():
    assert seen(alone())["drawn_not_delivered"] is None
    short = {"shipment": "s1", "units": "5", "as_of": "2026-08-30", "country": "MY"}
    assert seen(alone({"deliveries": [short]}))["drawn_not_delivered"] is True
    whole = {**short, "units": "8", "as_of": "2026-08-31"}
    assert seen(alone({"deliveries": [short, whole]}))["drawn_not_delivered"] is False


def test_goods_that_went_on_with_consent_may_answer_from_there():
    there = {"replies": [{"serial": CHIP, "asked": "2026-08-01", "answered": "2026-08-02", "country": "JP"}]}  # fmt: skip
    assert seen(alone(there))["reply_elsewhere"] is True
    move = {
        "shipment": "s1",
        "day": "2026-07-01",
        "to": "branch",
        "country": "JP",
        "consent": "C-7",
    }
    assert seen(alone({**there, "handovers": [move]}))["reply_elsewhere"] is False
    late = {**move, "consent_day": "2026-07-02"}
    assert seen(alone({**there, "handovers": [late]}))["handover_without_consent"] is True


def test_a_serial_that_came_back_may_go_again():
    again = replaced(SHIPMENT, key="s2", date=date(2026, 7, 1), at=SHIPMENT.at.replace(month=7))
    state = replaced(WORLD.states[0], draws=(SHIPMENT, again), returns=(), conditions=())
    both = chains_of([state], DAY, lambda _: None).chains
    assert [seen(each)["serial_twice"] for each in both] == [True, True]
    back = frozen({"serials": list(SHIPMENT.content["serials"])}, "here")
    from licet.register.license_state import Back

    came = Back("b1", "s1", "1", Decimal(8), SHIPMENT.at.replace(month=5), back)
    both = chains_of([replaced(state, backs=(came,))], DAY, lambda _: None).chains
    assert [seen(each)["serial_twice"] for each in both] == [False, False]


def test_what_was_filed_after_the_day_is_not_known_on_it():
    content = {"attestations": [{"serial": CHIP, "day": "2026-03-01", "same": "no"}]}
    returns = alone(content)
    assert seen(returns)["attestation_differs"] is True
    state = replaced(WORLD.states[0], draws=(SHIPMENT,), conditions=(), returns=(frozen({
        "obligation": "o", "period": "p", "hash": "h", "content": content, "by": "ann", "at": "2026-09-01T12:00:00+00:00",
    }, "here"),))  # fmt: skip
    (before,) = chains_of([state], date(2026, 8, 31), lambda _: None).chains
    assert seen(before)["attestation_differs"] is None


def test_a_return_that_cannot_be_read_is_named_and_the_rest_is_kept():
    state = replaced(WORLD.states[0], conditions=(), returns=(frozen({
        "obligation": "o", "period": "p", "hash": "h", "content": {"deliveries": [{"shipment": "s1"}]}, "by": "ann", "at": "2026-09-01T12:00:00+00:00",
    }, "here"),))  # fmt: skip
    found = chains_of([state], DAY, lambda _: None)
    assert len(found.chains) == 6
    assert "return o p" in found.faults[0]


def test_every_signal_that_is_raised_tells_its_citation_and_who_stated_what_it_rests_on():
    for chain in READ.chains:
        found = of_chain(SIGNALS, chain, DAY)
        told = {each.fact for each in found.evidence if each.stated_by and each.at}
        for each in found.raised:
            assert each.cite
            assert {name for name, _ in each.facts} <= told


def test_the_same_seed_makes_the_same_register_and_another_seed_another():
    assert made(3, 30) == WORLD
    assert made(4, 30) != WORLD
    again = [data_of(of_chain(SIGNALS, each, DAY)) for each in chains_of(made(3, 30).states, DAY, lambda _: None).chains]  # fmt: skip
    assert again == [data_of(of_chain(SIGNALS, each, DAY)) for each in READ.chains]


@pytest.fixture(scope="module")
def counted():
    return score(SIGNALS, 1, 400, 600)


def test_seeded_diversion_is_found_and_most_innocent_shipments_are_not_named(counted):
    found = {each.name: each for each in counted.together}
    assert found["any signal"].recall >= 0.8
    assert found["a strong signal"].recall >= 0.4
    assert found["signals of two groups"].false_rate <= 0.03
    assert found["any signal"].diverted == sum(story in DIVERTED for story in made(1, 400).story.values())  # fmt: skip
    assert sum(each.diverted + each.innocent for each in counted.by_story) == 400 * SHIPMENTS


def test_every_signal_on_a_chain_is_raised_on_diversion_and_on_an_innocent_story_that_looks_alike(counted):  # fmt: skip
    rows = {each.name: each for each in counted.by_signal}
    assert set(rows) == {each.code for each, _ in SIGNALS.of("chain", DAY)}
    assert {each.name for each in counted.by_signal if not (each.found and each.false_alarms)} == set()  # fmt: skip
    assert rows["reply_moved"].mostly == "new network"
    assert {each.name for each in counted.by_signal if each.of == LICENSES} == {"customs_differ", "report_missing"}  # fmt: skip


def test_signals_on_routes_are_counted_and_those_never_raised_are_told(counted):
    rows = {each.name: each for each in counted.by_route_signal}
    assert set(rows) == {each.code for each, _ in SIGNALS.of("trade", DAY)}
    assert rows["route_alarm"].recall >= 0.25
    assert rows["route_alarm"].false_rate <= 0.02
    assert not rows["route_implausible_absorption"].raised
    assert counted.by_route_story[0].name == "diverted"


def test_a_chain_without_diversion_may_be_named_and_a_diverted_one_may_not():
    named = {(each.diverted, bool(each.raised)) for each in judged(SIGNALS, WORLD).values()}
    assert (False, True) in named
    assert (False, False) in named
