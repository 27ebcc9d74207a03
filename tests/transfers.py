"""Random transfers near the lines of a rule book, and what it means to know less of one.

A transfer is drawn from one number by Python's own generator: some sixty choices each, which
Hypothesis would take a hundred times as long to draw one by one.  A failing test names the
number, and ``drawn(book, number)`` makes that transfer again.
"""

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from licet.facts.values import Interval, OneOf
from licet.language.nodes import (
    Compare,
    Constant,
    FactNumber,
    HasCode,
    OnList,
    Within,
    facts_of,
    walk,
)
from licet.record import replaced
from licet.transfer.model import UNTOLD, Listing, Owner, Party, Transfer

OFTEN = (
    "item_kind", "kind", "shipped_from", "destination", "total_processing_performance", "performance_density",
    "designed_or_marketed_for_datacenter", "total_dram_bandwidth_gb_s", "subject_to_ear", "us_origin", "parties_complete",
    "aggregate_bidirectional_transfer_rate_gb_s", "exporter.letters", "notified_days", "speed", "density",
)  # fmt: skip
"""Facts that most transfers state, so that rules are reached; the others are drawn at random."""
NOT_DRAWN = {"declared_class", "no_knowledge_beyond_stated", "technology_for"}
"""A declared class settles what is open by design, so knowing less beside it may settle more."""
COUNTRIES = (
    "CN",
    "US",
    "HK",
    "MO",
    "TW",
    "SG",
    "MY",
    "AE",
    "SA",
    "VN",
    "RU",
    "IR",
    "DE",
    "JP",
    "IN",
    "BR",
)


class Words:
    """What the rules of a book test: lines, countries, choices, codes, lists."""

    def __init__(self, book):
        self.book = book
        self.lines, self.codes, self.texts, self.lists = {}, {}, {}, {}
        for node in _every_node(book):
            match node:
                case Compare(FactNumber(fact), _, Constant(line)):
                    self.lines.setdefault(fact, set()).add(line)
                case HasCode(fact, code):
                    self.codes.setdefault(fact, set()).add(code)
                case Within(fact, words, _):
                    self.texts.setdefault(fact, set()).update(words)
                case OnList(name, footnote):
                    self.lists.setdefault(name, set()).add(footnote)
        tested = {name for node in _every_node(book) for name in facts_of(node)}
        tested |= {"parties_complete", "item_kind", "us_origin"}
        known = [fact for fact in book.facts if fact.name in tested and fact.name not in NOT_DRAWN]
        self.transfer = [fact for fact in known if fact.owner != "party"]
        self.party = [
            fact for fact in known if fact.owner == "party" and fact.name not in ("role", "lists")
        ]
        self.roles = book.facts["role"].choices
        self.edges = book.edges

    def value(self, fact, rng):
        """A value of ``fact`` near what rules test: on a line, one digit beside it, or a range about it."""
        match fact.type:
            case "boolean":
                return rng.random() < 0.5
            case "number" | "integer":
                return self._number(fact, rng)
            case "country":
                return self._word(COUNTRIES, rng)
            case "choice":
                return self._word(fact.choices, rng)
            case "codes":
                pool = sorted(self.codes.get(fact.name, ()))
                return frozenset(rng.sample(pool, rng.randint(0, min(2, len(pool)))))
            case _:
                return rng.choice([*sorted(self.texts.get(fact.name, ())), "something else"])

    def _word(self, pool, rng):
        if rng.random() < 0.1:
            return OneOf(frozenset(rng.sample(sorted(pool), 2)))
        return rng.choice(pool)

    def _number(self, fact, rng):
        line = rng.choice(sorted(self.lines.get(fact.name, {Decimal(10)})))
        last = Decimal(1) if fact.type == "integer" else Decimal(1).scaleb(line.as_tuple().exponent)
        value = line + rng.choice([0, 0, last, -last, line, -line / 2])
        if fact.type == "integer":
            value = value.to_integral_value()
        value = inside(fact, value)
        if rng.random() < 0.15:
            return wider(fact, value, rng)
        return value

    def a_party(self, rng):
        """A party with a role, most of its places, and now and then a listing or an owner."""
        facts = {fact.name: self.value(fact, rng) for fact in self.party if rng.random() < 0.4}
        for name in ("country", "headquarters", "ultimate_parent_headquarters"):
            if name in self.book.facts and rng.random() < 0.7:
                facts[name] = self._word(COUNTRIES, rng)
        if rng.random() < 0.9:
            facts["role"] = self._word(self.roles, rng)
        if rng.random() < 0.7:
            facts["lists"] = tuple(self._listing(rng) for _ in range(rng.choice([0, 0, 1, 2])))
        owners = None
        if rng.random() < 0.3:
            owners = tuple(
                Owner("an owner", rng.choice(sorted(self.lists)), None, rng.choice([None, Decimal(30), Decimal(50)]))
                for _ in range(rng.choice([0, 1, 2]))
            )  # fmt: skip
            facts.pop("owned_by_listed_pct", None)
        return Party(f"Party {rng.randint(1, 9)}", MappingProxyType(facts), owners)

    def _listing(self, rng):
        name = rng.choice(sorted(self.lists))
        notes = sorted(note for note in self.lists[name] if note is not None)
        footnotes = rng.choice([None, frozenset(), *(frozenset({note}) for note in notes)])
        if rng.random() < 0.1:
            return UNTOLD
        return Listing(name, None, footnotes, certain=rng.random() < 0.8)

    def a_day(self, rng):
        """A day on which law changes, or the one before or after."""
        return rng.choice(self.edges) + timedelta(rng.choice([-1, 0, 1]))


