"""From answers to transfers: each answer put at its place, in the raw form of ``cases/1``.

What is unknown is left out, so that it stays unknown.  What a choice means for the law is in the rules:
here stands only where an answer goes.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from licet.explore.classify import Rate, performance
from licet.interview import later
from licet.interview.classes import claims, classes_of, main_class, with_the_chip_inside
from licet.interview.said import NONE
from licet.interview.steps import PROJECT, UNKNOWN, book, path_of
from licet.record import record
from licet.service.service import Question
from licet.service.written import usual_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.interview.steps import Act, Field, Step
    from licet.pack.store import Library

Raw = dict[str, Any]
TRUTHS = {"yes": True, "no": False}
_LEAVES = "leaves"
_TECHNOLOGY_FOR = "technology_for"
_EIGHT = "8"


@record
class Asked:
    """One question of a saved enquiry: the way of sharing that it is about, its label, and the question.

    ``of`` says of which product a class of technology was taken, empty where it was stated or is unknown.
    """

    part: str
    label: str
    question: Question
    of: str = ""


def questions(kind: str, answers: Mapping[str, Any], library: Library) -> tuple[Asked, ...]:
    """One question for a transfer, one for each way of sharing of a project.

    Where technology is about a product that two laws which claim it list under different classes, each of
    them is asked with its own: a transfer states one class.
    """
    steps = path_of(kind, answers)
    day = day_of(kind, answers)
    found: list[Asked] = []
    for part in parts_of(steps):
        mine = [each for each in steps if each.part in ("", part)]
        asking = _Asking(mine, answers, part, library, day)
        found += asking.all(next((each.short for each in mine if each.part), ""))
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


def fixed_raw(kind: str, answers: Mapping[str, Any], part: str, library: Library) -> Raw:
    """What the pages alone say of a part, without what the engine was told."""
    steps = path_of(kind, answers)
    mine = [each for each in steps if each.part in ("", part)]
    fixed = {name: said for name, said in answers.items() if later.key_of(name) is None}
    return _Asking(mine, fixed, part, library, day_of(kind, answers)).raw()


class _Asking:
    """One way of sharing, put together."""

    def __init__(
        self, steps: list[Step], answers: Mapping[str, Any], part: str, library: Library, day: date | None
    ) -> None:  # fmt: skip
        self.steps, self.answers, self.part = steps, answers, part
        self.library, self.day = library, day
        named = next((each.act for each in steps if each.act), "")
        said = answers.get("act")
        self.act = book().act(named or (said.get("act", "") if isinstance(said, dict) else ""))
        self.classes: dict[str, str] = {}
        self.of = ""

    @property
    def on(self) -> date:
        return self.day or date.today()

    def all(self, label: str) -> Iterator[Asked]:
        """The question; where laws differ in the class, one more for each other class."""
        raw = self.raw()
        label = label or _title(raw, self.act)
        yield Asked(self.part, label, Question(raw, on=self.day), self.of)
        stated = raw["item"].get("facts", {}).get(_TECHNOLOGY_FOR)
        titles = self.library.law.book.sovereigns
        for law, entry in self.classes.items():
            if entry == stated:
                continue
            facts = {**raw["item"]["facts"], _TECHNOLOGY_FOR: entry}
            other = {**raw, "item": {**raw["item"], "facts": facts}}
            if claims(other, law, self.library, self.on):
                by = f"{label}, by the law of {titles[law].title}"
                yield Asked(self.part, by, Question(other, self.day, sovereigns=(law,)), self.of)

    def raw(self) -> Raw:
        """One transfer: what the pages say, what follows from the act, what the engine was told."""
        raw: Raw = {}
        for step in self.steps:
            said = self.answers.get(step.id)
            if isinstance(said, dict):
                for field in step.fields:
                    for place, value in _filled(field, said.get(field.name)):
                        put(raw, _way(place), value)
        item = raw.setdefault("item", {})
        if self.act is None:
            item.clear()  # what passes is the thing, or technology about it: nobody has said which
        else:
            _passing(raw, self.act)
            if self.act.about:
                self._technology(item, self.act, raw.get("from"))
        for way, value in later.places(self.answers, self.part, self.library.law.book.facts):
            put(raw, way, value, over=False)
        if self.act is not None:
            for party in raw.get("parties", ()):
                party.setdefault("role", self.act.role)
        if "id" not in item:
            with_the_chip_inside(item, self.library, self.on)
        return raw

    def _technology(self, item: Raw, act: Act, home: str | None) -> None:
        """Turn the item into technology about it, of the class that the product has where it is at home."""
        product = item.pop("id", None)
        facts = item.setdefault("facts", {})
        figures = {name: facts.pop(name) for name in list(facts) if name not in _OF_TECHNOLOGY}
        thing = {"id": product} if product else {"kind": item.get("kind"), "facts": figures}
        about = str(item.get("name") or product or "")
        if _TECHNOLOGY_FOR not in facts and home and (product or figures):
            self.classes = classes_of(thing, self.library, self.on)
            self.of = about or "the figures given"
            if entry := main_class(self.classes, home):
                facts[_TECHNOLOGY_FOR] = entry
        item["kind"] = "technology"
        item["name"] = f"{act.short} {about}".strip() if product else about or act.about


_OF_TECHNOLOGY = frozenset({"published", "fundamental_research", _TECHNOLOGY_FOR})


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
        raw.setdefault("kind", usual_kind(raw["from"]))


def _title(raw: Raw, act: Act | None) -> str:
    item = raw.get("item", {})
    return str(item.get("name") or item.get("id") or (act.label if act else "Nothing stated yet"))
