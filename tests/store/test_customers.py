"""Customers: what must be screened again when a list or a customer file changes, and no more."""

from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from licet.errors import InputError
from licet.lists.model import Identifier
from licet.record import replaced
from licet.screen.model import Query, Screened
from tests.store.conftest import ACME, DAY, ZETA, answer, edition

FIRST = (
    Query("Acme Work", "CN", "1 Road", (Identifier("LEI", "5299"),), "C1"),
    Query("Zeta Trade", "AE", ref="C2"),
    Query("Third Firm", ref="C3"),
)
NOW = (edition(ACME), edition(ZETA, name="YY-LIST", sha="cc"))


def screen_due(store, file, editions):
    """Do what is due, as the nightly run would; gives the parts that were."""
    parts = store.due(file, editions)
    for part in parts:
        answers = [Screened(each, DAY) for each in store.customers(part)]
        run = store.record_run(answers, editions, on=DAY, kind="delta", file=file)
        store.covered(part, run.id)
    return parts


def test_a_new_file_is_screened_once_against_every_list(store):
    found = store.sync_customers("c.csv", "11", FIRST)
    assert (found.added, found.changed, found.gone, found.same) == (3, 0, 0, 0)
    (part,) = store.due("c.csv", NOW)
    assert (part.run, part.customers, part.lists) == (None, 3, ("XX-LIST", "YY-LIST"))
    assert tuple(store.customers(part)) == FIRST
    screen_due(store, "c.csv", NOW)
    assert store.due("c.csv", NOW) == ()
    assert store.due("other.csv", NOW) == ()


def test_only_customers_that_changed_are_screened_against_every_list(store):
    store.sync_customers("c.csv", "11", FIRST)
    screen_due(store, "c.csv", NOW)
    second = (replaced(FIRST[0], address="2 Road"), FIRST[1], Query("New Firm", ref="C4"))
    found = store.sync_customers("c.csv", "22", second)
    assert (found.added, found.changed, found.gone, found.same) == (1, 1, 1, 1)
    (part,) = store.due("c.csv", NOW)
    assert [each.ref for each in store.customers(part)] == ["C1", "C4"]
    screen_due(store, "c.csv", NOW)
    again = store.sync_customers("c.csv", "11", FIRST)  # C3 is back, C1 as it was at first
    assert (again.added, again.changed, again.gone, again.same) == (0, 2, 1, 1)
    assert [each.ref for part in store.due("c.csv", NOW) for each in store.customers(part)] == ["C1"]  # fmt: skip


def test_only_lists_that_changed_are_due_for_the_rest(store):
    store.sync_customers("c.csv", "11", FIRST)
    (done,) = screen_due(store, "c.csv", NOW)
    newer = (NOW[0], edition(ZETA, ACME, name="YY-LIST", sha="dd", as_of=DAY + timedelta(days=1)))
    (part,) = store.due("c.csv", newer)
    assert (part.run, part.customers, part.lists) == (1, 3, ("YY-LIST",))
    assert done.run is None
    screen_due(store, "c.csv", newer)
    assert store.due("c.csv", newer) == ()


def test_a_customer_that_changed_while_it_was_screened_stays_due(store):
    store.sync_customers("c.csv", "11", FIRST)
    (part,) = store.due("c.csv", NOW)
    answers = [Screened(each, DAY) for each in store.customers(part)]
    run = store.record_run(answers, NOW, on=DAY)
    store.sync_customers("c.csv", "22", (replaced(FIRST[0], name="Acme Werk"), *FIRST[1:]))
    assert store.covered(part, run.id) == 2
    assert [each.ref for part in store.due("c.csv", NOW) for each in store.customers(part)] == ["C1"]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [((Query("A"),), "has no reference"), ((FIRST[0], FIRST[0]), "stands there twice")],
)
def test_a_row_needs_a_reference_of_its_own(store, rows, said):
    with pytest.raises(InputError, match=said):
        store.sync_customers("c.csv", "11", rows)
    assert store.status()["rows"]["customers"] == 0


def test_a_change_of_entries_names_the_hits_that_it_touches(store, screen):
    screen(answer("Acme Work", ACME, ref="C1"), answer("Zeta Trade", ZETA, ref="C2"))
    assert store.affected_by([ACME, ZETA]) == store.affected_by([])
    changed = replaced(ACME, aliases=("Acme Machine Works",))
    found = store.affected_by([changed, ZETA])
    assert [each.entry for each in found.hits] == [ACME.id]
    assert found.refs == ("C1",)
    assert store.affected_by([], gone=[ZETA.id]).refs == ("C2",)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from("abcd"), st.sampled_from(("Firm", "Werk")), max_size=4),
            st.sampled_from(("aa", "bb")),
        ),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_each_customer_is_screened_against_each_edition_once(store, nights):
    seen, file = set(), f"f{store.status()['rows']['customer_files']}.csv"
    before = {}
    for rows, sha in nights:
        editions = (edition(ACME, sha=sha),)
        queries = [Query(f"{name} {ref}", ref=ref) for ref, name in sorted(rows.items())]
        store.sync_customers(file, sha, queries)
        due = {}
        for part in store.due(file, editions):
            due.update({each.ref: (part.run is None, each.name) for each in store.customers(part)})
        for query in queries:
            last = before.get(query.ref)
            if last == (query.name, sha):
                assert query.ref not in due
            else:
                whole = last is None or last[0] != query.name
                assert due[query.ref] == (whole, query.name)
            before[query.ref] = (query.name, sha)
        assert set(due) <= set(rows)
        screen_due(store, file, editions)
        assert store.due(file, editions) == ()
        seen.add(sha)
