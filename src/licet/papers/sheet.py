"""A draft as PDF, and as data for a page that prints."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.decide.report import plain_data
from licet.letters.content import SENTENCES
from licet.letters.letter import SHARED
from licet.letters.typeset import Form, pdf

if TYPE_CHECKING:
    from licet.papers.model import Draft

_FORM = Form(Path(__file__).resolve().parent / "forms" / "paper.typ", (SHARED,))


def data_of(
    draft: Draft, day: str, rests: tuple[tuple[str, str], ...], about: str
) -> dict[str, Any]:
    """The draft as a form reads it; ``about`` says what it was made from."""
    when = datetime.fromisoformat(day)
    return {
        **plain_data(draft.kind), "called": draft.called, "empty": list(draft.empty), "sentences": SENTENCES,
        "entries": [{"label": e.field.label, "hint": e.field.hint, "cite": e.field.cite, "value": e.value, "source": e.source} for e in draft.entries],
        "law_day": day, "day": [when.year, when.month, when.day], "rests": [list(each) for each in rests], "about": about,
    }  # fmt: skip


def sheet(draft: Draft, day: str, rests: tuple[tuple[str, str], ...], about: str) -> bytes:
    """The draft as PDF: the same bytes for the same draft.

    Raises:
        InputError: it has Chinese, Japanese or Korean signs, and the font for them is not here.
    """
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return pdf(_FORM, data_of(draft, day, rests, about), at)
