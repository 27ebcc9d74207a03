"""Beneficial Ownership Data Standard: statements of version 0.4, and 0.2 and 0.3, to nodes and stakes.

The file is a JSON list of statements, one statement, or one a line.  Of several statements of one
record the last counts (by its date, then by its place in the file); a closed record ends on the
day of the statement that closes it, where no end is told.  In 0.2 and 0.3 a statement that
another one replaces is left out.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from licet.errors import InputError, Place
from licet.lists.model import Identifier
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
from licet.ownership.shares import UNKNOWN, Range, of_percent

Json = dict[str, Any]
_TYPES = {
    "shareholding": SHARES, "votingRights": VOTING,
    "appointmentOfBoard": CONTROL, "otherInfluenceOrControl": CONTROL,
    "influenceOrControl": CONTROL, "controlViaCompanyRulesOrArticles": CONTROL,
    "controlByLegalFramework": CONTROL,
    "seniorManagingOfficial": DIRECTOR, "boardMember": DIRECTOR, "boardChair": DIRECTOR,
}  # fmt: skip
"""Types of interest; any other may be shares or votes, so it is of unknown kind."""
_KINDS = {"state": "state", "stateBody": "state"}
_OLD = {
    "entityStatement": "entity", "personStatement": "person",
    "ownershipOrControlStatement": "relationship",
}  # fmt: skip
FLOAT = "held by the public"
SEAT = "headquarters in "
"""How our own files tell a head office, for which the standard has no place."""


def statements_of(data: bytes, file: str) -> list[Json]:
    """The statements of a file; numbers keep every digit.

    Raises ``InputError`` with the line that is no JSON.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("the file is not in UTF-8", Place(file)) from None
    found = [each for _, each in _documents(text, file)]
    if not all(isinstance(each, dict) for each in found):
        raise InputError("a statement is a JSON object, and something else was found", Place(file))
    return found


def _documents(text: str, file: str) -> list[tuple[int, Any]]:
    def parsed(piece: str, line: int) -> Any:
        try:
            return json.loads(piece, parse_float=Decimal, parse_int=int)
        except (ValueError, RecursionError) as error:
            at = line + getattr(error, "lineno", 1) - 1
            raise InputError(f"this is no JSON: {error}", Place(file, at)) from None

    lines = text.split("\n")
    full = [(at, line) for at, line in enumerate(lines, 1) if line.strip()]
    by_line = len(full) > 1 and all(line.strip().startswith("{") and line.strip().endswith("}") for _, line in full)  # fmt: skip
    if by_line:
        return [(at, parsed(line, at)) for at, line in full]
    if not full:
        return []
    whole = parsed(text, 1)
    return [(1, each) for each in whole] if isinstance(whole, list) else [(1, whole)]


def read_bods(data: bytes, file: str = "") -> tuple[list[Node], list[Stake], list[str]]:
    """Nodes, stakes and remarks (what was left out, and why) of a file of statements.

    Raises:
        InputError: with the id of the statement, where it is not one.
    """
    statements = [_modern(each, file) for each in statements_of(data, file)]
    gone = {old for each in statements for old in each["replaces"]}
    same = _same_node(statements)
    latest: dict[str, Json] = {}
    for each in statements:
        if each["id"] in gone and each["record"] == each["id"]:
            continue
        record = str(same.get(each["record"], each["record"]))
        before = latest.get(record)
        if before is None or str(before["date"] or "") <= str(each["date"] or ""):
            if before is not None and not each["details"]:
                each = {**each, "details": before["details"]}  # noqa: PLW2901 - a closing statement may say no more
            latest[record] = each
    nodes: list[Node] = []
    stakes: list[Stake] = []
    remarks: list[str] = []
    for record, each in latest.items():
        if each["type"] == "relationship":
            stakes += _stakes(each, same, remarks, file)
        else:
            nodes.append(_node(record, each))
    return nodes, stakes, remarks


def _modern(found: Json, file: str) -> Json:
    """One form for statements of all versions."""
    name = found.get("statementId") or found.get("statementID")
    kind = found.get("recordType") or _OLD.get(str(found.get("statementType", "")))
    if not isinstance(name, str) or kind not in ("entity", "person", "relationship"):
        raise InputError(
            f"the statement {name or '(without an id)'} is neither of an entity, a person nor a relationship",
            Place(file),
        )
    new = "recordType" in found
    return {
        "id": name,
        "record": str(found.get("recordId") or name) if new else name,
        "type": kind,
        "details": (found.get("recordDetails") or {}) if new else found,
        "date": _date(found.get("statementDate"), name, file),
        "closed": found.get("recordStatus") == "closed",
        "replaces": [] if new else [str(each) for each in found.get("replacesStatements") or ()],
        "source": found.get("source") or {},
        "notes": [str(each.get("description", "")) for each in found.get("annotations") or ()],
    }


