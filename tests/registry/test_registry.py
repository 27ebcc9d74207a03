"""What the registry keeps, once and for good, on both engines."""

from datetime import timedelta

import pytest

from licet.errors import InputError
from licet.register.replay import replay
from licet.register.select import Refused
from licet.registry.model import NotAllowed
from tests.register.stories import LAW, WHO


def good(registry):
    """Whether the whole register holds together."""
    registry.kept.forget()
    found = registry.verify()
    assert found.faults == ()
    return found


def test_what_is_replayed_is_what_was_kept_from_filing_to_the_last_shipment(office, registry):
    office.issued()
    assert office.draw("60", "k1").refused == ()
    assert not office.draw("60", "k2").taken
    events = registry.events(office.case, WHO["ann"])
    assert [each.seq for each in events] == list(range(1, len(events) + 1))
    assert replay(events, LAW) == registry.case(office.case, WHO["ann"])
    state = registry.license(office.license, WHO["ann"])
    assert (state.state, str(state.lines[0].used), len(state.refused)) == ("issued", "60", 1)
    found = good(registry)
    assert (found.streams, found.events) == (2, len(events) + 3)
    assert state == registry.license(office.license, WHO["ann"])


def test_the_same_key_does_an_act_once_and_gives_the_first_answer(office, registry):
    first = registry.file({"authority": "US", "applicant": "firm"}, WHO["ann"], key="order 17")
    again = registry.file({"authority": "US", "applicant": "firm"}, WHO["ann"], key="order 17")
    assert (again.event, again.state, again.before, again.repeated) == (first.event, first.state, first.before, True)  # fmt: skip
    with pytest.raises(InputError, match="used for another act"):
        registry.file({"authority": "GB", "applicant": "firm"}, WHO["ann"], key="order 17")
    office.submitted()
    one = office.do("register", "olga", key="r1", number="D100")
    two = office.do("register", "olga", key="r1", number="D100")
    assert one.event == two.event
    with pytest.raises(InputError, match="used for another act"):
        office.do("register", "olga", key="r1", number="D101")
    assert good(registry).events == 4


def test_a_moment_before_the_last_event_or_ahead_of_our_clock_is_refused(office, registry, clock):
    office.submitted()
    for at, said in ((clock() - timedelta(days=1), "before the last one"), (clock() + timedelta(hours=1), "has not happened yet")):  # fmt: skip
        with pytest.raises(InputError, match=said):
            registry.act(office.case, "register", {"number": "D1"}, WHO["olga"], at=at)
    with pytest.raises(InputError, match="no time zone"):
        registry.act(
            office.case, "register", {"number": "D1"}, WHO["olga"], at=clock().replace(tzinfo=None)
        )
    at = clock() - timedelta(minutes=1)
    done = registry.act(office.case, "register", {"number": "D1"}, WHO["olga"], at=at)
    assert (done.event.at, done.recorded_at) == (at, clock())


def test_what_the_table_does_not_allow_leaves_nothing_behind(office, registry):
    office.submitted()
    with pytest.raises(Refused, match="possible only from"):
        office.do("propose", "olga", outcome="approve", reasons=["x"])
    with pytest.raises(Refused, match="no event 'approve'"):
        office.do("approve", "olga")
    with pytest.raises(NotAllowed):
        office.do("register", "ann", number="D1")
    assert good(registry).events == 2


def test_a_license_is_issued_with_its_application_or_not_at_all(office, registry):
    office.countersigned()
    before = good(registry)
    with pytest.raises(InputError, match="valid_from"):
        office.issue(valid_from=None)
    with pytest.raises(InputError, match="no adopted condition"):
        office.issue(preconditions=("fee",))
    with pytest.raises(InputError, match="would end on"):
        office.issue(valid_to=office.clock().date() - timedelta(days=99))
    for odd in ("A-000001", "L-999999999999"):
        with pytest.raises(InputError, match="given by the register"):
            office.issue(number=odd)
    for odd in ("L 1", "/x", "L-1\n", "é", "x" * 81):
        with pytest.raises(InputError, match="is no id"):
            office.issue(number=odd)
    assert good(registry) == before
    done = office.issue(key="i1")
    assert (done.event.body["license"], done.state.state) == (
        "L-000001",
        "approved_with_conditions",
    )
    assert done.also[0].state.conditions[0]["id"] == "cap"
    assert office.issue(key="i1").event == done.event
    assert good(registry).streams == 2


def test_shipments_are_drawn_once_and_what_came_back_is_drawn_again_only_by_an_officer(office, registry):  # fmt: skip
    office.issued()
    first = office.draw("60", "k1")
    assert office.draw("60", "k1", day=first.request.day) == first
    count = good(registry).events
    reused = office.draw("59", "k1")
    assert reused.refused[0].code == "key_reused"
    assert good(registry).events == count
    over = office.draw("50", "k2")
    assert over.refused[0].code == "condition"
    ahead = office.draw("5", "k3", day=office.clock().date() + timedelta(days=3))
    assert ahead.refused[0].code == "not_valid_on_day"
    body = {
        "key": "b1",
        "of": "k1",
        "quantity": "20",
        "date": office.clock().date().isoformat(),
        "ref": "broken",
    }
    registry.goods_back(office.license, body, WHO["ann"], key="b1")
    assert registry.goods_back(office.license, body, WHO["ann"], key="b1").repeated
    with pytest.raises(InputError, match="did not go under k1"):
        registry.goods_back(office.license, {**body, "key": "b2", "serials": ["S"]}, WHO["ann"])
    assert not office.draw("50", "k4").taken
    registry.act(office.license, "restore_balance", {"key": "b1", "reason": "destroyed"}, WHO["olga"])  # fmt: skip
    assert office.draw("50", "k5").taken
    good(registry)


def test_a_drawdown_cannot_be_said_it_must_be_worked_out(office, registry):
    office.issued()
    for kind in ("drawdown", "paid", "assessed", "goods_back"):
        who = WHO["customs"]
        with pytest.raises(InputError, match="worked out by the register"):
            registry.act(office.license, kind, {}, who)


def test_the_outbox_holds_every_event_once_in_one_order_until_it_is_published(office, registry):
    office.issued()
    held = registry.outbox(1000)
    assert [each.number for each in held] == list(range(good(registry).events))
    for each in held:
        assert each.before.seq + 1 == each.event.seq == each.after.seq
    assert registry.published(4) == 5
    assert registry.published(4) == 5
    assert [each.number for each in registry.outbox(2)] == [5, 6]
    assert registry.outbox(1, after=-1)[0].published is not None
    with pytest.raises(InputError, match="no event has the number 900"):
        registry.published(900)


def test_a_condition_that_nothing_could_test_is_not_adopted(office, registry):
    office.referred("defense")
    office.do("condition_proposed", "dan", id="c", kind="good_conduct", text="Behave.")
    with pytest.raises(InputError, match="nothing could test it"):
        office.do("condition_adopted", "olga", id="c")
    good(registry)


def test_ids_are_given_in_turn_and_one_that_is_taken_is_refused(registry):
    body = {"authority": "US", "applicant": "firm"}
    names = [
        registry.file(body, WHO["ann"], case=case).event.case for case in ("", "US/2026-7", "", "")
    ]
    assert names == ["A-000001", "US/2026-7", "A-000002", "A-000003"]
    with pytest.raises(InputError, match="a file US/2026-7 already"):
        registry.file(body, WHO["ann"], case="US/2026-7")
    assert good(registry).streams == 4
