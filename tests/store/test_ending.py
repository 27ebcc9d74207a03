"""Copies of a store, and what may be deleted when."""

import stat
from datetime import date

import pytest

from licet.errors import InputError, LawError
from licet.settings import Settings
from licet.store.retention import Retention, retention
from licet.store.store import Store
from tests.store.conftest import ACME, ZETA, answer, officer
from tests.store.test_decisions import REASON, close
from tests.store.test_determinations import ANSWER

FIVE = Retention(5, ("xx.records",))
WHY = "The deals of these years ended before 2021."


def test_the_law_says_for_how_long(book):
    found = retention(book, date(2026, 11, 22))
    assert found == Retention(5, ("us.info.762_6.records",))
    assert retention(book, date(2026, 11, 22), 10) == Retention(10, ("settings",))
    assert retention(book, date(2026, 11, 22), 2) == found


def test_law_that_does_not_say_deletes_nothing(mini):
    with pytest.raises(LawError, match="how long records are kept"):
        retention(mini.book, date(2026, 11, 22), 10)


def test_a_copy_is_a_store_with_the_same_log(store, staff, hit, tmp_path, clock):
    close(store, staff, hit)
    store.hold("R1", "A hit.", "anna")
    store.determine(ANSWER, staff.chen)
    file = tmp_path / "copy.sqlite"
    counts = store.backup(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert counts == store.status()["rows"]
    with Store.open(Settings(tmp_path, f"sqlite:///{file}", "", {}), clock) as copy:
        assert copy.verify() == store.verify()
        assert copy.verify().faults == ()
        assert copy.hit(hit) == store.hit(hit)
        assert copy.closings() == store.closings()
        assert copy.hold("R2", "Goes on.", "anna").ref == "R2"
    with pytest.raises(InputError, match="nothing is overwritten"):
        store.backup(file)
    with pytest.raises(InputError, match="cannot be written"):
        store.backup(tmp_path / "none" / "copy.sqlite")


def test_nothing_goes_before_its_time_or_without_the_right(store, staff, clock):
    for before in (date(2021, 11, 23), date(2026, 1, 1)):
        with pytest.raises(InputError, match=r"kept for 5 years .*latest date to give is 2021-11-22"):  # fmt: skip
            store.purge(before, staff.chen, WHY, FIVE)
    clock.move(days=1)
    store.purge(date(2021, 11, 23), staff.chen, WHY, FIVE)
    with pytest.raises(InputError, match="right to override"):
        store.purge(date(2020, 1, 1), staff.anna, WHY, FIVE)
    with pytest.raises(InputError, match="reason in words"):
        store.purge(date(2020, 1, 1), staff.chen, "-", FIVE)


def test_what_is_old_goes_and_what_is_still_needed_stays(store, staff, screen, clock):
    screen(answer("Acme Work", ACME, ref="R1"), answer("Zeta Trade", ZETA, ref="R2"))
    screen(answer("Acme Co", ACME, ref="R3"))
    closed, still_open, held = (each.id for each in store.hits())
    close(store, staff, closed)
    store.propose(held, staff.anna, "not_a_match", REASON, date(2027, 11, 22))
    store.confirm(held, staff.boris)
    store.hold("R3", "An agency asks for the papers.", "anna")
    store.determine(ANSWER, staff.chen, ref="R1")
    kept_papers = store.determine(ANSWER, staff.chen, ref="R3")
    clock.move(days=365 * 5 + 1)
    day = store.today.replace(year=store.today.year - 5)
    assert store.purge(day, staff.chen, WHY, FIVE)["runs"] == 0  # of that very day
    clock.move(days=1)
    day = store.today.replace(year=store.today.year - 5)
    gone = store.purge(day, staff.chen, WHY, FIVE)
    assert (gone["runs"], gone["screened"], gone["matches"], gone["determinations"]) == (1, 2, 2, 1)
    assert (gone["hits"], gone["acts"]) == (1, 2)
    assert [(each.id, each.state) for each in store.hits()] == [(still_open, "potential"), (held, "expired")]  # fmt: skip
    assert store.determinations() == (kept_papers,)
    assert [each.ref for each in store.worklist().holds] == ["R3"]
    lines = list(store.log())
    assert lines[0].seq > 1
    assert [each.kind for each in lines] == ["purge", "purge"]
    checked = store.verify()
    assert checked.faults == ()
    assert "left in a purge" in store.verify(f"1:{'0' * 64}").faults[0]
    assert officer(store, "emil").name == "emil"
