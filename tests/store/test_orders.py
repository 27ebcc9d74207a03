"""Orders on hold, what a release needs, and the list of what waits for a person."""

from datetime import timedelta

import pytest

from licet.errors import InputError
from tests.store.conftest import ACME, DAY, LATER, ZETA, answer
from tests.store.test_decisions import REASON, close


def test_an_order_is_held_once_and_released_by_an_officer(store, staff, clock):
    held = store.hold("R1", "Waits for screening.", "the order desk")
    assert (held.by, held.released, held.open_hits) == ("the order desk", None, ())
    with pytest.raises(InputError, match="on hold already, since 2026-11-22 by the order desk"):
        store.hold("R1", "Again.", "anna")
    clock.move(days=3)
    done = store.release("R1", staff.chen, "Screened; nothing open.")
    assert (done.released_by, done.released) == ("chen", clock())
    with pytest.raises(InputError, match="not on hold"):
        store.release("R1", staff.chen, "Again.")
    assert store.hold("R1", "Once more.", "anna").released is None
    assert store.verify().faults == ()


def test_nothing_is_released_without_right_reason_and_closed_hits(store, staff, hit):
    store.hold("R1", "A hit.", "anna")
    with pytest.raises(InputError, match="right to determine"):
        store.release("R1", staff.anna, "Fine.")
    with pytest.raises(InputError, match="reason in words"):
        store.release("R1", staff.chen, "...")
    for _ in range(2):  # open, then proposed: both wait for a person
        with pytest.raises(InputError, match=f"open under it is hit {hit}"):
            store.release("R1", staff.chen, "Fine.")
        if store.hit(hit).state == "potential":
            store.propose(hit, staff.anna, "not_a_match", REASON, LATER)
    store.confirm(hit, staff.boris)
    assert store.release("R1", staff.chen, "Closed by two.").released is not None


def test_an_expired_decision_holds_an_order_back(store, staff, hit, clock):
    close(store, staff, hit, until=DAY + timedelta(days=2))
    store.hold("R1", "Later.", "anna")
    clock.move(days=2)
    with pytest.raises(InputError, match="cannot be released"):
        store.release("R1", staff.chen, "Fine.")


def test_a_confirmed_match_is_released_only_by_who_may_override(store, staff, hit):
    close(store, staff, hit, "match")
    store.hold("R1", "A match.", "anna")
    store.change_officer("boris", ("close", "countersign", "determine"))
    with pytest.raises(InputError, match=f"hit {hit} is a match, so the right to override"):
        store.release("R1", staff.boris, "License D123 covers it.")
    store.release("R1", staff.chen, "License D123 covers it.")
    assert list(store.log(kind="release"))[-1].what["matches"] == [hit]


def test_a_name_that_could_not_be_screened_needs_an_override(store, staff, screen):
    screen(answer("The Company", ref="R7", cannot="only general words"))
    store.hold("R7", "No name.", "anna")
    store.change_officer("boris", ("determine",))
    with pytest.raises(InputError, match="could not be screened"):
        store.release("R7", staff.boris, "It is small.")
    (found,) = store.worklist().unscreened
    assert (found.ref, found.name, found.why) == ("R7", "The Company", "only general words")
    screen(answer("The Zeta Company", ref="R7"))
    assert store.worklist().unscreened == ()
    store.release("R7", staff.boris, "Screened by its full name.")


def test_hits_of_other_orders_do_not_matter(store, staff, hit):
    store.hold("R2", "Waits.", "anna")
    assert store.release("R2", staff.chen, "Nothing under it.").released is not None
    assert store.hit(hit).state == "potential"


def test_the_worklist_is_what_waits_for_a_person(store, staff, screen, clock):
    screen(answer("Acme Work", ACME, ref="R1"), answer("Zeta Trade", ZETA, ref="R2"))
    first, second = (each.id for each in store.hits())
    clock.move(hours=1)
    screen(answer("Acme Co", ACME, ref="R3"))
    third = store.hits()[-1].id
    store.hold("R2", "A hit.", "anna")
    clock.move(days=1)
    store.hold("R1", "A hit.", "anna")
    close(store, staff, first, until=DAY + timedelta(days=20))
    store.propose(second, staff.anna, "match", REASON, LATER)
    work = store.worklist(days=30)
    assert [each.id for each in work.hits] == [third]
    assert [(each.id, each.proposal.officer) for each in work.proposals] == [(second, "anna")]
    assert [each.id for each in work.expiring] == [first]
    assert [(each.ref, each.open_hits) for each in work.holds] == [("R2", (second,)), ("R1", ())]
    assert store.worklist(days=5).expiring == ()
