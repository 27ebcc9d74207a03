"""What came of a batch, for its pages: counts, reasons, what to ask first, and the rows one looks for."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import polars as pl

from licet.batch.faults_file import faults_beside
from licet.charts import Bar, bars, tone_of
from licet.decide.answer import CONFLICT, ORDER, UNKNOWN
from licet.desk.batches.deciding import LABEL, LINE, ROW, answers_file, output
from licet.desk.forms import whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from licet.desk.batches.kept import Batch, Batches
    from licet.service.service import Service

A_PAGE = 50
FAULTS_SHOWN = 50
FAULT = "fault"
"""Chosen as a status: the rows that could not be read."""
_TABLES = ("by_status", "reasons", "questions", "beside", "moved")
"""What a summary may hold (``licet.batch.summary``); a table without rows is left out there."""
_LISTED = (ROW, LINE, LABEL, "status", "law", "needs_person", "reason", "next_question", "classification", "review_policy", FAULT)  # fmt: skip


def shown(batches: Batches, batch: Batch, service: Service) -> dict[str, Any]:
    """What the page of a result is given."""
    told = json.loads((batches.folder(batch) / "summary.json").read_text("utf-8"))
    tables = dict.fromkeys(_TABLES) | {each["name"]: each for each in told["tables"]}
    statuses = [(status, count) for status, count in tables["by_status"]["rows"]]
    drawn = bars(
        [Bar(_said(status), Decimal(count), tone_of(status), _rows(batch, status=status)) for status, count in statuses],
        unit="rows",
    )  # fmt: skip
    faults, more = _faults(batches, batch)
    return {
        "told": told, "moved_on": told["facts"]["hashes"] != service.hashes, "tables": tables, "statuses": statuses, "drawn": drawn, "faults": faults, "more_faults": more,
        "book": service.library.law.book, "link": lambda **asked: _rows(batch, **asked),
    }  # fmt: skip


def listed(
    batches: Batches, batch: Batch, asked: Mapping[str, str], service: Service
) -> dict[str, Any]:
    """One page of rows: those that wait for a person, or those of a status, a law or a reason."""
    frame = pl.scan_parquet(answers_file(batches, batch))
    chosen = {name: asked.get(name, "") for name in ("status", "law", "reason", "show", "changed")}
    wanted = pl.lit(value=True)
    for name in ("law", "reason"):
        if chosen[name]:
            wanted &= pl.col(name) == chosen[name]
    if chosen["status"] == FAULT:
        wanted &= pl.col(FAULT).fill_null("") != ""
    elif chosen["status"]:
        wanted &= pl.col("status") == chosen["status"]
    compared = "changed" in frame.collect_schema().names()
    if chosen["changed"] and compared:
        wanted &= _yes("changed")
    if not chosen["show"] and not any(chosen[name] for name in ("status", "law", "reason", "changed")):  # fmt: skip
        wanted &= _yes("needs_person") | (pl.col(FAULT).fill_null("") != "")
    names = [*_LISTED, *(["then.status"] if compared else [])]
    found = frame.filter(wanted).select(names).collect()
    number = max(1, whole(asked.get("page", "")) or 1)
    part = found.slice((number - 1) * A_PAGE, A_PAGE)
    options = frame.select("status", "law", "reason").collect()
    return {
        "rows": part.to_dicts(), "total": found.height, "chosen": chosen, "compared": compared, "number": number,
        "last": max(1, -(-found.height // A_PAGE)),
        "statuses": [each for each in (*ORDER, CONFLICT) if each in set(options["status"])],
        "laws": sorted(set(options["law"].drop_nulls()) - {""}), "reasons": sorted(set(options["reason"].drop_nulls()) - {""}),
        "titles": service.library.law.book.provisions, "facts": service.library.law.book.facts,
        "link": lambda **more: _rows(batch, **{**chosen, **more}), "fault": FAULT,
    }  # fmt: skip


def faults_of(batches: Batches, batch: Batch) -> Path:
    """Where the faults stand, if there are any."""
    return faults_beside(output(batches, batch))


def _yes(name: str) -> pl.Expr:
    return pl.col(name).fill_null("").str.to_lowercase().is_in(["true", "yes", "1"])


def _rows(batch: Batch, **asked: Any) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/batches/{batch.key}/rows" + (f"?{query}" if query else "")


def _said(status: str) -> str:
    return "Open" if status == UNKNOWN else status.replace("_", " ").capitalize()


def _faults(batches: Batches, batch: Batch) -> tuple[list[dict[str, str]], int]:
    """The first faults, and how many more there are."""
    path = faults_of(batches, batch)
    if not path.exists():
        return [], 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        first = [each for each, _ in zip(rows, range(FAULTS_SHOWN), strict=False)]
        return first, sum(1 for _ in rows)