def _same_node(statements: list[Json]) -> dict[str, str]:
    """In 0.2 and 0.3 a relationship may name an earlier statement of its node: the last one stands for it."""
    after = {old: each["record"] for each in statements for old in each["replaces"]}
    found: dict[str, str] = {}
    for old, last in after.items():
        new, seen = last, {old}
        while new in after and new not in seen:
            seen.add(new)
            new = after[new]
        found[old] = new
    return found


def _node(key: str, found: Json) -> Node:
    details = found["details"]
    if found["type"] == "person":
        names = details.get("names") or [{}]
        countries = [each.get("code", "") for each in details.get("nationalities") or ()]
        name, kind = str(names[0].get("fullName", "")), "person"
        country = countries[0] if len(countries) == 1 else ""
    else:
        form = details.get("entityType") or {}
        public = isinstance(form, dict) and form.get("details") == FLOAT
        form = form.get("type", "") if isinstance(form, dict) else form
        place = details.get("jurisdiction") or details.get("incorporatedInJurisdiction") or {}
        name = str(details.get("name") or "")
        kind = PUBLIC if public else _KINDS.get(str(form), "entity")
        country = str(place.get("code") or "").partition("-")[0]
    identifiers = tuple(
        Identifier(str(each.get("scheme") or each.get("schemeName") or "id"), str(each["id"]))
        for each in details.get("identifiers") or ()
        if each.get("id")
    )
    seat = next((note[len(SEAT) :] for note in found["notes"] if note.startswith(SEAT)), "")
    return Node(key, name, kind, country, seat, identifiers)


def _stakes(found: Json, same: dict[str, str], remarks: list[str], file: str) -> list[Stake]:
    details = found["details"]
    owned, owner = (_party(details.get(side), same) for side in ("subject", "interestedParty"))
    if not owned or not owner:
        remarks.append(
            f"Statement {found['id']}: {'its subject' if not owned else 'who holds the interest'} is not told; left out."
        )
        return []
    if owner == owned:
        remarks.append(
            f"Statement {found['id']}: {owner} is said to hold an interest in itself; left out."
        )
        return []
    stakes = []
    for interest in details.get("interests") or [{}]:
        kind = _TYPES.get(str(interest.get("type", "")), OTHER)
        level = interest.get("directOrIndirect") or interest.get("interestLevel")
        if level == "indirect" and kind in (SHARES, VOTING):
            kind = INDIRECT if kind == SHARES else OTHER
        to = _date(interest.get("endDate"), found["id"], file)
        if found["closed"] and to is None:
            to = found["date"]
        since = _date(interest.get("startDate"), found["id"], file)
        if since and to and to <= since:
            remarks.append(
                f"Statement {found['id']}: the interest ends before it begins; left out."
            )
            continue
        told = _own(str(interest.get("details") or ""))
        stakes.append(
            Stake(
                owner, owned, kind, _share(interest.get("share"), found["id"], file), told.get("class", ""),
                since, to, _source(found), found["date"], told.get("confidence", ""),
            )
        )  # fmt: skip
    return stakes


def _party(found: Any, same: dict[str, str]) -> str:
    if isinstance(found, dict):  # 0.2 and 0.3, or an unspecified party
        found = found.get("describedByEntityStatement") or found.get("describedByPersonStatement")
    return same.get(str(found), str(found)) if found else ""


def _share(found: Any, name: str, file: str) -> Range:
    if not found:
        return UNKNOWN
    try:
        if "exact" in found:
            number = Decimal(str(found["exact"]))
            return of_percent(number, number)
        low, low_open = _bound(found, "minimum", "exclusiveMinimum", Decimal(0))
        high, high_open = _bound(found, "maximum", "exclusiveMaximum", Decimal(100))
        return of_percent(low, high, low_open=low_open, high_open=high_open)
    except (ArithmeticError, ValueError) as error:
        raise InputError(
            f"statement {name}: the share cannot be read: {error}", Place(file)
        ) from None


def _bound(found: Json, plain: str, exclusive: str, default: Decimal) -> tuple[Decimal, bool]:
    """A bound and whether it is open: a number of its own in 0.4, a yes beside the number before."""
    mark = found.get(exclusive)
    if mark is not None and not isinstance(mark, bool):
        return Decimal(str(mark)), True
    if found.get(plain) is None:
        return default, False
    return Decimal(str(found[plain])), bool(mark)


def _source(found: Json) -> str:
    source = found["source"]
    told = source.get("description") or source.get("url")
    if not told:
        by = source.get("assertedBy") or [{}]
        told = by[0].get("name")
    return str(told) if told else f"BODS statement {found['id']}"


def _own(details: str) -> dict[str, str]:
    """Class and confidence, as our own files tell them."""
    return dict(
        part.split("=", 1)
        for part in details.split("; ")
        if part.startswith(("class=", "confidence="))
    )


def _date(found: Any, name: str, file: str) -> date | None:
    if not found:
        return None
    try:
        return date.fromisoformat(str(found)[:10])
    except ValueError:
        raise InputError(f"statement {name}: {found!r} is no date", Place(file)) from None
