"""What editors judged of one text, as one labelled text: its passages, its events, and what is none.

What nobody has judged of the passages is neutral ground: whether a reader finds an event there is
neither right nor wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from licet.happened.kept import JOINED, REJECTED, SUGGESTED
from licet.happened.labels import changed, in_words, judged, label
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from licet.happened.kept import Kept
    from licet.happened.model import Happening, Source

_GAP = "\n\n"


@record
class _Place:
    """Where an event is told: its span in the text of the case."""

    kept: Kept
    start: int
    end: int


def text_cases(there: Sequence[Kept]) -> Iterator[dict[str, Any]]:
    """A case for each text of which an event was judged, in the order of their hashes."""
    by_text: dict[str, list[tuple[Kept, Source]]] = {}
    for each in there:
        for source in each.happening.sources:
            if source.text and source.told:
                by_text.setdefault(source.text, []).append((each, source))
    for name, told in sorted(by_text.items()):
        if any(judged(each) for each, _ in told):
            yield _case(name, told)


def _case(name: str, told: list[tuple[Kept, Source]]) -> dict[str, Any]:
    text, starts = _joined(source for _, source in told)
    places = sorted((_place(each, source, starts) for each, source in told), key=lambda place: (place.start, place.end, place.kept.happening.id))  # fmt: skip
    good = [place for place in places if judged(place.kept)]
    right = [place for place in good if place.kept.state != REJECTED]
    wrong = [place for place in good if place.kept.state == REJECTED]
    sources = [source for _, source in told]
    url, published, retrieved = (next((found for each in sources if (found := getattr(each, key))), None) for key in ("url", "published", "retrieved"))  # fmt: skip
    first = sources[0]
    return {
        "id": f"read-{name[:12]}",
        "kind": "feed item",
        "source": first.source,
        "url": url,
        "retrieved": retrieved.isoformat() if retrieved else None,
        "anchor": published.isoformat() if published else None,
        "language": "en",
        "traps": [],
        "text": text,
        "events": [_label(place, text, number) for number, place in enumerate(right, 1)],
        "quotations": [],
        "dates": [],
        "not_events": [
            {"at": where(text, place.start, place.end), "why": "rejected"}
            for place in wrong if not any(_meet(place, other) for other in right)
        ],
        "optional": [
            {"at": where(text, start, end), "why": "not judged"} for start, end in _open(text, good)
        ],
        "related": {"chips": [], "firms": [], "laws": sorted({one for place in right for one in place.kept.happening.instruments}), "became": []},
        "judged": [_said(place) for place in good],
    }  # fmt: skip


def where(text: str, start: int, end: int) -> dict[str, str]:
    """A span as words, with as much of what stands before it as makes them occur once, then after it.

    >>> where("On Monday it rained. On Monday it snowed.", 24, 30)
    {'before': ' On ', 'text': 'Monday'}
    """
    words, before, after = text[start:end], "", ""
    while _times(text, before + words + after) != 1:
        if len(before) < start:
            before = text[start - len(before) - 1 : start]
        elif end + len(after) < len(text):
            after = text[end : end + len(after) + 1]
        else:
            break
    found = {"before": before, "text": words, "after": after}
    return {key: value for key, value in found.items() if value or key == "text"}


def _times(text: str, words: str) -> int:
    """How often words occur, also one within the end of another; two is as good as many."""
    first = text.find(words)
    return 1 if text.find(words, first + 1) < 0 else 2


def _joined(sources: Iterable[Source]) -> tuple[str, list[tuple[int, int, int]]]:
    """The passages of one text, in its order, each character once; and (from, to, where it stands here)."""
    text, runs = "", list[tuple[int, int, int]]()
    for each in sorted(sources, key=lambda each: (each.words_from, -len(each.words))):
        start, end = each.words_from, each.words_from + len(each.words)
        if runs and start <= runs[-1][1]:
            first, last, at = runs[-1]
            text += each.words[last - start :] if end > last else ""
            runs[-1] = (first, max(last, end), at)
            continue
        text += _GAP if text else ""
        runs.append((start, end, len(text)))
        text += each.words
    return text, runs


def _place(kept: Kept, source: Source, runs: list[tuple[int, int, int]]) -> _Place:
    start, end = source.spans[0]
    first, last, at = next(run for run in runs if run[0] <= start <= run[1])
    return _Place(kept, at + start - first, at + min(end, last) - first)


def _meet(one: _Place, other: _Place) -> bool:
    return one.start < other.end and other.start < one.end


def _open(text: str, good: list[_Place]) -> Iterator[tuple[int, int]]:
    """What stands in each line beside the words of judged events."""
    for line in re.finditer(r"[^\n]+", text):
        inside = [(e.start, e.end) for e in good if e.start < line.end() and line.start() < e.end]
        at = line.start()
        for start, end in [*sorted(inside), (line.end(), line.end())]:
            piece = text[at : max(at, start)]
            if re.search(r"\w", piece):
                begins = at + len(piece) - len(piece.lstrip())
                yield begins, at + len(piece.rstrip())
            at = max(at, end)


def _label(place: _Place, text: str, number: int) -> dict[str, Any]:
    now = place.kept.happening
    at = where(text, place.start, place.end)
    return label(at["text"], now, in_words(text, now), at=at, name=f"e{number}")


def _said(place: _Place) -> dict[str, Any]:
    """Who said what of an event, and what had been read, field by field."""
    last = next(act for act in reversed(place.kept.history) if act.act == place.kept.state)
    return {
        "event": place.kept.happening.id, "state": place.kept.state, "by": last.by, "at": last.at.isoformat(),
        "reason": last.reason, "was": changed(_as_read(place.kept), place.kept.happening),
    }  # fmt: skip


def _as_read(kept: Kept) -> Happening:
    """The event as the reader handed it in last before anybody judged it."""
    from licet.happened.reading import happening

    handed = [act for act in kept.history if act.act in (JOINED, SUGGESTED)]
    return happening(handed[-1].told) if handed else kept.history[0].record
