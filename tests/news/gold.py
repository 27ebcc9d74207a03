"""Loads the labelled news texts of `evaluation/news`: plain YAML, spans turned into offsets."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

HOME = Path(__file__).parents[2] / "evaluation" / "news"
HALVES = ("development", "test")
HASHED = ("test", "sealed")
FOLDERS = (*HALVES, "practice", "sealed")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader in C where there is one: the other takes seconds, in every process that collects the tests."""


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (not included) of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """One labelled text; `labels` is the file as it stands."""

    half: str
    id: str
    text: str
    labels: dict

    def span(self, at):
        """Offsets of a span written as words; `ValueError` unless they occur exactly once."""
        before, words, after = at.get("before", ""), at["text"], at.get("after", "")
        found = self.text.count(before + words + after)
        if found != 1 or not words:
            msg = f"{self.id}: {before + words + after!r} occurs {found} times, wanted once"
            raise ValueError(msg)
        start = self.text.index(before + words + after) + len(before)
        return Span(start, start + len(words))

    def page(self):
        """The companion HTML page, or None."""
        name = self.labels.get("html")
        return None if name is None else (HOME / self.half / name).read_text(encoding="utf-8")

    def all_spans(self):
        """Every span that the labels write down, as (what, at)."""
        for event in self.labels["events"]:
            yield event["id"], event["at"]
            for at in event.get("also_at", []) + event["condition"]:
                yield event["id"], at
        for part in ("quotations", "dates", "not_events", "optional"):
            for entry in self.labels[part]:
                yield part, entry["at"]


@cache
def texts(half=None):
    """The texts of one folder, or of all, in order of id."""
    found = []
    for name in FOLDERS if half is None else (half,):
        for path in (HOME / name).glob("*.yaml"):
            if path.name == "duplicates.yaml":
                continue
            labels = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe one
            found.append(Text(name, labels["id"], labels["text"], labels))
    return sorted(found, key=lambda text: text.id)


@cache
def duplicates(half):
    """`same` (clusters) and `different` (pairs) of one half."""
    return yaml.safe_load((HOME / half / "duplicates.yaml").read_text(encoding="utf-8"))


def of_halves():
    """The texts of both halves of the first set."""
    return [text for text in texts() if text.half in HALVES]


def halves_by_the_rule():
    """What the rule of FORMAT.md says: the half of each text, by id."""
    first_kind = {}
    for text in of_halves():
        first_kind.setdefault(text.labels.get("group", text.id), text.labels["kind"])
    half_of = {}
    for kind in set(first_kind.values()):
        groups = [group for group, its_kind in first_kind.items() if its_kind == kind]
        groups.sort(key=lambda group: hashlib.sha256(group.encode()).hexdigest())
        half_of.update({group: HALVES[turn % 2] for turn, group in enumerate(groups)})
    return {text.id: half_of[text.labels.get("group", text.id)] for text in of_halves()}


def hashes(folder):
    """SHA-256 of each file of a folder, in the form of sha256sum."""
    files = sorted((HOME / folder).glob("*"))
    return "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {folder}/{file.name}\n" for file in files
    )
