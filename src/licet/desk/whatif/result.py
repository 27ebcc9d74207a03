"""A result as its page shows it: the memo, then each part with plots, tables, numbers and tornados."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from licet.charts.picture import on_page, written
from licet.charts.spans import Span, tornado
from licet.record import record
from licet.whatif.memo import NAMES, main_swings, memo, said, shown
from licet.whatif.pictures import pictures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.assumptions.ledger import Ledger
    from licet.whatif.number import Number
    from licet.whatif.result import Column, Part, Result, Table

ROWS = 40
"""Rows of a table that the page shows; the file has all of them."""
LAYERS = {
    "rules": "counted by the rule engine", "arithmetic": "a formula over figures of sources",
    "exact": "the trade model solved", "reduced": "the trade model solved, on fewer regions and sectors",
    "first order": "the first derivative of the model", "second order": "the derivative, with the diagonal of the next",
    "short run": "the network before anything adjusts", "posterior": "the game, weighted by the moves that were seen",
    "draws": "the model run once for each draw of its assumptions",
}  # fmt: skip
"""How a number was made, in words."""
GAME, HINDSIGHT = "game", "best constant"
_YEAR = "year"


@record
class Shown:
    """A table as the page shows it: heads as (text, whether numbers), and cells as text; ``more`` rows are in the file."""

    id: str
    title: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    more: int
    note: str


@record
class Drawing:
    """A plot and the table that it was drawn from."""

    id: str
    title: str
    svg: str
    table: Shown


@record
class Told:
    """One part of a result: its heading and everything under it."""

    name: str
    title: str
    missing: str
    says: tuple[str, ...]
    cannot: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    tornados: tuple[Drawing, ...]
    tables: tuple[Shown, ...]
    numbers: tuple[tuple[Number, str, str], ...]
    scores: Shown | None
    verdict: tuple[str, ...]


def parts(result: Result, ledger: Ledger) -> tuple[Told, ...]:
    """Every part, drawn."""
    return tuple(_part(each, ledger) for each in result.parts)


def _part(part: Part, ledger: Ledger) -> Told:
    plots = list(pictures(part))
    drawn = {table.id for _, table, _ in plots}
    scores = next((each for each in part.tables if _is_scores(each)), None)
    others = [each for each in part.tables if each.id not in drawn and each is not scores]
    return Told(
        part.name, NAMES.get(part.name, part.name), part.missing, part.says, part.cannot,
        tuple(Drawing(plot.id, plot.title, on_page(picture).svg, table_shown(table)) for plot, table, picture in plots),
        tuple(_tornados(part, ledger)), tuple(table_shown(each) for each in others),
        tuple((each, shown(each.value, each.unit), _interval(each)) for each in part.numbers),
        table_shown(scores) if scores else None, tuple(verdict(scores)) if scores else (),
    )  # fmt: skip


def _interval(number: Number) -> str:
    return f"{written(number.low)} to {written(number.high)}" if number.drawn else "nothing drawn"


def _tornados(part: Part, ledger: Ledger) -> Iterator[Drawing]:
    by_number = defaultdict(list)
    for swing in part.swings:
        by_number[swing.number].append(swing)
    numbers = {each.id: each for each in part.numbers}
    for name, swings in by_number.items():
        number = numbers[name]
        rows = [Span(_named(each.assumption, ledger), 0.0, each.at_low, each.at_high) for each in swings]  # fmt: skip
        picture = tornado(rows, unit=number.unit, centre=number.value)
        heads = (("Assumption", False), ("Its range", False), (f"at its low end ({number.unit})", True), (f"at its high end ({number.unit})", True))  # fmt: skip
        told = tuple(
            (_named(e.assumption, ledger), _range(e.assumption, ledger), written(e.at_low), written(e.at_high))
            for e in swings
        )  # fmt: skip
        table = Shown(f"{name}-swings", number.what, heads, told, 0, "")
        yield Drawing(name, number.what, on_page(picture).svg, table)


def _named(name: str, ledger: Ledger) -> str:
    return ledger[name].what if name in ledger else name


def _range(name: str, ledger: Ledger) -> str:
    if name not in ledger:
        return ""
    found = ledger[name]
    unit = "" if found.unit == "1" else f" {found.unit}"
    return f"{found.low:g} to {found.high:g}{unit}"


def table_shown(table: Table) -> Shown:
    """A table as the page shows it."""
    kept = [at for at, each in enumerate(table.columns) if each.name != "tone"]
    numeric = [any(isinstance(row[at], int | float) for row in table.rows) for at in kept]
    heads = tuple((_head(table.columns[at]), right) for at, right in zip(kept, numeric, strict=True))  # fmt: skip
    rows = tuple(tuple(_cell(row[at], table.columns[at]) for at in kept) for row in table.rows[:ROWS])  # fmt: skip
    return Shown(table.id, table.title, heads, rows, max(0, len(table.rows) - ROWS), table.note)


def _head(column: Column) -> str:
    return f"{column.name.replace('_', ' ')}{f' ({column.unit})' if column.unit else ''}"


def _cell(value: object, column: Column) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}" if column.name == _YEAR else written(float(value))
    return str(value)


def _is_scores(table: Table) -> bool:
    return {"forecast", "log score", "Brier"} <= {each.name for each in table.columns}


def verdict(table: Table) -> Iterator[str]:
    """Beside which forecasts that know no game the game is no better, by each way of scoring, plainly."""
    names = [each.name for each in table.columns]
    by: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in table.rows:
        told = dict(zip(names, row, strict=True))
        by.setdefault(str(told[names[0]]), {})[str(told["forecast"])] = told
    for scored_on, rows in by.items():
        game = rows.pop(GAME, None)
        if game is None:
            continue
        beaten_by = [
            name for name, each in rows.items()
            if name != HINDSIGHT and (each["log score"] >= game["log score"] or each["Brier"] <= game["Brier"])
        ]  # fmt: skip
        if beaten_by:
            yield f"Scored on {scored_on}, the game does not beat {', '.join(f'“{each}”' for each in beaten_by)}."  # fmt: skip
        else:
            yield f"Scored on {scored_on}, the game leads every forecast that knows no game, on few moves."  # fmt: skip
        best = rows.get(HINDSIGHT)
        if best and best["log score"] >= game["log score"]:
            yield f"Scored on {scored_on}, even one constant chance, known only in hindsight, would have done better."  # fmt: skip


def rests_on(result: Result, ledger: Ledger) -> list[dict[str, Any]]:
    """The assumptions that move their number most, with their ranges and sources."""
    return [
        {
            "id": each.assumption, "what": _named(each.assumption, ledger), "range": _range(each.assumption, ledger),
            "known": ledger.get(each.assumption) if each.assumption in ledger else None,
            "number": result.explain(each.number),
            "low": shown(each.at_low, result.explain(each.number).unit),
            "high": shown(each.at_high, result.explain(each.number).unit),
        }
        for each in main_swings(result)
    ]  # fmt: skip


def memo_blocks(result: Result) -> list[tuple[str, Any]]:
    """The memo as blocks of a page: heads, lists and paragraphs; its own title left out."""
    found: list[tuple[str, Any]] = []
    for line in memo(result).splitlines():
        if line.startswith("## "):
            found.append(("head", line[3:]))
        elif line.startswith("- "):
            if not found or found[-1][0] != "list":
                found.append(("list", []))
            found[-1][1].append(line[2:].replace("**", ""))
        elif line and not line.startswith("# "):
            found.append(("text", line))
    return found


def downloads(result: Result) -> list[tuple[str, str, tuple[str, ...], str]]:
    """What can be taken home: title, folder, endings, and name without its ending."""
    tables = [("Every number, with what lies behind it", "numbers")]
    tables += [(each.title, each.id) for part in result.parts for each in part.tables]
    found: list[tuple[str, str, tuple[str, ...], str]] = [
        (title, "tables", ("csv", "parquet", "json"), name) for title, name in tables
    ]
    plots = [plot for part in result.parts for plot in part.plots]
    found += [(f"Plot: {each.title}", "plots", ("svg", "png", "csv"), each.id) for each in plots]
    return found


def behind(number: Number, ledger: Ledger) -> dict[str, Any]:
    """All that must be known to doubt a number: how it was made, its assumptions and its data sets."""
    from licet.datasets.catalogue import DataSet, dataset
    from licet.errors import UnknownName

    sets: list[tuple[str, DataSet | None]] = []
    for name in number.data:
        try:
            sets.append((name, dataset(name)))
        except UnknownName:
            sets.append((name, None))
    return {
        "said": said(number), "layer": LAYERS.get(number.layer, number.layer),
        "assumptions": [(name, ledger.get(name) if name in ledger else None) for name in number.assumptions],
        "sets": sets,
    }  # fmt: skip
