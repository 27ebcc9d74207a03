"""OFAC's advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML).

The file is a set of tables that point at each other by number: reference values, locations, identity
documents, parties, and the entries that put a party on a list.  What a number stands for is read from
the file's own reference values, so that no number of OFAC's stands in this module.  A name's script
stands with it; parts of a name are joined in the order printed, a person's last name first with a comma.
"""

from __future__ import annotations

from typing import Any

from licet.errors import InputError, Place
from licet.lists.catalog import by_program, code_for
from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import identifier
from licet.lists.formats.ofac_csv import OTHER, SDN
from licet.lists.formats.source import Source
from licet.lists.formats.words import day_of, tidy
from licet.lists.formats.xmls import below, pieces, text
from licet.lists.model import Identifier

_DOC_TYPE, _PART_TYPE = "IDRegDocType", "NamePartType"
_NUMBERS = ("digital currency", "vessel call sign", "swift", "tail number", "equity ticker", "isin",
            "duns", "bik", "mmsi", "imo")  # fmt: skip
_ORDER = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION", "Unknown")


class _Tables:
    """What the file's tables say, by number."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}
        self.party_types: dict[str, str] = {}
        self.places: dict[str, tuple[str, str]] = {}
        self.documents: dict[str, list[Identifier | None]] = {}
        self.parties: dict[str, dict[str, Any]] = {}
        self.listed: dict[str, list[dict[str, Any]]] = {}

    def said(self, kind: str, number: str | None) -> str:
        return self.values.get((kind, number or ""), "")


def read(source: Source, got: Gather) -> None:
    """Read the tables, then make an entry of each party for each list that it stands on."""
    held = _Tables()
    issued: dict[str, str] = {}
    for path, element in pieces(source.data(), source.file, 2):
        if path[0] != "Sanctions":
            raise InputError(f"the XML is a <{path[0]}>, not <Sanctions>.", Place(source.file))
        if path[1:2] == ("DateOfIssue",):
            issued[path[-1]] = tidy(element.text)
        elif len(path) == 3:  # noqa: PLR2004 - root, table, record
            _record(held, path, element)
    got.as_of = day_of("-".join(issued.get(each, "") for each in ("Year", "Month", "Day")))
    if not held.parties:
        raise InputError("the file holds no DistinctParty.", Place(source.file))
    strays = sum(1 for number in held.listed if number not in held.parties)
    if strays:
        raise InputError(
            f"{strays} entries name a party that the file has not: it is not whole.", Place(source.file)
        )
    other = _other(source)
    for number, party in held.parties.items():
        standing = held.listed.get(number) or [{"list": "", "since": None, "programs": []}]
        for each in standing:
            code = _code(each, other=other)
            got.add(
                code, party["name"], key=number, aliases=party["aliases"], kind=party["kind"],
                countries=party["countries"], addresses=party["addresses"],
                identifiers=[*party["numbers"],
                             *(one for identity in party["identities"]
                               for one in held.documents.get(identity, ()))],
                since=each["since"],
                notes=[*(f"Program: {tag}" for tag in each["programs"]), *party["notes"]],
            )  # fmt: skip


def _other(source: Source) -> bool:
    return source.list != SDN if source.list else "cons" in source.name.casefold()


def _code(standing: dict[str, Any], *, other: bool) -> str:
    told = standing["list"]
    if code := code_for(told) or code_for(told.removesuffix(" List")):
        if code != OTHER:
            return code
    elif not other:
        return SDN
    return next((found for tag in standing["programs"] if (found := by_program(tag))), OTHER)


def _record(held: _Tables, path: tuple[str, ...], element: Any) -> None:
    table, kind = path[1], path[2]
    if table == "ReferenceValueSets":
        for each in element:
            number = each.get("ID") or ""
            held.values[each.tag, number] = tidy(each.text)
            if each.tag == "PartySubType":
                held.party_types[number] = each.get("PartyTypeID") or ""
    elif kind == "Location":
        held.places[element.get("ID") or ""] = _place(held, element)
    elif kind == "IDRegDocument":
        issuer = element.get("IssuedBy-CountryID") or next(
            (each.get("CountryID") for each in below(element, "IssuedBy")), ""
        )
        held.documents.setdefault(element.get("IdentityID") or "", []).append(
            identifier(held.said(_DOC_TYPE, element.get("IDRegDocTypeID")) or "registration",
                       text(element, "IDRegistrationNo"), held.said("Country", issuer))
        )  # fmt: skip
    elif kind == "DistinctParty":
        for profile in below(element, "Profile"):
            number = profile.get("ID") or element.get("FixedRef") or ""
            held.parties[number] = _party(held, profile)
    elif kind == "SanctionsEntry":
        held.listed.setdefault(element.get("ProfileID") or "", []).append(_standing(held, element))


def _standing(held: _Tables, element: Any) -> dict[str, Any]:
    days = []
    for each in below(element, "EntryEvent", "Date"):
        days.append(day_of("-".join(text(each, part) for part in ("Year", "Month", "Day"))))
    measures = below(element, "SanctionsMeasure")
    # A comment is a program where the type of the measure is "Program"; blocking carries none.
    programs = [
        tag
        for each in measures
        if (tag := tidy(text(each, "Comment")))
        and held.said("SanctionsType", each.get("SanctionsTypeID")).casefold() in {"program", ""}
    ]
    return {
        "list": held.said("List", element.get("ListID")),
        "since": min((day for day in days if day), default=None),
        "programs": programs,
    }


def _place(held: _Tables, element: Any) -> tuple[str, str]:
    country = next((held.said("Country", each.get("CountryID"))
                    for each in below(element, "LocationCountry")), "")  # fmt: skip
    found = []
    for part in below(element, "LocationPart"):
        values = below(part, "LocationPartValue")
        first = next((each for each in values if each.get("Primary") != "false"), None)
        shown = tidy(text(first, "Value")) if first is not None else ""
        label = held.said("LocPartType", part.get("LocPartTypeID")) or "Unknown"
        rank = _ORDER.index(label) if label in _ORDER else len(_ORDER)
        found.append((rank, shown))
    told = [shown for _, shown in sorted(found, key=lambda each: each[0]) if shown]
    country = "" if country.casefold() == "undetermined" else country
    return ", ".join([*told, country] if country else told), country


def _party(held: _Tables, profile: Any) -> dict[str, Any]:
    names: list[tuple[bool, str]] = []
    identities = []
    for identity in below(profile, "Identity"):
        identities.append(identity.get("ID") or "")
        groups = {
            each.get("ID") or "": held.said(_PART_TYPE, each.get("NamePartTypeID")).casefold()
            for each in below(identity, "NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
        }
        for alias in below(identity, "Alias"):
            for document in below(alias, "DocumentedName"):
                main = alias.get("Primary") == "true" and identity.get("Primary") != "false"
                names.append((main, _name(document, groups)))
    names = [(main and not any(each for each, _ in names[:at]), name)
             for at, (main, name) in enumerate(names) if name]  # fmt: skip
    name = next((each for main, each in names if main), names[0][1] if names else "")
    places, lands, numbers, notes = [], [], [], []
    for feature in below(profile, "Feature"):
        label = held.said("FeatureType", feature.get("FeatureTypeID"))
        for version in below(feature, "FeatureVersion"):
            for each in below(version, "VersionLocation"):
                where, land = held.places.get(each.get("LocationID") or "", ("", ""))
                if label.casefold() in {"location", ""}:
                    places.append(where)
                    lands.append(land)
                elif "nationality" in label.casefold() or "citizenship" in label.casefold():
                    lands.append(land or where)
            detail = tidy(text(version, "VersionDetail"))
            if detail and any(word in label.casefold() for word in _NUMBERS):
                numbers.append(identifier(label, detail))
            elif detail and label in {"Title", "Vessel Type", "Vessel Flag"}:
                notes.append(f"{label}: {detail}")
    return {
        "name": name,
        "aliases": [each for _, each in names if each != name],
        "kind": _kind(held, profile.get("PartySubTypeID") or ""),
        "addresses": places,
        "countries": lands,
        "numbers": numbers,
        "identities": identities,
        "notes": notes,
    }


def _name(document: Any, groups: dict[str, str]) -> str:
    parts = []
    for each in below(document, "DocumentedNamePart", "NamePartValue"):
        if shown := tidy(each.text):
            parts.append((groups.get(each.get("NamePartGroupID") or "", ""), shown))
    last = [shown for kind, shown in parts if kind == "last name"]
    rest = [shown for kind, shown in parts if kind != "last name"]
    if last and rest and any(kind == "first name" for kind, _ in parts):
        return f"{' '.join(last)}, {' '.join(rest)}"
    return " ".join(shown for _, shown in parts)


def _kind(held: _Tables, number: str) -> str:
    """Individual, vessel, aircraft or entity, by the type's own word or that of its parent."""
    words = f"{held.said('PartySubType', number)} {held.said('PartyType', held.party_types.get(number))}"
    return next((each for each in ("individual", "vessel", "aircraft") if each in words.casefold()), "entity")
