"""An answer in words, as values: whoever shows it (terminal, page, letter, agent) adds only its form.

``licet.telling.tell.told`` makes it from decisions; ``as_data`` and ``of_data`` carry it through JSON,
so that a letter of years ago is made from what was stored and not from the law of its own day.
Texts are whole sentences or noun phrases without markup.  ``holds`` is three-valued: None is unknown.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator


@record
class Cite:
    """Where a line stands in the law: the citation, its link, and the version that was read.

    ``since`` is the day from which the version applies, ``checked`` the day the official text was last
    read, ``confidence`` how sure the encoding is (high, medium, low, unverified).
    """

    text: str
    url: str
    provision: str
    title: str
    since: date | None
    source: str
    checked: date | None
    confidence: str


@record
class Point:
    """One line of reasoning, with what it rests on beneath it.

    ``kind`` is ``rule`` (a provision or a part of one), ``fact`` (what a rule read), ``line`` (distance
    to a threshold), ``condition`` or ``party`` (what screening found; ``more`` and ``hashes`` where it is
    told in short and the full form says more).  ``rule`` is the rule in words where ``kind`` is ``rule``,
    and the name that was searched where it is ``party``; ``person`` marks what only a person can judge;
    ``provision`` links to its page, empty where there is none.
    """

    text: str
    holds: bool | None
    kind: str
    cites: tuple[Cite, ...] = ()
    inner: tuple[Point, ...] = ()
    provision: str = ""
    rule: str = ""
    person: bool = False


def every(point: Point) -> Iterator[Point]:
    """A point and all that is beneath it."""
    yield point
    for inner in point.inner:
        yield from every(inner)


@record
class Group:
    """Points under one heading, such as the conditions of an exception."""

    title: str
    points: tuple[Point, ...]


@record
class LawTold:
    """What one law says.  ``claims`` is whether it claims the transfer at all.

    ``stance`` is a sentence where it claims nothing, or where it is open whether it does; empty otherwise.
    ``reasons`` are the rules that hold, each with the few facts that made it so; ``proof`` the same rules
    with every step; ``reviews`` the rules by which an application is judged, with every step.  ``lines``
    is how far the item stands from the law's thresholds, nearest first; ``absent`` what was tested and
    does not apply; ``exceptions`` sentences on exceptions that may be open or are not available;
    ``notes`` sentences beside (the letter of the code, alerts).
    """

    sovereign: str
    title: str
    status: str
    review: str
    sentence: str
    claims: bool | None
    settled: bool
    entry: str
    forms: tuple[str, ...]
    through: tuple[Cite, ...]
    reasons: tuple[Point, ...]
    proof: tuple[Point, ...]
    lines: tuple[Point, ...]
    conditions: tuple[Group, ...]
    money: tuple[str, ...]
    absent: tuple[Point, ...]
    notes: tuple[str, ...]
    stance: str = ""
    contradiction: str = ""
    reviews: tuple[Point, ...] = ()
    exceptions: tuple[str, ...] = ()


@record
class LeadTold:
    """Where one answer to a question leads."""

    answer: str
    status: str
    review: str
    sentence: str
    settled: bool


@record
class Asked:
    """A question that would settle an open answer, or go some way.

    ``about`` names the party it is about, empty where it is about the transfer; ``party`` is its number.
    ``type`` is the type of the fact and ``unit`` its unit; ``choices`` are the answers it may have where
    they can be counted, as they are written in a transfer.  ``identity`` marks the question whether a
    party is a listed one, which is answered where its hits are closed.
    """

    law: str
    fact: str
    about: str
    question: str
    why: str
    settles: bool
    leads: tuple[LeadTold, ...]
    party: int | None = None
    type: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    identity: bool = False


@record
class Told:
    """One answer: for all variants of a product that come out alike.

    ``journey`` are label and value of what was asked (item, from, to, day, parties); ``because`` the two
    or three facts that made the answer so; ``unclaimed`` one sentence on laws that stay silent;
    ``several`` whether more than one law says something of its own; ``due_care`` the headline if nothing
    were known beyond what is stated, empty where the answer is not open or that is stated; ``parties``
    what screening found, in short, and ``searched`` the same with every reason; ``beside`` what is stale, suspended, not modelled or unverified, and must be seen with it.
    """

    items: tuple[str, ...]
    products: tuple[str, ...]
    journey: tuple[tuple[str, str], ...]
    on: date
    known_on: date | None
    status: str
    review: str
    headline: str
    passes: bool
    because: tuple[Point, ...]
    laws: tuple[LawTold, ...]
    conflicts: tuple[str, ...]
    unclaimed: tuple[str, ...]
    asks: tuple[Asked, ...]
    due_care: str
    parties: tuple[Point, ...]
    searched: tuple[Point, ...]
    beside: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
    several: bool = False

    @property
    def screening(self) -> tuple[str, ...]:
        """What screening found, sentence by sentence."""
        return tuple(point.text for each in self.parties for point in every(each))