def _every_node(book):
    for provision in book.provisions.values():
        for version in provision.versions:
            trees = [version.rule, *(tree for _, tree in version.parts)]
            trees += [each.rule for each in version.conditions if each.rule is not None]
            for tree in trees:
                yield from walk(tree)


@cache
def words_of(book):
    """The words of a book, gathered once: a book's hash is that of its law."""
    return Words(book)


def drawn(book, number, *, due_care=None):
    """Transfer number ``number``: the same for the same law, and a day to decide it on."""
    rng = random.Random(number)  # noqa: S311 - examples, no secrets
    words = words_of(book)
    share = rng.choice([0.1, 0.3, 0.6])
    facts = {
        fact.name: words.value(fact, rng)
        for fact in words.transfer
        if rng.random() < (0.8 if fact.name in OFTEN else share)
    }
    if (
        "item_kind" in facts
        and rng.random() < 0.6
        and "integrated_circuit" in book.facts["item_kind"].choices
    ):
        facts["item_kind"] = "integrated_circuit"
    if rng.random() < 0.5:
        facts["destination"] = "CN"
    parties = _one_of_each(
        [words.a_party(rng) for _ in range(rng.choice([0, 1, 1, 2, 3]))],
        book.roles.get("single", ()),
    )
    closed = rng.random() < 0.5 if due_care is None else due_care
    return Transfer("a thing", MappingProxyType(facts), parties, closed), words.a_day(rng)


def _one_of_each(parties, single):
    """The parties, without a second one in a role that one party alone has."""
    kept = []
    for party in parties:
        role = party.facts.get("role")
        options = role.words if isinstance(role, OneOf) else {role}
        taken = {each.facts.get("role") for each in kept}
        if not any(each in single for each in options) or not taken & set(single):
            kept.append(party)
    return tuple(kept)


# -- knowing less ----------------------------------------------------------------------------


def inside(fact, value):
    """The number nearest to ``value`` that the fact may have."""
    if fact.exclusive_minimum is not None and value <= fact.exclusive_minimum:
        return fact.exclusive_minimum + 1
    if fact.minimum is not None:
        value = max(value, fact.minimum)
    return value if fact.maximum is None else min(value, fact.maximum)


