"""What moved between two days of a law, or between two laws: provisions, and what else rows rest on.

    found = moved(book, date(2026, 1, 14), date.max, book, date(2026, 1, 15), date.max)
    found.provisions["us.review.742_6_b10.box_2026"].own

A provision has moved by itself where its rule, written out, or what it says beside its rule differs.
Others rest on it: their own text is the same, and they give another truth only where what they refer to does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns.folded import Side, folded
from licet.columns.vocabulary import changed_facts, changed_rows
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.columns.folded import Folded, Key

_IDLE = frozenset({"alert", "carve_out", "charge", "presumption", "jurisdiction", "test"})
"""Kinds that no answer column reads by themselves: they count through the rules that refer to them."""
_OWN_WORDS = {
    "kind": "its kind is {new}, was {old}", "state": "it is {new}, was {old}",
    "policy": "its review policy is {new}, was {old}", "entry": "its entry is {new}, was {old}",
    "items": "the kinds of item that it is of are others", "code": "its code is {new}, was {old}", "rank": "its rank among the entries is another",
    "unverified": "how sure its text is has changed", "against": "it stands against other needs",
    "conditions": "its conditions are others", "reaches": "it reaches other needs",
}  # fmt: skip


@record
class Move:
    """One provision that moved: why by itself, in words, and the moved provisions that it rests on."""

    id: str
    own: tuple[str, ...]
    rests_on: tuple[str, ...]

    @property
    def why(self) -> str:
        """All of it in one line."""
        return "; ".join((*self.own, *(f"rests on {each}" for each in self.rests_on)))


@record
class Movement:
    """All that moved from ``before`` to ``after``.

    ``everything`` says why no row may be passed over; ``rows`` are those of tables of law, in words, that
    one side alone has.
    """

    before: Folded
    after: Folded
    provisions: Mapping[str, Move]
    everything: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether provisions and tables say the same on both sides."""
        return not (self.provisions or self.everything or self.rows)

    @property
    def read(self) -> tuple[str, ...]:
        """Moved provisions that an answer itself reads."""
        sides = (self.before, self.after)
        return tuple(
            name for name in self.provisions
            if not {side.said[name]["kind"] for side in sides if name in side.said} <= _IDLE
        )  # fmt: skip

    def says_otherwise(self, name: str) -> bool:
        """Whether a provision of both sides says something else beside its rule."""
        both = name in self.before.said and name in self.after.said
        return both and any(_said_otherwise(self.before, self.after, name))


def moved(  # noqa: PLR0917 - two sides of three parts
    book_a: RuleBook, day_a: date, known_a: date, book_b: RuleBook, day_b: date, known_b: date,
    *, laws: tuple[str, ...] = (),
) -> Movement:  # fmt: skip
    """What moved from the law ``book_a`` of ``day_a`` to ``book_b`` of ``day_b``, each as then known.

    ``laws`` are the sovereigns asked by name; all that decide where it is empty.
    """
    before, after = Side(book_a, day_a, known_a), Side(book_b, day_b, known_b)
    facts = changed_facts(book_a, book_b)
    codes = tuple(dict.fromkeys(laws or (*book_a.deciding, *book_b.deciding)))
    old = folded(before, [code for code in codes if code in book_a.sovereigns], facts, "before")
    new = folded(after, [code for code in codes if code in book_b.sovereigns], facts, "after")
    everything = () if laws else tuple(_everything(book_a, book_b))
    own = {name: reasons for name in _names(old, new) if (reasons := tuple(_reasons(old, new, name)))}  # fmt: skip
    for name, part in _parts(old, new):
        own[name] = (*own.get(name, ()), f"its part {part} reads otherwise")
    found = {name: Move(name, own[name], ()) for name in own}
    for name, below in _resting(old, new, own).items():
        found[name] = Move(name, own.get(name, ()), below)
    provisions = {name: found[name] for name in sorted(found)}
    return Movement(old, new, provisions, everything, changed_rows(before, after))


