"""Nodes and stakes as statements of the Beneficial Ownership Data Standard, version 0.4."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.ownership.forms.bods import FLOAT, SEAT
from licet.ownership.model import (
    CONTROL,
    DIRECTOR,
    INDIRECT,
    OTHER,
    PUBLIC,
    SHARES,
    VOTING,
    Node,
    Stake,
)
from licet.ownership.shares import UNKNOWN, WHOLE, Range, percent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Json = dict[str, Any]
_TYPES = {
    SHARES: "shareholding", VOTING: "votingRights", CONTROL: "otherInfluenceOrControl",
    DIRECTOR: "boardMember", OTHER: "unknownInterest", INDIRECT: "shareholding",
}  # fmt: skip


def write_bods(nodes: Iterable[Node], stakes: Iterable[Stake], day: date) -> bytes:
    """Statements published on ``day``: every node, then every stake, each with an id made of its content."""
    known = {each.key: each for each in nodes}
    stakes = list(stakes)
    for each in stakes:
        for key in (each.owner, each.owned):
            known.setdefault(key, Node(key))
    found = [_node(known[key], day) for key in sorted(known)]
    found += [_stake(each, day) for each in stakes]
    return (json.dumps(found, ensure_ascii=False, indent=1, default=_number) + "\n").encode()


def _node(node: Node, day: date) -> Json:
    person = node.kind == "person"
    country = [{"name": node.country, "code": node.country}] if node.country else []
    ids = [{"scheme": each.kind, "id": each.value} for each in node.identifiers]
    if person:
        details: Json = {"isComponent": False, "personType": "knownPerson"}
        if node.name:
            details["names"] = [{"type": "legal", "fullName": node.name}]
        if country:
            details["nationalities"] = country
    else:
        form = {"entity": "registeredEntity", "state": "state"}.get(node.kind, "legalEntity")
        details = {"isComponent": False, "entityType": {"type": form}}
        if node.kind == PUBLIC:
            details["entityType"] = {"type": "unknownEntity", "details": FLOAT}
        if node.name:
            details["name"] = node.name
        if country:
            details["jurisdiction"] = country[0]
    if ids:
        details["identifiers"] = ids
    made = _statement(node.key, "person" if person else "entity", node.key, details, day, day)
    if node.headquarters:
        made["annotations"] = [
            {
                "statementPointerTarget": "/recordDetails", "motivation": "commenting",
                "description": SEAT + node.headquarters, "creationDate": day.isoformat(),
            }
        ]  # fmt: skip
    return made


def _stake(stake: Stake, day: date) -> Json:
    interest: Json = {
        "type": _TYPES[stake.interest],
        "directOrIndirect": "indirect" if stake.interest == INDIRECT else "direct",
        "beneficialOwnershipOrControl": False,
    }
    if stake.interest == OTHER:
        interest["directOrIndirect"] = "unknown"
    if (share := _share(stake.share)) is not None:
        interest["share"] = share
    for name, value in (("startDate", stake.since), ("endDate", stake.to)):
        if value:
            interest[name] = value.isoformat()
    told = [f"{name}={value}" for name, value in (("class", stake.share_class), ("confidence", stake.confidence)) if value]  # fmt: skip
    if told:
        interest["details"] = "; ".join(told)
    details = {
        "isComponent": False, "subject": stake.owned, "interestedParty": stake.owner,
        "interests": [interest],
    }  # fmt: skip
    record = _hash(repr(stake))
    made = _statement(stake.owned, "relationship", record, details, stake.said, day)
    if stake.source:
        made["source"] = {"description": stake.source}
    return made


def _statement(  # noqa: PLR0917 - the parts of a statement, in their order
    subject: str,
    kind: str,
    record: str,
    details: Json,
    said: date | None,
    day: date,
) -> Json:
    made: Json = {"statementId": _hash(json.dumps([kind, record, details, str(said)], default=str))}
    made["declarationSubject"] = subject
    if said:
        made["statementDate"] = said.isoformat()
    made |= {
        "publicationDetails": {
            "publicationDate": day.isoformat(), "bodsVersion": "0.4",
            "publisher": {"name": "Licet, by its user"},
        },
        "recordId": record, "recordStatus": "new", "recordType": kind, "recordDetails": details,
    }  # fmt: skip
    return made


def _share(share: Range) -> Json | None:
    low, high = share
    if share == UNKNOWN:
        return None
    if low == high:
        return {"exact": percent(low)}
    found: Json = {}
    if low:
        found["minimum"] = percent(low)
    if high < WHOLE:
        found["maximum"] = percent(high)
    return found


def _number(value: object) -> Any:
    if isinstance(value, Decimal):
        # A share has at most 13 digits, and a double keeps 15: its text is the number's own.
        whole = value.to_integral_value()
        return int(whole) if whole == value else float(value)
    raise TypeError(f"{value!r} is no JSON")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]
