"""The gap map of the allies: where each law draws the line of one item, and since when."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.desk.explorer.kept import Kept
from licet.desk.gapmap import SIGNS, GapMaps, drawing, maps_of
from licet.desk.page import page, service_of
from licet.desk.reading import Days, read_days, reading, wrong
from licet.errors import InputError, nearest
from licet.explore.gap_words import (
    area,
    relation_words,
    remarks,
    settled_words,
    since_words,
    split_words,
)
from licet.explore.overview import cell, totals_rows

if TYPE_CHECKING:
    from licet.explore.gaps import Gap, Line
    from licet.pack.store import Library

router = APIRouter()
_ALL = "all"
_KEPT: Kept[dict[str, Any]] = Kept(64)


@router.get("/law/gaps", dependencies=[needs("read")])
def gaps(request: Request) -> Response:
    """The items of one subject, or one item, across laws on a day."""
    library = service_of(request).library
    concepts = library.concepts
    maps = maps_of(library)
    days = read_days(request, on=date.today())
    groups = Counter(each.group for each in concepts.by_id.values())
    between = request.query_params.get("between", "").strip() or ",".join(concepts.between)
    codes = tuple(each.strip().upper() for each in between.split(",") if each.strip())
    try:
        codes = maps.check(codes)
    except InputError as error:
        days = wrong(days, "between", error.message)
    asked = {"between": between, "group": request.query_params.get("group", ""), "concept": ""}
    common = {"asked": asked, "groups": groups, "signs": SIGNS, "book": library.whole.book}
    common["gap_choices"] = [
        *((each, f"{each} ({number})") for each, number in groups.items()),
        (_ALL, f"all ({groups.total()})"),
    ]
    if name := request.query_params.get("concept", ""):
        if name not in concepts.by_id:
            near = nearest(name, concepts.by_id)
            return page(
                request, "law/unknown.html", 404,
                what="item of the gap map", name=name, near=near, base="/law/gaps?concept=",
            )  # fmt: skip
        asked["concept"] = name
        return reading(
            request, "law/gap.html", lambda: _KEPT.get((maps, name, codes, days["on"]), lambda: _one(library, maps, name, codes, days)), days,
            concept=concepts[name], **common,
        )  # fmt: skip
    if asked["group"] not in (*groups, _ALL):
        asked["group"] = _first(groups, library)
    return reading(
        request, "law/gaps.html", lambda: _KEPT.get((maps, (asked["group"],), codes, days["on"]), lambda: _many(library, maps, asked["group"], codes, days)),
        days, **common,
    )  # fmt: skip


def _first(groups: Counter[str], library: Library) -> str:
    """The subject that is shown where none is named: that in which most laws have a line."""
    labels = Counter(
        (each.group, label.sovereign)
        for each in library.concepts.by_id.values()
        for label in each.labels
        if label.named
    )
    laws = Counter(group for group, _ in labels)
    return max(groups, key=lambda each: (laws[each], labels[each, "NL"], each), default="")


def _many(
    library: Library, maps: GapMaps, group: str, codes: tuple[str, ...], days: Days
) -> dict[str, Any]:
    wanted = [each for each in library.concepts.by_id.values() if group in (_ALL, each.group)]
    made = [maps.gap(each.id, codes, days["on"]) for each in wanted]
    rows = [(gap, [cell(line, gap) for line in gap.lines]) for gap in made]
    return {
        "rows": rows, "codes": codes, "counted_from": library.concepts.counted_from,
        "totals": totals_rows(made), "is_all": group == _ALL,
    }  # fmt: skip


def _one(
    library: Library, maps: GapMaps, name: str, codes: tuple[str, ...], days: Days
) -> dict[str, Any]:
    book = library.whole.book
    gap = maps.gap(name, codes, days["on"])
    strays = maps.between(name, codes, days["on"])
    said = [split_words(each) + settled_words(each) for each in strays]
    shelves = {each.id: each for each in library.catalogue.products}
    first = gap.lines[0]
    return {
        "gap": gap, "codes": codes, "drawn": drawing(gap, book),
        "cells": [cell(line, gap) for line in gap.lines],
        "since": [
            (point.point.name, [since_words(line, number, gap) for line in gap.lines])
            for number, point in enumerate(first.points)
        ],
        "lines": [(line, _said(gap, line, first, library)) for line in gap.lines],
        "strays": [(shelves[each.product], text) for each, text in zip(strays, said, strict=True) if each.between],
        "maybe": [(shelves[each.product], text) for each, text in zip(strays, said, strict=True) if not each.between],
    }  # fmt: skip


def _said(gap: Gap, line: Line, first: Line, library: Library) -> list[str]:
    """What is said of one law's line, a sentence each."""
    book = library.whole.book
    said = [relation_words(line, first)] if line is not first else []
    said += [text for level in line.levels for text in area(gap, line, level, book)]
    return said + [text for _, text in remarks(line)]
