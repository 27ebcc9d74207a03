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
                    "said without. Name the law of that time in LICET_LAW and run licet register check once: it keeps the procedure"
                )
            self._read[law] = procedure_of(map(tuple, files))
        return self._read[law]

    def keep(self, work: Work) -> None:
        """Have the procedure in use in the store."""
        if self._kept:
            return
        here = sa.select(procedures.c.id).where(procedures.c.hash == self.now.hash)
        if work.db.execute(here).scalar() is None:
            files = [list(each) for each in self.now.files]
            work.db.execute(procedures.insert().values(hash=self.now.hash, files=files, since=work.now))  # fmt: skip

    def are_kept(self) -> None:
        """Say that a transaction in which ``keep`` was done is in the store."""
        self._kept = True
