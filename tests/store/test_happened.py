"""The editor's loop on both engines: nothing is lost, and an event's history only grows."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.errors import InputError, UnknownName
from licet.happened.cases import as_yaml, cases
from licet.happened.kept import Editing, read
from licet.happened.reading import as_data, happening
from licet.happened.shipped import shipped
from licet.happened.there import everything
from licet.settings import Settings
from tests.news.gold import Text

BASE = shipped()
KNOWN = "2025-12-08-h200-announced"
NEW = happening(
    {
        "id": "read-1", "title": "Ministry X will license lasers from March.", "act": "restrict", "actors": ["JP/METI"],
        "actor_type": "agency", "object": ["lasers"], "stage": "announced", "modality": "will", "on": "2026-10-01",
        "numbers": [{"value": "25", "unit": "percent", "of": "sales"}],
        "sources": [{"source": "Wire", "url": "https://wire.example/1", "published": "2026-10-02", "spans": [[0, 42]]}],
    }
)  # fmt: skip


def done(store, act):
    with store.writing() as work:
        return act(Editing(work, BASE))


def all_of(store):
    with store.reading() as db:
        return read(db, BASE)


def test_a_suggestion_is_kept_to_the_last_field(store):
    kept, what = done(store, lambda editing: editing.suggest(NEW, "reader"))
    assert (what, kept.state) == ("suggested", "suggested")
    assert all_of(store)["read-1"].happening == NEW
    assert done(store, lambda editing: editing.suggest(NEW, "reader"))[1] == "known"


def test_two_outlets_of_one_copy_are_one_event_with_two_sources(store):
    done(store, lambda editing: editing.suggest(NEW, "reader"))
    other = happening({**as_data(NEW), "id": "read-2", "title": "In other words.", "sources": [{"source": "Daily"}]})  # fmt: skip
    kept, what = done(store, lambda editing: editing.suggest(other, "reader"))
    assert (what, kept.state, kept.happening.id) == ("joined", "suggested", "read-1")
    assert [each.source for each in kept.happening.sources] == ["Wire", "Daily"]
    assert kept.history[-1].told["title"] == "In other words."
    assert "read-2" not in all_of(store)


def test_an_event_that_comes_with_licet_begins_its_history_as_it_was_shipped(store):
    kept = done(store, lambda editing: editing.confirm(KNOWN, "eva", "Read again."))
    assert [(each.act, each.by) for each in kept.history] == [("shipped", "licet"), ("confirmed", "eva")]  # fmt: skip
    assert kept.history[0].record == next(each for each in BASE if each.id == KNOWN)


def test_a_correction_keeps_what_was_there_before(store):
    done(store, lambda editing: editing.suggest(NEW, "reader"))
    changes = {"stage": "considered", "on": "2026-10-03"}
    kept = done(store, lambda editing: editing.correct("read-1", "eva", "It is a plan.", changes))
    assert (kept.happening.stage, str(kept.happening.day)) == ("considered", "2026-10-03")
    assert kept.history[0].record == NEW
    assert done(store, lambda editing: editing.confirm("read-1", "ida")).state == "confirmed"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda e: e.confirm("read-9", "eva"), "no known event"),
        (lambda e: e.confirm(KNOWN, " "), "--by NAME"),
        (lambda e: e.reject(KNOWN, "eva", " "), "Say why"),
        (lambda e: e.correct(KNOWN, "eva", "", {"stage": "adopted"}), "Say why"),
        (lambda e: e.correct(KNOWN, "eva", "x", {"stage": "announced"}), "nothing would change"),
        (lambda e: e.correct(KNOWN, "eva", "x", {"stage": "soon"}), "no known stage"),
        (lambda e: e.correct(KNOWN, "eva", "x", {"id": "other"}), "keeps its id"),
        (lambda e: e.correct(KNOWN, "eva", "x", {"date_from": "2026-01-01"}), "exact date has one day"),
        (lambda e: e.suggest(happening({**as_data(NEW), "id": KNOWN}), "reader"), "id of another event"),
    ],
)  # fmt: skip
def test_what_may_not_be_done_changes_nothing(store, act, said):
    before = store.log_end()
    with pytest.raises((InputError, UnknownName), match=said):
        done(store, act)
    assert store.log_end() == before
    assert all_of(store)[KNOWN].history == ()


def test_the_database_itself_refuses_to_change_or_delete_what_was_said(store):
    done(store, lambda editing: editing.confirm(KNOWN, "eva"))
    for line in ("UPDATE happened_acts SET by = 'ida'", "DELETE FROM happened_acts"):
        with pytest.raises(sa.exc.DatabaseError, match="written once"), store.writing() as work:
            work.db.execute(sa.text(line))


def test_the_log_holds_every_act_and_tells_of_one_that_was_slipped_in(store):
    done(store, lambda editing: editing.reject(KNOWN, "eva", "Made up."))
    assert store.verify().faults == ()
    assert [each.what["act"] for each in store.log(kind="timeline")] == ["shipped", "rejected"]
    with store.writing() as work:
        work.db.execute(
            sa.text("INSERT INTO happened_acts (event, seq, at, by, act, reason, told, record) SELECT event, 3, at, by, 'confirmed', reason, told, record FROM happened_acts WHERE seq = 2")
        )  # fmt: skip
    assert any("timeline" in fault for fault in store.verify().faults)


def test_a_copy_of_the_store_holds_the_timeline(store, tmp_path):
    done(store, lambda editing: editing.confirm(KNOWN, "eva"))
    file = tmp_path / "copy.sqlite"
    assert store.backup(file)["happened_acts"] == 2
    assert everything(Settings(tmp_path, f"sqlite:///{file}", "", {}))[KNOWN].state == "confirmed"


def test_a_store_that_was_never_made_is_not_made_for_a_look(tmp_path):
    file = tmp_path / "none.sqlite"
    assert len(everything(Settings(tmp_path, f"sqlite:///{file}", "", {}))) == len(BASE)
    assert not file.exists()


def test_corrections_become_test_cases_that_read_back_as_they_were(store):
    import yaml

    done(store, lambda editing: editing.suggest(NEW, "reader"))
    done(
        store, lambda editing: editing.correct("read-1", "eva", "NO plan.", {"stage": "considered"})
    )
    done(store, lambda editing: editing.reject(KNOWN, "eva", "Made up."))
    found = cases(all_of(store).values())
    assert [each["id"] for each in found] == [f"corrected-{KNOWN}", "corrected-read-1"]
    rejected, corrected = found
    assert rejected["events"] == []
    assert rejected["not_events"]
    label = corrected["events"][0]
    assert label["at"]["text"] in corrected["text"]
    assert (label["stage"], corrected["judged"]["was"]) == ("considered", {"stage": "announced"})
    assert yaml.safe_load(as_yaml(corrected)) == corrected
    for each in found:  # spans are found by the loader of the labelled texts
        labelled = Text("", each["id"], each["text"], each)
        assert all(labelled.span(at) for _, at in labelled.all_spans())
    assert as_yaml(corrected) == as_yaml(cases(all_of(store).values())[1])


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["suggest", "confirm", "correct", "reject", "again"]), st.integers(0, 3)
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(ACTS, st.integers(0, 10**9))
def test_whatever_is_done_nothing_is_lost_and_history_only_grows(store, acts, salt):
    names = [KNOWN, *(f"made-{salt}-{number}" for number in range(3))]
    before = all_of(store)
    for what, number in acts:
        name = names[number]
        one = happening(
            {**as_data(NEW), "id": name, "object": [name], "sources": [{"source": what}]}
        )
        try:
            match what:
                case "suggest" | "again":
                    done(store, lambda editing, one=one: editing.suggest(one, "reader"))
                case "confirm":
                    done(store, lambda editing, name=name: editing.confirm(name, "eva"))
                case "correct":
                    told = {"condition": f"{salt} {len(before)} {len(acts)}"}
                    done(store, lambda editing, name=name, told=told: editing.correct(name, "eva", "x", told))  # fmt: skip
                case _:
                    done(store, lambda editing, name=name: editing.reject(name, "eva", "x"))
        except InputError:
            assert all_of(store) == before
        after = all_of(store)
        assert set(before) <= set(after)
        for key, kept in before.items():
            grown = after[key].history
            assert grown[: len(kept.history)] == kept.history
            assert [each.seq for each in grown] == list(range(1, len(grown) + 1))
        before = after
    assert store.verify().faults == ()
