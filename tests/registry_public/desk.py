"""A register in memory that posts to the office, and the office with a real store and a real log.

The stories are those of ``tests/register``: acts that the tables allow, told again under a case number each.
"""

import atexit
import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from licet.publiclog.checkpoint import cosignature
from licet.publiclog.entry import entry_from, read_time
from licet.publiclog.log import Log, begin
from licet.publiclog.note import Note
from licet.record import replaced
from licet.register import license_replay, replay
from licet.register.license_state import LicenseState
from licet.register.select import row_for
from licet.register.state import CaseState
from licet.registry.model import APPLICATION, LICENSE, Posted
from licet.registry.public.bundles import Shown, whole
from licet.registry.public.office import PublicOffice, read_rules
from licet.settings import Settings
from licet.store.store import Store
from tests.conftest import ROOT
from tests.publiclog.test_drills import SIGNER, W1

RULES = read_rules(ROOT / "law")
LAW = RULES.law


def retold(file, case, days=0, **body):
    """A story under another number, some days later; ``body`` replaces what its first event says."""
    moved = [replaced(each, case=case, at=each.at + timedelta(days=days)) for each in file.events]
    return [replaced(moved[0], body={**moved[0].body, **body}), *moved[1:]]


class Desk:
    """The outbox of a register: events in the order of their moments, each with the states around it."""

    def __init__(self, *stories, licenses=(), leave_out=lambda _: False):
        self.posted, self.states, self.told = [], {}, -1
        self.licenses = {each[0].case for each in licenses}
        for event in sorted((e for each in (*stories, *licenses) for e in each), key=lambda each: each.at):  # fmt: skip
            self.enter(event, leave_out=leave_out(event))

    def enter(self, event, *, late=timedelta(), leave_out=False):
        is_license = event.case in self.licenses
        before = self.states.get(event.case) or (LicenseState() if is_license else CaseState())
        table = LAW.license if is_license else LAW.application
        row = row_for(before, event, LAW, table)
        fold = license_replay.fold if is_license else replay.fold
        after = fold(before, event, row) if is_license else fold(before, event, row, LAW)
        self.states[event.case] = after
        if not leave_out:
            nature = LICENSE if is_license else APPLICATION
            self.posted.append(Posted(len(self.posted), nature, event, before, after, event.at + late))  # fmt: skip

    def outbox(self, limit=100, *, after=None):
        start = (self.told if after is None else after) + 1
        return tuple(self.posted[start : start + limit])

    def published(self, upto):
        self.told = max(self.told, upto)
        return self.told + 1

    def application(self, case):
        return self.states.get(case) or CaseState()

    file = application


class Clock:
    """Stands at the moment of the newest event, and an hour on."""

    def __init__(self, desk):
        self.desk = desk

    def __call__(self):
        return max(each.event.at for each in self.desk.posted) + timedelta(minutes=5)


@cache
def made():
    """A store with its tables and nothing else, to be copied."""
    folder = Path(mkdtemp(prefix="licet-public-"))
    atexit.register(shutil.rmtree, folder)
    Store.open(Settings(folder, f"sqlite:///{folder / 'store.sqlite'}", "", {})).close()
    return folder / "store.sqlite"


def opened(folder, desk, *, fresh=True, witnesses=()):
    """An office over the store and the log in ``folder``."""
    if fresh:
        shutil.copyfile(made(), folder / "store.sqlite")
    store = Store.open(Settings(folder, f"sqlite:///{folder / 'store.sqlite'}", "", {}), Clock(desk))  # fmt: skip
    make = begin if fresh else Log
    return PublicOffice(store, desk, make(folder / "log", SIGNER), RULES, witnesses=witnesses)


def cosigned(office, minutes=5):
    """Have the witness sign the newest checkpoint, some minutes after its newest entry."""
    note = office.log.latest()[1]
    newest = max(entry_from(each).time for each in entries_of(office))
    at = int((read_time(newest) + timedelta(minutes=minutes)).timestamp())
    office.log.cosigned(Note(note.text, (*note.signatures, cosignature(note, W1, at))))
    return office.log.latest()[1]


def handed(office, name="whole.licetlog", **shown):
    """The bundle of the whole log, as a file."""
    file = office.log.folder.parent / name
    with file.open("wb") as out:
        whole(office, out, Shown((W1.verifier,), **shown))
    return file


def entries_of(office):
    return list(office.log.tiles().entries(0, office.log.latest()[0].size))
