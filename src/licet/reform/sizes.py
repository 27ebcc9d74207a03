"""How big each change of the law was: rows of a grid that stand otherwise from its day on, in several weights.

A change is a day on which the law of one sovereign changed.  It is measured over the products, places and
classes of end users of today's grid, whatever was on sale then; how many of the rows are of products
announced by that day is counted beside.  Counts are of questions, not of trade.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.columns.decider import Decider
from licet.explore.timeline import events
from licet.record import record
from licet.reform.flips import DENIED, LICENSE, NONE_FOUND, OPEN, said
from licet.reform.grid import asked_of, read_grid, weights_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from licet.explore.timeline import Event
    from licet.pack.store import Library

    Floats = NDArray[np.float64]

WAYS = ("stricter", "milder", "unsettled")


def quiet(done: int, of: int) -> None:
    """Tell nobody how far it is."""


_PLACE = {NONE_FOUND: 0, LICENSE: 1, DENIED: 2, OPEN: 9}
_BESIDE = frozenset({"alert", "charge"})
_TPP = "total_processing_performance"


@record
class Size:
    """One change: its day, whose law, what happened, and the rows that stand otherwise since, by way and weight.

    ``weights`` gives, for each weighting, the weight of the rows that became stricter, milder, and unsettled
    (to or from "open").  ``rows`` are the same unweighted; ``on_market`` those of products announced by the day.
    """

    on: date
    sovereign: str
    what: tuple[str, ...]
    sources: tuple[str, ...]
    changes: int
    rows: tuple[int, int, int]
    on_market: int
    weights: tuple[tuple[str, tuple[float, float, float]], ...]

    def weight(self, name: str) -> float:
        """The weight of the rows that became stricter or milder, in one weighting."""
        stricter, milder, _ = dict(self.weights)[name]
        return stricter + milder

    @property
    def flipped(self) -> int:
        """Rows that became stricter or milder."""
        return self.rows[0] + self.rows[1]

    @property
    def way(self) -> str:
        """``stricter`` or ``milder`` where three rows in four went that way, else ``both``; ``none`` where no row flipped."""
        stricter, milder, _ = self.rows
        if not self.flipped:
            return "none"
        most = max(stricter, milder)
        return "both" if most * 4 < self.flipped * 3 else WAYS[int(milder > stricter)]


def weightings(
    rows: pl.DataFrame, library: Library, given: Mapping[str, float] | None = None
) -> dict[str, Floats]:
    """What a row counts in each weighting.

    ``rows``: one each.  ``families``: one for each product family, place and class, shared by its variants.
    ``compute``: the total processing performance of the product, nought where it has none.  ``value``: what the
    place buys of the product's sector from abroad in a year (bn USD, ``Grid.value``), shared evenly by its rows; nought
    where that is not known.  ``given``: the weight that the user gave the product, where any are given.
    """
    items = {each.id: each for each in library.catalogue.products}
    size = Counter(each.family for each in items.values())
    names = rows["item"].unique().to_list()
    tpp = {name: _number(items[name].facts.get(_TPP)) for name in names}
    shares = {name: 1.0 / size[items[name].family] for name in names}
    found = {"rows": None, "families": shares, "compute": tpp}
    if given is not None:
        found["given"] = dict(given)
    weighed = {name: weights_of(rows, table).to_numpy() for name, table in found.items()}
    return weighed | {"value": _values(rows, {each.id: each.shelf for each in items.values()})}


def _values(rows: pl.DataFrame, shelves: Mapping[str, str]) -> Floats:
    """Each row's part of what its place buys of its sector, in bn USD a year."""
    amounts = pl.DataFrame(
        [(shelf, place, bn) for shelf, each in read_grid().value.items() for place, bn in each.items()],
        schema={"shelf": pl.String, "destination": pl.String, "bn": pl.Float64}, orient="row",
    )  # fmt: skip
    told = rows.select("destination", shelf=pl.col("item").replace_strict(shelves, return_dtype=pl.String))  # fmt: skip
    told = told.join(amounts, on=["shelf", "destination"], how="left", maintain_order="left")
    found = told.select(pl.col("bn").fill_null(0.0) / pl.len().over("shelf", "destination"))
    return found.to_series().to_numpy()


def _number(value: Any) -> float:
    """A figure as a number; a range, or none, is nought: it cannot be weighed."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def sizes(
    rows: pl.DataFrame, library: Library, since: date, until: date,
    *, laws: Sequence[str] = (), given: Mapping[str, float] | None = None,
    progress: Callable[[int, int], None] = quiet,
) -> tuple[Size, ...]:  # fmt: skip
    """Every change of the law from ``since`` up to ``until``, both days included, by day and sovereign.

    Each law is asked alone, on its day and on the day before.  ``progress`` hears how many of how many are done.
    """
    asked = asked_of(rows)
    weights = weightings(rows, library, given)
    market = _announced(rows, library)
    codes = tuple(laws) or library.law.book.deciding
    changes = _changes(library, codes, since, until)
    found: list[Size] = []
    done, total = 0, sum(len(days) for days in changes.values())
    for code, days in changes.items():
        kept: tuple[date, NDArray[np.int64]] | None = None
        for day in sorted(days):
            eve = day - timedelta(days=1)
            before = kept[1] if kept and _same(library, kept[0], eve) else _standing(library, code, eve, asked)  # fmt: skip
            after = _standing(library, code, day, asked)
            kept = (day, after)
            found.append(_size(day, code, days[day], before, after, weights, market <= day.toordinal()))  # fmt: skip
            done += 1
            progress(done, total)
    return tuple(sorted(found, key=lambda each: (each.on, each.sovereign)))


def _changes(library: Library, codes: Sequence[str], since: date, until: date) -> dict[str, dict[date, list[Event]]]:  # fmt: skip
    """Events that may move an answer, by law and day; a fold is the law's that reads one place as another."""
    folds = {each.country: each.sovereign for each in library.law.book.folds}
    found: dict[str, dict[date, list[Event]]] = {code: defaultdict(list) for code in codes}
    for event in events(library.law.book):
        code = event.sovereign or folds.get(event.subject, "")
        if since <= event.on <= until and event.kind not in _BESIDE and code in found:
            found[code][event.on].append(event)
    return found


