"""FollowTheMoney: one JSON entity a line, as OpenSanctions and others give them out.

Parties are entities that can be dealt with (Company, Organization, Person, Vessel ...).  Sanction entities
give days, programs and citations to the parties they point at; Address and Identification entities
give addresses and numbers.  Everything else (ownership, positions) is left out and counted.  A file
does not say which of our lists it is: name it.
"""

from __future__ import annotations

from typing import Any

from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import identifier, kind_of
from licet.lists.formats.jsons import lines
from licet.lists.formats.source import Source
from licet.lists.formats.words import day_of, texts, tidy

PARTIES = {
    "LegalEntity": "entity", "Company": "entity", "Organization": "entity", "PublicBody": "entity",
    "Person": "individual", "Vessel": "vessel", "Airplane": "aircraft",
}  # fmt: skip
_NUMBERS = ("registrationNumber", "innCode", "ogrnCode", "kppCode", "okpoCode", "leiCode", "uscCode",
            "taxNumber", "vatCode", "passportNumber", "idNumber", "imoNumber", "mmsi", "callSign",
            "swiftBic", "ticker", "isinCode")  # fmt: skip
_LANDS = ("jurisdiction", "country", "mainCountry", "nationality", "citizenship", "flag")
_NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")


def read(source: Source, got: Gather) -> None:
    """Read the entities; order does not count."""
    code = source.wanted("ftm-json")
    parties: list[tuple[int, dict[str, Any]]] = []
    about: dict[str, dict[str, list[dict[str, Any]]]] = {"Sanction": {}, "Identification": {}}
    addresses: dict[str, str] = {}
    for number, each in lines(source.text(), source.file):
        schema, held = tidy(each.get("schema")), each.get("properties")
        if not isinstance(held, dict):
            got.lose(code, "no properties", number)
        elif schema in PARTIES:
            parties.append((number, each))
        elif schema == "Address":
            full = texts(held.get("full")) or tuple(
                piece for name in ("street", "city", "state", "postalCode", "country")
                for piece in texts(held.get(name))
            )  # fmt: skip
            addresses[tidy(each.get("id"))] = ", ".join(full)
        elif schema in {"Sanction", "Identification", "Passport"}:
            kind = "Sanction" if schema == "Sanction" else "Identification"
            for target in (*_refs(held.get("entity")), *_refs(held.get("holder"))):
                about[kind].setdefault(target, []).append(held)
        else:
            got.skip(code, f"{schema or 'no schema'}, no party", number)
    for number, each in parties:
        key = tidy(each.get("id"))
        _add(got, code, number, each, about["Sanction"].get(key, []),
             about["Identification"].get(key, []), addresses)  # fmt: skip


def _refs(value: Any) -> list[str]:
    """The ids that a property points at: texts, or nested entities."""
    found = value if isinstance(value, list) else [value]
    return [tidy(each.get("id") if isinstance(each, dict) else each) for each in found if each]


def _add(
    got: Gather, code: str, number: int, entity: dict[str, Any], sanctions: list[dict[str, Any]],
    papers: list[dict[str, Any]], addresses: dict[str, str],
) -> None:  # fmt: skip
    held: dict[str, Any] = entity["properties"]
    nested = [each for each in _list(held.get("sanctions")) if isinstance(each, dict)]
    sanctions = [*sanctions, *(each["properties"] for each in nested
                               if isinstance(each.get("properties"), dict))]  # fmt: skip
    names = [each for name in _NAMES for each in texts(held.get(name), "\n")]
    caption = tidy(entity.get("caption"))
    first = caption if caption in names else (names[0] if names else caption)
    starts = [day_of(each) for one in sanctions for name in ("listingDate", "startDate")
              for each in texts(one.get(name))]  # fmt: skip
    ends = [day_of(each) for one in sanctions for each in texts(one.get("endDate"))]
    open_ended = any(not texts(one.get("endDate")) for one in sanctions)
    where = [each for each in texts(held.get("address"), "\n")]
    where += [addresses.get(each, "") for each in _refs(held.get("addressEntity"))]
    got.add(
        code, first, line=number, key=tidy(entity.get("id")), aliases=names,
        kind=PARTIES[tidy(entity.get("schema"))],
        countries=[each for name in _LANDS for each in texts(held.get(name))], addresses=where,
        identifiers=[
            *(identifier(kind_of(name) or name, each) for name in _NUMBERS for each in texts(held.get(name))),
            *(identifier(next(iter(texts(one.get("type"))), "passport"), each)
              for one in papers for each in texts(one.get("number"))),
        ],
        since=min((day for day in starts if day), default=None),
        to=None if open_ended else max((day for day in ends if day), default=None),
        citation="; ".join(dict.fromkeys(each for one in sanctions for each in texts(one.get("authorityId"), "\n"))),
        url=next(iter(texts(held.get("sourceUrl"), "\n")), ""),
        notes=[*(f"Program: {each}" for one in sanctions for each in texts(one.get("program"), "\n")),
               *texts(held.get("notes"), "\n")],
    )  # fmt: skip


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
