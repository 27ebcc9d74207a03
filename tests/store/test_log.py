"""The log as proof of care: what stands in it, and what tampering it shows."""

from datetime import timedelta

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis import given, settings

from licet.errors import InputError
from licet.store.plain import canonical, storable, storable_data
from tests.store.conftest import ACME, DAY, ZETA, answer, edition
from tests.store.test_decisions import close

NOT_WATCHED = {
    "sqlite": ["DROP TRIGGER log_written_once", "DROP TRIGGER acts_written_once", "DROP TRIGGER matches_written_once"],
    "postgresql": ["SET session_replication_role = replica"],
}  # fmt: skip


def tamper(store, *lines):
    """Change rows as somebody would who owns the database and knows its guards."""
    with store._engine.begin() as db:
        for line in (*NOT_WATCHED[store._engine.dialect.name], *lines):
            db.execute(sa.text(line))


@pytest.fixture
def history(store, staff, screen, clock):
    screen(answer("Acme Work", ACME, ref="R1"), answer("Nobody", ref="R2"), officer="dora")
    clock.move(days=1)
    close(store, staff, store.hits()[0].id)
    store.hold("R1", "A hit.", "anna")
    return store.verify()


@pytest.mark.usefixtures("history")
def test_a_screening_says_who_when_what_lists_and_counts(store):
    (found,) = store.log(kind="screening")
    assert (found.who, found.at.date()) == ("dora", DAY)
    assert found.what["asked"] == ["Acme Work", "Nobody"]
    assert found.what["lists"] == {"XX-LIST": {"as_of": "2026-11-22", "sha256": "aa" * 32}}
    assert (found.what["counts"]["hits"], found.what["counts"]["cannot"]) == (1, 0)
    assert [each.kind for each in store.log()] == ["store", *["officer"] * 4, "screening", "decision", "decision", "hold"]  # fmt: skip
    assert [each.kind for each in store.log(DAY + timedelta(days=1))] == ["decision", "decision", "hold"]  # fmt: skip


def test_a_long_run_is_named_by_its_hash(store, screen):
    run = screen(*(answer(f"Firm {number}") for number in range(2500)), file="customers.csv")
    (found,) = store.log(kind="screening")
    assert found.what["asked"] == []
    assert found.what["input_sha256"] == run.input_sha256
    assert run.counts["queries"] == 2500
    assert store.verify().faults == ()


def test_the_whole_log_is_one_chain(store, history):
    assert history.faults == ()
    assert (history.lines, history.last) == (9, 9)
    noted = f"{history.last}:{history.hash}"
    store.hold("R9", "Later.", "anna")
    assert store.verify(noted).faults == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("UPDATE log SET who = 'emil' WHERE seq = 6", "line 6 was changed"),
        ("UPDATE log SET hash = before WHERE seq = 6", "line 7 does not follow"),
        ("DELETE FROM log WHERE seq = 6", "line 6 is missing"),
        ("DELETE FROM log WHERE seq = 9", "the log ends at line 8, and was at line 9"),
        ("UPDATE acts SET reason = 'other' WHERE act = 'propose'", "not as anna signed it"),
        ("UPDATE hits SET state = 'match'", "no act made it so"),
        ("UPDATE matches SET score = 100", "answers of run 1 are not as the log has them"),
        ("DELETE FROM acts WHERE act = 'confirm'", "the 1 acts on hits are not the 2 in the log"),
        ("DELETE FROM matches", "answers of run 1 are not as the log has them"),
        ("UPDATE officers SET public_key = name WHERE name = 'boris'", "not as boris signed it"),
    ],
)
@pytest.mark.usefixtures("history")
def test_tampering_shows(store, line, said):
    tamper(store, line)
    assert any(said in each for each in store.verify().faults)


def test_a_log_that_was_cut_with_care_shows_only_beside_a_note(store, history):
    noted = f"{history.last}:{history.hash}"
    tamper(
        store, "DELETE FROM log WHERE seq = 9", "DELETE FROM holds",
        "UPDATE chain SET last = 8, hash = (SELECT hash FROM log WHERE seq = 8)",
    )  # fmt: skip
    assert store.verify().faults == ()
    assert store.verify(noted).faults == (
        "line 9, which was noted, is not there: the log ends at line 8",
    )
    store.hold("R9", "Another line 9.", "anna")
    assert "line 9 is not the line that was noted" in store.verify(noted).faults
    with pytest.raises(InputError, match="no line of a log"):
        store.verify("9:abc")


def test_all_or_nothing(store):
    def answers():
        yield answer("Acme Work", ACME, ref="R1")
        raise RuntimeError("the screener fell over")

    with pytest.raises(RuntimeError):
        store.record_run(answers(), [edition(ACME)], on=DAY)
    counts = store.status()["rows"]
    assert [counts[name] for name in ("runs", "screened", "matches", "hits", "editions")] == [0] * 5
    assert [each.kind for each in store.log()] == ["store"]


def test_nobody_waits_for_a_screening_that_runs(store):
    def answers():
        yield answer("Acme Work", ACME, ref="R1")
        store.hold("R1", "While it is screened.", "anna")
        yield answer("Zeta Trade", ZETA, ref="R2")

    run = store.record_run(answers(), [edition(ACME, ZETA)], on=DAY)
    assert run.counts["hits"] == 2
    assert [each.kind for each in store.log()] == ["store", "hold", "screening"]


def test_names_that_no_database_takes_are_kept_as_far_as_they_can_be(store, screen):
    screen(answer("A\0B \ud800 华为", ACME, ref="R\0"))
    (found,) = store.hits()
    assert found.name == "A\ufffdB \ufffd 华为"
    assert store.verify().faults == ()


def test_the_same_input_gives_the_same_hash(store, screen):
    first, again, other = (
        screen(answer("Acme", ref="1")), screen(answer("Acme", ref="1")), screen(answer("Zeta", ref="1")),
    )  # fmt: skip
    assert first.input_sha256 == again.input_sha256 != other.input_sha256
    assert store.run(first.id) == first
    assert first.editions[0][:3] == ("XX-LIST", DAY, "aa" * 32)
    assert ZETA.id not in str(first)


@settings(max_examples=40)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_data_has_one_form(data):
    kept = storable_data(data)
    assert canonical(kept) == canonical(storable_data(kept))
    assert "\0" not in canonical(kept).decode()
    assert storable(storable("x\0")) == storable("x\0")


def test_a_binary_float_has_none():
    with pytest.raises(TypeError, match="binary float"):
        canonical({"share": [0.5]})


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("line", ["UPDATE holds SET reason = 'Another.'", "DELETE FROM holds"])
def test_a_hold_that_was_changed_or_taken_away_shows(store, line):
    tamper(store, line)
    assert store.verify().faults == ("what holds R1, by anna, is not as the log has it",)
