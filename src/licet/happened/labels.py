"""The label of one judged event, as ``evaluation/news/FORMAT.md`` writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.happened.kept import CONFIRMED, CORRECTED, REJECTED, SHIPPED
from licet.happened.model import NOT_AFTER
from licet.happened.reading import as_data, happening

if TYPE_CHECKING:
    from licet.happened.kept import Kept
    from licet.happened.model import Happening

_HOLDS_NO_WORDS = ("sources", "links")


def judged(each: Kept) -> bool:
    """Whether an editor said something of it that a reader can be held against."""
    told_by_reader = each.history[0].act != SHIPPED
    read = told_by_reader or has_text(each)
    return each.state in (CORRECTED, REJECTED) or (each.state == CONFIRMED and read)


def has_text(each: Kept) -> bool:
    """Whether a passage was kept of a text that tells it."""
    return any(source.text and source.told for source in each.happening.sources)


def in_words(text: str, now: Happening) -> list[dict[str, str]]:
    """The condition as a span of ``text``, where it stands there word for word and once."""
    once = bool(now.condition) and text.count(now.condition) == 1
    return [{"text": now.condition}] if once else []


def label(words: str, now: Happening, condition: list[dict[str, str]], *, at: dict[str, str] | None = None, name: str = "e1") -> dict[str, Any]:  # fmt: skip
    """An event as it is now, at ``words`` of the text (``at`` where these alone do not tell the place)."""
    return {
        "id": name,
        "at": at or {"text": words},
        "actors": [_as_labelled(each) for each in now.actors],
        "actor_type": now.actor_type,
        "act": now.act,
        "object": list(now.object),
        "target": list(now.target),
        "instrument": now.instrument or "unknown",
        "stage": now.stage,
        "modality": now.modality,
        "condition": condition,
        "numbers": [{"value": n.value, "unit": n.unit, "of": n.of} for n in now.numbers],
        "date": {
            "kind": "not after" if now.date_kind == NOT_AFTER else now.date_kind,
            "from": now.date_from.isoformat() if now.date_from else None,
            "to": now.date_to.isoformat() if now.date_to else None,
            "found": now.date_how,
        },
        "speaker": now.speaker or None,
        "background": now.background,
    }


def changed(first: Happening, now: Happening) -> dict[str, Any]:
    """What the reader had said, of each field that is another now."""
    was, data = as_data(happening(as_data(first))), as_data(now)
    return {
        key: value for key, value in was.items() if data[key] != value and key not in _HOLDS_NO_WORDS
    }  # fmt: skip


def _as_labelled(actor: str) -> str:
    """The labels write UK where law and timeline write GB."""
    code, slash, name = actor.partition("/")
    return f"{'UK' if code == 'GB' else code}{slash}{name}"
