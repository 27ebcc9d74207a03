"""Links of an answer: the same question with one fact more, another day, or without what nobody knows.

A question is carried as the pairs of its address (``licet.service.asked``).  ``skip`` pairs are the
page's own: facts that were answered with "I don't know", as ``fact`` or ``fact@party``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from licet.desk.forms import whole
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.telling.model import Asked, LeadTold

    Pairs = tuple[tuple[str, str], ...]

ANSWER = "/answer"
DUE_CARE = "no_knowledge_beyond_stated"
SKIP = "skip"
_LABELS = {"none": "on no list"}
"""What a party's lists are called where they are none, in a choice and in its lead."""


@record
class Choice:
    """One possible answer to a question: its words, where it leads, and the link to that answer."""

    label: str
    href: str
    lead: LeadTold | None


@record
class AskLinked:
    """A question of the answer with links for its answers; ``hidden`` is what a form for a value carries."""

    asked: Asked
    choices: tuple[Choice, ...]
    unknown: str
    hidden: Pairs


def href(pairs: Pairs) -> str:
    """The address of an answer."""
    return f"{ANSWER}?{urlencode(pairs)}"


def without(pairs: Pairs, *names: str) -> Pairs:
    """The pairs without those of some names."""
    return tuple(each for each in pairs if each[0] not in names)


def with_one(pairs: Pairs, name: str, value: str) -> Pairs:
    """The pairs with this one in place of any of its name."""
    more = ((name, value),) if value else ()
    return (*without(pairs, name), *more)


def with_fact(pairs: Pairs, fact: str, party: int | None, value: str) -> Pairs:
    """The pairs with one fact more, of the transfer or of its party with that number.

    >>> with_fact((("party", "role=end_user"),), "headquarters", 0, "CN")
    (('party', 'role=end_user,headquarters=CN'),)
    >>> with_fact((), "no_knowledge_beyond_stated", None, "yes")
    (('due_care', 'yes'),)
    """
    if fact == DUE_CARE:
        return (
            with_one(pairs, "due_care", "yes") if value == "yes" else skipping(pairs, fact, party)
        )
    if party is None:
        kept = tuple(e for e in pairs if e[0] != "fact" or not e[1].startswith(f"{fact}="))
        return (*kept, ("fact", f"{fact}={value}"))
    name = "list" if fact == "lists" else fact
    found, number = [], -1
    for key, text in pairs:
        number += key == "party"
        here = key == "party" and number == party
        found.append((key, f"{text},{name}={value}" if here else text))
    return tuple(found)


def with_party(pairs: Pairs, told: dict[str, str]) -> Pairs:
    """The pairs with one party more, of the facts about it that are told.

    >>> with_party((), {"role": "end_user", "country": "China", "headquarters": ""})
    (('party', 'role=end_user,country=China'),)
    """
    text = ",".join(f"{name}={value.strip()}" for name, value in told.items() if value.strip())
    return (*pairs, ("party", text))


def skipping(pairs: Pairs, fact: str, party: int | None) -> Pairs:
    """The pairs with a fact that nobody knows: it is not asked again."""
    return (*pairs, (SKIP, fact if party is None else f"{fact}@{party}"))


def skipped(texts: Iterable[str]) -> tuple[tuple[str, int | None], ...]:
    """Facts that nobody knows, as ``told`` takes them.

    >>> skipped(["headquarters@0", "military"])
    (('headquarters', 0), ('military', None))
    """
    found: list[tuple[str, int | None]] = []
    for each in texts:
        name, at, number = each.partition("@")
        found.append((name, whole(number) if at else None))
    return tuple(found)


def linked(asked: Asked, pairs: Pairs, countries: Mapping[str, str]) -> AskLinked:
    """A question with a link for each answer that it may have; ``countries`` are names by code."""
    return AskLinked(
        asked,
        tuple(
            Choice(
                countries.get(each, each) if asked.type == "country" else _LABELS.get(each, each),
                href(with_fact(pairs, asked.fact, asked.party, each)),
                _lead(asked, _LABELS.get(each, each)),
            )
            for each in (() if asked.identity else asked.choices)
        ),
        href(skipping(pairs, asked.fact, asked.party)),
        (*pairs, ("add", asked.fact if asked.party is None else f"{asked.fact}@{asked.party}")),
    )


def _lead(asked: Asked, choice: str) -> LeadTold | None:
    return next((e for e in asked.leads if choice in e.answer.split(" or ")), None)
