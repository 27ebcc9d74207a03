"""What a reform changes in the text of the law: as files would differ, and in words."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from licet.explore.browse import listed
from licet.explore.redline import changes
from licet.publish.export import document
from licet.publish.write import files_of
from licet.record import record
from licet.reform.sources import source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from licet.book.book import RuleBook
    from licet.book.load import Source
    from licet.explore.browse import Listed
    from licet.explore.redline import Change
    from licet.reform.model import Reform


@record
class Worded:
    """A provision that reads or stands otherwise under the reform, on one day.

    ``before`` or ``after`` is None where that law has no such provision at all.
    """

    id: str
    title: str
    kind: str
    before: Listed | None
    after: Listed | None
    changes: tuple[Change, ...]

    @property
    def sort(self) -> str:
        """``came``, ``went``, ``text`` or ``state``, in the words of ``licet.explore.two_days``."""
        if self.before is None or not self.before.stands:
            return "came"
        if self.after is None or not self.after.stands:
            return "went"
        return "text" if self.changes else "state"


@record
class Regrouped:
    """A country group or table that has other members or rows: its name, who came, who went."""

    kind: str
    name: str
    came: tuple[str, ...]
    went: tuple[str, ...]


def worded(before: RuleBook, after: RuleBook, on: date) -> tuple[Worded, ...]:
    """Provisions that say or do something else on ``on``, in the order of the book."""
    found = []
    for name, new in after.provisions.items():
        old = before.provisions.get(name)
        if old is not None and old.versions == new.versions:
            continue
        was = None if old is None else listed(old, on)
        now = listed(new, on)
        said = changes(
            was.version if was is not None and was.stands else None,
            now.version if now.stands else None, after,
        )  # fmt: skip
        same = was is not None and (was.state, was.stands) == (now.state, now.stands)
        if said or not same:
            found.append(Worded(name, new.title, new.kind, was, now, said))
    return tuple(found)


def regrouped(before: RuleBook, after: RuleBook, on: date) -> tuple[Regrouped, ...]:
    """Groups and tables that are others on ``on``."""
    from datetime import date as day

    found = []
    for name, group in after.groups.items():
        old, new = before.groups[name].on(on, day.max), group.on(on, day.max)
        if old != new:
            found.append(Regrouped("group", name, tuple(sorted(new - old)), tuple(sorted(old - new))))  # fmt: skip
    for name, table in after.tables.items():
        was, now = ([str(row) for row in each.rows] for each in (before.tables[name], table))
        if was != now:
            came = tuple(str(r.get("name", r)) for r in table.rows if str(r) not in was)
            found.append(Regrouped("table", name, came, ()))
    return tuple(found)


def redline(before: Source, after: RuleBook, reforms: Sequence[Reform]) -> Iterator[str]:
    """The lines of a unified difference between the files of the law without the reforms and under them."""
    source = source_of(before, after, reforms)
    names = frozenset(_changed(before.book, after))
    one, other = (_texts(each, names) for each in (before, source))
    for name in sorted({*one, *other}):
        old, new = one.get(name, ""), other.get(name, "")
        if old != new:
            yield from unified_diff(
                old.splitlines(), new.splitlines(),
                f"law/{name}" if old else "/dev/null", f"law/{name}" if new else "/dev/null", lineterm="",
            )  # fmt: skip


def _changed(before: RuleBook, after: RuleBook) -> Iterator[tuple[str, str]]:
    """Kind and name of whatever of the law is another."""
    if after.facts is not before.facts:
        yield "facts", ""
    for kind in ("provisions", "groups", "tables"):
        old, new = getattr(before, kind), getattr(after, kind)
        yield from ((kind, name) for name in new if name not in old or old[name] != new[name])


def _texts(source: Source, names: frozenset[tuple[str, str]]) -> dict[str, str]:
    """The files of these, in one manner of writing, so that only what differs does."""
    data = document(source)
    wanted = {
        f"/{kind}/{number}"
        for kind in ("provisions", "groups", "tables")
        for number, each in enumerate(data[kind])
        if (kind, each.get("id", each.get("name"))) in names
    }
    wanted |= {"/facts"} if ("facts", "") in names else set()
    return {name: text for name, (text, pointer) in files_of(data).items() if pointer in wanted}
