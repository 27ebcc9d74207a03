"""Consolidated Screening List of the US International Trade Administration, JSON and CSV.

One file holds a dozen lists; ``source`` says which a row is of.  ``start_date`` is the day from which
the row binds, ``end_date`` its last day.  The file has no column for footnotes of the Entity List: they
stand at the end of ``license_requirement``.  A ``source`` that is not known here goes to ``US-OTHER``,
with its words in the notes: a row is never left out because its list is new.
"""

from __future__ import annotations

import re
from typing import Any

from licet.errors import InputError, Place
from licet.lists.catalog import code_for
from licet.lists.formats.footnotes import footnotes
from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import identifier
from licet.lists.formats.jsons import listed, load, objects
from licet.lists.formats.source import Source
from licet.lists.formats.tables import rows
from licet.lists.formats.words import day_after, day_of, parts, texts, tidy
from licet.lists.model import Identifier

ENTITY_LIST, DENIED, OTHER = "US-EL", "US-DPL", "US-OTHER"
_KINDS = {"individual": "individual", "vessel": "vessel", "aircraft": "aircraft"}
_REMARKS = ("title", "remarks", "dates_of_birth", "places_of_birth", "vessel_flag", "vessel_owner")
_STATES = set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY "
    "NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR".split()
)


def list_of(source: str) -> str:
    """Our code for a ``source``, or ``US-OTHER``.

    >>> list_of("Military End User (MEU) List - Bureau of Industry and Security"), list_of("Moon List")
    ('US-MEU', 'US-OTHER')
    """
    tried = [each.removesuffix(" List") for each in re.findall(r"\(([^()]+)\)", source)]
    tried += [source, re.sub(r"\([^()]*\)", " ", source.split(" - ")[0])]
    return next((code for each in tried if (code := code_for(each)).startswith("US-")), OTHER)


def read_json(source: Source, got: Gather) -> None:
    """Read the JSON form: an object with ``results``, or the bare list of them."""
    value = load(source.text(), source.file)
    told = value if isinstance(value, dict) else {}
    results = objects(told.get("results") if told else value, source.file, "'results'")
    total = told.get("total")
    if isinstance(total, int) and total > len(results):
        raise InputError(
            f"the file holds {len(results)} of {total} results: one page of a search. Fetch the "
            "consolidated file, not the search.",
            Place(source.file),
        )
    got.as_of = day_of(told.get("search_performed_at"))
    for each in listed(told.get("sources_used") or told.get("sources")):
        if isinstance(each, dict) and (day := day_of(each.get("source_last_updated"))):
            got.part(list_of(tidy(each.get("source")))).as_of = day
    for number, each in enumerate(results, start=1):
        if not isinstance(each, dict):
            got.lose(source.list or OTHER, f"result {number} is no object")
            continue
        _add(got, each, _places(each.get("addresses")), _numbers(each.get("ids")), None)


def read_csv(source: Source, got: Gather) -> None:
    """Read the CSV form: several values in one cell are set apart by semicolons."""
    for row in rows(source.text(), source.file, ("source", "name")):
        code = list_of(row["source"])
        if row.wrong:
            got.lose(code, f"{row.wrong}: {row['name']}", row.line)
            continue
        named = {_NAMES.get(name, name): cell for name, cell in row.cells.items()}
        places = []
        for each in parts(row["addresses"]):
            last = each.rsplit(",", 1)[-1].strip()
            short = re.fullmatch(r"[A-Z]{2}", last)
            # The table of denied persons leaves the country out in the United States.
            doubt = code == DENIED and last in _STATES
            places.append((each, last if short and not doubt else ""))
        _add(got, named, places, _numbers_in(row["ids"]), row.line)


_NAMES = {
    name.replace("_", ""): name
    for name in (
        "entity_number", "federal_register_notice", "start_date", "end_date", "license_requirement",
        "license_policy", "source_list_url", "source_information_url", "alt_names", "call_sign",
        "dates_of_birth", "places_of_birth", "vessel_flag", "vessel_owner", "nationalities",
        "citizenships", "standard_order",
    )
}  # fmt: skip


def _add(
    got: Gather,
    row: dict[str, Any],
    places: list[tuple[str, str]],
    numbers: list[Identifier | None],
    line: int | None,
) -> None:
    told = tidy(row.get("source"))
    code = list_of(told)
    requirement = tidy(row.get("license_requirement"))
    notes = [text for name in _REMARKS for text in texts(row.get(name))]
    notes += [f"Program: {each}" for each in texts(row.get("programs"))]
    if code == OTHER:
        notes.append(f"List as published: {told}")
    since, to = _day(row, "start_date", notes), _day(row, "end_date", notes)
    number = tidy(row.get("entity_number"))
    native = [text for name in ("country", "nationalities", "citizenships")
              for text in texts(row.get(name))]  # fmt: skip
    got.add(
        code, tidy(row.get("name")), line=line,
        key=number or (tidy(row.get("id")) or tidy(row.get("_id"))),
        aliases=texts(row.get("alt_names")),
        kind=_KINDS.get(tidy(row.get("type")).casefold(), "entity"),
        countries=[*(where for _, where in places), *native],
        addresses=[text for text, _ in places],
        identifiers=[*numbers, identifier("call sign", tidy(row.get("call_sign")))],
        since=since, to=day_after(to),
        footnotes=footnotes(requirement) if code == ENTITY_LIST else None,
        requirement=requirement, policy=tidy(row.get("license_policy")),
        citation=tidy(row.get("federal_register_notice")),
        url=tidy(row.get("source_list_url")) or tidy(row.get("source_information_url")),
        notes=notes,
    )  # fmt: skip


def _day(row: dict[str, Any], name: str, notes: list[str]) -> Any:
    told = tidy(row.get(name))
    day = day_of(told)
    if told and day is None:
        notes.append(f"{name} as published: {told}")
    return day


def _places(value: Any) -> list[tuple[str, str]]:
    found = []
    for each in listed(value):
        if isinstance(each, dict):
            pieces = [tidy(each.get(name))
                      for name in ("address", "city", "state", "postal_code", "country")]  # fmt: skip
            found.append((", ".join(piece for piece in pieces if piece), pieces[-1]))
        elif tidy(each):
            found.append((tidy(each), ""))
    return found


def _numbers(value: Any) -> list[Identifier | None]:
    return [
        identifier(tidy(each.get("type")), tidy(each.get("number")), tidy(each.get("country")))
        for each in listed(value)
        if isinstance(each, dict)
    ]


def _numbers_in(cell: str) -> list[Identifier | None]:
    """Numbers in a cell: ``US, 80-0890696, Tax ID No.; 5030056754, Tax ID No.``."""
    found: list[Identifier | None] = []
    for each in parts(cell):
        pieces = [piece.strip() for piece in each.split(",")]
        country = pieces.pop(0) if re.fullmatch(r"[A-Z]{2}", pieces[0]) else ""
        if len(pieces) > 1:
            found.append(identifier(pieces[-1], ", ".join(pieces[:-1]), country))
    return found
