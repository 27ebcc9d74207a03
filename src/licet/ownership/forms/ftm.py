"""FollowTheMoney entities: ``Ownership`` and ``Directorship`` between things, one JSON object a line."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from licet.errors import InputError, Place
from licet.lists.model import Identifier
from licet.ownership.forms.bods import statements_of
from licet.ownership.model import CONTROL, DIRECTOR, OTHER, SHARES, VOTING, Node, Stake
from licet.ownership.shares import UNKNOWN, read_share, written

Json = dict[str, Any]
_THINGS = {"Person": "person", "PublicBody": "state"}
_IDS = {
    "leiCode": "LEI", "uscCode": "USCC", "ogrnCode": "OGRN", "innCode": "INN",
    "registrationNumber": "registration", "taxNumber": "tax", "idNumber": "id",
}  # fmt: skip


def read_ftm(data: bytes, file: str = "") -> tuple[list[Node], list[Stake], list[str]]:
    """Nodes, stakes and remarks of a file of entities; entities of other schemata are passed over.

    Raises ``InputError`` with the id of an entity that cannot be read.
    """
    nodes, stakes, remarks = [], [], []
    for each in statements_of(data, file):
        name, schema = each.get("id"), each.get("schema")
        props = each.get("properties") or {}
        if not isinstance(name, str) or not isinstance(schema, str):
            raise InputError("an entity has an id and a schema, and one lacks them", Place(file))
        if schema in ("Ownership", "Directorship"):
            ends = ("owner", "asset") if schema == "Ownership" else ("director", "organization")
            owners, owned = (props.get(end) or [] for end in ends)
            if len(owners) != 1 or len(owned) != 1:
                remarks.append(f"{name}: {schema} without one holder and one firm; left out.")
                continue
            stakes.append(_stake(schema, owners[0], owned[0], props, name, file))
        elif props.get("name") or schema in ("Company", "Organization", "LegalEntity", "Person"):
            nodes.append(_node(name, schema, props))
    return nodes, stakes, remarks


def write_ftm(nodes: list[Node], stakes: list[Stake]) -> bytes:
    """The same as entities.  A range, a class and how sure a source is have no place of their own: they stand in the summary."""
    known = {each.key: each for each in nodes}
    for each in stakes:
        for key in (each.owner, each.owned):
            known.setdefault(key, Node(key))
    lines = [_entity(known[key]) for key in sorted(known)]
    lines += [_link(number, each) for number, each in enumerate(stakes, 1)]
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in lines).encode()


def _node(key: str, schema: str, props: Json) -> Node:
    countries = props.get("jurisdiction") or props.get("country") or []
    country = str(countries[0]).upper() if len(countries) == 1 else ""
    ids = tuple(
        Identifier(kind, str(value))
        for prop, kind in _IDS.items()
        for value in props.get(prop) or ()
    )
    seats = props.get("mainCountry") or []
    names = props.get("name") or [""]
    return Node(
        key, str(names[0]), _THINGS.get(schema, "entity"), country if len(country) == 2 else "",  # noqa: PLR2004 - ISO 3166 alpha-2
        str(seats[0]).upper() if len(seats) == 1 else "", ids,
    )  # fmt: skip


def _stake(  # noqa: PLR0917 - of one line, always by position
    schema: str, owner: str, owned: str, props: Json, name: str, file: str
) -> Stake:
    def first(prop: str) -> str:
        return str((props.get(prop) or [""])[0])

    kind = first("ownershipType").lower()
    interest = DIRECTOR if schema == "Directorship" else SHARES
    if schema == "Ownership":
        for word, meaning in (("vot", VOTING), ("control", CONTROL), ("unknown", OTHER)):
            if word in kind:
                interest = meaning
    try:
        share = read_share(first("percentage")) if schema == "Ownership" else UNKNOWN
    except ValueError:
        share = UNKNOWN  # FollowTheMoney takes any text here
    return Stake(
        owner, owned, interest, share, "", _day(first("startDate"), name, file),
        _day(first("endDate"), name, file), first("publisher") or first("sourceUrl") or f"FollowTheMoney {name}",
        _day(first("date"), name, file),
    )  # fmt: skip


def _day(text: str, name: str, file: str) -> date | None:
    if not text:
        return None
    parts = text[:10].split("-")
    try:
        return date(*(int(each) for each in (*parts, "1", "1")[:3]))
    except (TypeError, ValueError):
        raise InputError(f"{name}: {text!r} is no date", Place(file)) from None


def _entity(node: Node) -> Json:
    schema = {"person": "Person", "state": "PublicBody", "entity": "Company"}.get(
        node.kind, "LegalEntity"
    )
    props: Json = {"name": [node.name or node.key]}
    if node.country:
        props["country" if schema in ("Person", "PublicBody") else "jurisdiction"] = [
            node.country.lower()
        ]
    if node.headquarters:
        props["mainCountry"] = [node.headquarters.lower()]
    by_kind = {kind: prop for prop, kind in _IDS.items()}
    for each in node.identifiers:
        props.setdefault(by_kind.get(each.kind, "idNumber"), []).append(each.value)
    return {"id": node.key, "schema": schema, "properties": props}


def _link(number: int, stake: Stake) -> Json:
    directs = stake.interest == DIRECTOR
    ends = ("director", "organization") if directs else ("owner", "asset")
    props: Json = {ends[0]: [stake.owner], ends[1]: [stake.owned]}
    if not directs:
        props["ownershipType"] = [stake.interest]
        if stake.share != UNKNOWN:
            props["percentage"] = [written(stake.share)]
    for prop, value in (("startDate", stake.since), ("endDate", stake.to), ("date", stake.said)):
        if value:
            props[prop] = [value.isoformat()]
    if stake.source:
        props["publisher"] = [stake.source]
    told = [f"{name} {value}" for name, value in (("class", stake.share_class), ("confidence", stake.confidence)) if value]  # fmt: skip
    if told:
        props["summary"] = ["; ".join(told)]
    return {
        "id": f"licet-stake-{number}", "schema": "Directorship" if directs else "Ownership",
        "properties": props,
    }  # fmt: skip
