"""Each part's declared class against the class that its figures give: agrees, differs, or cannot tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.catalogue.search import knows
from licet.errors import InputError
from licet.explore.classify import classify
from licet.record import record
from licet.service.declared import classes, declared_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from licet.explore.classify import Sheet
    from licet.service.service import Service
    from licet.worklists.read import Part

AGREES, DIFFERS, CANNOT_TELL = "agrees", "differs", "cannot tell"
_FIGURES = (
    "total_processing_performance", "total_dram_bandwidth_gb_s", "die_area_mm2", "designed_or_marketed_for_datacenter",
)  # fmt: skip
"""Columns whose figures classify a part that the catalogue does not have."""


@record
class Compared:
    """One row.  ``declared`` and ``computed`` are classes, perhaps empty; ``product`` what it was taken for.

    ``question`` is the next thing to find out, empty where nothing is to be asked.
    """

    row: int
    part: str
    product: str
    declared: str
    computed: str
    result: str
    why: str
    question: str


def compare(parts: Iterable[Part], service: Service, on: date) -> Iterator[Compared]:
    """The rows, in their order, under the law of ``on``; a part that comes twice is classified once."""
    known: dict[tuple[tuple[str, str], ...], tuple[str, list[Sheet], str]] = {}
    for part in parts:
        key = tuple(sorted((name, text) for name, text in part.cells.items() if name != "eccn"))
        if key not in known:
            known[key] = _classified(part, service, on)
        yield _compared(part, *known[key])


def _classified(part: Part, service: Service, on: date) -> tuple[str, list[Sheet], str]:
    """What the part was taken for, its classification for each variant, and why there is none."""
    cells, catalogue = part.cells, service.library.catalogue
    for text in (cells.get("part_no", ""), f"{cells.get('maker', '')} {cells.get('part_no', '')}", cells.get("description", "")):  # fmt: skip
        if not knows(catalogue, text):
            continue
        products = catalogue.resolve(text)
        names = ", ".join(each.name for each in products)
        return names, _sheets({"item": {"id": text}}, service, on), ""
    figures: dict[str, Any] = {name: cells[name] for name in _FIGURES if cells.get(name)}
    if not figures:
        return "", [], "The catalogue has no product of this name, and the row has no figures."
    raw = {"item": {"kind": "integrated_circuit", "name": _name(part), "facts": figures}}
    try:
        return "its figures", _sheets(raw, service, on), ""
    except InputError as error:
        return "", [], f"Its figures cannot be read: {error}"


def _sheets(raw: dict[str, Any], service: Service, on: date) -> list[Sheet]:
    transfers = service.transfers({"kind": "export", "from": classes()["sovereign"], **raw})
    found = (classify(each, service.library.law, on=on).sheets for each in transfers)
    return [
        sheet for sheets in found for sheet in sheets if sheet.sovereign == classes()["sovereign"]
    ]


def _compared(part: Part, product: str, sheets: list[Sheet], why_not: str) -> Compared:
    declared = declared_class(part.cells.get("eccn", ""))
    computed = " or ".join(dict.fromkeys(_computed(each) for each in sheets))
    result, why = _verdict(declared, sheets) if sheets else (CANNOT_TELL, why_not)
    question = "" if result == AGREES else _question(sheets)
    return Compared(part.row, _name(part), product, declared, computed, result, why, question)


def _verdict(declared: str, sheets: list[Sheet]) -> tuple[str, str]:
    if not declared:
        return CANNOT_TELL, "No class is declared."
    verdicts = {_of_one(declared, each) for each in sheets}
    if len(verdicts) == 1:
        return verdicts.pop()
    return CANNOT_TELL, "Its variants differ: name the one that is meant."


def _of_one(declared: str, sheet: Sheet) -> tuple[str, str]:
    found = sheet.classification
    fits = [each for each in (*found.candidates, *found.forms) if _within(each, declared)]
    if found.entry is None and not found.candidates:
        if declared == classes()["unlisted"]:
            return AGREES, "No entry that the book holds fits; it does not hold the whole list."
        return CANNOT_TELL, f"No entry that the book holds fits, and it does not hold the whole list: {declared} may be right."  # fmt: skip
    if not fits:
        told = found.entry or " or ".join(found.candidates)
        return DIFFERS, f"By its figures it is {told}, not {declared}."
    if not found.settled:
        return CANNOT_TELL, f"{declared} is one of the entries that may fit; a figure is missing."
    exact = declared in (found.entry, *found.forms)
    if declared in found.forms and declared != found.entry:
        return AGREES, f"{declared} is a form in which a {found.entry} item may ship."
    return AGREES, "The same entry." if exact else f"The same entry; more exactly {fits[0]}."


def _within(exact: str, declared: str) -> bool:
    """Whether ``declared`` is the class ``exact``, or a heading above it.

    >>> _within("3A090.a", "3A090"), _within("3A090.a", "3A090.b"), _within("3A090", "3A0")
    (True, False, False)
    """
    return exact == declared or exact.startswith(f"{declared}.")


def _computed(sheet: Sheet) -> str:
    found = sheet.classification
    return found.entry or " or ".join(found.candidates) or "no listed entry"


def _question(sheets: list[Sheet]) -> str:
    """The next fact that would narrow the class."""
    if not sheets:
        return "Which product is it, or what is its total processing performance?"
    return next((fact.question for each in sheets for fact in each.missing), "")


def _name(part: Part) -> str:
    return part.cells.get("part_no") or part.cells.get("description") or f"row {part.row}"