def _names(old: Folded, new: Folded) -> list[str]:
    return sorted({*old.versions, *new.versions})


def _everything(one: RuleBook, other: RuleBook) -> Iterator[str]:
    """Why every row has to be decided again; nothing where none has."""
    if one.deciding != other.deciding:
        differs = sorted({*one.deciding} ^ {*other.deciding})
        yield f"the laws that decide are others: {', '.join(differs) or 'their order'}"


def _reasons(old: Folded, new: Folded, name: str) -> Iterator[str]:
    """Why a provision moved by itself; nothing where it did not."""
    was, now = old.versions.get(name), new.versions.get(name)
    if was is None and now is not None:
        yield f"stands since {now.since} ({now.source})"
    elif now is None and was is not None:
        ended = f", ended {was.to}" if was.to is not None else ""
        yield f"stands no longer (text of {was.since}{ended}; {was.source})"
    elif was is not None and now is not None:
        said = list(_said_otherwise(old, new, name))
        if old.forms[name, None] != new.forms[name, None]:
            ours = list(_groups(old, new, name))
            if was.since != now.since:
                ours.insert(0, f"its text is that of {now.since} ({now.source}), was that of {was.since}")  # fmt: skip
            elif old.said[name]["carved"] != new.said[name]["carved"]:
                ours.append("what carves out of it is other")
            yield from ours or ["its rule reads otherwise"]
        yield from said


def _said_otherwise(old: Folded, new: Folded, name: str) -> Iterator[str]:
    """What a provision of both sides says otherwise beside its rule, in words."""
    was, now = old.said[name], new.said[name]
    for what, words in _OWN_WORDS.items():
        one, other = was[what], now[what]
        if what == "reaches" and was["kind"] != "not_modelled":
            one, other = (_shared(each, old, new) for each in (one, other))
        if one != other:
            yield words.format(old=one or "none", new=other or "none")


def _shared(reached: frozenset[str], old: Folded, new: Folded) -> frozenset[str]:
    """Needs that stand on both sides, and entries: a need of one side alone has moved by itself."""
    alone = old.versions.keys() ^ new.versions.keys()
    return reached - alone


def _groups(old: Folded, new: Folded, name: str) -> Iterator[str]:
    """Countries that joined or left groups which the rule tests."""
    from licet.language.nodes import Within, walk

    trees = (*old.versions[name].trees, *new.versions[name].trees)
    tested = dict.fromkeys(
        group for tree in trees for node in walk(tree) if isinstance(node, Within) for group in node.groups
    )  # fmt: skip
    for group in tested:
        was, now = (side.members.get(group, frozenset()) for side in (old, new))
        come, gone = sorted(now - was), sorted(was - now)
        told = [f"{', '.join(come)} joined" if come else "", f"{', '.join(gone)} left" if gone else ""]  # fmt: skip
        if any(told) and group in old.members and group in new.members:
            yield f"group {group}: {', '.join(filter(None, told))}"


def _resting(
    old: Folded, new: Folded, own: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Provisions that refer to moved ones, with those; closed over references upward."""
    below: dict[str, set[str]] = {}
    for side in (old, new):
        for name in side.versions:
            below.setdefault(name, set()).update(side.below(name) - {name})
    reached, found = {*own}, dict[str, tuple[str, ...]]()
    waiting = True
    while waiting:
        waiting = False
        for name, others in below.items():
            resting = tuple(sorted(others & reached))
            if resting and found.get(name) != resting:
                found[name] = resting
                waiting = waiting or name not in reached
                reached.add(name)
    return found


def _parts(old: Folded, new: Folded) -> list[Key]:
    """Parts that both sides refer to and that read otherwise."""
    shared = old.forms.keys() & new.forms.keys()
    return sorted(k for k in shared if k[1] is not None and old.forms[k] != new.forms[k])
