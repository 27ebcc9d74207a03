"""Conditions, drawdowns and money as they stand in the events of a case, and back.

An event holds JSON-able values only.  What is written here is whole: the answer to a drawdown or the
assessment of a shipment is read back as it was given, and never worked out anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from licet.decide.report import plain_data
from licet.errors import InputError
from licet.record import replaced
from licet.register.conditions.model import ADOPTED, Condition, Step
from licet.register.drawdown.model import Book, Drawn
from licet.register.license import LicenseView, Line, Party
from licet.register.money.assess import Assessment
from licet.store.records import read_record

Body = dict[str, Any]
_TERMS = ("parameters", "tested", "consequence", "evidence", "cite", "provision", "since", "to", "public")  # fmt: skip
_OWN_DRAW = ("key", "line", "country", "declaration", "lot")


class HeldCondition(Protocol):
    """A condition as a case keeps it; ``terms`` are what ``proposal`` wrote."""

    id: str
    kind: str
    text: str
    terms: Mapping[str, Any]
    lines: tuple[str, ...]
    history: tuple[Any, ...]


def proposal(condition: Condition) -> Body:
    """The body of an event that proposes the condition."""
    data = plain_data(condition)
    return {
        "id": condition.id, "kind": condition.kind, "text": condition.text,
        "lines": list(condition.lines), "basis": condition.cite or condition.provision,
        "terms": {name: data[name] for name in _TERMS if data[name] not in (None, "")},
    }  # fmt: skip


def of_case(held: HeldCondition) -> Condition:
    """The condition that a case keeps, with its history: who proposed, changed, adopted or dropped it.

    Raises:
        InputError: its terms cannot be read.
    """
    raw = {"id": held.id, "kind": held.kind, "text": held.text, "lines": held.lines, **held.terms}
    found = read_record(Condition, raw, f"condition {held.id}")
    steps = tuple(
        Step(each.what, each.authority or each.by, each.at, each.reason) for each in held.history
    )
    return replaced(found, history=steps)


def on_license(condition: Condition) -> Body:
    """The condition as an entry of the event that issues or amends a license."""
    data: Body = plain_data(condition)
    return data


def of_license(entries: Iterable[Mapping[str, Any]]) -> tuple[Condition, ...]:
    """The conditions of a license, from its entries.

    Raises:
        InputError: an entry that cannot be read, or was never adopted.
    """
    found = tuple(read_record(Condition, each, f"condition {each.get('id')}") for each in entries)
    for each in found:
        if each.standing != ADOPTED:
            raise InputError(f"{each.id} stands on a license and was never adopted")
    return found


def drawdown_body(drawn: Drawn) -> Body:
    """The body of the event that keeps a drawdown, or its refusal; ``answer`` is the whole of it."""
    asked = plain_data(drawn.request)
    users = [each for each in drawn.request.parties if each.role.endswith("end_user")]
    body: Body = {name: asked[name] for name in _OWN_DRAW if asked[name]}
    body |= {
        "quantity": asked["quantity"], "answer": plain_data(drawn),
        "tests": [
            {"condition": each.condition, "holds": each.holds, "why": each.why} for each in drawn.findings
        ],
    }  # fmt: skip
    if not drawn.taken:
        body["reasons"] = [each.text for each in drawn.refused]
        return body
    party = users[0] if users else None
    body |= {"date": asked["day"], "party": (party.id or party.name) if party else ""}
    if asked["serials"]:
        body["serials"] = asked["serials"]
    if asked["value"] is not None:
        body["value"] = asked["value"]
    return body


def book_of(bodies: Iterable[Mapping[str, Any]]) -> Book:
    """The book of drawdowns from the bodies of their events, refusals among them, in order."""
    book = Book()
    for each in bodies:
        book = book.with_answer(read_record(Drawn, each["answer"], "the answer to a drawdown"))
    return book


def assessed_body(found: Assessment) -> Body | None:
    """The body of the event that keeps an assessment; None where it is not known what is due."""
    if found.due is None:
        return None
    body: Body = {
        "reading": found.reading, "base": found.base, "amount": str(found.due),
        "currency": found.currency, "terms": plain_data(found),
    }  # fmt: skip
    if found.due_day is not None:
        body["due"] = found.due_day.isoformat()
    return body


def of_assessed(body: Mapping[str, Any]) -> Assessment:
    """The assessment that an event keeps."""
    return read_record(Assessment, body["terms"], "the assessment")


class HeldLicense(Protocol):
    """A license as replay gives it; ``valid_to`` is its last day."""

    number: str
    holder: str
    valid_from: date | None
    valid_to: date | None
    lines: tuple[Any, ...]
    countries: tuple[str, ...]
    parties: tuple[Mapping[str, Any], ...]


def view_of(
    held: HeldLicense, *, usable: bool, why_not: str = "", application_day: date | None = None,
    closed_roles: tuple[str, ...] = (),
) -> LicenseView:  # fmt: skip
    """The license as drawdowns see it.

    A line's own entry may name ``countries``, ``parties``, ``value``, ``currency`` and ``value_tolerance``;
    a line that names no countries, or no parties, has those of the license.
    """
    if held.valid_from is None:
        raise InputError(f"{held.number or 'the license'} has no first day")
    return LicenseView(
        held.number, held.holder, tuple(_line(each, held) for each in held.lines), held.valid_from,
        None if held.valid_to is None else held.valid_to + timedelta(days=1), usable, why_not,
        application_day, closed_roles,
    )  # fmt: skip


def _line(each: Any, held: HeldLicense) -> Line:
    content = _known(each.content, Line)
    parties = [_known(party, Party) for party in content.get("parties") or held.parties]
    return read_record(
        Line,
        {
            "countries": list(held.countries), **content, "parties": parties, "number": each.id, "item": each.item,
            "quantity": str(each.quantity), "unit": each.unit,
        },
        f"line {each.id}",
    )  # fmt: skip


def _known(entry: Mapping[str, Any], kind: Any) -> Body:
    """What the record knows of an entry; a case keeps more than drawdowns need."""
    return {name: value for name, value in entry.items() if name in kind.__match_args__}
