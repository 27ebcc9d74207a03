"""``licet whatif``: what a change of law does to chips, trade, allies, compute and leakage."""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.show import faint, print_json, strong, table, visible, wrapped
from licet.cli.threads import one_thread
from licet.errors import InputError
from licet.record import replaced

if TYPE_CHECKING:
    import argparse

    from licet.whatif.number import Number
    from licet.whatif.result import Result
    from licet.whatif.scenario import Scenario

_ABOUT = """Hold two laws against each other: what flips, and what trade, firms, allies, compute and leakage do.

SCENARIO is a file (see scenarios/ and docs/what-if.md) or the name of one that ships; --list names them. Under --out come
memo.md, tables (CSV, Parquet, JSON), plots (SVG, PNG) and result.json. Stopped with Ctrl-C, the same command goes on."""
_EPILOG = (
    """exit codes: 0 done (parts that lack data say so in the memo), 2 bad input, 130 stopped."""
)
_EVERY = 0.2


def main(words: list[str]) -> int:
    """Run one scenario, or show one number of a result."""
    one_thread()
    args = _options().parse_args(words)
    if args.list:
        return _list(as_json=args.json)
    if args.explain:
        return _explain(args)
    if not args.scenario:
        raise InputError("name a scenario, such as january-2026; licet whatif --list names those that ship.")  # fmt: skip
    _extras()
    from licet.pack.store import open_library
    from licet.whatif.asking import ask
    from licet.whatif.files import write

    scenario = _asked(args)
    out = Path(args.out) if args.out else None
    progress = _Progress()
    result = ask(scenario, open_library(args.law), data=args.data, keep=out, watch=progress)
    progress.end()
    written = write(result, out) if out else []
    if args.json:
        from licet.whatif.kept import result_data

        print_json(result_data(result))
    else:
        _show(result, out, len(written))
    return PASS


def _options() -> argparse.ArgumentParser:
    options = parser("whatif", _ABOUT, epilog=_EPILOG)
    options.add_argument("scenario", metavar="SCENARIO", nargs="?")
    options.add_argument("--out", metavar="DIR", help="where memo, tables and plots go")
    options.add_argument("--data", metavar="DIR", type=Path, help="a folder of data sets (else LICET_DATA; see licet datasets)")  # fmt: skip
    options.add_argument("--draws", type=int, help="how many draws, in place of the scenario's")
    options.add_argument("--seed", type=int, help="the seed, in place of the scenario's")
    options.add_argument("--only", metavar="PART", action="append", default=[], help="run this part alone (repeat for more)")  # fmt: skip
    options.add_argument("--set", metavar="ID=NUMBER", action="append", default=[], help="set an assumption")  # fmt: skip
    options.add_argument("--explain", metavar="NUMBER", help="what lies behind one number of the result in --out")  # fmt: skip
    options.add_argument("--list", action="store_true", help="the scenarios that ship")
    return options


def _asked(args: argparse.Namespace) -> Scenario:
    from licet.whatif.scenario import scenario_from
    from licet.whatif.shelf import scenario_named

    found = scenario_named(args.scenario)
    data = found.data()
    for key in ("draws", "seed"):
        if (value := getattr(args, key)) is not None:
            data[key] = value
    if args.only:
        data["parts"] = args.only
    for text in args.set:
        name, sign, value = text.partition("=")
        try:
            data["assumptions"][name.strip()] = float(value)
        except ValueError:
            raise InputError(f"--set {text}: write it as ID=NUMBER, such as bridge_approval=0.4") from None  # fmt: skip
        if not sign:
            raise InputError(f"--set {text}: write it as ID=NUMBER, such as bridge_approval=0.4")
    return replaced(scenario_from(data, found.name), title=found.title)


def _extras() -> None:
    if find_spec("polars") is None or find_spec("altair") is None:
        raise InputError("what-if needs columns and charts: pip install 'licet[whatif]'")


class _Progress:
    """A line that is written over on a terminal; a line a step elsewhere."""

    def __init__(self) -> None:
        self.over = sys.stderr.isatty()
        self.started = time.monotonic()
        self._said, self._step = 0.0, ""

    def __call__(self, step: str, doing: str, share: float) -> None:
        now = time.monotonic()
        if self.over and now - self._said >= _EVERY:
            self._said = now
            sys.stderr.write(f"\r\033[K{share:4.0%}  {step}: {doing}")
            sys.stderr.flush()
        elif not self.over and step and step != self._step:
            sys.stderr.write(f"{share:4.0%}  {step} ({now - self.started:.0f} s)\n")
        self._step = step or self._step

    def end(self) -> None:
        """Leave the line to what comes next."""
        if self.over:
            sys.stderr.write("\r\033[K")


def _show(result: Result, out: Path | None, files: int) -> None:
    from licet.whatif.memo import NAMES, main_swings

    print(strong(str(result.scenario["title"])))
    for part in result.parts:
        print(f"\n{strong(NAMES[part.name])}")
        for line in (f"Not run: {part.missing}",) if part.missing else part.says:
            print(wrapped(visible(line), indent=2))
    if mains := main_swings(result):
        print(f"\n{strong('On what it rests most')}")
        print(table([(each.assumption, each.number, f"{each.at_low:.3g}", f"{each.at_high:.3g}") for each in mains], ("assumption", "number", "at its low end", "at its high end")))  # fmt: skip
    if out:
        print(f"\n{files} files in {out}; begin with {out / 'memo.md'}")
    print(faint("\nNumbers of models under stated assumptions: no forecast. licet whatif --explain NUMBER --out DIR says what lies behind one."))  # fmt: skip


def _list(*, as_json: bool) -> int:
    from licet.whatif.shelf import shipped

    found = shipped()
    if as_json:
        print_json([each.data() for each in found])
    else:
        print(table([(each.name, each.title) for each in found], ("scenario", "what it asks")))
    return PASS


def _explain(args: argparse.Namespace) -> int:
    import json

    from licet.assumptions.load import load_ledger
    from licet.whatif.kept import fields, result_from

    if not args.out:
        raise InputError("--explain reads a result: name its folder with --out DIR.")
    file = Path(args.out) / "result.json"
    try:
        result = result_from(json.loads(file.read_bytes()))
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{file} holds no result ({error}). Run licet whatif SCENARIO --out {args.out} first.") from None  # fmt: skip
    number = result.explain(args.explain)
    if args.json:
        print_json(fields(number))
        return PASS
    _told(number)
    ledger = load_ledger().set(result.scenario["assumptions"])
    rows = [
        (each.id, f"{each.central:g}", f"{each.low:g} to {each.high:g}", each.unit, each.sure, each.source[:70])
        for each in (ledger[name] for name in number.assumptions if name in ledger)
    ]  # fmt: skip
    if rows:
        print(f"\n{table(rows, ('assumption', 'central', 'range', 'unit', 'sure', 'source'))}")
    return PASS


def _told(number: Number) -> None:
    from licet.whatif.memo import said

    print(f"{strong(number.id)}  {said(number)}")
    for head, text in (
        ("What", number.what), ("How", number.equation), ("Layer", number.layer), ("Rules", ", ".join(number.rules)),
        ("Data", ", ".join(number.data)), ("Note", number.note),
    ):  # fmt: skip
        if text:
            print(wrapped(f"{head}: {text}", indent=2))
