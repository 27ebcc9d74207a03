"""OFAC's plain XML (SDN.XML, CONSOLIDATED.XML): entries with names, addresses and numbers nested."""

from __future__ import annotations

from typing import Any

from licet.errors import InputError, Place
from licet.lists.catalog import by_program
from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import identifier, remarks
from licet.lists.formats.ofac_csv import OTHER, SDN
from licet.lists.formats.source import Source
from licet.lists.formats.words import day_of, tidy
from licet.lists.formats.xmls import below, pieces, text

_KINDS = {"individual": "individual", "vessel": "vessel", "aircraft": "aircraft"}


def read(source: Source, got: Gather) -> None:
    """Read the list; the file says how many records it holds, and must hold as many."""
    count, said = 0, ""
    entries: list[dict[str, Any]] = []
    for path, element in pieces(source.data(), source.file, 1):
        if path[0] != "sdnList":
            raise InputError(f"the XML is a <{path[0]}>, not a <sdnList>.", Place(source.file))
        if path[-1] in {"publshInformation", "publishInformation"}:
            got.as_of = day_of(text(element, "Publish_Date"))
            said = text(element, "Record_Count")
        elif path[-1] == "sdnEntry":
            count += 1
            entries.append(_entry(element))
    if said.isdecimal() and int(said) != count:
        raise InputError(
            f"the file says that it holds {said[:20]} records and holds {count}. Fetch it again.",
            Place(source.file),
        )
    other = _other(source, entries)
    for each in entries:
        programs = each.pop("programs")
        code = SDN
        if other:
            code = next((found for tag in programs if (found := by_program(tag))), OTHER)
        got.add(code, each.pop("name"), **each)


def _other(source: Source, entries: list[dict[str, Any]]) -> bool:
    if source.list:
        return source.list != SDN
    name = source.name.casefold()
    if "sdn" in name or "cons" in name:
        return "cons" in name
    return all(any(by_program(tag) for tag in each["programs"]) for each in entries)


def _entry(element: Any) -> dict[str, Any]:
    told = text(element, "remarks")
    numbers, names, nationality = remarks(told)
    programs = [tidy(each.text) for each in below(element, "programList", "program")]
    places = below(element, "addressList", "address")
    lands = [text(each, "country") for each in places]
    lands += [text(each, "country") for each in below(element, "nationalityList", "nationality")]
    lands += [text(each, "country") for each in below(element, "citizenshipList", "citizenship")]
    parts = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
    born = [text(each, "dateOfBirth")
            for each in below(element, "dateOfBirthList", "dateOfBirthItem")]  # fmt: skip
    return {
        "name": _name(element),
        "key": text(element, "uid"),
        "programs": programs,
        "aliases": [*(_name(each) for each in below(element, "akaList", "aka")), *names],
        "kind": _KINDS.get(text(element, "sdnType").casefold(), "entity"),
        "countries": [*lands, nationality],
        "addresses": [", ".join(piece for part in parts if (piece := tidy(text(each, part))))
                      for each in places],
        "identifiers": [
            *(identifier(text(each, "idType"), text(each, "idNumber"), text(each, "idCountry"))
              for each in below(element, "idList", "id")),
            identifier("call sign", text(element, "vesselInfo", "callSign")),
            *numbers,
        ],
        "notes": [*(f"Program: {each}" for each in programs), text(element, "title"),
                  *(f"DOB {each}" for each in born), told],
    }  # fmt: skip


def _name(element: Any) -> str:
    """``LAST, First`` as OFAC prints a person; the last name alone is a company's whole name."""
    last, first = tidy(text(element, "lastName")), tidy(text(element, "firstName"))
    return f"{last}, {first}" if last and first else last or first
