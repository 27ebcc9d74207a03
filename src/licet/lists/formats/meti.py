"""METI's Foreign End-User List as a table (CSV), as it comes out of the published PDF.

Columns, told by the words in their headings, in English, Japanese or both: number, country or region,
company or organization, also known as, type of concern.  Aliases stand on lines of their own or
behind "・".
"""

from __future__ import annotations

import re

from licet.errors import InputError, Place
from licet.lists.formats.gather import Gather
from licet.lists.formats.source import Source
from licet.lists.formats.tables import plain, rows
from licet.lists.formats.words import parts, tidy
from licet.lists.places import code_of, starts_with

CODE = "JP-EUL"
_WORDS = {
    "country": ("countryorregion", "国名", "国・地域", "country"),
    "name": ("companyororganization", "企業名", "organization", "entityname"),
    "aliases": ("alsoknownas", "別名", "aliases"),
    "number": ("no", "番号", "項番"),
    "reason": ("typeofwmd", "懸念区分", "typeofconcern", "wmd"),
    "conventional": ("conventional", "通常兵器"),
}


def columns(headings: tuple[str, ...]) -> dict[str, str]:
    """Which heading stands for what; the first that carries a word of it."""
    found: dict[str, str] = {}
    for what, words in _WORDS.items():
        for word in words:
            fits = [each for each in headings
                    if each not in found.values()
                    and (each == word if word == "no" else plain(word) in each)]  # fmt: skip
            if fits:
                found[what] = fits[0]
                break
    return found


def read(source: Source, got: Gather) -> None:
    """Read the table; a row without number and name goes on with the aliases of the one before."""
    told = list(rows(source.text(), source.file))
    names = columns(tuple(told[0].cells)) if told else {}
    if missing := {"country", "name"} - set(names):
        raise InputError(
            f"no column for {' and '.join(sorted(missing))} in the heading. The table has the columns No., "
            "Country or Region, Company or Organization, Also Known As, Type of WMD.",
            Place(source.file, 1),
        )
    held: list[dict[str, str]] = []
    for row in told:
        cell = {what: row[heading] for what, heading in names.items()} | {"line": str(row.line)}
        if row.wrong:
            got.lose(CODE, f"{row.wrong}: {cell['name']}", row.line)
        elif held and not tidy(cell["name"]) and not tidy(cell.get("number")) and cell.get("aliases"):
            held[-1]["aliases"] = held[-1].get("aliases", "") + "\n" + cell["aliases"]
        else:
            held.append(cell)
    for each in held:
        land, name = tidy(each["country"]), tidy(each["name"])
        if not name:
            land, name = starts_with(land)
        latin = " ".join(re.findall(r"[A-Za-z][A-Za-z'’(),.]*", land))
        land = land if code_of(land) or not code_of(latin) else latin
        listed = parts(each.get("aliases", ""), "\n", "・", ";", "；")
        got.add(
            CODE, name, line=int(each["line"]), key=tidy(each.get("number")),
            aliases=[re.sub(r"^[-–—]\s*", "", alias) for alias in listed],
            countries=[land] if land else [],
            notes=[f"Concern: {reason}" for what in ("reason", "conventional")
                   if (reason := tidy(each.get(what)))],
        )  # fmt: skip
