"""OFAC's classic files: sdn.csv, alt.csv and add.csv (or cons_prim, cons_alt, cons_add), as one zip.

They have no heading and print ``-0-`` for nothing.  The main file alone can be read too; the edition
then carries a warning, for other names and addresses are in the other two.
"""

from __future__ import annotations

import re

from licet.errors import InputError, Place
from licet.lists.catalog import by_program
from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import identifier, remarks
from licet.lists.formats.raw import text_of
from licet.lists.formats.source import Source
from licet.lists.formats.tables import cells
from licet.lists.formats.words import tidy

WIDTHS = {12: "main", 5: "alt", 6: "add"}
SDN, OTHER = "US-SDN", "US-NON-SDN"
ALONE = "Only the main file was loaded: other names (alt.csv) and addresses (add.csv) are missing."
_KINDS = {"individual": "individual", "vessel": "vessel", "aircraft": "aircraft"}


def read(source: Source, got: Gather) -> None:
    """Read the files, told apart by their number of columns."""
    tables: dict[str, tuple[str, list[tuple[int, list[str]]]]] = {}
    for file, data in source.files.items():
        rows = list(cells(text_of(data, file, source.encoding), file, ","))
        kind = WIDTHS.get(len(rows[0][1]), "") if rows else ""
        if not kind or not rows[0][1][0].strip().isdigit():
            if "comment" in file.casefold():
                continue
            raise InputError(
                "the first row is neither of sdn.csv (12 columns), alt.csv (5) nor add.csv (6).",
                Place(file, 1),
            )
        if kind in tables:
            raise InputError(f"two files have the columns of {kind}.csv.", Place(file, 1))
        tables[kind] = (file, rows)
    if "main" not in tables:
        raise InputError(
            "other names or addresses without the main file (sdn.csv). Put the three in one zip.",
            Place(source.name),
        )
    file, rows = tables["main"]
    held = set()
    other = _other(source, file, rows)
    names, places = _by_number(tables, "alt"), _by_number(tables, "add")
    codes = set()
    for line, row in rows:
        number, code = tidy(row[0]), SDN
        program = tidy(row[3]) if len(row) > 3 else ""  # noqa: PLR2004
        programs = [each for each in re.split(r"\]\s*\[|;", program) if each.strip()]
        if other:
            code = next((found for each in programs if (found := by_program(each))), OTHER)
        codes.add(code)
        if len(row) != 12 or not number.isdigit():  # noqa: PLR2004
            if line == rows[-1][0]:
                raise InputError("the last row is cut short. Fetch the file again.", Place(file, line))
            got.lose(code, f"{len(row)} of 12 columns: {' '.join(row)}", line)
            continue
        held.add(number)
        told = tidy(row[11])
        numbers, aliases, nationality = remarks(told)
        where = [", ".join(piece for cell in each[2:5] if (piece := tidy(cell)))
                 for each in places.get(number, ())]  # fmt: skip
        lands = [tidy(each[4]) for each in places.get(number, ())]
        kept = [f"Program: {each.strip()}" for each in programs]
        got.add(
            code, tidy(row[1]), line=line, key=number,
            aliases=[*(tidy(each[3]) for each in names.get(number, ())), *aliases],
            kind=_KINDS.get(tidy(row[2]).casefold(), "entity"),
            countries=[*lands, nationality], addresses=where,
            identifiers=[identifier("call sign", tidy(row[5])), *numbers],
            notes=[*kept, tidy(row[4]), told],
        )  # fmt: skip
    for kind, found in (("alt", names), ("add", places)):
        if strays := [each for each in found if each not in held]:
            raise InputError(
                f"{kind}.csv speaks of {len(strays)} parties that the main file has not, the first "
                f"number {strays[0]}: the files are of different days, or one is cut short.",
                Place(tables[kind][0]),
            )
    if len(tables) < len(WIDTHS):
        for code in codes:
            got.part(code).snapshot = ALONE


def _other(source: Source, file: str, rows: list[tuple[int, list[str]]]) -> bool:
    """Whether the file is of the lists other than SDN: by what was said, its name, its programs."""
    if source.list:
        return source.list != SDN
    name = f"{source.name} {file}".casefold()
    if "sdn" in name or "cons" in name:
        return "cons" in name
    return all(len(row) > 3 and by_program(row[3].split("]")[0]) for _, row in rows)  # noqa: PLR2004


def _by_number(
    tables: dict[str, tuple[str, list[tuple[int, list[str]]]]], kind: str
) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    file, rows = tables.get(kind, ("", []))
    width = next(each for each, name in WIDTHS.items() if name == kind)
    for line, row in rows:
        if len(row) != width or not row[0].strip().isdigit():
            raise InputError(
                f"{len(row)} of {width} columns of {kind}.csv. Is the file cut short?", Place(file, line)
            )
        found.setdefault(row[0].strip(), []).append(row)
    return found
