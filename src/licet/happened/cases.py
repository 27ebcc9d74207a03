"""What editors corrected, as texts with labels in the format of ``evaluation/news/FORMAT.md``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.happened.kept import REJECTED
from licet.happened.labels import changed, has_text, in_words, judged, label
from licet.happened.text_cases import text_cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.happened.kept import Kept


def cases(there: Iterable[Kept]) -> tuple[dict[str, Any], ...]:
    """One case for each text of which an editor judged an event, and for each event judged that has none.

    The store keeps no articles.  The text of a case is the passages that its events were read off, or,
    where a reader kept none, the words of the title.  A rejected event becomes a span in which no
    event may be found.
    """
    kept = sorted((each for each in there if each.history), key=lambda each: each.happening.id)
    found = [_case(each) for each in kept if judged(each) and not has_text(each)]
    return tuple(sorted([*found, *text_cases(kept)], key=lambda each: str(each["id"])))


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
        "events": [] if rejected else [label(first.title, each.happening, in_words(first.title, each.happening))],
        "quotations": [],
        "dates": [],
        "not_events": [{"at": {"text": first.title}, "why": "rejected"}] if rejected else [],
        "optional": [],
        "related": {"chips": [], "firms": [], "laws": list(each.happening.instruments), "became": []},
        "judged": {
            "state": each.state, "by": last.by, "at": last.at.isoformat(), "reason": last.reason,
            "was": changed(first, each.happening),
        },
    }  # fmt: skip


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