def wider(fact, value, rng):
    """A range that holds all that ``value`` may be, and more."""
    low = value.low if isinstance(value, Interval) else value
    high = value.high if isinstance(value, Interval) else value
    match rng.choice(["below", "above", "both", "just below", "just above"]):
        case "below":
            return (
                Interval(None, high, high_open=isinstance(value, Interval) and value.high_open)
                if high is not None
                else value
            )
        case "above":
            return (
                Interval(low, None, isinstance(value, Interval) and value.low_open)
                if low is not None
                else value
            )
        case "both" if low is not None and high is not None:
            return Interval(min(low, inside(fact, low - 10)), high + 10, high_open=True)
        case "just below" if low is not None and high is not None:
            return Interval(low - 1, high)
        case _ if low is not None and high is not None:
            return Interval(low, high + 1)
    return value


def less_known(transfer, book, rng):
    """Every transfer of which one thing less is known, with what was hidden."""
    facts = book.facts
    closed = transfer.due_care
    for name, value in transfer.facts.items():
        fact = facts[name]
        if not (closed and (fact.due_care or name == "parties_complete")):
            yield f"{name} hidden", transfer.without(name)
        if isinstance(value, Decimal | Interval):
            yield f"{name} widened", transfer.knowing(name, wider(fact, value, rng))
        elif fact.type in ("country", "choice") and not isinstance(value, OneOf):
            more = rng.choice(COUNTRIES if fact.type == "country" else fact.choices)
            if more != value:
                yield f"{name} or {more}", transfer.knowing(name, OneOf(frozenset({value, more})))
    for number, party in enumerate(transfer.parties):
        for what, less in _less_of_party(party, facts, closed, rng):
            parties = (*transfer.parties[:number], less, *transfer.parties[number + 1 :])
            yield f"party {number}: {what}", _with(transfer, parties)
        if "lists" in party.facts:
            for what, less in _less_of_listings(party, words_of(book), rng):
                parties = (*transfer.parties[:number], less, *transfer.parties[number + 1 :])
                yield f"party {number}: {what}", _with(transfer, parties)
    if transfer.parties and transfer.facts.get("parties_complete") is not True and not closed:
        yield "last party left out", _with(transfer, transfer.parties[:-1])


def _with(transfer, parties):
    return Transfer(transfer.item, transfer.facts, parties, transfer.due_care)


def _less_of_party(party, facts, closed, rng):
    for name, value in party.facts.items():
        fact = facts[name]
        if not (closed and fact.due_care):
            yield f"{name} hidden", party.without(name)
        if isinstance(value, Decimal | Interval):
            yield f"{name} widened", party.knowing(name, wider(fact, value, rng))
        elif fact.type in ("country", "choice") and not isinstance(value, OneOf):
            more = rng.choice(COUNTRIES if fact.type == "country" else fact.choices)
            if more != value:
                yield f"{name} or {more}", party.knowing(name, OneOf(frozenset({value, more})))
        elif name == "lists":
            for place, entry in enumerate(value):
                if entry.footnotes is not None:
                    vague = replaced(entry, footnotes=None)
                    yield (
                        "footnotes hidden",
                        party.knowing("lists", (*value[:place], vague, *value[place + 1 :])),
                    )
    if party.owners is not None and not closed:
        yield "owners hidden", party.without("owners")
    for place, owner in enumerate(party.owners or ()):
        for what, vague in (
            ("a share hidden", replaced(owner, pct=None)),
            ("an owner perhaps another", replaced(owner, certain=False)),
        ):
            owners = (*party.owners[:place], vague, *party.owners[place + 1 :])
            yield what, Party(party.name, party.facts, owners)


def _less_of_listings(party, words, rng):
    """A listing more that is only possible, one less that is certain, or a word that there may be more."""
    lists = party.facts["lists"]
    maybe = replaced(words._listing(rng), certain=False)
    yield f"{maybe} added", party.knowing("lists", (*lists, maybe))
    yield "others not told", party.knowing("lists", (*lists, UNTOLD))
    for place, entry in enumerate(lists):
        vague = replaced(entry, certain=False)
        yield f"{vague}", party.knowing("lists", (*lists[:place], vague, *lists[place + 1 :]))


def day_before(day):
    """The day before ``day``; ``date.min`` has none."""
    return day - timedelta(1) if day > date.min else day
