"""An answer in words, as values: whoever shows it (terminal, page, letter, agent) adds only its form.

``licet.telling.tell.told`` makes it from decisions; ``as_data`` and ``of_data`` carry it through JSON,
so that a letter of years ago is made from what was stored and not from the law of its own day.
Texts are whole sentences or noun phrases without markup.  ``holds`` is three-valued: None is unknown.
"""

from __future__ import annotations

from datetime import date

from licet.record import record


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
    to a threshold) or ``condition``; ``rule`` the rule in words where ``kind`` is ``rule``; ``person``
    marks what only a person can judge; ``provision`` links to its page, empty where there is none.
    """

    text: str
    holds: bool | None
    kind: str
    cites: tuple[Cite, ...] = ()
    inner: tuple[Point, ...] = ()
    provision: str = ""
    rule: str = ""
    person: bool = False


@record
class Group:
    """Points under one heading, such as the conditions of an exception."""

    title: str
    points: tuple[Point, ...]


@record
class LawTold:
    """What one law says.  ``claims`` is whether it claims the transfer at all.

    ``reasons`` are the rules that hold, in short; ``proof`` the same with every step; ``lines`` how far
    the item stands from the law's thresholds; ``absent`` what was tested and does not apply; ``notes``
    sentences beside (the letter of the code, alerts, exceptions that may be open).
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

    ``about`` names the party it is about, empty where it is about the transfer.
    """

    law: str
    fact: str
    about: str
    question: str
    why: str
    settles: bool
    leads: tuple[LeadTold, ...]


@record
class Told:
    """One answer: for all variants of a product that come out alike.

    ``journey`` are label and value of what was asked (item, from, to, day, parties); ``because`` the two
    or three facts that made the answer so; ``unclaimed`` one sentence on laws that stay silent;
    ``due_care`` the headline if nothing were known beyond what is stated, empty where that changes
    nothing; ``beside`` what is stale, suspended, not modelled or unverified, and must be seen with it.
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
    screening: tuple[str, ...]
    beside: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
