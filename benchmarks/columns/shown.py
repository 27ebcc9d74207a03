"""The tables of the sets, and the goals beside what was reached."""

from __future__ import annotations

from typing import Any

from benchmarks.columns.sets import COMPLETE, FIGURES, MISSING, PARTS, TITLES
from benchmarks.table import table

RATES = {COMPLETE: 15e6, MISSING: 11e6, PARTS: 8e6, FIGURES: 8e6}
"""Decisions a second of one processor."""
SCANS, FISCA_CPU, FISCA_WALL, FIRST_S, FILES = 6, 9, 14, 1.0, 6e6
_HEADS = (
    "", "M a second", "wall s", "CPU s", "M a CPU-second", "x scan (CPU)", "more MiB", "columns", "left out",
)  # fmt: skip


def shown(found: dict[str, Any]) -> str:
    """All tables."""
    parts = [
        table(
            _title(found, which),
            _HEADS,
            [_row(each, engines.get("scan")) for each in engines.values()],
        )
        for which, engines in found["sets"].items()
        if engines
    ]
    if found["files"]:
        parts.append(table(
            "licet batch, Parquet to Parquet, its start included",
            ["rows", "M a second", "wall s", "CPU s", "peak MiB", ""],
            [_file(each) for each in found["files"]],
        ))  # fmt: skip
    if goals := [
        line for which, engines in found["sets"].items() for line in _goals(which, engines)
    ]:
        goals += [
            _goal("rows a second, Parquet to Parquet", FILES, e["rows"] / e["wall"], "M")
            for e in found["files"]
            if not e["failed"]
        ]
        parts.append(table("Goals", ["", "goal", "reached", ""], goals))
    if PARTS not in found["sets"]:
        ours, book = found["shares"]["set"], found["shares"]["book"]
        parts.append(table(
            f"What the set is made of, beside the whole book on {found['day']}", ["", "set", "book"],
            [[name, _share(ours.get(name, 0)), _share(book[name])] for name in book],
        ))  # fmt: skip
    parts += [f"not installed: {name}" for name in found["missing"]]
    return "\n\n".join(parts)


def _title(found: dict[str, Any], which: str) -> str:
    columns, size = found["inputs"][which]
    return (
        f"{TITLES[which]}: {found['rows']:,} rows of {columns} columns and {size:.0f} bytes, {found['provisions']} "
        "provisions; every engine answers the sampled rows as decide does (best round; in brackets lowest to highest)"
    )


def _share(value: float) -> str:
    return f"{value:,.0f}" if value > 1 else f"{value:.1%}"


def _row(each: dict[str, Any], scan: dict[str, Any] | None) -> list[str]:
    times = "" if scan is None else f"{each['cpu_a_row'] / scan['cpu_a_row']:,.1f}"
    sampled = "" if scan is None or each["rows"] == scan["rows"] else f" ({each['rows']:,} rows)"
    return [
        f"{each['name']}{sampled}", f"{1e-6 / each['wall_a_row']:.3g}", each["wall"].shown(3), each["cpu"].shown(3),
        f"{1e-6 / each['cpu_a_row']:.3g}", times, f"{each['memory']:,.0f}", f"{each['columns']}", each["left_out"],
    ]  # fmt: skip


def _file(each: dict[str, Any]) -> list[str]:
    return [
        f"{each['rows']:,}", f"{each['rows'] / each['wall'] / 1e6:.3g}", f"{each['wall']:.2f}", f"{each['cpu']:.2f}",
        f"{each['peak']:,.0f}", each["failed"],
    ]  # fmt: skip


def _goals(which: str, found: dict[str, Any]) -> list[list[str]]:
    """Each goal of a set with what was reached, where it was measured."""
    ours = [found[name] for name in ("licet", "licet-1") if name in found]
    if not ours:
        return []
    cpu, wall = (min(each[f"{key}_a_row"] for each in ours) for key in ("cpu", "wall"))
    lines = [
        _goal(f"decisions a CPU-second, {TITLES[which]}", RATES[which], 1 / cpu, "M"),
        _goal(
            f"compile and first block, s, {TITLES[which]}",
            FIRST_S,
            min(each["first"] for each in ours),
            most=True,
        ),
    ]
    if which == COMPLETE and "scan" in found:
        lines.append(
            _goal("times the scan, CPU", SCANS, cpu / found["scan"]["cpu_a_row"], most=True)
        )
    if which == COMPLETE and "openfisca" in found:
        rival = found["openfisca"]
        lines.append(_goal("OpenFisca-core over ours, CPU", FISCA_CPU, rival["cpu_a_row"] / cpu))
        lines.append(
            _goal("OpenFisca-core over ours, wall", FISCA_WALL, rival["wall_a_row"] / wall)
        )
    return lines


def _goal(
    words: str, goal: float, reached: float, unit: str = "", *, most: bool = False
) -> list[str]:
    scale = 1e6 if unit else 1
    met = reached <= goal if most else reached >= goal
    return [
        words,
        f"{goal / scale:g} {unit}".strip(),
        f"{reached / scale:.3g} {unit}".strip(),
        "met" if met else "missed",
    ]
