"""The law of two days held against each other: provisions, country groups and tables that differ."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.explore.browse import listed
from licet.explore.causes import KIND_RANK
from licet.explore.redline import changes
from licet.explore.related import backward, users_of_fact, users_of_group
from licet.explore.timeline import between, events
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.book.groups import Group
    from licet.book.provision import Provision
    from licet.explore.browse import Listed
    from licet.explore.redline import Change
    from licet.explore.timeline import Event

_BESIDE = frozenset({"alert", "charge"})


@record
class Moved:
    """A provision that stands otherwise on the later day, or says something else.

    ``changes`` are what its texts say otherwise, a text that does not stand on a day counting as none.
    """

    provision: Provision
    before: Listed
    after: Listed
    changes: tuple[Change, ...]
    events: tuple[Event, ...]

    @property
    def sort(self) -> str:
        """``came``, ``went``, ``text``, ``version`` (another with the same rule) or ``state`` (standing otherwise)."""
        if not self.before.stands:
            return "came"
        if not self.after.stands:
            return "went"
        if self.changes:
            return "text"
        return "state" if self.before.version is self.after.version else "version"


@record
class GroupMoved:
    """A country group with those who came and went between the days."""

    group: Group
    came: tuple[str, ...]
    went: tuple[str, ...]


@record
class TwoDays:
    """What differs between the law of two days.  ``others`` are events of tables and folds between them."""

    first: date
    last: date
    moved: tuple[Moved, ...]
    groups: tuple[GroupMoved, ...]
    others: tuple[Event, ...]

    def kinds(self, book: RuleBook, *places: str) -> frozenset[str] | None:
        """Kinds of item whose answer may be another on a way between ``places``; None: any.

        What stands beside an answer, such as an alert, changes none unless another rule refers to it.
        """
        referring = backward(book).referring
        names = {
            each.provision.id
            for each in self.moved
            if each.provision.kind not in _BESIDE or each.provision.id in referring
        }
        for each in self.groups:
            if {*each.came, *each.went} & set(places):
                names |= set(users_of_group(each.group.name, book))
        for event in self.others:
            if event.kind == "fold":
                return None
            names |= set(users_of_fact(book.tables[event.subject].fact, book))
        items = [book[each].items for each in names]
        return frozenset().union(*items) if all(items) else None

    @property
    def sovereigns(self) -> tuple[str, ...]:
        """Whose law moved."""
        found = [each.provision.sovereign for each in self.moved]
        found += [each.group.sovereign for each in self.groups]
        found += [each.sovereign for each in self.others]
        return tuple(sorted({each for each in found if each}))


def two_days(book: RuleBook, first: date, last: date) -> TwoDays:
    """What is otherwise on ``last`` than on ``first``; either may be the earlier one."""
    happened = between(events(book), *sorted((first, last)))
    return TwoDays(
        first,
        last,
        tuple(sorted(_moved(book, first, last, happened), key=_weight)),
        tuple(_groups(book, first, last)),
        tuple(each for each in happened if each.kind in ("table", "fold")),
    )


def _moved(book: RuleBook, first: date, last: date, happened: tuple[Event, ...]) -> Iterator[Moved]:
    for provision in book.provisions.values():
        before, after = listed(provision, first), listed(provision, last)
        if (before.state, before.version.since) == (after.state, after.version.since):
            continue
        if not before.stands and not after.stands:
            continue  # it came and went in between
        yield Moved(
            provision, before, after,
            changes(before.version if before.stands else None, after.version if after.stands else None, book),
            tuple(each for each in happened if each.subject == provision.id),
        )  # fmt: skip


def _groups(book: RuleBook, first: date, last: date) -> Iterator[GroupMoved]:
    for group in book.groups.values():
        old, new = group.on(first, date.max), group.on(last, date.max)
        if old != new:
            yield GroupMoved(group, tuple(sorted(new - old)), tuple(sorted(old - new)))


def _weight(each: Moved) -> int:
    """Needs first, then what frees from them, then the rest."""
    kind = each.provision.kind
    return KIND_RANK.index(kind) if kind in KIND_RANK else len(KIND_RANK)
