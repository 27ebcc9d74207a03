"""Plots of a result as pictures: which kind of chart, from which columns of its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from licet.charts.courses import Course, fan, stacked
from licet.charts.heat import Cell, heat
from licet.charts.picture import Picture
from licet.charts.ribbons import Ribbon, ribbons
from licet.charts.spans import Span, spans, tornado
from licet.errors import UnknownName
from licet.whatif.result import Part, Plot, Table

Row = Mapping[str, Any]


def pictures(part: Part) -> Iterator[tuple[Plot, Table, Picture]]:
    """Every plot of a part with its table and its picture."""
    tables = {each.id: each for each in part.tables}
    for plot in part.plots:
        if plot.table not in tables:
            raise UnknownName("table of this part", plot.table, tables)
        yield plot, tables[plot.table], picture(plot, tables[plot.table])


def picture(plot: Plot, table: Table) -> Picture:
    """One plot; rows of its table in which a number is not known are left out of the drawing."""
    if plot.kind not in KINDS:
        raise UnknownName("kind of plot", plot.kind, KINDS)
    names = [each.name for each in table.columns]
    for key, column in plot.look.items():
        if key in _COLUMNS and column not in names:
            raise UnknownName(f"column of {table.id}", column, names)
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    wanted = [column for key, column in plot.look.items() if key in _COLUMNS]
    known = [row for row in rows if all(row[each] is not None for each in wanted)]
    return KINDS[plot.kind](known, plot.look)


_COLUMNS = frozenset({"name", "value", "low", "high", "series", "at", "before", "after", "tone", "x", "y"})  # fmt: skip
"""Keys of ``Plot.look`` that name a column; the others are words: ``unit``, ``across``, ``upward``, ``log``, ``centre``."""


def _spans(rows: Sequence[Row], look: Mapping[str, str]) -> Picture:
    return spans([_span(row, look) for row in rows], unit=look["unit"])


def _tornado(rows: Sequence[Row], look: Mapping[str, str]) -> Picture:
    told = [Span(row[look["name"]], 0.0, row[look["low"]], row[look["high"]]) for row in rows]
    return tornado(told, unit=look["unit"], centre=float(look["centre"]))


def _span(row: Row, look: Mapping[str, str]) -> Span:
    value = row[look["value"]]
    low, high = (row[look[key]] if key in look else value for key in ("low", "high"))
    return Span(str(row[look["name"]]), value, low, high, row[look["tone"]] if "tone" in look else "calm")  # fmt: skip


def _courses(rows: Sequence[Row], look: Mapping[str, str]) -> list[Course]:
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(str(row[look["series"]]) if "series" in look else "", []).append(row)

    def told(each: list[Row], key: str) -> tuple[float, ...]:
        return tuple(float(row[look[key]]) for row in each) if key in look else ()

    return [
        Course(name, told(each, "at"), told(each, "value"), told(each, "low"), told(each, "high"))
        for name, each in by_name.items()
    ]


def _fan(rows: Sequence[Row], look: Mapping[str, str]) -> Picture:
    log = look.get("log") == "yes"
    return fan(_courses(rows, look), across=look["across"], unit=look["unit"], log=log)


def _stacked(rows: Sequence[Row], look: Mapping[str, str]) -> Picture:
    return stacked(_courses(rows, look), across=look["across"], unit=look["unit"])


def _ribbons(rows: Sequence[Row], look: Mapping[str, str]) -> Picture:
    flows = [
        Ribbon(
            str(row[look["before"]]), str(row[look["after"]]), float(row[look["value"]]),
            row[look["tone"]] if "tone" in look else "calm",
        )
        for row in rows
    ]  # fmt: skip
    return ribbons(flows, unit=look["unit"], heads=(look["before"], look["after"]))


def _heat(rows: Sequence[Row], look: Mapping[str, str]) -> Picture:
    cells = [Cell(str(row[look["x"]]), str(row[look["y"]]), row[look["value"]]) for row in rows]
    return heat(cells, across=look["across"], upward=look["upward"], unit=look["unit"])


KINDS: Mapping[str, Callable[[Sequence[Row], Mapping[str, str]], Picture]] = {
    "spans": _spans, "tornado": _tornado, "fan": _fan, "stacked": _stacked, "ribbons": _ribbons,
    "heat": _heat,
}  # fmt: skip
"""Each kind of plot as a function of rows and of what is what in them."""
