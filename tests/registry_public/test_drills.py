"""What an operator who holds both the store and the key may try, through the whole chain, told by separate programs."""

import hashlib
import io
import shutil
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from licet.publiclog import canonical
from licet.publiclog.checkpoint import cosignature
from licet.publiclog.entry import entry_from, read_time
from licet.publiclog.log import begin
from licet.publiclog.note import Note
from licet.publiclog.statistics import figures, signed_statement
from licet.record import replaced
from licet.registry.public import sealing
from licet.registry.public.bundles import Order, Shown, for_committee
from licet.registry.public.figures import figures_of
from licet.store.public_tables import public_entries
from tests.publiclog import test_drills as programs
from tests.publiclog.test_drills import SIGNER, W1, YEAR, asked, verified
from tests.register.stories import WHO, stories
from tests.registry_public.desk import Desk, cosigned, entries_of, handed, opened, retold

witness = programs.witness


def cases(**more):
    """An approval with conditions, one dropped; a denial that was appealed; a file that went back."""
    names = ("approved_with_conditions", "denied", "returned")
    return Desk(*(retold(stories()[name], f"A-{n}", n) for n, name in enumerate(names)), **more)


@pytest.fixture
def desk():
    return cases()


@pytest.fixture
def honest(tmp_path, desk):
    (tmp_path / "honest").mkdir()
    office = opened(tmp_path / "honest", desk, witnesses=(W1.verifier,))
    office.publish()
    assert verified(handed(office)) == (0, [])
    return office


def put_in_its_place(office, entries):
    """The operator writes the log anew with the same key."""
    shutil.rmtree(office.log.folder)
    office.log = begin(office.log.folder, SIGNER)
    office.log.append(entries)
    return verified(handed(office))


def test_an_entry_is_deleted(honest):
    entries = entries_of(honest)
    assert put_in_its_place(honest, entries[:6] + entries[7:])[1] == ["deleted_entry"]


def test_entries_change_places(honest):
    entries = entries_of(honest)
    case = [i for i, each in enumerate(entries) if entry_from(each).case == entry_from(entries[0]).case]  # fmt: skip
    one, two = case[2], case[3]
    entries[one], entries[two] = entries[two], entries[one]
    assert "reordered" in put_in_its_place(honest, entries)[1]


def test_an_act_is_entered_as_if_it_were_of_an_earlier_day(tmp_path, monkeypatch):
    """Left alone, the office tells when it was entered and when it is said to have happened."""
    desk = cases()
    late = replaced(desk.posted[0].event, case="A-9", at=desk.posted[0].event.at)
    desk.enter(late, late=timedelta(days=200))
    for name in ("left", "forced"):
        (tmp_path / name).mkdir()
    office = opened(tmp_path / "left", desk)
    office.publish()
    assert verified(handed(office)) == (0, [])
    last = entry_from(entries_of(office)[-1])
    assert last.public["happened"] < last.time
    assert read_time(last.time) == late.at + timedelta(days=200)
    monkeypatch.setattr(sealing, "moment", lambda at, *_: sealing.told_time(at))
    forced = opened(tmp_path / "forced", desk)
    forced.publish()
    assert verified(handed(forced))[1] == ["back_dated"]


def test_what_is_entered_behind_a_cosigned_checkpoint_has_the_time_at_which_it_was_entered(tmp_path):  # fmt: skip
    desk = Desk(retold(stories()["returned"], "A-1"))
    office = opened(tmp_path, desk, witnesses=(W1.verifier,))
    office.publish()
    earlier = cosigned(office, 120)
    first, last = desk.posted[0].event, desk.posted[-1].event
    desk.enter(replaced(first, case="A-9", at=last.at), late=timedelta(hours=3))
    office.publish()
    cosigned(office)
    assert "happened" in entry_from(entries_of(office)[-1]).public
    assert verified(handed(office, earlier=(earlier,)), "--witnesses", "1") == (0, [])


def test_a_clock_that_was_ahead_and_set_right_leaves_a_log_that_holds_and_says_so(tmp_path):
    """One file was entered three hours ahead; what came after it was entered by a clock that is right."""
    ahead = retold(stories()["returned"], "A-1")
    desk = Desk([replaced(each, at=each.at + timedelta(hours=3)) for each in ahead])
    for event in retold(stories()["returned"], "A-2"):
        desk.enter(event)
    office = opened(tmp_path, desk)
    office.publish()
    second = [entry_from(each) for each in entries_of(office)][len(ahead) :]
    assert all(each.public["happened"] < each.time for each in second)
    assert verified(handed(office)) == (0, [])
    witnessed = int(desk.posted[0].event.at.timestamp()) - 3 * 3600
    note = office.log.latest()[1]
    office.log.cosigned(Note(note.text, (*note.signatures, cosignature(note, W1, witnessed))))
    assert verified(handed(office))[1] == ["future_dated"]


