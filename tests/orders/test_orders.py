"""Orders: taken in, checked, held, closed by two persons, released, and held again after a change."""

from datetime import date

import pytest

from licet.errors import InputError
from licet.orders import rows
from licet.orders.model import FAIL, HOLD, PASS
from licet.orders.orders import Orders
from licet.orders.rows import answer_data
from licet.orders.watch import Watcher, watching
from licet.record import replaced
from licet.store.plain import canonical
from tests.orders.conftest import MALDOVAR, OTHER, load, order, party

NAMED = party("Maldovar Brix Precision Ltd")


def test_an_order_in_which_nothing_is_found_passes_and_says_that_this_is_no_permission(orders):
    checked = orders.put(order(), "anna")
    assert (checked.result, checked.lines[0].code) == (PASS, "no_requirement_found")
    assert "no permission" in checked.lines[0].reason
    assert orders.get("SO-1").state == "passed"
    assert dict(checked.hashes).keys() == {"law", "catalogue", "code", "lists"}


def test_a_hit_holds_every_line_and_puts_the_order_on_hold_with_its_number(orders):
    checked = orders.put(order("SO-1", NAMED), "anna")
    (line,) = checked.lines
    assert line.result == HOLD
    assert line.hits
    assert "Maldovar" in line.matches[0]
    assert "Two officers" in line.next_step
    found = orders.get("SO-1")
    assert found.state == "held"
    assert found.held.startswith("Check 1: Line 10 HOLD")
    assert [each.id for each in orders.store.hits(ref="SO-1")] == list(line.hits)


def test_two_persons_close_the_hit_an_officer_releases_and_a_changed_entry_holds_it_again(
    orders, service, closed, boris
):
    """The heart of journey J3."""
    first = orders.put(order("SO-1", NAMED), "anna")
    (number,) = first.lines[0].hits
    closed(number)
    second = orders.check("SO-1", "the hit was closed", "anna")
    assert second.result == PASS
    assert any("closed by two officers as another party" in each for each in second.differs)
    assert any(
        each.startswith("Line 10: was HOLD") and "now PASS" in each for each in second.differs
    )
    assert orders.get("SO-1").state == "held"  # a check takes no hold away
    orders.release("SO-1", boris, "The hit was closed by two officers.")
    assert orders.get("SO-1").state == "passed"
    assert orders.recheck("nothing has changed") == ()

    load(
        service, replaced(MALDOVAR, addresses=("4 New Row, Leeds",)), OTHER, day=date(2026, 11, 23)
    )
    service.at = service.store._clock().replace(year=2026, month=11, day=23)
    body = {**order("SO-1", NAMED), "on": "2026-11-23"}
    del body["on"]
    again = orders.recheck("a list was taken in")
    assert again == () or again[0].result == PASS  # the order names the day of its law and lists
    third = orders.put(body, "anna")
    assert third.result == HOLD
    assert third.lines[0].hits != (number,)
    assert any("has changed in addresses" in each for each in third.differs)
    assert orders.get("SO-1").state == "held"
    assert len(orders.holds("SO-1")) == 2


def test_lists_that_change_at_night_hold_an_order_again_and_say_what_is_new(orders, service):
    body = order("SO-1", party("Tarnquist Veller Optics"))
    del body["on"]
    service.at = service.store._clock().replace(year=2026, month=11, day=22)
    assert orders.put(body, "anna").result == PASS
    new = replaced(MALDOVAR, key="t1", name="Tarnquist Veller Optics", since=date(2026, 11, 23))
    load(service, MALDOVAR, OTHER, new, day=date(2026, 11, 23))
    service.at = service.at.replace(day=23)
    watcher = Watcher(service)
    (checked,) = watcher.look()
    assert checked.result in (HOLD, FAIL)
    assert "on US-EL since 2026-11-23" in checked.differs[0]
    assert orders.get("SO-1").state == "held"
    assert watcher.look() == ()


def test_the_watcher_runs_in_a_thread_of_its_own_and_not_at_all_where_it_is_off(orders, service):
    body = order("SO-1", NAMED)
    del body["on"]
    orders.put(body, "anna")
    load(service, OTHER, day=date(2026, 11, 22))
    with watching(service, 0):
        pass
    assert len(orders.checks("SO-1")) == 1
    with watching(service, 3600):
        pass  # its end waits for the first look
    assert len(orders.checks("SO-1")) <= 2


def test_what_an_officer_released_stays_released_while_checks_say_the_same(orders, boris):
    lines = [{"line": 1, "item": "nvidia-h200", "quantity": 1}]
    sent = order("SO-2", party(country="CN"), lines=lines)
    assert orders.put(sent, "anna").result == HOLD
    orders.release("SO-2", boris, "License D1234567 is assigned.")
    assert orders.get("SO-2").state == "released"
    orders.check("SO-2", "asked for", "anna")
    assert orders.get("SO-2").state == "released"
    more = {**sent, "lines": [{"line": 1, "item": "nvidia-h200", "quantity": 900}]}
    checked = orders.put(more, "anna")
    assert checked.differs == ("Line 1 was sent anew: quantity was 1, now 900.",)
    assert orders.get("SO-2").state == "held"


def test_an_order_that_fails_is_released_only_by_one_who_may_override(orders, service, boris):
    from tests.orders.conftest import signer

    chen = signer(service.store, "chen", "determine")
    sent = order("SO-3", party(country="KP"), lines=[{"line": 1, "item": "nvidia-h200"}])
    orders.put(sent, "anna")
    last = orders.get("SO-3").last
    with (
        service.store.writing() as work
    ):  # no order of the law as it stands fails; a check that does
        row = rows.save(work, "SO-3", sent, None)
        rows.keep(work, row, replaced(last, number=2, result=FAIL))
    with pytest.raises(InputError, match="newest check FAILs, so the right to override"):
        orders.release("SO-3", chen, "I want to.")
    assert orders.release("SO-3", boris, "Counsel has looked at it.").released_by == "boris"


