"""States of applications and licenses, read from the store and held in memory while they are of use."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import sqlalchemy as sa

from licet.register.procedure import Procedure
from licet.registry.laws import Laws
from licet.registry.model import State
from licet.registry.rows import replayed, rows_of, snapshot_of
from licet.store.register_tables import streams

_HELD = 512
"""So many files stay in memory."""


class Kept:
    """Reads states.  What is in memory is a state after some event: what came later is read and added.

    Events never change, so what is held cannot become wrong; only what was committed is held.
    """

    def __init__(self, law: Procedure) -> None:
        self.laws = Laws(law)
        self._held: OrderedDict[str, State] = OrderedDict()
        self._lock = Lock()

    def state(self, db: sa.Connection, stream: str) -> tuple[str, State] | None:
        """What the stream is about, and its state now; None where there is no such stream."""
        head = db.execute(
            sa.select(streams.c.nature, streams.c.seq).where(streams.c.stream == stream)
        ).one_or_none()
        if head is None:
            return None
        with self._lock:
            held = self._held.get(stream)
        if held is None or held.seq > head.seq:  # the store may be an older copy, put back
            held = snapshot_of(db, stream, head.nature)
        if held.seq < head.seq:
            held = replayed(held, rows_of(db, stream, held.seq, head.seq), db, self.laws)
        return head.nature, held

    def hold(self, stream: str, state: State) -> None:
        """Hold a state that is in the store for good."""
        with self._lock:
            held = self._held.get(stream)
            if held is None or held.seq <= state.seq:
                self._held[stream] = state
                self._held.move_to_end(stream)
            while len(self._held) > _HELD:
                self._held.popitem(last=False)

    def forget(self) -> None:
        """Hold nothing, so that all is read anew."""
        with self._lock:
            self._held.clear()
