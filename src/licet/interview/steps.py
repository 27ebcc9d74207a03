"""The fixed questions as data: what is asked, in which order, and which place an answer fills.

``book()`` reads ``steps.toml`` once; ``path_of(kind, answers)`` gives the steps that are asked, which
depends on what was answered so far.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

TRANSFER, PROJECT, PARTY = "transfer", "project", "party"
UNKNOWN = "?"
"""What stands for "I don't know", for a whole step or one field."""
BITS = {4: "FP4, INT4", 8: "INT8, FP8", 16: "FP16, BF16", 32: "FP32", 64: "FP64"}
"""Bit lengths that a data sheet may give a rate for, with the formats that have them."""


@record
class Choice:
    """One of the answers that a field offers; ``sets`` are places of the transfer that it fills."""

    value: str
    label: str
    hint: str = ""
    sets: tuple[tuple[str, Any], ...] = ()


@record
class Field:
    """One thing to fill in on a page; ``fills`` are the places of the transfer that it goes to.

    ``kind`` is product, text, country, date, number, choice, ticks, yesno or rates; ``none`` the label
    of the tick that says no to all the others.
    """

    name: str
    label: str
    kind: str
    hint: str = ""
    unit: str = ""
    fills: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    none: str = ""
    required: bool = False


@record
class Act:
    """A way in which a thing passes: the kind of act, and the role of the one who receives it.

    ``short`` begins the name of technology about a product.
    """

    id: str
    label: str
    kind: str
    short: str = ""
    hint: str = ""
    role: str = "end_user"
    about: str = ""
    published_kind: str = ""
    sets: tuple[tuple[str, Any], ...] = ()


@record
class Step:
    """One page.  ``part`` is the way of sharing that it is about, ``act`` what that act is.

    ``when`` is (step, field, values): the step is asked only where that field has one of them.
    ``other`` is a second way to answer the whole page: name and label.
    """

    id: str
    flow: str
    question: str
    short: str
    why: str
    hint: str = ""
    part: str = ""
    act: str = ""
    when: tuple[str, str, frozenset[str]] | None = None
    other: tuple[str, str] | None = None
    fields: tuple[Field, ...] = ()

    def asked(self, answers: Mapping[str, Any]) -> bool:
        """Whether the step is asked, by what was answered so far."""
        if self.when is None:
            return True
        step, field, values = self.when
        said = answers.get(step)
        value = said.get(field) if isinstance(said, dict) else None
        return bool(values & set(value if isinstance(value, list) else [value]))


@record
class Steps:
    """All steps and acts, in the order of their file."""

    acts: tuple[Act, ...]
    steps: tuple[Step, ...]

    def act(self, name: str) -> Act | None:
        """The act called ``name``; None where nobody said what happens."""
        return next((each for each in self.acts if each.id == name), None)


@cache
def book() -> Steps:
    """The steps of this edition."""
    data = tomllib.loads(Path(__file__).with_name("steps.toml").read_text(encoding="utf-8"))
    acts = tuple(Act(**_with_sets(each)) for each in data["act"])
    offered = tuple(Choice(each.id, each.label, each.hint) for each in acts)
    return Steps(acts, tuple(_step(each, offered) for each in data["step"]))


def path_of(kind: str, answers: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps that are asked, in order; further parties of a transfer come last."""
    fixed = tuple(each for each in book().steps if each.flow == kind and each.asked(answers))
    if kind != TRANSFER:
        return fixed
    last = next_party(answers)
    return (*fixed, *(party_step(n, removable=n == last - 1) for n in range(1, last)))


def next_party(answers: Mapping[str, Any]) -> int:
    """The number of the party that would be the next to be named; the receiver is number 0."""
    return next(n for n in count(1) if f"party-{n}" not in answers)


def party_step(number: int, *, removable: bool = False) -> Step:
    """The step that asks for one more party; only the last one can be taken out again."""
    step = next(each for each in book().steps if each.flow == PARTY)
    fields = tuple(
        replaced(each, fills=tuple(way.replace(".N.", f".{number}.") for way in each.fills))
        for each in step.fields
    )
    return replaced(
        step, id=f"party-{number}", fields=fields, other=step.other if removable else None
    )


def first_open(kind: str, answers: Mapping[str, Any]) -> Step | None:
    """The first step that nobody has answered; None where all are."""
    return next((each for each in path_of(kind, answers) if each.id not in answers), None)


def _step(table: dict[str, Any], acts: tuple[Choice, ...]) -> Step:
    fields = tuple(_field(each, acts) for each in table.pop("field"))
    other = table.pop("other", None)
    when = table.pop("when", "")
    return Step(
        **table, fields=fields, when=_when(when) if when else None,
        other=(other["name"], other["label"]) if other else None,
    )  # fmt: skip


def _when(text: str) -> tuple[str, str, frozenset[str]]:
    place, _, values = text.partition("=")
    step, _, field = place.partition(".")
    return step, field, frozenset(values.split("|"))


def _field(table: dict[str, Any], acts: tuple[Choice, ...]) -> Field:
    choices = table.pop("choices", ())
    made = acts if choices == "acts" else tuple(_choice(each) for each in choices)
    return Field(**{**table, "fills": tuple(table.get("fills", ()))}, choices=made)


def _choice(table: dict[str, Any]) -> Choice:
    return Choice(**_with_sets(table))


def _with_sets(table: dict[str, Any]) -> dict[str, Any]:
    return {**table, "sets": tuple(table.get("sets", {}).items())}