def test_the_same_order_law_and_lists_give_the_same_bytes(orders):
    one = orders.put(order("SO-1", NAMED), "anna")
    other = orders.check("SO-1", "again", "boris")
    assert canonical(answer_data(one)) == canonical(answer_data(other))
    assert other.differs == ()
    assert orders.put(order("SO-1", NAMED), "anna").number == other.number  # the same order twice


def test_orders_are_listed_by_state_a_page_at_a_time_and_counted(orders):
    for number in range(4):
        orders.put(order(f"SO-{number}", *([NAMED] if number % 2 else [])), "anna")
    orders.close("SO-0", "It was shipped.", "anna")
    assert orders.counts() == {"held": 2, "released": 0, "passed": 1, "closed": 1}
    assert [each.ref for each in orders.listed("held")] == ["SO-1", "SO-3"]
    assert [each.ref for each in orders.listed(after="SO-1", most=1)] == ["SO-2"]
    with pytest.raises(InputError, match="held"):
        orders.listed("hold")
    assert "SO-0" not in [each.ref for each in orders.recheck("night")]


def test_lists_that_are_too_old_hold_an_order_and_say_so(orders, service):
    load(service, OTHER, day=date(2025, 1, 1), code="XX-OLD")
    checked = orders.put(order("SO-1"), "anna")
    assert (checked.result, checked.lines[0].code) == (HOLD, "not_screened")
    assert any("XX-OLD of 2025-01-01" in each for each in checked.notes)


def test_a_part_that_nobody_knows_is_open_and_asks_for_its_class(orders):
    checked = orders.put(order("SO-1", lines=[{"line": 1, "item": "nvidia-h201"}]), "anna")
    (line,) = checked.lines
    assert line.result == HOLD
    assert "no product of the catalogue" in line.reason
    assert "class (ECCN)" in line.next_step


def test_every_act_on_an_order_is_in_the_log_and_the_log_verifies(orders, closed, boris):
    (number,) = orders.put(order("SO-1", NAMED), "anna").lines[0].hits
    closed(number)
    orders.check("SO-1", "again", "anna")
    orders.release("SO-1", boris, "Closed by two officers.")
    kinds = [each.kind for each in orders.store.log()]
    assert {"order", "order_check", "screening", "hold", "decision", "release"} <= set(kinds)
    assert orders.store.verify().faults == ()


def test_a_purge_takes_orders_that_were_closed_long_ago_with_their_checks_and_no_other(
    orders, service, boris
):
    from licet.store.retention import Retention

    for number, named in enumerate((None, None, NAMED)):
        orders.put(order(f"SO-{number}", *([named] if named else [])), "anna")
    for ref in ("SO-0", "SO-2"):
        orders.close(ref, "Shipped or withdrawn.", "anna")
    service.at = service.store._clock().replace(year=2036)
    gone = service.store.purge(
        date(2030, 1, 1), boris, "All these deals have ended.", Retention(5, ())
    )
    assert (gone["orders"], gone["order_checks"]) == (1, 1)
    assert [each.ref for each in orders.listed()] == ["SO-1", "SO-2"]  # the last is on hold


# -- several at once ------------------------------------------------------------------


def meanwhile(orders, act):
    """Once, ``act`` is done by another between the judging of an order and its writing."""
    judge, left = orders._judge, [act]

    def judged(said):
        found = judge(said)
        if left:
            left.pop()()
        return found

    orders._judge = judged


def test_an_order_that_is_changed_while_it_is_checked_again_stays_changed(service, orders):
    orders.put(order("SO-1"), "anna")
    changed = order("SO-1", party("Maldovar Brix Precision"))
    meanwhile(orders, lambda: Orders(service).put(changed, "boris"))
    checked = orders.check("SO-1", "asked for", "")
    kept = orders.get("SO-1")
    assert kept.body["parties"][0]["name"] == "Maldovar Brix Precision"
    assert kept.state == "held"
    assert (checked.number, checked.result) == (3, kept.last.result)
    assert [each.name for each in checked.found] == ["Maldovar Brix Precision"]


def test_an_order_that_is_closed_while_it_is_checked_again_stays_closed(service, orders):
    orders.put(order("SO-1"), "anna")
    load(service, MALDOVAR)
    meanwhile(orders, lambda: Orders(service).close("SO-1", "Withdrawn by the buyer.", "anna"))
    assert orders.recheck("lists") == ()
    assert orders.get("SO-1").state == "closed"
    with pytest.raises(InputError, match="SO-1 is closed"):
        orders.check("SO-1", "asked for", "anna")


def test_of_two_changes_at_once_content_and_newest_check_belong_together(service, orders):
    orders.put(order("SO-1"), "anna")
    meanwhile(orders, lambda: Orders(service).put(order("SO-1", party("Maldovar Brix Precision")), "boris"))  # fmt: skip
    mine = orders.put(order("SO-1", party("Brackwell Sons")), "anna")
    kept = orders.get("SO-1")
    assert kept.body["parties"][0]["name"] == "Brackwell Sons"
    assert kept.last == mine
    assert any("no longer meets US-EL:m1" in each for each in mine.differs)


def test_an_order_without_a_check_is_never_there(orders, monkeypatch):
    monkeypatch.setattr(rows, "keep", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        orders.put(order("SO-1"), "anna")
    assert orders.listed() == ()
