"""From answers to transfers: each answer put at its place, in the raw form of ``cases/1``.

What is unknown is left out, so that it stays unknown.  What a choice means for the law is in the rules:
here stands only where an answer goes.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from licet.decide.answer import ORDER_RANK
from licet.explore.classify import Rate, performance
from licet.interview import later
from licet.interview.classes import (
    classes_of,
    forms_of,
    main_class,
    status_under,
    with_the_chip_inside,
)
from licet.interview.said import NONE, product_name
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
    ``thing`` is the product or data sheet in raw form, where nothing but it passes as far as is known.
    """

    part: str
    label: str
    question: Question
    of: str = ""
    thing: Raw | None = None


def questions(kind: str, answers: Mapping[str, Any], library: Library) -> tuple[Asked, ...]:
    """One question for a transfer, one for each way of sharing of a project.

    Where technology is about a product that laws which claim it list under different classes, each of them
    is asked with its own, and of a form in which the product is controlled more strictly: a transfer states
    one class.
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
        self.thing: Raw | None = None
        self.about: Raw = {}

    @property
    def on(self) -> date:
        return self.day or date.today()

    def all(self, label: str) -> Iterator[Asked]:
        """The question, and one more for each other class that matters."""
        raw = self.raw()
        label = label or _title(raw, self.act)
        yield Asked(self.part, label, Question(raw, on=self.day), self.of, self.thing)
        yield from self._by_other_classes(raw, label)

    def _by_other_classes(self, raw: Raw, label: str) -> Iterator[Asked]:
        """The same for each other class that the product has under a law, or may have in some form.

        A form is asked of where the law that has it answers more strictly than for the class stated.
        """
        stated = raw["item"].get("facts", {}).get(_TECHNOLOGY_FOR)
        for law, entry in self.classes.items():
            if entry != stated:
                other = _about(raw, entry)
                if status_under(other, law, self.library, self.on) is not None:
                    title = self.library.law.book.sovereigns[law].title
                    by = f"{label}, by the law of {title}"
                    yield self._one_law(by, other, law, self.of)
                continue
            milder = status_under(raw, law, self.library, self.on)
            for form in self.forms(law):
                other = _about(raw, form)
                found = status_under(other, law, self.library, self.on)
                if found is not None and _stricter(found, milder):
                    yield self._one_law(
                        f"{label}, if it is about a product of class {form}", other, law
                    )
                    break

    def _one_law(self, label: str, raw: Raw, law: str, of: str = "") -> Asked:
        return Asked(self.part, label, Question(raw, self.day, sovereigns=(law,)), of)

    def forms(self, law: str) -> tuple[str, ...]:
        """Further classes of the product that technology is about."""
        return forms_of(self.about, law, self.library, self.on)

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
            self.thing = {**item}
            item.clear()  # what passes is the thing, or technology about it: nobody has said which
        else:
            _passing(raw, self.act)
            if self.act.about:
                self._technology(item, self.act, raw.get("from"))
        for way, value in later.places(self.answers, self.part, self.library.law.book.facts):
            put(raw, way, value, over=False)
        if self.act is not None:
            parties = raw.get("parties", [])
            for party in parties if self.part else parties[:1]:
                party.setdefault("role", self.act.role)
        if self.act is not None and not self.act.about:
            self.thing = item
        if self.thing is not None and "id" not in self.thing:
            with_the_chip_inside(self.thing, self.library, self.on)
        return raw

    def _technology(self, item: Raw, act: Act, home: str | None) -> None:
        """Turn the item into technology about it, of the class that the product has where it is at home."""
        product = item.pop("id", None)
        facts = item.setdefault("facts", {})
        figures = {name: facts.pop(name) for name in list(facts) if name not in _OF_TECHNOLOGY}
        thing = {"id": product} if product else {"kind": item.get("kind"), "facts": figures}
        about = str(item.get("name") or product or "")
        if _TECHNOLOGY_FOR not in facts and home and (product or figures):
            self.about = thing
            self.classes = classes_of(thing, self.library, self.on)
            self.of = product_name(about, self.library) if product else about or "the figures given"
            if entry := main_class(self.classes, home):
                facts[_TECHNOLOGY_FOR] = entry
        item["kind"] = "technology"
        item["name"] = (
            f"{act.short} {product_name(about, self.library)}" if product else about or act.about
        )


def _about(raw: Raw, entry: str) -> Raw:
    """The same transfer of technology about something of another class."""
    facts = {**raw["item"]["facts"], _TECHNOLOGY_FOR: entry}
    return {**raw, "item": {**raw["item"], "facts": facts}}


def _stricter(status: str, than: str | None) -> bool:
    return than is None or ORDER_RANK[status] < ORDER_RANK[than]


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
