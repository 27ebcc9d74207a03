"""What editors corrected, as texts with labels in the format of ``evaluation/news/FORMAT.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.happened.kept import CONFIRMED, CORRECTED, REJECTED, SHIPPED
from licet.happened.model import NOT_AFTER
from licet.happened.reading import happening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.happened.kept import Kept
    from licet.happened.model import Happening


def cases(there: Iterable[Kept]) -> tuple[dict[str, Any], ...]:
    """One case for each event that a reader suggested and an editor judged, and for each corrected one.

    The text of a case is the words that the event was told in, not the whole article: the store keeps
    no articles.  A rejected event becomes a span in which no event may be found.
    """
    return tuple(
        _case(each)
        for each in sorted(there, key=lambda each: each.happening.id)
        if each.history and _judged(each)
    )


def _judged(each: Kept) -> bool:
    told_by_reader = each.history[0].act != SHIPPED
    return each.state in (CORRECTED, REJECTED) or (each.state == CONFIRMED and told_by_reader)


def _case(each: Kept) -> dict[str, Any]:
    first, last = each.history[0].record, each.history[-1]
    source = first.sources[0] if first.sources else None
    published = source.published.isoformat() if source and source.published else None
    rejected = each.state == REJECTED
    return {
        "id": f"corrected-{first.id}",
        "kind": "feed item",
        "source": source.source if source else "",
        "url": (source.url or None) if source else None,
        "retrieved": each.history[0].at.date().isoformat(),
        "anchor": published,
        "language": "en",
        "traps": [],
        "text": first.title,
        "events": [] if rejected else [_label(first, each.happening)],
        "quotations": [],
        "dates": [],
        "not_events": [{"at": {"text": first.title}, "why": "rejected"}] if rejected else [],
        "optional": [],
        "related": {"chips": [], "firms": [], "laws": list(each.happening.instruments), "became": []},
        "judged": {
            "state": each.state, "by": last.by, "at": last.at.isoformat(), "reason": last.reason,
            "was": _changed(first, each.happening),
        },
    }  # fmt: skip


def _label(first: Happening, now: Happening) -> dict[str, Any]:
    return {
        "id": "e1",
        "at": {"text": first.title},
        "actors": list(now.actors),
        "actor_type": now.actor_type,
        "act": now.act,
        "object": list(now.object),
        "target": list(now.target),
        "instrument": now.instrument or "unknown",
        "stage": now.stage,
        "modality": now.modality,
        "condition": [{"text": now.condition}] if now.condition and now.condition in first.title else [],
        "numbers": [{"value": n.value, "unit": n.unit, "of": n.of} for n in now.numbers],
        "date": {
            "kind": "not after" if now.date_kind == NOT_AFTER else now.date_kind,
            "from": now.date_from.isoformat() if now.date_from else None,
            "to": now.date_to.isoformat() if now.date_to else None,
            "found": now.date_how,
        },
        "speaker": now.speaker or None,
        "background": now.background,
    }  # fmt: skip


def _changed(first: Happening, now: Happening) -> dict[str, Any]:
    """What the reader had said, of each field that is another now."""
    from licet.happened.reading import as_data

    was, data = as_data(happening(as_data(first))), as_data(now)
    return {key: value for key, value in was.items() if data[key] != value and key != "sources"}


def as_yaml(case: dict[str, Any]) -> str:
    """A case as YAML in one form: keys in order, every text quoted, so that ``NO`` stays a text."""
    import yaml

    text: str = yaml.dump(
        case, sort_keys=False, allow_unicode=True, default_flow_style=False, width=10_000,
        Dumper=_quoting(),
    )  # fmt: skip
    return text


def _quoting() -> Any:
    import yaml

    class Quoting(yaml.SafeDumper):
        """Keys plain, every other text in double quotes."""

        def represent_mapping(self, tag: str, mapping: Any, flow_style: Any = None) -> Any:
            node = super().represent_mapping(tag, mapping, flow_style)
            for key, _ in node.value:
                key.style = None
            return node

    Quoting.add_representer(
        str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    )
    return Quoting
