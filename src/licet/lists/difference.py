"""What changed between two editions of a list: entries added, removed and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from licet.lists.model import Edition, Entry, plain
from licet.record import fields_of, record


@record
class Change:
    """One entry that both editions hold; ``fields`` are the names of the fields that differ."""

    before: Entry
    after: Entry
    fields: tuple[str, ...]


@record
class Difference:
    """Between the edition of ``since`` and that of ``until``; all three by entry key."""

    list: str
    since: date
    until: date
    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed or self.changed)

    def as_data(self) -> dict[str, Any]:
        """The difference as JSON data; of a changed entry the old and new content of its fields."""
        return {
            "list": self.list,
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "added": [plain(each) for each in self.added],
            "removed": [plain(each) for each in self.removed],
            "changed": [
                {
                    "key": each.after.key,
                    "name": each.after.name,
                    "fields": {
                        name: {
                            "before": plain(each.before).get(name),
                            "after": plain(each.after).get(name),
                        }
                        for name in each.fields
                    },
                }
                for each in self.changed
            ],
        }


def difference(before: Edition, after: Edition) -> Difference:
    """Entries matched by the publisher's key; those left over by what they say, whatever their key."""
    old, new = _by_key(before.entries), _by_key(after.entries)
    gone: list[Entry] = []
    come: list[Entry] = []
    changed: list[Change] = []
    for key in sorted({*old, *new}):
        left, right = _unequal(old.get(key, []), new.get(key, []))
        pairs = min(len(left), len(right))
        changed += [_change(*both) for both in zip(left[:pairs], right[:pairs], strict=True)]
        gone += left[pairs:]
        come += right[pairs:]
    moved, gone, come = _renumbered(gone, come)
    changed = sorted(changed + moved, key=lambda each: (each.after.key, each.before.key))
    return Difference(
        after.list, before.as_of, after.as_of, tuple(come), tuple(gone), tuple(changed)
    )


def _by_key(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for each in entries:
        found[each.key].append(each)
    return found


def _unequal(left: list[Entry], right: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What is left of both when equals are taken out; a key that stands twice is matched in order."""
    rest = list(right)
    only: list[Entry] = []
    for each in left:
        if each in rest:
            rest.remove(each)
        else:
            only.append(each)
    return only, rest


def _renumbered(
    gone: list[Entry], come: list[Entry]
) -> tuple[list[Change], list[Entry], list[Entry]]:
    """Entries that say the same under another key."""
    waiting: dict[Any, list[Entry]] = defaultdict(list)
    for each in gone:
        waiting[_said(each)].append(each)
    moved: list[Change] = []
    fresh: list[Entry] = []
    for each in come:
        if same := waiting[_said(each)]:
            moved.append(_change(same.pop(0), each))
        else:
            fresh.append(each)
    taken = {id(each.before) for each in moved}
    return moved, [each for each in gone if id(each) not in taken], fresh


def _said(entry: Entry) -> tuple[Any, ...]:
    return tuple(content for name, content, _ in fields_of(entry) if name != "key")


def _change(before: Entry, after: Entry) -> Change:
    fields = tuple(
        name
        for (name, old, _), (_, new, _) in zip(fields_of(before), fields_of(after), strict=True)
        if old != new
    )
    return Change(before, after, fields)


def counted(found: Difference) -> str:
    """How much changed, in a sentence."""
    return (
        f"{found.list}, edition of {found.since} against that of {found.until}: {len(found.added):,} "
        f"added, {len(found.removed):,} removed, {len(found.changed):,} changed."
    )


def entry_words(entry: Entry) -> str:
    """An entry in one line: its key, its name and where it is."""
    where = f" ({', '.join(entry.countries)})" if entry.countries else ""
    return f"{entry.key}  {entry.name}{where}"


def field_changes(change: Change) -> list[tuple[str, str, str]]:
    """Each field that differs, with what it was and what it is."""
    before, after = plain(change.before), plain(change.after)
    return [(name, _shown(before.get(name)), _shown(after.get(name))) for name in change.fields]


def _shown(content: Any) -> str:
    if isinstance(content, list):
        return "; ".join(
            each if isinstance(each, str) else " ".join(map(str, each.values()))
            if isinstance(each, dict) else str(each)
            for each in content
        ) or "nothing"  # fmt: skip
    return str(content) if content not in (None, "") else "nothing"
