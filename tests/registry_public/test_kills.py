"""Killed at any moment, the office has lost nothing and put nothing in twice; an old copy of either side is told."""

import os
import shutil
import signal

import pytest

from licet.errors import InputError
from licet.publiclog import log as publiclog
from licet.publiclog.entry import entry_from
from licet.publiclog.log import Log
from licet.registry.public import kept
from licet.registry.public.office import PublicOffice
from licet.registry.public.sealing import Sealing, seal
from tests.publiclog.test_drills import SIGNER, verified
from tests.register.stories import stories
from tests.registry_public.desk import RULES, Desk, entries_of, handed, opened, retold

PLACES = {
    "half-way through sealing": (kept.Edge, "add", 7),
    "when all is sealed": (PublicOffice, "_append", 2),
    "when tiles are written and the checkpoint is not": (publiclog, "_publish", 1),
    "when the log has it and the outbox does not know": (Desk, "published", 1),
}


def killed(folder, desk, module, name, at):
    """Publish in a process that is killed where ``name`` is called for the ``at``th time."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    real, calls = getattr(module, name), []

    def deadly(*args, **more):
        calls.append(1)
        if len(calls) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **more)

    try:
        setattr(module, name, deadly)
        opened(folder, desk, fresh=False).publish()
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("place", PLACES)
def test_killed_anywhere_the_office_goes_on_and_nothing_is_lost_or_doubled(place, tmp_path):
    desk = Desk(retold(stories()["approved_with_conditions"], "A-2"))
    opened(tmp_path, desk).store.close()
    assert killed(tmp_path, desk, *PLACES[place]) == signal.SIGKILL
    office = opened(tmp_path, desk, fresh=False)
    office.publish()
    assert office.publish().entries == 0
    entries = [entry_from(each) for each in entries_of(office)]
    assert [each.seq for each in entries] == list(range(len(desk.posted)))
    assert [each.event for each in entries] == [each.event.kind if each.event.kind in {e.event for e in entries} else "step" for each in desk.posted]  # fmt: skip
    assert desk.outbox() == ()
    assert verified(handed(office)) == (0, [])


def test_the_outbox_is_told_again_where_it_was_not(tmp_path):
    desk = Desk(retold(stories()["approved"], "A-2"))
    office = opened(tmp_path, desk)
    office.publish()
    desk.told = -1
    size = office.publish().checkpoint.size
    assert (size, desk.outbox()) == (len(desk.posted), ())


def test_two_offices_at_once_do_each_other_no_harm(tmp_path):
    desk = Desk(retold(stories()["approved"], "A-2"), retold(stories()["denied"], "A-3", 1))
    one, two = opened(tmp_path, desk), opened(tmp_path, desk, fresh=False)
    one.seal(5)
    two.seal(9)
    two.publish(3)
    one.publish()
    two.publish()
    assert one.log.latest()[0].size == len(desk.posted)
    assert verified(handed(two)) == (0, [])


def test_an_office_that_comes_second_puts_nothing_in_again(tmp_path, monkeypatch):
    desk = Desk(retold(stories()["approved"], "A-2"))
    one, two = opened(tmp_path, desk), opened(tmp_path, desk, fresh=False)
    one.seal()
    append = one.log.append

    def late(batch, **where):
        monkeypatch.undo()
        two.publish()
        return append(batch, **where)

    monkeypatch.setattr(one.log, "append", late)
    assert one.publish().checkpoint.size == len(desk.posted)
    assert verified(handed(one)) == (0, [])


def test_events_that_another_office_sealed_in_the_meantime_are_passed_over(tmp_path):
    desk = Desk(retold(stories()["approved"], "A-2"))
    office, rows = opened(tmp_path, desk), desk.outbox(5)
    by = Sealing(RULES.law, RULES.views, desk.application)
    for sealed in (5, 0):
        with office.store.writing() as work:
            assert seal(work.db, rows, by) == sealed


def test_a_log_that_was_put_back_from_an_older_copy_is_made_whole(tmp_path):
    desk = Desk(retold(stories()["approved"], "A-2"))
    office = opened(tmp_path, desk)
    office.publish(8)
    shutil.copytree(tmp_path / "log", tmp_path / "backup")
    whole = office.publish().checkpoint
    shutil.rmtree(tmp_path / "log")
    (tmp_path / "backup").rename(tmp_path / "log")
    assert opened(tmp_path, desk, fresh=False).publish().checkpoint == whole


def test_a_store_that_was_put_back_from_an_older_copy_is_refused(tmp_path):
    desk = Desk(retold(stories()["approved"], "A-2"))
    office = opened(tmp_path, desk)
    office.publish(8)
    office.store.close()
    shutil.copy(tmp_path / "store.sqlite", tmp_path / "backup")
    office = opened(tmp_path, desk, fresh=False)
    office.publish()
    office.store.close()
    for each in tmp_path.glob("store.sqlite*"):
        each.unlink()
    shutil.copy(tmp_path / "backup", tmp_path / "store.sqlite")
    with pytest.raises(InputError, match="older copy"):
        opened(tmp_path, desk, fresh=False).publish()


def test_a_log_of_another_history_is_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        opened(tmp_path / name, Desk(retold(stories()["approved"], "A-2"))).publish()
    shutil.rmtree(tmp_path / "one" / "log")
    shutil.copytree(tmp_path / "two" / "log", tmp_path / "one" / "log")
    desk = Desk(retold(stories()["approved"], "A-2"))
    with pytest.raises(InputError, match="not of one history"):
        opened(tmp_path / "one", desk, fresh=False).publish()


def test_a_disk_that_is_full_keeps_what_was_published_and_goes_on_later(tmp_path, monkeypatch):
    desk = Desk(retold(stories()["approved"], "A-2"))
    office = opened(tmp_path, desk)
    office.publish(5)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(publiclog, "put", full)
        with pytest.raises(InputError, match="No space left"):
            office.publish()
    assert Log(tmp_path / "log", SIGNER).latest()[0].size == 5
    office.publish()
    assert verified(handed(office)) == (0, [])
