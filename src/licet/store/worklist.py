"""What waits for a person."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from licet.store import holds
from licet.store.hits import in_state, is_open, listed
from licet.store.model import Worklist
from licet.store.states import CLOSED, PROPOSED
from licet.store.tables import hits


def worklist(db: sa.Connection, today: date, days: int) -> Worklist:
    """Open hits, proposals for a second officer, decisions that end within ``days``, holds by age."""
    all_hits = sa.select(hits).order_by(hits.c.opened, hits.c.id)
    current = hits.c.replaced_by.is_(None)
    ends_soon = (hits.c.until > today) & (hits.c.until <= today + timedelta(days=days))
    return Worklist(
        today,
        listed(db, today, all_hits.where(is_open(today), hits.c.state != PROPOSED)),
        listed(db, today, all_hits.where(in_state(PROPOSED, today), current)),
        listed(
            db, today,
            sa.select(hits).where(hits.c.state.in_(CLOSED), ends_soon, current).order_by(hits.c.until, hits.c.id),
        ),
        holds.on_hold(db, today),
        holds.unscreened(db),
    )  # fmt: skip
