"""Saved questions: who sees which, and that they are kept as they were said."""

import pytest

from licet.access.model import LOCAL, ROLES, VISITOR, Person
from licet.errors import InputError
from licet.interview.enquiries import Enquiries, NoSuchEnquiry, may_change
from licet.record import replaced
from licet.store.tables import accounts
from tests.interview.samples import CHIP, PROJECT


def somebody(account, role):
    return Person(f"{role} {account}", "session", frozenset(ROLES[role]), account)


ADA, BOB = somebody(1, "reader"), somebody(2, "reader")
ANNA = somebody(3, "officer")


@pytest.fixture(scope="module")
def kept(service):
    with service.store.writing() as work:
        for number in (1, 2, 3):
            work.db.execute(
                accounts.insert().values(
                    id=number, name=f"n{number}", shown="", password="", officer="", issuer="", subject="",
                    roles=[], since=work.now, ended=None,
                )
            )  # fmt: skip
    return Enquiries(service)


def test_keys_cannot_be_guessed(kept):
    keys = {kept.new("transfer", VISITOR).key for _ in range(20)}
    assert len(keys) == 20
    assert all(len(key) >= 32 for key in keys)


@pytest.mark.parametrize(("kind", "answers"), [("transfer", CHIP), ("project", PROJECT)])
def test_answers_are_kept_as_they_were_said(kept, kind, answers):
    made = kept.save(replaced(kept.new(kind, VISITOR), answers=answers))
    again = kept.of(made.key, VISITOR)
    assert again.answers == answers
    assert kept.questions(again) == kept.questions(made)
    assert again.title


def test_what_no_database_takes_is_marked_as_lost(kept):
    answers = {"item": {"product": "a\0b"}}
    made = kept.save(replaced(kept.new("transfer", VISITOR), answers=answers))
    assert kept.get(made.key).answers == {"item": {"product": "a\ufffdb"}}


def test_an_enquiry_of_an_account_is_for_that_account(kept):
    made = kept.new("transfer", ADA, CHIP)
    assert kept.of(made.key, ADA) == made
    for other in (BOB, ANNA, VISITOR):
        with pytest.raises(NoSuchEnquiry):
            kept.of(made.key, other)


def test_officers_read_what_was_sent_and_change_nothing(kept):
    made = kept.send(kept.new("transfer", ADA, CHIP).key, ADA)
    assert kept.of(made.key, ANNA).sent_by == "reader 1"
    assert not may_change(made, ANNA)
    for other in (BOB, VISITOR):
        with pytest.raises(NoSuchEnquiry):
            kept.of(made.key, other)


def test_the_link_is_the_key_to_what_a_visitor_asked(kept):
    made = kept.new("transfer", VISITOR, CHIP)
    for anybody in (VISITOR, ADA, ANNA, LOCAL):
        assert kept.of(made.key, anybody) == made


def test_a_key_that_is_not_there_says_the_same_as_one_that_is_not_yours(kept):
    made = kept.new("transfer", ADA, CHIP)
    said = []
    for key in (made.key, "no-such-key", made.key.swapcase(), made.key[:-1]):
        with pytest.raises(NoSuchEnquiry) as error:
            kept.of(key, BOB)
        said.append(str(error.value))
    assert len(set(said)) == 1


def test_sending_is_logged_and_waits_for_an_officer(kept, service):
    made = kept.new("transfer", ADA, CHIP)
    assert made.key not in [each.key for each in kept.waiting()]
    kept.send(made.key, ADA)
    assert made.key in [each.key for each in kept.waiting()]
    lines = [each for each in service.store.log() if each.kind == "enquiry_sent"]
    assert lines[-1].who == "reader 1"
    assert lines[-1].what["enquiry"] == made.key


def test_what_was_sent_stays_as_it_is_until_it_is_taken_back(kept):
    made = kept.send(kept.new("transfer", ADA, CHIP).key, ADA)
    for act in (lambda: kept.save(made), lambda: kept.send(made.key, ADA)):
        with pytest.raises(InputError):
            act()
    assert kept.take_back(made.key, ADA).stage == "draft"
    kept.save(replaced(made, answers={}))
    with pytest.raises(InputError, match="not waiting"):
        kept.take_back(made.key, ADA)


def test_what_was_signed_is_changed_no_more(kept):
    made = kept.send(kept.new("transfer", ADA, CHIP).key, ADA)
    done = kept.signed(made.key, 7)
    assert (done.stage, done.determination) == ("signed", 7)
    for act in (lambda: kept.save(done), lambda: kept.take_back(made.key, ADA)):
        with pytest.raises(InputError):
            act()


@pytest.mark.parametrize("kind", ["transfer", "project"])
def test_nothing_answered_is_nothing_to_sign(kept, kind):
    with pytest.raises(InputError, match="nothing to sign"):
        kept.send(kept.new(kind, ADA).key, ADA)


def test_no_other_kind_of_question_is_kept(kept):
    with pytest.raises(InputError, match="no kind of question"):
        kept.new("poem", VISITOR)
