"""From answers to transfers: each answer put at its place, in the raw form of ``cases/1``.

What is unknown is left out, so that it stays unknown.  What a choice means for the law is in the rules:
here stands only where an answer goes.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.explore.classify import Rate, classify, performance
from licet.interview import later
from licet.interview.said import NONE
from licet.interview.steps import PROJECT, UNKNOWN, book, path_of
from licet.service.service import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.interview.steps import Act, Field, Step
    from licet.pack.store import Library

Raw = dict[str, Any]
TRUTHS = {"yes": True, "no": False}
_LEAVES = "leaves"
_TECHNOLOGY_FOR = "technology_for"
_EIGHT = "8"


def questions(kind: str, answers: Mapping[str, Any], library: Library) -> tuple[tuple[str, Question], ...]:  # fmt: skip
    """(label, question) for each act: one for a transfer, one a way of sharing for a project."""
    steps = path_of(kind, answers)
    day = day_of(kind, answers)
    found = []
    for part in parts_of(steps):
        mine = [each for each in steps if each.part in ("", part)]
        act = act_of(mine, answers)
        raw = raw_of(mine, act, answers, part, library, day or date.today())
        label = next((each.short for each in mine if each.part), "")
        found.append((label or _title(raw, act), Question(raw, on=day)))
    return tuple(found)


def parts_of(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """The ways of sharing that the steps are about; the empty one for a transfer.  None yet: no part."""
    if any(each.flow == PROJECT for each in steps):
        return tuple(dict.fromkeys(each.part for each in steps if each.part))
    return ("",)


def day_of(kind: str, answers: Mapping[str, Any]) -> date | None:
    """The day that was asked for; None means the day of reading."""
    said = answers.get("home" if kind == PROJECT else "route")
    day = said.get("day") if isinstance(said, dict) else None
    return date.fromisoformat(day) if day else None


def act_of(steps: list[Step], answers: Mapping[str, Any]) -> Act:
    """What happens: as the step of a part says, or as was answered."""
    named = next((each.act for each in steps if each.act), "")
    said = answers.get("act")
    return book().act(named or (said.get("act", "") if isinstance(said, dict) else ""))


def raw_of(  # noqa: PLR0917 - in the order of need
    steps: list[Step], act: Act, answers: Mapping[str, Any], part: str, library: Library, on: date
) -> Raw:  # fmt: skip
    """One transfer in raw form: what the steps say, what follows from the act, what the engine asked."""
    raw: Raw = {}
    for step in steps:
        said = answers.get(step.id)
        if isinstance(said, dict):
            for field in step.fields:
                for place, value in _filled(field, said.get(field.name)):
                    put(raw, _way(place), value)
    if isinstance(answers.get("act"), dict) or act.id in {each.act for each in steps}:
        _passing(raw, act)
    item = raw.setdefault("item", {})
    if act.about:
        _technology(item, act, library, on, raw.get("from"))
    for way, value in later.places(answers, part, library.law.book.facts):
        put(raw, way, value, over=False)
    for party in raw.get("parties", ()):
        party.setdefault("role", act.role)
    if not act.about and "id" not in item:
        _of_a_sheet(item, library, on, raw.get("from"))
    return raw


def _way(place: str) -> tuple[str, ...]:
    """``end_use.remote_access.hardware_located_in`` is a fact of the end use with dots in its name."""
    return tuple(place.split(".", 1 if place.startswith("end_use.") else -1))


def put(raw: Raw, place: tuple[str, ...], value: Any, *, over: bool = True) -> None:
    """Put a value at its place; ``over`` False leaves what stands there already.

    >>> raw = {}
    >>> put(raw, ("parties", "0", "country"), "CN")
    >>> put(raw, ("item", "facts", "die_area_mm2"), "814")
    >>> raw
    {'parties': [{'country': 'CN'}], 'item': {'facts': {'die_area_mm2': '814'}}}
    """
    *way, last = place
    at: Any = raw
    for name, following in pairwise([*way, last]):
        if isinstance(at, list):
            at += [{} for _ in range(int(name) + 1 - len(at))]
            at = at[int(name)]
        else:
            at = at.setdefault(name, [] if following.isdigit() else {})
    if over or last not in at:
        at[last] = value


def _filled(field: Field, value: Any) -> Iterator[tuple[str, Any]]:
    """The places that one answer fills, each with what goes there."""
    if value in (None, "", [], {}, UNKNOWN):
        return
    match field.kind:
        case "choice":
            for each in field.choices:
                if each.value == value:
                    yield from each.sets
        case "ticks":
            for each in field.choices:
                if value == [NONE]:
                    yield from ((place, False) for place, _ in each.sets)
                elif each.value in value:
                    yield from each.sets
        case "rates":
            rates = rates_of(value)
            for place in field.fills:
                yield place, str(performance(rates).product)
            if _EIGHT in value:
                yield "item.facts.processing_tops_8bit", value[_EIGHT]
            return
        case "yesno":
            yield from ((place, TRUTHS[value]) for place in field.fills)
            return
    yield from ((place, value) for place in field.fills)


def rates_of(said: Mapping[str, str]) -> tuple[Rate, ...]:
    """The rates of a data sheet, by bit length."""
    return tuple(Rate(Decimal(rate), Decimal(bits)) for bits, rate in said.items())


def _passing(raw: Raw, act: Act) -> None:
    """The kind of act: an export leaves the place where the product is at home, else it is a reexport."""
    for place, value in act.sets:
        put(raw, _way(place), value)
    facts = raw.get("item", {}).get("facts", {})
    kind = act.published_kind if act.published_kind and facts.get("published") is True else act.kind
    if kind != _LEAVES:
        raw.setdefault("kind", kind)
    elif "from" in raw:
        raw.setdefault("kind", "export" if raw["from"] == "US" else "reexport")


def _technology(item: Raw, act: Act, library: Library, on: date, home: str | None) -> None:
    """Turn the item into technology about it, of the class that the product has."""
    product = item.pop("id", None)
    facts = item.setdefault("facts", {})
    figures = {name: facts.pop(name) for name in list(facts) if name not in _OF_TECHNOLOGY}
    kind = item.pop("kind", None)
    if _TECHNOLOGY_FOR not in facts:
        if product:
            entry = class_of({"id": product}, library, on, home)
        else:
            thing = {"kind": kind or "integrated_circuit", "facts": figures}
            entry = class_of(thing, library, on, home) if figures else None
        if entry:
            facts[_TECHNOLOGY_FOR] = entry
    item["kind"] = "technology"
    about = item.get("name") or product
    if product or not item.get("name"):
        item["name"] = f"{act.id} about {about}" if about else act.id


_OF_TECHNOLOGY = frozenset({"published", "fundamental_research", _TECHNOLOGY_FOR})


def class_of(item: Raw, library: Library, on: date, home: str | None) -> str | None:
    """The entry of a product on the list of ``home``, or else of the first law that lists it.

    None where it is open, differs between variants, or is on no list.
    """
    from licet.transfer.build import Builder

    builder = Builder(library.law.book, library.products)
    products = library.catalogue.resolve(str(item["id"])) if item.get("id") else (None,)
    found = set()
    for each in products:
        one = {**item, "id": each.id} if each else item
        transfer = builder.transfer(
            {"kind": "export", **({"from": home} if home else {}), "item": one}
        )
        sheets = sorted(
            classify(transfer, library.law, on=on).sheets, key=lambda e: e.sovereign != home
        )
        entries = [e.classification.entry for e in sheets if e.classification.settled]
        found.add(next(filter(None, entries), None))
    return found.pop() if len(found) == 1 else None


def _of_a_sheet(item: Raw, library: Library, on: date, home: str | None) -> None:
    """A board or server: at which level the chip in it is, by the figures of one chip."""
    facts = item.get("facts", {})
    if not facts:
        return
    kind = item.setdefault("kind", "integrated_circuit")
    inside = library.law.book.facts.get("contains_3a090_ic")
    if kind in ("assembly", "computer") and inside is not None and inside.name not in facts:
        try:
            entry = class_of({"kind": "integrated_circuit", "facts": facts}, library, on, home)
        except InputError:
            entry = None
        level = (entry or "").rpartition(".")[2]
        if level in inside.choices:
            facts[inside.name] = level


def _title(raw: Raw, act: Act) -> str:
    item = raw.get("item", {})
    return str(item.get("name") or item.get("id") or act.label)
