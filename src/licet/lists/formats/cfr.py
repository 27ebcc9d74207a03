"""Supplements 4, 6 and 7 to 15 CFR part 744 (Entity List, UVL, MEU List) as eCFR or govinfo XML, or text.

Text is the table as copied from the page: a tab opens a cell, lines without one go on with it.

The last column cites Federal Register notices with their dates.  It is no column of listing dates (a
later notice may have changed the row and pushed out the first), so ``since`` stays empty here: load
the Consolidated Screening List where a question about a past day matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from licet.errors import InputError, Place
from licet.lists.formats.cfr_cells import parties
from licet.lists.formats.footnotes import footnotes
from licet.lists.formats.gather import Gather
from licet.lists.formats.source import Source
from licet.lists.formats.words import tidy
from licet.lists.formats.xmls import local
from licet.lists.places import code_of, ends_in
from licet.record import record, replaced

LISTS = {"4": "US-EL", "6": "US-UVL", "7": "US-MEU"}
_COLUMNS = {"US-EL": 5, "US-UVL": 3, "US-MEU": 3}
_TITLE = re.compile(r"Supplement No\.?\s*(\d+)\s+to\s+part\s+744", re.IGNORECASE)
_CITED = re.compile(r"^\s*\d{1,3}\s+F\.?\s?R\.?\s+\d{2,}")
_NEEDS = re.compile(r"^(?:For )?(?:all |any )?items\b|^See §|^For ", re.IGNORECASE)
_AFTER = re.compile(
    r"^(?:Subordinate institu|Affiliated entit|The following address|Address(?:es)? for|[—–])"
)
_FOOT = re.compile(r"^\d{1,2}\s?(?:For this entity|Cybersecurity|For the entit)|^\[\d+ FR")
_RESERVED = re.compile(r"^\[?\s*Reserved\.?\s*\]?\.?$", re.IGNORECASE)
_BREAKS = {"br", "P", "FP", "FP-1", "FP-2", "LI", "HD1", "HD2", "HD3", "p", "li"}
_RAISED = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹")
_SOUNDS = set("¹²³⁴⁵⁶⁷⁸⁹")
_MOST_DEEP = 200


@record
class Cells:
    """A row of the table: country (as published), entity lines, requirement, policy, citation."""

    country: str
    entity: tuple[str, ...]
    requirement: str = ""
    policy: str = ""
    citation: str = ""
    line: int | None = None


def read_xml(source: Source, got: Gather) -> None:
    """Read part 744, or one of its supplements, in XML."""
    from xml.etree.ElementTree import ParseError  # what defusedxml raises # nosec B405

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(source.data())
    except ParseError as error:
        raise InputError(
            f"the XML is damaged or ends in the middle ({str(error).split(':')[0]}). Fetch it again.",
            Place(source.file, *error.position),
        ) from None
    except DefusedXmlException:
        raise InputError(
            "the XML defines entities or points outside itself. It was not read.",
            Place(source.file),
        ) from None
    except (LookupError, ValueError) as error:
        raise InputError(f"the XML cannot be read ({error}).", Place(source.file)) from None
    found = dict(_supplements(root))
    if not found:
        raise InputError(
            "no table of supplement no. 4, 6 or 7 to part 744 is in the XML. Fetch part 744 of title 15.",
            Place(source.file),
        )
    for code, element in found.items():
        _put(got, code, _rows_of(got, code, element))


def read_text(source: Source, got: Gather) -> None:
    """Read the text of the supplements, one or several in a file."""
    text = source.text()
    marks = [(found.start(), LISTS.get(found[1], ""))
             for found in re.finditer(_TITLE.pattern + r"\s*[—–-]", text, re.IGNORECASE)]  # fmt: skip
    if not marks:
        marks = [(0, source.wanted("cfr-text"))]
    ends = [start for start, _ in marks[1:]] + [len(text)]
    for (start, code), end in zip(marks, ends, strict=True):
        if code in _COLUMNS:
            first = text.count("\n", 0, start) + 1
            _put(got, code, _rows_in(text[start:end].split("\n"), first, code))
        elif code:
            raise InputError(
                f"the form cfr-text is for {', '.join(_COLUMNS)}, not {code}.", Place(source.file)
            )


def _put(got: Gather, code: str, rows: Iterator[Cells]) -> None:
    """Make entries of rows; a row without an entity goes on with the one before."""
    held: Cells | None = None
    for row in rows:
        if held and not any(each.strip() for each in row.entity):
            held = replaced(
                held,
                requirement=f"{held.requirement} {row.requirement}".strip(),
                policy=f"{held.policy} {row.policy}".strip(),
                citation=f"{held.citation} {row.citation}".strip(),
            )
            continue
        if held:
            _make(got, code, held)
        held = row
    if held:
        _make(got, code, held)


def _make(got: Gather, code: str, row: Cells) -> None:
    shown = " ".join(row.entity)
    if not shown.strip() or _RESERVED.match(shown.strip()):
        got.skip(code, f"reserved row under {row.country or 'no country'}", row.line)
        return
    bare = [_unraised(each) for each in row.entity]
    found = parties(bare)
    if not found:
        if re.match(r"(?i)the following ", shown):
            got.skip(code, f"heading: {shown}", row.line)
        else:
            got.lose(code, f"no party in the cell: {shown}", row.line)
        return
    requirement = tidy(row.requirement)
    for each in found:
        notes = [f"Subordinate institution of {each.parent}"] if each.parent else []
        got.add(
            code, each.name, line=row.line, aliases=each.aliases, kind=each.kind,
            countries=[land for land in (row.country, *map(ends_in, each.addresses)) if land],
            addresses=each.addresses,
            footnotes=footnotes(requirement) if code == "US-EL" else None,
            requirement=_lowered(requirement), policy=row.policy, citation=row.citation,
            notes=[*notes, *each.notes],
        )  # fmt: skip


def _supplements(root: Any) -> Iterator[tuple[str, Any]]:
    """The elements that hold a supplement: by their number (eCFR) or their heading (govinfo)."""
    for element in root.iter():
        name = element.get("N") or ""
        if not _TITLE.fullmatch(name.strip()):
            heads = [child for child in element if local(child.tag) in {"HEAD", "HD", "HED"}]
            name = " ".join("".join(each.itertext()) for each in heads[:1])
        found = _TITLE.match(name.strip())
        if (
            found
            and found[1] in LISTS
            and any(local(each.tag) in {"TR", "ROW"} for each in element.iter())
        ):
            yield LISTS[found[1]], element


def _rows_of(got: Gather, code: str, element: Any) -> Iterator[Cells]:
    country, columns = "", _COLUMNS[code]
    for row in element.iter():
        if local(row.tag) not in {"TR", "ROW"}:
            continue
        cells = [_lines(each) for each in row if local(each.tag) in {"TD", "ENT"}]
        if not cells or not any(line.strip() for cell in cells for line in cell):
            continue
        if len(cells) == columns - 1:
            cells.insert(0, [""])
        if len(cells) < columns:
            told = " ".join(line for cell in cells for line in cell).strip()
            if len(cells) == 1:
                country = told if code_of(told) else country
                got.skip(code, f"a row of one cell: {told}")
            else:
                got.lose(code, f"{len(cells)} of {columns} cells: {told}")
            continue
        told = tidy(" ".join(cells[0]))
        country = told or country
        texts = [tidy(" ".join(cell)) for cell in cells]
        if columns == 5:  # noqa: PLR2004 - the Entity List prints requirement and policy
            yield Cells(country, tuple(cells[1]), texts[2], texts[3], texts[4])
        else:
            yield Cells(country, tuple(cells[1]), citation=texts[2])


def _lines(cell: Any) -> list[str]:
    """A cell's lines; raised numbers become raised digits, so that they are not read as text."""
    found = [""]

    def walk(element: Any, depth: int) -> None:
        tag = local(element.tag)
        raised = tag in {"sup", "SU", "SUP", "FTREF"} or (tag == "E" and element.get("T") == "51")
        if tag in _BREAKS and depth:
            found.append("")
        told = (element.text or "").replace("\n", " ")
        found[-1] += told.strip().translate(_RAISED) if raised else told
        for child in element:
            if depth < _MOST_DEEP:
                walk(child, depth + 1)
            found[-1] += (child.tail or "").replace("\n", " ")

    walk(cell, 0)
    return [each for line in found if (each := tidy(line))] or [""]


