"""``licet log``: every screening and act as proof of care; ``licet log verify`` checks the chain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.keeping import open_store, options_of
from licet.cli.options import day
from licet.cli.show import print_json, visible

if TYPE_CHECKING:
    from licet.store.model import LogEntry

_EPILOG = """licet log verify [--expect NUMBER:HASH]   check the whole chain and every signature

Note the line that verify prints outside of this machine: only beside such a note can a log that was
cut short, or made anew, be told from the true one.

exit codes: 0 printed, or nothing is wrong; 1 verify found a fault; 2 bad input."""


def main(words: list[str]) -> int:
    """Print the log, or verify it."""
    if words and words[0] == "verify":
        return _verify(words[1:])
    options = options_of("log", "Every screening and act, the oldest first.", epilog=_EPILOG)
    options.add_argument("--since", type=day, metavar="DATE", help="from the start of this day, UTC")  # fmt: skip
    options.add_argument("--kind", default="", metavar="KIND", help="screening, decision, hold, release, determination, officer, customers, store, purge")  # fmt: skip
    args = options.parse_args(words)
    from licet.store.model import as_data

    with open_store() as store:
        lines = store.log(args.since, args.kind)
        if args.json:
            print_json([as_data(each) for each in lines])
            return PASS
        for each in lines:
            print(visible(_line(each)))
    return PASS


def _line(each: LogEntry) -> str:
    what = each.what
    match each.kind:
        case "screening":
            counts = what["counts"]
            asked = "; ".join(what["asked"]) or f"{counts['queries']:,} parties of {what['file'] or 'a stream'}, sha256 {what['input_sha256'][:12]}"  # fmt: skip
            lists = ", ".join(f"{name} of {of['as_of']}" for name, of in what["lists"].items())
            said = f"{asked}: hits {counts['hits']:,}, not screened {counts['cannot']:,}; searched {lists or 'no list'}"  # fmt: skip
        case "decision":
            said = f"hit {what['hit']}: {what['act']}" + (f" {what['verdict']}" if what["verdict"] else "") + f", now {what['after']}" + (f": {what['reason']}" if what["reason"] else "")  # fmt: skip
        case "hold" | "release":
            said = f"{what['ref']}: {what['reason']}"
        case "determination":
            said = f"{what['determination']}: {what['item']}: {what['status']}"
        case _:
            said = json.dumps(what, ensure_ascii=False, sort_keys=True)
    who = each.who or "-"
    return f"{each.seq} {each.at:%Y-%m-%d %H:%M:%S} {each.hash[:12]} {each.kind} {who}: {said}"


def _verify(words: list[str]) -> int:
    options = options_of(
        "log verify", "Recompute every hash of the log, and check every signature in the store.",
        epilog="exit codes: 0 nothing is wrong; 1 something is; 2 bad input.",
    )  # fmt: skip
    options.add_argument("--expect", default="", metavar="NUMBER:HASH", help="a line that you noted elsewhere, as this command prints it")  # fmt: skip
    args = options.parse_args(words)
    with open_store() as store:
        found = store.verify(args.expect)
    if args.json:
        from licet.store.model import as_data

        print_json(as_data(found))
    else:
        for fault in found.faults:
            print(fault)
        print(f"{found.lines} lines read, {len(found.faults) or 'no'} fault{'' if len(found.faults) == 1 else 's'}. The log ends with {found.last}:{found.hash}")  # fmt: skip
    return DIFFERENT if found.faults else PASS
