"""Counts of one engine over a folder of labelled texts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from licet.news.scoring.agree import (
    plain_number,
    same_actor,
    same_speaker,
    same_states,
    same_value,
)
from licet.news.scoring.matching import ALIKE, matched, pairs_of_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.news.scoring.found import Found, FoundEvent
    from licet.news.scoring.labels import Act, Label

RIGHT, WRONG, MISSED = "right", "wrong", "missed"
EVENT, MERGED, BARRED = "event", "merged event", "barred"
FIELDS = ("actor", "target states", "no target, none given", "stage", "modality", "event date", "background", "numbers", "condition")  # fmt: skip
QUOTE, SPEAKER, DATE_WORDS, LENGTH = "quotation", "speaker", "date words", "lengths of time"


class Tally:
    """Right, wrong and missed by field; ``by_act`` of events and ``by_found`` of their days.

    ``misses`` says each fault in words.
    """

    def __init__(self) -> None:
        self.texts = 0
        self.count: Counter[tuple[str, str]] = Counter()
        self.by_act: Counter[tuple[str, str]] = Counter()
        self.by_found: Counter[tuple[str, str]] = Counter()
        self.misses: list[str] = []

    def add(self, label: Label, found: Found) -> None:
        """Count one text."""
        self.texts += 1
        self._events(label, found)
        self._merged(label, found)
        self._quotes(label, found)
        self._dates(label, found)

    def note(self, field: str, label: Label, words: str, *, right: bool, otherwise: str = WRONG) -> None:  # fmt: skip
        """Count one answer to a field, and keep its fault in words."""
        self.count[field, RIGHT if right else otherwise] += 1
        if not right:
            self.misses.append(f"{label.id}: {field}: {words}")

    def _events(self, label: Label, found: Found) -> None:
        result = matched(label, found.events)
        for n, m in result.pairs:
            act, event = label.acts[m], found.events[n]
            self.count[EVENT, RIGHT] += 1
            self.by_act[act.act, RIGHT] += 1
            for field, wanted, got, right in compared(act, event):
                self.note(field, label, f"{got} found, {wanted} wanted: {_cut(label, act)}", right=right)  # fmt: skip
            self.by_found[act.found, RIGHT if act.days == event.days else WRONG] += 1
        for n in result.wrong:
            event = found.events[n]
            self.by_act[event.act, WRONG] += 1
            words = label.text[event.span.start : event.span.end][:110]
            self.note(EVENT, label, f"made up {event.act}: {words!r}", right=False)
        for m in result.missed:
            act = label.acts[m]
            self.by_act[act.act, MISSED] += 1
            self.note(EVENT, label, f"missed {act.act} ({act.stage}): {_cut(label, act)}", right=False, otherwise=MISSED)  # fmt: skip
        self.count[BARRED, WRONG] += len(result.barred)

    def _merged(self, label: Label, found: Found) -> None:
        result = matched(label, found.events, ALIKE)
        self.count[MERGED, RIGHT] += len(result.pairs)
        self.count[MERGED, WRONG] += len(result.wrong)
        self.count[MERGED, MISSED] += len(result.missed)

    def _quotes(self, label: Label, found: Found) -> None:
        of = pairs_of_spans([span for span, _ in label.said], [span for span, _ in found.quotes], half=True)  # fmt: skip
        for m, (span, speaker) in enumerate(label.said):
            words = label.text[span.start : span.end][:70]
            self.note(QUOTE, label, f"missed: {words!r}", right=m in of, otherwise=MISSED)
            if m in of:
                got = found.quotes[of[m]][1]
                self.note(SPEAKER, label, f"{got!r} found, {speaker!r} wanted: {words!r}", right=same_speaker(speaker, got))  # fmt: skip
        self.count[QUOTE, WRONG] += len(found.quotes) - len(of)

    def _dates(self, label: Label, found: Found) -> None:
        of = pairs_of_spans([span for span, _ in label.dates], [each.span for each in found.dates], half=False)  # fmt: skip
        for m, (span, value) in enumerate(label.dates):
            got = found.dates[of[m]] if m in of else None
            field = LENGTH if (value or "").startswith("P") else DATE_WORDS
            read = got and (got.kind, str(got.first), str(got.last))
            words = f"{read} found, {value} wanted: {label.text[span.start : span.end]!r}"
            right = got is not None and same_value(value, got)
            self.note(field, label, words, right=right, otherwise=WRONG if got else MISSED)


def compared(act: Act, event: FoundEvent) -> Iterator[tuple[str, str, str, bool]]:
    """Each field of a matched event: its name, what was wanted and found, and whether they agree.

    Numbers, conditions and states that are hit count only where the label gives some; where it gives
    nobody that is hit, a state that was found is a fault of its own.
    """
    yield "actor", act.state or act.name or "none", f"{event.state} {event.name}".strip() or "none", same_actor(act, event)  # fmt: skip
    yield "stage", act.stage, event.stage, act.stage == event.stage
    yield "modality", act.modality, event.modality, act.modality == event.modality
    yield "event date", f"{_days(act.days)} ({act.found})", _days(event.days), act.days == event.days  # fmt: skip
    yield "background", str(act.background), str(event.background), act.background == event.background  # fmt: skip
    if act.targets:
        yield "target states", " ".join(sorted(act.targets)), " ".join(sorted(event.targets)) or "none", same_states(act.targets, event.targets)  # fmt: skip
    elif not act.hit:
        yield (
            "no target, none given",
            "none",
            " ".join(sorted(event.targets)) or "none",
            not event.targets,
        )
    numbers = {plain_number(each) for each in event.numbers}
    for each in act.numbers:
        yield "numbers", " ".join(each), str(event.numbers), plain_number(each) in numbers
    if act.conditions:
        there = event.condition is not None and any(event.condition.meets(each) for each in act.conditions)  # fmt: skip
        yield "condition", str(len(act.conditions)), str(event.condition), there


def _days(days: tuple[object, ...]) -> str:
    return " ".join(str(each) for each in dict.fromkeys(days) if each) or "none"


def _cut(label: Label, act: Act) -> str:
    span = act.spans[0]
    return repr(label.text[span.start : span.end][:100])
