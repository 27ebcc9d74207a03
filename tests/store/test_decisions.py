"""Four eyes: what two officers say of a hit, and when it opens again."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from licet.errors import InputError
from licet.record import replaced
from licet.screen.model import Closing, party_key
from tests.store.conftest import ACME, DAY, LATER, ZETA, answer, edition

REASON = "Another firm of that name; its register says so."


def close(store, staff, hit, verdict="not_a_match", until=LATER):
    store.propose(hit, staff.anna, verdict, REASON, until)
    return store.confirm(hit, staff.boris)


def test_a_hit_is_closed_by_two_officers(store, staff, hit):
    proposed = store.propose(hit, staff.anna, "not_a_match", REASON, LATER)
    assert proposed.state == "proposed"
    assert store.closings() == ()
    done = store.confirm(hit, staff.boris)
    assert (done.state, done.until) == ("not_a_match", LATER)
    assert [(each.act, each.officer, each.signed) for each in done.history] == [
        ("propose", "anna", True),
        ("confirm", "boris", True),
    ]
    query = answer("Acme Work", ACME).query
    expected = Closing(party_key(query), ACME.id, ACME.content, "not_a_match", ("anna", "boris"), LATER)  # fmt: skip
    assert store.closings() == (expected,)
    assert expected.covers(query, ACME, DAY)
    assert not expected.covers(query, ACME, LATER)
    assert not expected.covers(replaced(query, country="CN"), ACME, DAY)


def test_nobody_confirms_an_own_proposal(store, staff, hit):
    store.propose(hit, staff.chen, "not_a_match", REASON, LATER)
    for act in (store.confirm, store.refuse):
        with pytest.raises(InputError, match="a second, other officer"):
            act(hit, staff.chen, "I am sure.")


def test_a_refused_proposal_leaves_the_hit_as_it_was(store, staff, hit):
    close(store, staff, hit)
    store.propose(hit, staff.boris, "match", "It is the same after all.", LATER)
    assert store.closings() == ()
    back = store.refuse(hit, staff.anna, "It is not.")
    assert (back.state, back.until) == ("not_a_match", LATER)
    assert len(store.closings()) == 1


def test_a_later_decision_supersedes_the_earlier_and_both_stay_on_record(store, staff, hit):
    close(store, staff, hit)
    close(store, staff, hit, "match")
    found = store.hit(hit)
    assert found.state == "match"
    assert [each.after for each in found.history] == ["proposed", "not_a_match", "proposed", "match"]  # fmt: skip
    assert [each.verdict for each in store.closings()] == ["match"]


def test_a_decision_expires_on_its_day(store, staff, hit, clock):
    close(store, staff, hit, until=DAY + timedelta(days=10))
    clock.move(days=9)
    assert store.hit(hit).state == "not_a_match"
    assert [each.id for each in store.worklist(5).expiring] == [hit]
    clock.move(days=1)
    assert store.hit(hit).state == "expired"
    assert store.closings() == ()
    work = store.worklist()
    assert ([each.id for each in work.hits], work.expiring) == ([hit], ())
    assert [each.id for each in store.hits(state="expired")] == [hit]
    assert store.hits(state="not_a_match") == ()
    again = close(store, staff, hit)
    assert [each.act for each in again.history] == ["propose", "confirm", "expire", "propose", "confirm"]  # fmt: skip


def test_an_escalated_hit_stays_open_and_needs_no_day(store, staff, hit):
    store.propose(hit, staff.anna, "escalate", REASON)
    assert store.confirm(hit, staff.boris).state == "escalated"
    assert [each.id for each in store.worklist().hits] == [hit]


def test_one_officer_may_reopen(store, staff, hit):
    close(store, staff, hit)
    assert store.reopen(hit, staff.anna, "New owners, says the press.").state == "reopened"
    with pytest.raises(InputError, match="cannot be reopened"):
        store.reopen(hit, staff.anna, "Again.")


def test_a_closed_hit_stays_closed_while_nothing_changed(store, staff, hit, screen):
    close(store, staff, hit)
    run = screen(answer("ACME  work", ACME, ref="R2"))
    assert (run.counts["hits"], run.counts["opened"], run.counts["reopened"]) == (1, 0, 0)
    assert store.hit(hit).refs == ("R1", "R2")
    assert store.worklist().hits == ()


def test_a_closed_hit_opens_again_when_the_entry_changed(store, staff, hit, screen):
    close(store, staff, hit)
    changed = replaced(ACME, addresses=("1 New Road",))
    run = screen(
        answer("Acme Work", changed, ref="R1"),
        editions=[edition(changed, as_of=LATER, sha="bb")],
    )
    (opened,) = store.hits()
    assert (opened.state, opened.reopens, opened.why) == ("reopened", hit, "entry_changed")
    assert run.counts["reopened"] == 1
    assert store.hit(hit).replaced_by == opened.id
    # The old edition, asked as of its day, is still closed and does not push the new one aside.
    screen(answer("Acme Work", ACME, ref="R1"))
    assert [each.id for each in store.hits()] == [opened.id]
    assert [each.entry_content for each in store.closings()] == [ACME.content]
    # The publisher goes back to the old text: so does the standing hit, and it is closed.
    screen(answer("Acme Work", ACME, ref="R1"), editions=[edition(ACME, as_of=LATER + timedelta(days=1))])  # fmt: skip
    assert [(each.id, each.state) for each in store.hits()] == [(hit, "not_a_match")]


def test_a_closed_hit_opens_again_when_the_party_changed(store, staff, hit, screen):
    close(store, staff, hit)
    screen(answer("Acme Work", ACME, ref="R1", country="CN"))
    opened = store.hits()[-1]
    assert (opened.state, opened.reopens, opened.why) == ("reopened", hit, "party_changed")


def test_another_party_of_that_name_is_no_reopening(store, staff, hit, screen):
    close(store, staff, hit)
    screen(answer("Acme Work", ACME, ref="R9", country="DE"))
    assert store.hits()[-1].state == "potential"


def test_a_retired_officer_cannot_act(store, staff, hit, clock):
    store.propose(hit, staff.anna, "match", REASON, LATER)
    store.retire_officer("boris", DAY + timedelta(days=1))
    clock.move(days=1)
    with pytest.raises(InputError, match="retired"):
        store.confirm(hit, staff.boris)
    assert store.confirm(hit, staff.chen).state == "match"


def test_rights_are_asked_for(store, staff, hit):
    with pytest.raises(InputError, match="right to close"):
        store.propose(hit, staff.dora, "match", REASON, LATER)
    with pytest.raises(InputError, match="no known officer"):
        store.propose(hit, replaced(staff.anna, name="ann"), "match", REASON, LATER)
    assert store.hit(hit).history == ()


def test_an_act_is_signed_with_the_key_of_its_officer(store, staff, hit):
    with pytest.raises(InputError, match="not the key of anna"):
        store.propose(hit, replaced(staff.boris, name="anna"), "match", REASON, LATER)
    assert store.hit(hit).state == "potential"


def test_a_proposal_says_what_why_and_until_when(store, staff, hit):
    for verdict, reason, until, said in (
        ("maybe", REASON, LATER, "no verdict"),
        ("match", " - ", LATER, "reason in words"),
        ("match", REASON, None, "until"),
        ("match", REASON, DAY, "not after today"),
        ("escalate", REASON, DAY, "not after today"),
    ):
        with pytest.raises(InputError, match=said):
            store.propose(hit, staff.anna, verdict, reason, until)
    assert store.hit(hit).state == "potential"


def test_a_proposal_that_has_run_out_is_not_confirmed(store, staff, hit, clock):
    store.propose(hit, staff.anna, "match", REASON, DAY + timedelta(days=2))
    clock.move(days=2)
    with pytest.raises(InputError, match="propose anew"):
        store.confirm(hit, staff.boris)
    assert store.refuse(hit, staff.boris, "Too late.").state == "potential"


def test_what_is_confirmed_is_what_was_read(store, staff, hit):
    first = store.propose(hit, staff.anna, "match", REASON, LATER).proposal
    store.refuse(hit, staff.chen, "No.")
    second = store.propose(hit, staff.anna, "not_a_match", REASON, LATER).proposal
    with pytest.raises(InputError, match=f"Proposal {first.id} on hit {hit} no longer stands"):
        store.confirm(hit, staff.boris, proposal=first.id)
    assert store.confirm(hit, staff.boris, proposal=second.id).state == "not_a_match"


def test_of_two_officers_at_once_one_is_first(store, staff, hit):
    store.propose(hit, staff.anna, "match", REASON, LATER)
    told = []
    both = threading.Barrier(2)

    def act(by):
        both.wait()
        try:
            told.append(store.confirm(hit, by).state)
        except InputError as error:
            told.append(str(error))

    threads = [threading.Thread(target=act, args=(by,)) for by in (staff.boris, staff.chen)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    refused, done = sorted(told)
    assert done == "match"
    assert "cannot be confirmed" in refused
    assert len(store.hit(hit).history) == 2
    assert store.verify().faults == ()


def test_the_database_refuses_to_change_an_act(store, staff, hit):
    close(store, staff, hit)
    with pytest.raises(sa.exc.DatabaseError, match="written once"), store._engine.begin() as db:
        db.execute(sa.text("UPDATE acts SET reason = 'other'"))


def test_matches_below_the_line_are_kept_and_open_nothing(store, screen):
    run = screen(answer("Zeta", ZETA, band="below", score=400))
    assert run.counts["below"] == 1
    assert store.hits() == ()


def test_a_hit_tells_why_it_was_found(store, hit):
    found = store.hit(hit)
    assert found.listed["name"] == "Acme Works"
    assert found.asked == {"name": "Acme Work", "ref": "R1"}
    assert found.explanations[0]["factors"] == ["Made up."]
    with pytest.raises(InputError, match="no hit 999"):
        store.hit(999)
