"""A draft of a paper: what an answer knows, what somebody typed, and what is still empty."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.papers.model import Draft, Entry, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.papers.known import Known

CODES = "codes"
"""The name of what the codes of a kind fill."""


def draft(kind: Kind, known: Known | None, typed: Mapping[str, str] | None = None) -> Draft:
    """The paper, filled; what is ``typed`` stands before what the answer knows, also where it is empty."""
    return Draft(
        kind,
        called(kind, known) if known else None,
        tuple(_entry(kind, each, known, typed) for each in kind.fields),
    )


def called(kind: Kind, known: Known) -> bool | None:
    """Whether the answer calls for it: yes, no, or open."""
    best: bool | None = False
    for marks in kind.called_by:
        held = [known.marks.get(each, False) for each in marks]
        if all(held):
            return True
        if False not in held:
            best = None
    return best


def _entry(kind: Kind, field: Field, known: Known | None, typed: Mapping[str, str] | None) -> Entry:
    if typed is not None and field.name in typed:
        text = typed[field.name].strip()
        return Entry(field, text, "as typed" if text else "")
    if field.always:
        return Entry(field, field.always, "by what the form asks")
    if known is None or not field.known:
        return Entry(field, "", "")
    text = _codes(kind, known) if field.known == CODES else known.values.get(field.known, "")
    return Entry(field, text, "from the answer" if text else "")


def _codes(kind: Kind, known: Known) -> str:
    """The codes that may fit, each with its condition; which one is used a person decides."""
    day = date.fromisoformat(known.day)
    fits = [
        f"{each.value} {each.words}"
        for each in kind.codes
        if each.tag in known.marks
        and (each.since is None or each.since <= day)
        and (each.until is None or day < each.until)
    ]
    return "; ".join(fits)
