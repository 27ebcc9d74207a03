"""Steps of a run on disk, so that a run that was stopped goes on where it was; and results as JSON."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from licet.disk import put
from licet.whatif.number import Number
from licet.whatif.result import Column, Part, Plot, Result, Stamp, Swing, Table
from licet.whatif.scenario import Scenario
from licet.whatif.steps import Done


def as_json(data: Any) -> bytes:
    """Plain data as JSON, the same bytes for the same data."""
    return (
        json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, default=list) + "\n"
    ).encode()


def fields(value: Any) -> dict[str, Any]:
    """The fields of a record, one level deep."""
    return {name: getattr(value, name) for name in type(value).__match_args__}


def part_data(part: Part) -> dict[str, Any]:
    """A part as plain data."""
    tables = [
        {**fields(each), "columns": [fields(column) for column in each.columns]}
        for each in part.tables
    ]
    return {
        **fields(part), "numbers": [fields(each) for each in part.numbers],
        "tables": tables, "plots": [fields(each) for each in part.plots],
        "swings": [fields(each) for each in part.swings],
    }  # fmt: skip


def part_from(data: Mapping[str, Any]) -> Part:
    """The part that ``part_data`` wrote."""
    numbers = tuple(
        Number(**{**each, **{key: tuple(each[key]) for key in ("assumptions", "rules", "data")}})
        for each in data["numbers"]
    )
    tables = tuple(
        Table(
            each["id"], each["title"], tuple(Column(**column) for column in each["columns"]),
            tuple(tuple(row) for row in each["rows"]), each["note"],
        )
        for each in data["tables"]
    )  # fmt: skip
    plots = tuple(Plot(**each) for each in data["plots"])
    swings = tuple(Swing(**each) for each in data["swings"])
    said, cannot = tuple(data["says"]), tuple(data["cannot"])
    return Part(data["name"], numbers, tables, plots, swings, said, cannot, data["missing"])


def result_data(result: Result) -> dict[str, Any]:
    """A result as plain data."""
    return {
        "format": "licet-whatif/1", "scenario": dict(result.scenario),
        "stamp": fields(result.stamp) | {"data": dict(result.stamp.data)},
        "parts": [part_data(each) for each in result.parts],
    }  # fmt: skip


def result_from(data: Mapping[str, Any]) -> Result:
    """The result that ``result_data`` wrote."""
    return Result(data["scenario"], Stamp(**data["stamp"]), tuple(map(part_from, data["parts"])))


def mark_of(scenario: Scenario, stamp: Stamp) -> str:
    """SHA-256 of a question and of all that its answer rests on."""
    rests_on = [scenario.data(), fields(stamp) | {"data": dict(stamp.data)}]
    return hashlib.sha256(as_json(rests_on)).hexdigest()


class Shelf:
    """Finished steps of one folder; those of another scenario, law, data or code are never taken."""

    def __init__(self, folder: Path, scenario: Scenario, stamp: Stamp) -> None:
        self.folder = folder
        self._mark = mark_of(scenario, stamp)

    def take(self, step: str) -> Done | None:
        """A finished step, or None: there is none, it rests on something else, or it was cut off."""
        try:
            kept = np.load(io.BytesIO(self._file(step).read_bytes()), allow_pickle=False)
            arrays = {name: kept[name] for name in kept.files if name != "part"}
            data = json.loads(kept["part"].tobytes())
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return Done(part_from(data), arrays) if data.pop("mark") == self._mark else None

    def put(self, step: str, done: Done) -> None:
        """Keep a step, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        told = as_json(part_data(done.part) | {"mark": self._mark})
        out = io.BytesIO()
        arrays: dict[str, Any] = {"part": np.frombuffer(told, dtype=np.uint8), **done.arrays}
        np.savez(out, **arrays)
        put(self._file(step), out.getvalue(), mode=0o644)

    def _file(self, step: str) -> Path:
        return self.folder / f"{step}.npz"
