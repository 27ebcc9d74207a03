"""Which way a change of the law goes, and which way an act went: stricter, milder, or not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.explore.timeline import (
    BEGINS,
    BEYOND_TEXT,
    BINDS,
    ENDS,
    NOT_ENFORCED,
    PAUSE_ENDS,
    PAUSED,
    ROWS_BEGIN,
    ROWS_END,
)

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.explore.timeline import Event as Change
    from licet.news.model import Event

STRICTER, MILDER = "stricter", "milder"
_ACTS = {
    "restrict": STRICTER, "list": STRICTER, "deny": STRICTER, "retaliate": STRICTER,
    "relax": MILDER, "delist": MILDER, "license": MILDER, "suspend": MILDER,
}  # fmt: skip
_ASKS = frozenset({"requirement", "letter", "prohibition", "notification", "jurisdiction", "classification", "charge", "presumption", "table"})  # fmt: skip
_FREES = frozenset({"exception", "carve_out"})
_COMES = frozenset({BEGINS, BINDS, PAUSE_ENDS, BEYOND_TEXT, ROWS_BEGIN})
_GOES = frozenset({ENDS, PAUSED, NOT_ENFORCED, ROWS_END})
BESIDE = frozenset({"alert", "not_modelled", "test", "conflict", "group", "fold"})
"""Kinds that ask and free nobody by themselves."""


def way_of_act(event: Event) -> str:
    """The way an act goes; empty where the act has none, or its stage turns it round."""
    return "" if event.stage in ("expired", "reversed") else _ACTS.get(event.act, "")


def way_of_change(change: Change, book: RuleBook) -> str:
    """The way a change goes; empty where its kind does not tell, as with a new text."""
    comes = change.what in _COMES
    if not comes and change.what not in _GOES:
        return _review(change, book) if change.kind == "review_policy" else ""
    if change.kind in _ASKS:
        return STRICTER if comes else MILDER
    if change.kind in _FREES:
        return MILDER if comes else STRICTER
    return _review(change, book) if change.kind == "review_policy" else ""


def _review(change: Change, book: RuleBook) -> str:
    """A policy of denial is strict; one that takes cases out of another policy is milder than it."""
    provision = book.provisions.get(change.subject)
    if provision is None:
        return ""
    policy = next((each.policy for each in provision.versions if each.since == change.on), "")
    if change.what in _GOES:
        return MILDER if "denial" in (policy or provision.versions[0].policy) else ""
    if "denial" in policy:
        return STRICTER if change.what == BEGINS else ""
    return MILDER if provision.carves_out or "approval" in policy else ""


def agreement(event: Event, change: Change, book: RuleBook) -> int:
    """1 where a change goes the way of an act, -1 where it goes the other, 0 where either is not told."""
    one, other = way_of_act(event), way_of_change(change, book)
    if not one or not other:
        return 0
    return 1 if one == other else -1
