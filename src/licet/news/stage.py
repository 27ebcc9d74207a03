"""How far an act has come, from its frame, its modality and the words about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.chains import DENIED, DONE, MAY, WILL
from licet.news.gazetteer import shipped

if TYPE_CHECKING:
    from licet.news.chains import Standing
    from licet.news.told import Met

NONE = "none"
NO_STAGE = frozenset({"state", "protest", "urge", "incident"})
"""Acts that are over once they are done and come by no stages; a meeting may at least be announced."""
_IN_FORCE = re.compile(r"\b(?:(?:takes?|took|taking) effect|in(?:to)? (?:force|effect)|immediately|with immediate effect|since|at once|effective (?:from|immediately|on|as of))\b", re.IGNORECASE)  # fmt: skip
_DRAFT = re.compile(r"\b(?:draft|proposed|bills?|proposals?|planned|companion text|resolution)\b", re.IGNORECASE)  # fmt: skip
_CHAMBER = re.compile(r"\b(?:committee|House|Senate|lower house|chamber|first reading|second reading|panel)\b")  # fmt: skip


def stage(
    told: Met, how: Standing, clause: str, *, ahead: bool, background: bool, firm: bool
) -> str:
    """The stage of an act; ``ahead`` says that its day lies after the text, ``firm`` that a firm acts."""
    act, modality, fixed = told.act, how.modality, told.frame.stage
    if act in NO_STAGE:
        return NONE
    if act == "meet":
        return fixed or NONE
    comes = fixed in ("in force", "expired") and told.frame.act == "subject"
    if fixed in ("in force", "expired") and modality in (WILL, DONE) and ahead:
        return "adopted" if fixed == "in force" else "suspended" if act == "suspend" else "in force"
    if modality == MAY:
        return "considered"
    if modality == WILL:
        return (
            "adopted" if comes else "announced" if how.firm and act != "retaliate" else "considered"
        )
    if modality == DENIED:
        return NONE if act == "suspend" else "announced"
    if act == "suspend" and firm:
        return NONE
    return _done(told, clause, background=background)


def _done(told: Met, clause: str, *, background: bool) -> str:
    """The stage of an act that was done: by its frame, its verb, then by the act alone."""
    act, fixed, lemma = told.act, told.frame.stage, told.verb.lemma
    table = shipped("chains")["stage"]
    own = next(
        (name.replace("_", " ") for name, of in table.get(act, {}).items() if lemma in of), ""
    )
    if fixed == "considered":
        return "considered"
    if act in ("restrict", "relax") and fixed != "in force" and (_DRAFT.search(clause) or (lemma in ("pass", "clear", "approve") and _CHAMBER.search(clause))):  # fmt: skip
        return "considered"
    if fixed and not own:
        late = fixed == "adopted" and act in ("restrict", "relax", "list")
        if late and (_IN_FORCE.search(clause) or (background and lemma in table["bites"]["words"])):
            return "in force"
        return str(fixed)
    return own or (
        "in force" if _IN_FORCE.search(clause) else str(table["done"].get(act, "announced"))
    )
