"""``python -m benchmarks [decisions] [cold] [rivals] [load] [ownership] [screening] ...``: run some, or all."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.table import pairs
from benchmarks.timing import progress

MODULES = {
    "decisions": "benchmarks.decisions",
    "cold": "benchmarks.cold",
    "rivals": "benchmarks.rivals.run",
    "load": "benchmarks.load",
    "ownership": "benchmarks.ownership",
    "screening": "benchmarks.screening",
    "screening_scale": "benchmarks.screening_scale",
    "desk": "benchmarks.desk_load",
    "cluster": "benchmarks.cluster",
    "columns": "benchmarks.columns.run",
    "publiclog": "benchmarks.publiclog",
    "recheck": "benchmarks.recheck",
    "registry": "benchmarks.registry",
    "distinct": "benchmarks.distinct",
    "network": "benchmarks.network",
    "compute": "benchmarks.compute",
    "leakage": "benchmarks.leakage",
    "bridge": "benchmarks.bridge",
    "trade": "benchmarks.trade",
    "game": "benchmarks.game",
    "news": "benchmarks.news",
}


def main(words: list[str] | None = None) -> int:
    """Run the benchmarks asked for; tables or JSON on standard output, progress on standard error."""
    options = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Time Licet, beside other engines where there are any. See docs/benchmarks.md.",
    )
    options.add_argument(
        "which", nargs="*", metavar="WHICH", help=f"{', '.join(MODULES)}; all if none"
    )
    options.add_argument("--rounds", type=int, default=3, help="rounds of each (default 3)")
    options.add_argument("--quick", action="store_true", help="small samples, to see that all runs")
    options.add_argument("--json", action="store_true", help="all figures as JSON")
    options.add_argument("--pairs", type=Path, help="screening: labelled pairs (CSV)")
    options.add_argument("--index", type=Path, help="screening: the parties to search (JSON lines)")
    options.add_argument("--customers", type=int, default=0, help="screening_scale: how many")
    options.add_argument("--names", type=int, default=0, help="screening_scale: names on the list")
    options.add_argument("--big", type=int, default=0, help="screening_scale: on the long list")
    options.add_argument("--millions", default="", help="cluster: rows in millions, such as 1,10,100 (default 1,10)")  # fmt: skip
    options.add_argument(
        "--rows",
        type=int,
        default=0,
        help="columns, recheck, distinct: how many in all, or a block",
    )
    options.add_argument(
        "--engines", default="", help="columns, cluster: some of them, with commas between"
    )
    options.add_argument("--texts", type=Path, help="news: a folder of labelled texts")
    options.add_argument("--whole", action="store_true", help="columns: the whole book")
    args = options.parse_args(words)
    unknown = [each for each in args.which if each not in MODULES]
    if unknown or args.rounds < 1:
        options.error(f"choose of {', '.join(MODULES)}; rounds are 1 or more")
    found: dict[str, Any] = {"machine": machine()}
    if not args.json:
        print(pairs("Machine", _flat(found["machine"])), flush=True)
    for name in args.which or MODULES:
        progress(f"{name}: starts")
        module = import_module(MODULES[name])
        own = {each: getattr(args, each) for each in getattr(module, "TAKES", ())}
        found[name] = module.run(rounds=args.rounds, quick=args.quick, **own)
        if not args.json:
            print(f"\n{module.shown(found[name])}", flush=True)
    if args.json:
        print(json.dumps(found, default=_plain, indent=2))
    return 0


def _flat(entries: dict[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in entries.items():
        if isinstance(value, dict):
            found[name] = ", ".join(f"{key} {each}" for key, each in value.items())
        else:
            found[name] = value
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
