"""The procedures by hash: the one in use, and those under which events were entered before it.

An event is replayed by the table of its time.  So a procedure is kept whole in the store, once, with the first event
that it allowed: a table that changes afterwards changes no state that was.
"""

from __future__ import annotations

import sqlalchemy as sa

from licet.errors import InputError
from licet.register.procedure import Procedure, procedure_of
from licet.store.register_tables import procedures
from licet.store.work import Work


class Laws:
    """What ``now`` is, and what was; a procedure that was read is held in memory."""

    def __init__(self, now: Procedure) -> None:
        self.now = now
        self._read = {now.hash: now}
        self._kept = False

    def of(self, db: sa.Connection, law: str) -> Procedure:
        """The procedure of that hash.

        Raises:
            InputError: neither the store nor the law in use has it.
        """
        if law not in self._read:
            files = db.execute(sa.select(procedures.c.files).where(procedures.c.hash == law)).scalar()  # fmt: skip
            if files is None:
                raise InputError(
                    f"an event was entered under the procedure {law[:12]}, which this store does not have, and what followed from it cannot be "
                    "said without. Run licet register check --procedure FOLDER once, with the folder law/procedure of that time"
                )
            self._read[law] = procedure_of(map(tuple, files))
        return self._read[law]

    def keep(self, work: Work) -> None:
        """Have the procedure in use in the store."""
        if not self._kept:
            keep(work, self.now)

    def are_kept(self) -> None:
        """Say that a transaction in which ``keep`` was done is in the store."""
        self._kept = True


def keep(work: Work, law: Procedure) -> None:
    """Have a procedure in the store, such as one of before."""
    here = sa.select(procedures.c.id).where(procedures.c.hash == law.hash)
    if work.db.execute(here).scalar() is None:
        files = [list(each) for each in law.files]
        work.db.execute(procedures.insert().values(hash=law.hash, files=files, since=work.now))
