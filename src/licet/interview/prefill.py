"""First answers from a link (``licet.service.asked``): what was asked on one line goes on as questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.errors import LicetError
from licet.interview.later import step_of
from licet.interview.next import read_value
from licet.service.written import country_code, day_of, read_party

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.pack.store import Library

_ACTS = {
    "": "ship", "export": "ship", "reexport": "ship", "remote_access": "remote", "deemed_export": "visitor",
    "us_person_support": "service",
}  # fmt: skip
_RECEIVER = {
    "name": "name", "country": "country", "headquarters": "headquarters",
    "ultimate_parent_headquarters": "parent",
}  # fmt: skip


def answers_of(pairs: Iterable[tuple[str, str]], library: Library) -> dict[str, Any]:
    """What the parameters of a link answer already; what cannot be read is left to be asked."""
    found: dict[str, Any] = {}
    parties = 0
    given: dict[str, str] = {}
    for name, value in pairs:
        try:
            if name == "party":
                found.update(_party(read_party(value), parties, library))
                parties += 1
            elif name == "fact":
                fact, _, word = value.partition("=")
                found.update(_told(fact.strip(), None, word.strip(), library))
            else:
                given[name] = value.strip()
        except LicetError:
            continue
    found.update(_pages(given, library))
    return found


def _pages(given: dict[str, str], library: Library) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if (item := given.get("item")) and _reads(library.catalogue.resolve, item):
        found["item"] = {"product": item}
        if act := _ACTS.get(given.get("kind", "")):
            found["act"] = {"act": act}
    countries = library.law.book.facts.countries
    route = {
        name: country_code(given[name], countries)
        for name in ("from", "to")
        if given.get(name) and _reads(country_code, given[name], countries)
    }
    if "to" in route:
        route.setdefault("from", "US")  # as ``licet.service.asked`` takes it
        if given.get("on") and _reads(day_of, given["on"]) and (day := day_of(given["on"])):
            route["day"] = day.isoformat()
        found["route"] = route
    if given.get("due_care") == "yes":
        found["care"] = {"care": "yes"}
    for name, fact in (("class", "declared_class"), ("exporter", "exporter.name")):
        if given.get(name):
            found.update(_told(fact, None, given[name], library))
    return found


def _party(raw: dict[str, Any], number: int, library: Library) -> dict[str, Any]:
    """The receiver, where the party is the first end user; another party fact by fact."""
    plain = {name: value for name, value in raw.items() if isinstance(value, str)}
    if number == 0 and plain.get("role") == "end_user":
        del plain["role"]
    page = {} if number else {_RECEIVER[n]: v for n, v in plain.items() if n in _RECEIVER}
    found: dict[str, Any] = {"receiver": page} if page else {}
    for name, value in plain.items():
        if number or name not in _RECEIVER:
            found.update(_told(name, number, value, library))
    return found


def _told(name: str, party: int | None, word: str, library: Library) -> dict[str, str]:
    """An answer to a question of the engine; ``LicetError`` where the fact does not take it."""
    fact = library.law.book.facts[name]
    read_value(fact, word, library)
    return {step_of((fact.name, party)): word}


def _reads(read: Any, *args: Any) -> bool:
    try:
        read(*args)
    except LicetError:
        return False
    return True
