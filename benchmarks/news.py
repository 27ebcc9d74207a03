"""How well ``licet read`` reads a labelled folder (evaluation/news/FORMAT.md), beside a plain baseline.

    python -m benchmarks news DIR [--misses]

Scores as FORMAT.md suggests: an event matches a label of the same act whose words it overlaps; the
other fields are scored on matches.  ``--misses`` lists what was missed or made up: for the
development half only.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml

from benchmarks.news_baseline import Found, baseline
from licet.news.model import Article, Span
from licet.news.reader import Reader
from licet.news.sources.files import of_text

ENGINES = ("reader", "baseline")


def place(text: str, at: dict[str, str]) -> Span:
    """A label's words as a span."""
    before, words, after = at.get("before", ""), at["text"], at.get("after", "")
    start = text.index(before + words + after) + len(before)
    return Span(start, start + len(words))


def labelled(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.yaml")):
        found = yaml.safe_load(file.read_text("utf-8"))
        if isinstance(found, dict) and "text" in found:
            yield found


def day_of(label: dict[str, Any]) -> date | None:
    """The day an editor would give with the article: its anchor, where the label has a whole day."""
    said = label.get("anchor") or ""
    return date.fromisoformat(said) if len(said) == 10 else None


def read_by_reader(reader: Reader, label: dict[str, Any]) -> tuple[Found, Article]:
    _, _, text = next(iter(of_text(label["text"], label["id"])))
    retrieved = label.get("retrieved")
    article = reader.read(
        text,
        name=label["id"],
        on=day_of(label),
        retrieved=date.fromisoformat(retrieved) if retrieved else None,
    )
    back = text.source
    events = [
        {
            "act": e.act, "span": back(e.spans[0]), "stage": e.stage, "modality": e.modality,
            "date": (e.date.kind, e.date.first, e.date.last),
            "actor": (_code(e.actors[0].code) or e.actors[0].id) if e.actors else "?",
            "numbers": {(str(a.value), _unit(a.unit)) for a in e.amounts},
            "background": e.background,
        }
        for e in article.events
    ]  # fmt: skip
    quotes = [(back(q.span), q.speaker) for q in article.quotes if q.kind == "direct"]
    dates = [(back(d.span), d.kind, d.first, d.last) for d in article.dates if d.span]
    return Found(events, quotes, dates), article


def _unit(unit: str) -> str:
    """One word for a unit, in the singular."""
    plain = {"GB per second": "gb/s"}.get(unit, unit.casefold())
    return {"entities": "entity", "companies": "company", "parties": "party"}.get(plain, plain.removesuffix("s") if not plain.endswith("/s") else plain)  # fmt: skip


def _code(code: str) -> str:
    return {"GB": "UK"}.get(code, code)


class Tally:
    """Counts of one engine over a folder."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.by_act: Counter[tuple[str, str]] = Counter()
        self.misses: list[str] = []

    def add(self, label: dict[str, Any], found: Found) -> None:
        self._events(label, found)
        self._quotes(label, found)
        self._dates(label, found)

    def _events(self, label: dict[str, Any], found: Found) -> None:
        text = label["text"]
        gold = [(e, [place(text, e["at"]), *(place(text, a) for a in e.get("also_at") or [])]) for e in label["events"] or []]  # fmt: skip
        optional = [place(text, each["at"]) for each in label.get("optional") or []]
        forbidden = [place(text, each["at"]) for each in label.get("not_events") or []]
        pairs = sorted(
            (
                (-max(_overlap(span, event["span"]) for span in spans), n, m)
                for n, event in enumerate(found.events)
                for m, (one, spans) in enumerate(gold)
                if one["act"] == event["act"] and any(span.meets(event["span"]) for span in spans)
            )
        )
        of: dict[int, int] = {}
        for _, n, m in pairs:
            if n not in of and m not in of.values():
                of[n] = m
        touching = {n for _, n, _ in pairs}
        for n, event in enumerate(found.events):
            words = text[event["span"].start : event["span"].end][:110]
            if any(span.holds(event["span"]) for span in forbidden):
                self.count["forbidden"] += 1
            if n in of:
                self.count["event right"] += 1
                self.by_act[event["act"], "right"] += 1
                self._fields(label, gold[of[n]][0], event)
            elif n in touching:
                self.count["repeat"] += 1
            elif any(span.meets(event["span"]) for span in optional) and not any(span.meets(event["span"]) for _, spans in gold for span in spans):  # fmt: skip
                self.count["neutral"] += 1
            else:
                self.count["event wrong"] += 1
                self.by_act[event["act"], "wrong"] += 1
                self.misses.append(f"{label['id']}: made up {event['act']}: {words!r}")
        for m, (one, _) in enumerate(gold):
            if m not in of.values():
                self.count["event missed"] += 1
                self.by_act[one["act"], "missed"] += 1
                self.misses.append(f"{label['id']}: missed {one['act']} ({one['stage']}): {one['at']['text'][:110]!r}")  # fmt: skip

    def _fields(self, label: dict[str, Any], one: dict[str, Any], event: dict[str, Any]) -> None:
        want = one["date"]
        ends = tuple(date.fromisoformat(want[key]) if want.get(key) else None for key in ("from", "to"))  # fmt: skip
        actor = one["actors"][0].split("/")[0] if one["actors"] else "?"
        checks = {
            "stage": (one["stage"], event["stage"]), "modality": (one["modality"], event["modality"]),
            "date": ((want["kind"], *ends), event["date"]), "actor": (actor, event["actor"]),
            "background": (bool(one.get("background")), event["background"]),
        }  # fmt: skip
        for name, (wanted, got) in checks.items():
            good = wanted == got
            self.count[f"{name} {'right' if good else 'wrong'}"] += 1
            if not good:
                self.misses.append(f"{label['id']}: {name} {got!r}, wanted {wanted!r}: {one['at']['text'][:90]!r}")  # fmt: skip
        numbers = {(each["value"], _unit(each["unit"])) for each in one.get("numbers") or []}
        for each in numbers:
            good = each in event["numbers"]
            self.count[f"numbers {'right' if good else 'wrong'}"] += 1

    def _quotes(self, label: dict[str, Any], found: Found) -> None:
        text = label["text"]
        used = set()
        for one in label["quotations"] or []:
            span = place(text, one["at"])
            hit = next((n for n, (other, _) in enumerate(found.quotes) if n not in used and _overlap(span, other) * 2 >= span.end - span.start), None)  # fmt: skip
            if hit is None:
                self.count["quote missed"] += 1
                continue
            used.add(hit)
            self.count["quote right"] += 1
            good = same_speaker(str(one["speaker"]), found.quotes[hit][1])
            self.count[f"speaker {'right' if good else 'wrong'}"] += 1
            if not good:
                self.misses.append(f"{label['id']}: speaker {found.quotes[hit][1]!r}, wanted {one['speaker']!r}")  # fmt: skip
        self.count["quote wrong"] += len(found.quotes) - len(used)

    def _dates(self, label: dict[str, Any], found: Found) -> None:
        text = label["text"]
        for one in label["dates"] or []:
            span = place(text, one["at"])
            hit = next((each for each in found.dates if each[0].meets(span)), None)
            good = hit is not None and same_value(one["value"], hit)
            self.count[f"date words {'right' if good else 'wrong' if hit else 'missed'}"] += 1
            if not good:
                self.misses.append(f"{label['id']}: words {one['at']['text']!r} {hit and hit[1:]}, wanted {one['value']}")  # fmt: skip

    def lines(self) -> Iterator[tuple[str, str, str]]:
        c = self.count
        right = c["event right"]
        yield "event type precision", _share(right, right + c["event wrong"]), f"{right}/{right + c['event wrong']}"  # fmt: skip
        yield "event type recall", _share(right, right + c["event missed"]), f"{right}/{right + c['event missed']}"  # fmt: skip
        for name in ("actor", "stage", "modality", "date", "background", "numbers", "quote", "speaker", "date words"):  # fmt: skip
            good, all_ = c[f"{name} right"], c[f"{name} right"] + c[f"{name} wrong"] + c[f"{name} missed"]  # fmt: skip
            if name == "quote":
                all_ = good + c["quote missed"]
            yield {"quote": "quotations found", "date": "event date"}.get(name, name), _share(good, all_), f"{good}/{all_}"  # fmt: skip
        yield "events inside what must be none", str(c["forbidden"]), ""


def same_speaker(wanted: str, got: str) -> bool:
    """The last word of the name agrees, or the office."""
    if not got:
        return wanted in ("", "None")
    plain = lambda words: re.findall(r"\w+", words.split("/")[-1].casefold())  # noqa: E731
    want, have = plain(wanted), plain(got)
    if not want or not have:
        return False
    offices = {"spokesman", "spokeswoman", "spokesperson", "official", "minister", "ministry"}
    return (
        want[-1] == have[-1]
        or want[-1] in have
        or set(have) - {"the", "a", "of"} <= set(want)
        or (bool(offices & set(want) & set(have)))
    )


def same_value(value: str | None, hit: tuple[Any, ...]) -> bool:
    _, kind, first, last = hit
    if value is None:
        return kind == "unknown"
    if value.startswith("P"):
        return kind == "duration"
    low, _, high = value.partition("/")
    wanted_first, wanted_last = _ends(low)[0], _ends(high or low)[1]
    return (first, last) == (wanted_first, wanted_last)


def _ends(value: str) -> tuple[date | None, date | None]:
    from calendar import monthrange

    parts = [int(each) for each in value.split("-") if each.isdigit()]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, monthrange(*parts)[1])
    return (date(*parts), date(*parts)) if len(parts) == 3 else (None, None)


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def main(words: list[str]) -> None:
    folder = next((Path(each) for each in words if not each.startswith("-")), Path("evaluation/news/development"))  # fmt: skip
    from licet.pack.store import open_library

    start = perf_counter()
    reader = Reader(open_library(None).catalogue)
    ready = perf_counter() - start
    ours, theirs = Tally(), Tally()
    texts, seconds = 0, 0.0
    for label in labelled(folder):
        start = perf_counter()
        found, _ = read_by_reader(reader, label)
        seconds += perf_counter() - start
        ours.add(label, found)
        theirs.add(label, baseline(label["text"], day_of(label)))
        texts += 1
    print(f"{texts} texts of {folder}; ready in {ready:.2f} s, {1000 * seconds / max(texts, 1):.0f} ms a text")  # fmt: skip
    for (name, share, count), (_, other, _) in zip(ours.lines(), theirs.lines(), strict=True):
        print(f"{name:34} {share:>6} {count:>9}   baseline {other:>6}")
    if "--misses" in words:
        print("\n".join(ours.misses))
        for act in sorted({act for act, _ in ours.by_act}):
            print(act, {how: ours.by_act[act, how] for how in ("right", "wrong", "missed")})


if __name__ == "__main__":
    main(sys.argv[1:])