def test_one_reader_is_shown_another_history(honest, tmp_path, witness):
    """The same register without its flags, under the operator's own key: a kept checkpoint and a witness tell."""
    _, ask = witness
    assert asked(honest.log, ask, 0)[0] == 200
    checkpoint = tmp_path / "kept"
    checkpoint.write_text(str(honest.log.latest()[1]))
    other = opened(tmp_path, cases(leave_out=lambda each: each.kind == "flag"))
    other.publish()
    assert verified(handed(other))[0] == 0, "from this file alone nobody can tell"
    codes = verified(handed(other), "--kept", checkpoint)[1]
    assert {"fork", "old_backup_restored"}.intersection(codes)
    for old in (0, other.log.latest()[0].size):
        status, said = asked(other.log, ask, old)
        assert (status == 200, "—".encode() in said) == (False, False)


def test_a_salt_is_used_twice(tmp_path, desk, monkeypatch):
    real = sealing.sealed
    monkeypatch.setattr(sealing, "sealed", lambda fields: real(fields, lambda size: b"s" * size))
    office = opened(tmp_path, desk)
    office.publish()
    assert "reused_salt" in verified(handed(office))[1]


def test_nobody_is_to_know_that_a_condition_was_dropped(tmp_path):
    office = opened(tmp_path, cases(leave_out=lambda each: each.kind == "condition_dropped"))
    office.publish()
    assert verified(handed(office))[1] == ["dropped_condition"]


def test_a_condition_that_was_adopted_is_gone_from_the_license(tmp_path):
    office = opened(tmp_path, cases(leave_out=lambda each: each.kind == "condition_adopted"))
    office.publish()
    assert verified(handed(office))[1] == ["dropped_condition"]


def told_of(office, **changes):
    said = figures((entry_from(each) for each in entries_of(office)), YEAR)
    said["result"] |= changes
    return signed_statement(office.log, office.log.latest()[0], said)


def test_a_case_is_counted_for_each_of_its_outcomes(honest):
    said = figures_of(told_of(honest))["result"]
    more = {**said["outcomes"], "approved_with_conditions": said["outcomes"]["approved_with_conditions"] + 1}  # fmt: skip
    lie = told_of(honest, cases=said["cases"] + 1, outcomes=more)
    assert verified(handed(honest, statistics=(told_of(honest),))) == (0, [])
    assert "counted_twice" in verified(handed(honest, statistics=(lie,)))[1]


def test_one_application_is_counted_under_two_names(tmp_path):
    """Two files of one number: the openings of the committee tell."""
    desk = Desk(retold(stories()["approved"], "A-1"), retold(stories()["approved"], "A-2", 1))
    office = opened(tmp_path, desk)
    office.publish()
    out = io.BytesIO()
    order = Order("Committee", "HR 7", ("application_number",))
    for_committee(office, ["A-1", "A-2"], order, out, by=WHO["auditor"], all_entries=True, shown=Shown(statistics=(told_of(office),)))  # fmt: skip
    file = tmp_path / "committee"
    file.write_bytes(out.getvalue())
    assert verified(file)[1] == ["counted_twice"]


def test_another_value_is_opened_than_was_committed_to(honest):
    out = io.BytesIO()
    for_committee(honest, ["A-0"], Order("Committee", "HR 7", ("reason",)), out, by=WHO["auditor"])
    lines = out.getvalue().splitlines(keepends=True)
    body = b"".join(lines[:-1]).replace(
        b"the rule asks for it already", b"nobody asked for it, ever"
    )
    end = canonical.written({"line": "end", "lines": len(lines) - 1, "sha256": hashlib.sha256(body).hexdigest()})  # fmt: skip
    file = honest.log.folder.parent / "lie"
    file.write_bytes(body + end + b"\n")
    assert verified(file)[1] == ["wrong_opening"]


def test_an_old_backup_of_everything_is_put_back_and_goes_on(tmp_path, desk, witness):
    _, ask = witness
    office = opened(tmp_path, desk, witnesses=(W1.verifier,))
    office.publish(20)
    office.store.close()
    shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-backup"), ignore=lambda *_: ["witness"])  # fmt: skip
    office = opened(tmp_path, desk, fresh=False)
    office.publish()
    assert asked(office.log, ask, 0)[0] == 200
    checkpoint = tmp_path / "kept"
    checkpoint.write_text(str(cosigned(office)))
    backup = opened(tmp_path.with_name(f"{tmp_path.name}-backup"), desk, fresh=False)
    assert verified(handed(backup), "--kept", checkpoint) == (1, ["old_backup_restored"])
    status, _ = asked(backup.log, ask, backup.log.latest()[0].size)
    assert status != 200
    backup.publish()  # with new salts, so that it is another history
    assert "fork" in verified(handed(backup), "--kept", checkpoint)[1]


@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_is_in_the_log_cannot_be_changed_in_the_store(honest, act):
    change = public_entries.delete() if act == "delete" else public_entries.update().values(entry=b"{}")  # fmt: skip
    with honest.store.writing() as work, pytest.raises(IntegrityError, match="written once"):
        work.db.execute(change)