def _same(library: Library, day: date, eve: date) -> bool:
    """Whether no edge of the law lies after ``day`` up to ``eve``."""
    return not any(day < each <= eve for each in library.law.book.edges)


def _standing(library: Library, code: str, on: date, asked: pl.DataFrame) -> NDArray[np.int64]:
    """How each row stands under one law, as a place on the scale."""
    decider = Decider(library.law, library.products, on=on, sovereigns=(code,))
    places = said(decider, asked)["standing"].cast(pl.String).replace_strict(_PLACE, return_dtype=pl.Int64)  # fmt: skip
    return places.to_numpy()


def _size(  # noqa: PLR0917 - one change and what it is measured by
    day: date, code: str, happened: Sequence[Event], before: NDArray[np.int64], after: NDArray[np.int64],
    weights: Mapping[str, Floats], market: NDArray[np.bool_],
) -> Size:  # fmt: skip
    differs = before != after
    unsettled = differs & ((before == _PLACE[OPEN]) | (after == _PLACE[OPEN]))
    settled = differs & ~unsettled
    masks = (settled & (after > before), settled & (after < before), unsettled)
    told = Counter(each.source for each in happened if each.source)
    ones = np.ones(len(before))
    titles = dict.fromkeys(f"{each.title}: {each.what}" for each in happened)
    return Size(
        day, code, tuple(titles), tuple(name for name, _ in told.most_common()), len(happened),
        tuple(map(int, _summed(ones, masks))), int((settled & market).sum()),  # type: ignore[arg-type]
        tuple((name, _summed(column, masks)) for name, column in weights.items()),
    )  # fmt: skip


def _summed(column: Floats, masks: Sequence[NDArray[np.bool_]]) -> tuple[float, float, float]:
    """The weight of the rows that went each way."""
    stricter, milder, unsettled = (float(column[mask].sum()) for mask in masks)
    return stricter, milder, unsettled


def _announced(rows: pl.DataFrame, library: Library) -> NDArray[np.int64]:
    """The day on which each row's product was announced, as a number; the first of a month or year where no more is known."""
    days = {each.id: _day(each.announced) for each in library.catalogue.products}
    return rows["item"].replace_strict(days, return_dtype=pl.Int64).to_numpy()


def _day(text: str | None) -> int:
    if not text:
        return date.max.toordinal()
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    return date(year, month, day).toordinal()


def table(found: Sequence[Size]) -> pl.DataFrame:
    """One row a change with its ranks, most rows first; a rank counts changes that weigh more."""
    if not found:
        return pl.DataFrame()
    names = [name for name, _ in found[0].weights]
    data = pl.DataFrame([
        {
            "on": each.on, "sovereign": each.sovereign, "way": each.way, "changes": each.changes,
            "stricter": each.rows[0], "milder": each.rows[1], "unsettled": each.rows[2], "on_market": each.on_market,
            **{f"weight_{name}": each.weight(name) for name in names},
            "sources": list(each.sources), "what": list(each.what),
        }
        for each in found
    ])  # fmt: skip
    ranks = [pl.col(f"weight_{n}").rank("min", descending=True).cast(pl.Int64).alias(f"rank_{n}") for n in names]  # fmt: skip
    return data.with_columns(ranks).sort("weight_rows", "on", descending=[True, False])


# -- kept ------------------------------------------------------------------------------


def key_of(rows: pl.DataFrame, library: Library, *more: object) -> str:
    """What a measurement rests on, hashed: law, catalogue, code, the rows asked, and whatever else is said."""
    digest = hashlib.sha256()
    for part in ("law", "catalogue", "code"):
        digest.update(str(library.header[part]).encode())
    digest.update(rows.write_csv().encode())
    digest.update(json.dumps([str(each) for each in more]).encode())
    return digest.hexdigest()


def kept(file: Path) -> tuple[Size, ...] | None:
    """A measurement that was kept; None where there is none that can be read."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return tuple(_from(each) for each in data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def to_data(each: Size) -> dict[str, Any]:
    """A change as JSON data."""
    return {
        "on": each.on.isoformat(), "sovereign": each.sovereign, "way": each.way, "changes": each.changes,
        "rows": dict(zip(WAYS, each.rows, strict=True)), "on_market": each.on_market,
        "weights": {name: dict(zip(WAYS, values, strict=True)) for name, values in each.weights},
        "sources": list(each.sources), "what": list(each.what),
    }  # fmt: skip


def _from(data: dict[str, Any]) -> Size:
    return Size(
        date.fromisoformat(data["on"]), data["sovereign"], tuple(data["what"]), tuple(data["sources"]),
        data["changes"], _three(data["rows"]), data["on_market"],
        tuple((name, _three(values)) for name, values in data["weights"].items()),
    )  # fmt: skip


def _three(values: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    stricter, milder, unsettled = (values[way] for way in WAYS)
    return stricter, milder, unsettled


def keep(file: Path, found: Sequence[Size]) -> None:
    """Keep a measurement; a folder that cannot be written to keeps nothing."""
    from licet.disk import put

    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        put(file, json.dumps([to_data(each) for each in found], ensure_ascii=False).encode())
