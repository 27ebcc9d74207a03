"""The command line: a bundle, two checkpoints, or one entry."""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from licet_verify.consistency import verify_consistency
from licet_verify.faults import Fault
from licet_verify.files import open_file, read_file
from licet_verify.findings import Report, visible
from licet_verify.notes import MOST_BYTES
from licet_verify.single import verify_single
from licet_verify.trust import trust_of
from licet_verify.verify import verify_bundle

HOLDS, DIFFERS, USAGE, NOT_SHOWN, INTERRUPTED = 0, 1, 2, 3, 130

CODES = """exit codes:
  0    nothing that was checked differs, and your own key of the log has signed it
  1    something differs; each place is named
  2    a file, key or option cannot be used; nothing was checked
  3    nothing that was checked differs, and the main thing was not shown: you brought no key of
       the log (--key), or no proof from the old checkpoint to the new
Nought does not mean that the log tells the truth about the world, only that it is what was signed."""


def main(words: Sequence[str] | None = None, prog: str = "python -m licet_verify") -> int:
    """Check what the words name; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog=prog, epilog=CODES, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Check a bundle of the public log offline: signatures, proofs, chains, openings and figures.",
    )  # fmt: skip
    parser.add_argument(
        "bundle", metavar="BUNDLE", nargs="?", help="a file of the form licet-bundle/1"
    )
    parser.add_argument(
        "--consistency",
        nargs=2,
        metavar=("OLD", "NEW"),
        help="two checkpoints: does the new log begin with the old one? NEW may be a checkpoint, a request body with a proof, or a log's folder, zip file or address",
    )
    parser.add_argument(
        "--proof",
        nargs=2,
        metavar=("PROOF", "ENTRY"),
        help="is one entry in the log? A file of the form c2sp.org/tlog-proof@v1, and the entry's bytes",
    )
    parser.add_argument(
        "--tell",
        action="store_true",
        help="print what each case of a bundle says, before the checks",
    )
    add_trust(parser)
    args = parser.parse_args(words)
    if sum(map(bool, (args.bundle, args.consistency, args.proof))) != 1:
        parser.error("a BUNDLE is wanted, or --consistency OLD NEW, or --proof PROOF ENTRY")
    if args.kept and not args.bundle:
        parser.error("--kept goes with a BUNDLE")

    def check() -> tuple[Report, bool]:
        trust = trust_of(args.key, args.witness, args.witnesses)
        if args.consistency:
            old, new = args.consistency
            report = verify_consistency(old, new, trust)
            return report, bool(trust.logs) and any("begins with" in each for each in report.holds)
        if args.proof:
            proof, entry = args.proof
            return verify_single(proof, entry, trust), True
        kept = [(each, read_file(Path(each), MOST_BYTES)) for each in args.kept]
        with open_file(Path(args.bundle)) as file:
            return verify_bundle(file, trust, kept, tell=args.tell), bool(trust.logs)

    return run(check, prog, as_json=args.json)


def add_trust(parser: argparse.ArgumentParser) -> None:
    """The options about keys, which every program here has."""
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="VKEY",
        help="a key of the log that you trust, or a file with one a line; repeat for more",
    )
    parser.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="VKEY",
        help="a witness that you trust, likewise",
    )
    parser.add_argument(
        "--witnesses",
        type=int,
        default=0,
        metavar="N",
        help="how many of them must have cosigned; default none",
    )
    parser.add_argument(
        "--kept",
        action="append",
        default=[],
        metavar="FILE",
        help="a checkpoint of this log that you kept from before; repeat for more",
    )
    parser.add_argument("--json", action="store_true", help="print the report as data")


def run(check, prog: str, *, as_json: bool) -> int:  # type: ignore[no-untyped-def] # noqa: ANN001
    """Run a check and print its report; ``check`` gives it, and whether the main thing was shown."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a sign shows its number
            stream.reconfigure(errors="backslashreplace")
    try:
        report, shown = check()
    except (Fault, OSError, sqlite3.Error) as error:
        print(visible(f"{prog}: {error}"), file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    code = DIFFERS if report.counts else HOLDS if shown else NOT_SHOWN
    try:
        print(_data(report, code) if as_json else _words(report, code), flush=True)
    except BrokenPipeError:  # the reader, such as head, has gone; the code says the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _data(report: Report, code: int) -> str:
    return json.dumps({"exit": code, **report.data()}, ensure_ascii=False, indent=2)


def _words(report: Report, code: int) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in sorted(report.counts.items()))
    last = {
        HOLDS: "Nothing that was checked differs.",
        DIFFERS: f"Something differs: {counts}.",
        NOT_SHOWN: "Nothing that was checked differs, and what matters most was not shown: see above.",
    }
    return f"{report.text()}\n{last[code]}"
