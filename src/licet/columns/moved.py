"""What moved between two days of a law, or between two laws: provisions, and what else rows rest on.

    found = moved(book, date(2026, 1, 14), date.max, book, date(2026, 1, 15), date.max)
    found.provisions["us.review.742_6_b10.box_2026"].own

A provision has moved by itself where its rule, written out, or what it says beside its rule differs.
Others rest on it: their own text is the same, and they give another truth only where what they refer to does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns.folded import Side, folded
from licet.columns.vocabulary import changed_facts, changed_labels, changed_rows
from licet.decide.gate import gate_for, gated
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from licet.book.book import RuleBook
    from licet.columns.folded import Folded, Key
    from licet.columns.vocabulary import Rows

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

    ``read`` are the moved units that an answer itself reads.  ``everything`` says why
    no row may be passed over; ``facts`` are those that are read or derived otherwise; ``rows`` are
    those of tables of law that one side alone has; ``labels`` are entries of registers that differ.
    """

    before: Folded
    after: Folded
    provisions: Mapping[str, Move]
    read: tuple[Key, ...]
    everything: tuple[str, ...]
    facts: frozenset[str]
    rows: Rows
    labels: frozenset[str]
    gate: tuple[tuple[str | None, Key], ...] = ()
    """Units that one side alone asks to tell whether a law is silent, by kind of item."""

    @property
    def subjects(self) -> frozenset[str]:
        """Provisions that tell whether a law claims a transfer."""
        return _subjects(self.before, self.after)

    def says_otherwise(self, name: str) -> bool:
        """Whether a provision of both sides says something else beside its rule."""
        return any(_said_otherwise(self.before, self.after, name))

    @property
    def nothing(self) -> bool:
        """Whether no answer can differ, but for entries of lists that began between the days."""
        return not (
            self.read or self.everything or self.facts or self.rows.any or self.labels or self.gate
        )


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
    everything = tuple(_everything(old, new, by_name=bool(laws)))
    own = {name: reasons for name in _names(old, new) if (reasons := tuple(_reasons(old, new, name)))}  # fmt: skip
    for name, part in _parts(old, new):
        own[name] = (*own.get(name, ()), f"its part {part} reads otherwise")
    found = {name: Move(name, own[name], ()) for name in own}
    for name, below in _resting(old, new, own).items():
        found[name] = Move(name, own.get(name, ()), below)
    return Movement(
        old, new, {name: found[name] for name in sorted(found)}, tuple(_read(old, new, found)), everything,
        facts, changed_rows(before, after), changed_labels(book_a, book_b), tuple(_gates(old, new, own)),
    )  # fmt: skip


def _names(old: Folded, new: Folded) -> list[str]:
    return sorted({*old.versions, *new.versions})


def _everything(old: Folded, new: Folded, *, by_name: bool) -> Iterator[str]:
    """Why every row has to be decided again; nothing where none has."""
    one, other = old.side.book, new.side.book
    if one is other or one.hash == other.hash:
        return
    if not by_name and one.deciding != other.deciding:
        differs = sorted({*one.deciding} ^ {*other.deciding})
        yield f"the laws that decide are others: {', '.join(differs) or 'their order'}"
    for role in ("single", "receivers"):
        if one.roles.get(role, ()) != other.roles.get(role, ()):
            yield f"the roles of parties that are {role} are others"
    for code in one.sovereigns.keys() & other.sovereigns.keys():
        if one.sovereigns[code].subject != other.sovereigns[code].subject:
            yield f"what tells whether {code} claims a transfer is another provision"
    shared = new.versions.keys() & old.versions.keys()
    if [e for e in one.provisions if e in shared] != [e for e in other.provisions if e in shared]:
        yield "the provisions stand in another order"


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


def _read(old: Folded, new: Folded, found: Collection[str]) -> Iterator[Key]:
    """Units among the moved that an answer itself reads; others count through the rules that refer to them.

    Behind the gate every unit that it asks is read: a law is silent only where all of them are false.
    """
    subjects = _subjects(old, new)
    gates = _asked_by_gate(old, None) | _asked_by_gate(new, None)
    for name in found:
        kinds = {side.said[name]["kind"] for side in (old, new) if name in side.said}
        if name in subjects or not kinds <= _IDLE or (name, None) in gates:
            yield name, None
    yield from sorted(key for key in gates if key[0] in found and key[1] is not None)


def _subjects(old: Folded, new: Folded) -> frozenset[str]:
    return frozenset(
        each.subject for side in (old, new) for each in side.side.book.sovereigns.values()
    )


def _asked_by_gate(side: Folded, kind: str | None) -> set[Key]:
    gate = gate_for(side.side.book, side.side.day, side.side.known_on, kind)
    return {(unit.provision.id, unit.part) for unit in gate.plan.units}


def _gates(old: Folded, new: Folded, own: Collection[str]) -> Iterator[tuple[str | None, Key]]:
    """What the gates of the two sides do not share; see ``Movement.gate``."""
    behind = {*gated(old.side.book), *gated(new.side.book)}
    if not any(_law_of(name, old, new) in behind for name in own):
        return
    fact = new.side.book.facts.get("item_kind")
    for kind in (None, *(fact.choices if fact else ())):
        asked = _asked_by_gate(old, kind) ^ _asked_by_gate(new, kind)
        yield from ((kind, key) for key in sorted(asked, key=str))


def _law_of(name: str, old: Folded, new: Folded) -> str:
    side = new if name in new.versions else old
    return side.side.book[name].sovereign
