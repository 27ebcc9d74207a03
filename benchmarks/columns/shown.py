"""The tables of the reference set and its goals."""

from __future__ import annotations

from typing import Any

from benchmarks.table import table

GOALS = {
    "complete": 15e6, "missing": 11e6, "scan": 6, "fisca_cpu": 9, "fisca_wall": 14, "whole": 8e6,
    "files": 6e6, "first": 1.0,
}  # fmt: skip
_HEADS = (
    "", "M a second", "wall s", "CPU s", "M a CPU-second", "x scan (CPU)", "more MiB", "columns", "left out",
)  # fmt: skip
_TITLES = {"complete": "every fact stated", "missing": "5 % of all cells empty"}


def shown(found: dict[str, Any]) -> str:
    """All tables."""
    if "books" in found:
        from benchmarks.columns.whole import shown_whole

        return shown_whole(found)
    parts = [
        table(
            f"{found['rows']:,} rows, {found['provisions']} provisions, {found['columns_in']} columns of "
            f"{found['bytes_a_row']:.0f} bytes a row, {_TITLES[which]}; every engine answers the sampled rows as decide "
            "does (best round; in brackets lowest to highest)",
            _HEADS,
            [_row(each, engines.get("scan")) for each in engines.values()],
        )
        for which, engines in found["sets"].items()
        if engines
    ]
    goals = _goals(found["sets"])
    if goals:
        parts.append(table("Goals", ["", "goal", "reached", ""], goals))
    ours, book = found["shares"]["set"], found["shares"]["book"]
    parts.append(table(
        f"What the set is made of, beside the whole book on {found['day']}", ["", "set", "book"],
        [[name, _share(ours.get(name, 0)), _share(book[name])] for name in book],
    ))  # fmt: skip
    parts += [f"not installed: {name}" for name in found["missing"]]
    return "\n\n".join(parts)


def _share(value: float) -> str:
    return f"{value:,.0f}" if value > 1 else f"{value:.1%}"


def _row(each: dict[str, Any], scan: dict[str, Any] | None) -> list[str]:
    times = each["cpu_a_row"] / scan["cpu_a_row"] if scan else float("nan")
    sampled = "" if scan is None or each["rows"] == scan["rows"] else f" ({each['rows']:,} rows)"
    return [
        f"{each['name']}{sampled}", f"{each['per_second'] / 1e6:.3g}", each["wall"].shown(3), each["cpu"].shown(3),
        f"{each['per_cpu'] / 1e6:.3g}", f"{times:,.1f}", f"{each['memory']:,.0f}", f"{each['columns']}",
        each["left_out"],
    ]  # fmt: skip


def _goals(sets: dict[str, Any]) -> list[list[str]]:
    """Each goal with what was reached, where it was measured."""
    rows: list[list[str]] = []

    def line(words: str, goal: str, reached: str, *, met: bool) -> None:
        rows.append([words, goal, reached, "met" if met else "missed"])

    for which, found in sets.items():
        ours = [found[name] for name in ("licet", "licet-1") if name in found]
        if not ours:
            continue
        by_cpu = min(ours, key=lambda each: each["cpu_a_row"])
        by_wall = min(ours, key=lambda each: each["wall_a_row"])
        rate, goal = by_cpu["per_cpu"], GOALS[which]
        line(
            f"decisions a CPU-second, {_TITLES[which]}",
            f"{goal / 1e6:.0f} M",
            f"{rate / 1e6:.3g} M",
            met=rate >= goal,
        )
        if which == "missing":
            continue
        if "scan" in found:
            times = by_cpu["cpu_a_row"] / found["scan"]["cpu_a_row"]
            line(
                "times the scan, CPU",
                f"{GOALS['scan']}",
                f"{times:.1f}",
                met=times <= GOALS["scan"],
            )
        if "openfisca" in found:
            cpu = found["openfisca"]["cpu_a_row"] / by_cpu["cpu_a_row"]
            wall = found["openfisca"]["wall_a_row"] / by_wall["wall_a_row"]
            line(
                "OpenFisca-core's CPU over ours",
                f"{GOALS['fisca_cpu']}",
                f"{cpu:.2f}",
                met=cpu >= GOALS["fisca_cpu"],
            )
            line(
                "OpenFisca-core's wall over ours",
                f"{GOALS['fisca_wall']}",
                f"{wall:.2f}",
                met=wall >= GOALS["fisca_wall"],
            )
        first = min(each["first"] for each in ours)
        line(
            "compile and first block, s",
            f"{GOALS['first']}",
            f"{first:.2f}",
            met=first <= GOALS["first"],
        )
    return rows