def _unraised(line: str) -> str:
    return "".join(each for each in line if each not in _SOUNDS)


def _lowered(requirement: str) -> str:
    """Raised digits as plain ones, each after a blank, as plain text prints them."""
    return re.sub("([¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: " " + found[1].translate(
        str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")), requirement)  # fmt: skip


def _rows_in(lines: list[str], first: int, code: str) -> Iterator[Cells]:
    """Rows of a table in text, told by what each cell says."""
    country = ""
    entity: list[str] = []
    needs = ""
    policy: list[str] = []
    held: Cells | None = None
    for line, cell in _cells(lines, first):
        shown = tidy(" ".join(cell))
        if _FOOT.match(shown):
            break
        if _is_country(shown) and not needs:
            country = shown
        elif _CITED.match(shown):
            if held:
                yield held
            held = Cells(country, tuple(entity), needs, " ".join(policy), shown, line)
            entity, needs, policy = [], "", []
        elif held and not entity and _AFTER.match(shown):
            held = Cells(held.country, (*held.entity, *cell), held.requirement, held.policy,
                         held.citation, held.line)  # fmt: skip
        elif not country:
            continue
        elif _RESERVED.match(shown):
            if held:
                yield held
            held = Cells(country, (shown,), line=line)
        elif code == "US-EL" and needs:
            policy.append(shown)
        elif code == "US-EL" and entity and _NEEDS.match(shown):
            needs = shown
        else:
            entity += cell
    if held:
        yield held
    if entity:
        yield Cells(country, tuple(entity), needs, " ".join(policy), "", first + len(lines) - 1)


def _cells(lines: list[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """Cells of text with the line each begins on; what stands before the first tab is no cell."""
    cell: list[str] = []
    began, opened = first, False
    for number, line in enumerate(lines, start=first):
        head, *more = line.split("\t")
        if opened and tidy(head):
            cell.append(head)
        for each in more:
            if any(tidy(part) for part in cell):
                yield began, cell
            cell, began, opened = [each], number, True
    if any(tidy(part) for part in cell):
        yield began, cell


def _is_country(shown: str) -> bool:
    return shown == shown.upper() and bool(code_of(shown)) and len(shown) > 2  # noqa: PLR2004
