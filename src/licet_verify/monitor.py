"""``python -m licet_verify.monitor DIR|URL``: re-read a whole log from its tiles, and believe nothing.

Every entry, tile and hash is read and computed again, and each case and figure checked as in a
bundle.  Memory stays flat: what must be remembered goes to a private temporary database.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from licet_verify.audit import Audit
from licet_verify.command import CODES, add_trust, run
from licet_verify.faults import Differs, Fault, Unreadable
from licet_verify.files import read_file, write_whole
from licet_verify.findings import Report
from licet_verify.notes import MOST_BYTES
from licet_verify.progress import Progress
from licet_verify.recount import MOST_BYTES as MOST_STATEMENT
from licet_verify.recount import Statement, read_statement
from licet_verify.sources import Source, source_of
from licet_verify.tiles import TILE_WIDTH, Tiles, check_upper_tiles
from licet_verify.tree import check_consistency
from licet_verify.trust import Trust, Weighed, check_steps, log_signed, tell_trust, trust_of, weigh


def monitor(
    source: Source,
    trust: Trust,
    kept: Sequence[tuple[str, bytes]] = (),
    statements: Sequence[str] = (),
) -> tuple[Report, bytes]:
    """Check a whole log; gives the report, and the checkpoint to keep for the next time."""
    report = Report()
    data = source.read("checkpoint", MOST_BYTES)
    if data is None:
        raise Unreadable(source.name, "has no file named checkpoint")
    head = weigh(data, None, trust, f"{source.name}/checkpoint", report)
    if head is None:
        return report, data
    before = [
        each
        for each in (weigh(old, head.checkpoint.origin, trust, name, report) for name, old in kept)
        if each and each.signed
    ]
    tell_trust(head, trust, report)
    check_steps([*before, head], report)
    audit = Audit([*before, head], report)
    try:
        if _read(Tiles(source, head.checkpoint.size), head, audit, report):
            _against(before, head, audit, report)
        audit.finish(list(_statements(statements, head, trust, audit, report)))
    finally:
        audit.scratch.close()
    return report, data


def _read(tiles: Tiles, head: Weighed, audit: Audit, report: Report) -> bool:
    """Whether all entries could be read; a missing or false tile is a finding, and reading goes on."""
    good, progress = True, Progress(tiles.size)
    for number in range(-(-tiles.size // TILE_WIDTH)):
        first = number * TILE_WIDTH
        try:
            entries = tiles.bundle(number)
        except (Differs, Unreadable) as error:
            width = min(TILE_WIDTH, tiles.size - first)
            report.differs(
                "deleted_entry",
                f"entries {first} to {first + width - 1}",
                f"{error.where} {error.what}",
            )
            good = False
            continue
        leaves = [audit.add(first + place, entry) for place, entry in enumerate(entries)]
        good &= _same_hashes(tiles, number, leaves, report)
        progress.step(len(entries))
    progress.done()
    if audit.count != tiles.size:
        return False
    root = audit.scratch.roots({tiles.size})[tiles.size]
    if root != head.checkpoint.root:
        report.differs(
            "wrong_root",
            f"entries 0 to {tiles.size - 1}",
            f"give the root {root.hex()}, and the checkpoint states {head.checkpoint.root.hex()}",
        )
    else:
        report.holds.append(f"all {tiles.size} entries give the root of the checkpoint")
    if good and check_upper_tiles(tiles, report):
        report.holds.append("every tile is there, and its hashes are those of the entries under it")
    return True


def _same_hashes(tiles: Tiles, number: int, leaves: list[bytes], report: Report) -> bool:
    """Whether the lowest tile has the hashes of the entries; names the first entry that differs."""
    path = tiles.path(0, number)
    try:
        served = tiles.hashes(0, number)
    except (Differs, Unreadable) as error:
        report.differs("wrong_root", error.where, error.what)
        return False
    for place, (leaf, wanted) in enumerate(zip(leaves, served, strict=True)):
        if leaf != wanted:
            report.differs(
                "wrong_root",
                f"entry {number * TILE_WIDTH + place}",
                f"is not the one that {path} has the hash of",
            )
            return False
    return True


def _against(before: Sequence[Weighed], head: Weighed, audit: Audit, report: Report) -> None:
    roots = audit.scratch.roots({each.checkpoint.size for each in before})
    for each in before:
        old, new = each.checkpoint, head.checkpoint
        where = f"your checkpoint of {old.size} entries"
        if old.size > new.size:
            report.differs(
                "old_backup_restored",
                where,
                f"is larger than the log's newest, of {new.size} entries",
            )
            continue
        try:
            check_consistency(old.head, (old.size, roots[old.size]), [], where)
        except Differs as error:
            report.differs("fork", error.where, error.what)
        else:
            report.holds.append(
                f"the log begins with exactly the {old.size} entries of a checkpoint that you kept"
            )


def _statements(
    files: Sequence[str], head: Weighed, trust: Trust, audit: Audit, report: Report
) -> list[tuple[str, Statement]]:
    found = []
    for name in files:
        try:
            stated = read_statement(read_file(Path(name), MOST_STATEMENT), name)
        except Unreadable as error:
            report.differs("bad_signature", error.where, error.what)
            continue
        if stated.origin != head.checkpoint.origin or not log_signed(
            stated.note, stated.origin, trust, name, report
        ):
            if stated.origin != head.checkpoint.origin:
                report.differs(
                    "bad_signature",
                    name,
                    f"is of {stated.origin}, and the log is {head.checkpoint.origin}",
                )
        elif stated.size > audit.count:
            report.not_shown.append(
                f"{name}: it speaks of {stated.size} entries, more than are here"
            )
        elif audit.scratch.roots({stated.size})[stated.size] != stated.root:
            report.differs(
                "fork", name, f"speaks of a log of {stated.size} entries with another root"
            )
        else:
            found.append((name, stated))
    return found


def main(words: Sequence[str] | None = None) -> int:
    """Check a log; gives the exit code."""
    prog = "python -m licet_verify.monitor"
    parser = argparse.ArgumentParser(
        prog=prog, epilog=CODES, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Re-read a whole log from its tiles, and check every entry, case and figure.",
    )  # fmt: skip
    parser.add_argument("log", metavar="LOG", help="a folder, a zip file or a web address")
    add_trust(parser)
    parser.add_argument(
        "--keep",
        metavar="FILE",
        type=Path,
        help="a checkpoint from the last run, compared and then replaced when nothing differs",
    )
    parser.add_argument(
        "--statistics",
        action="append",
        default=[],
        metavar="FILE",
        help="a signed statement of figures to recompute; repeat for more",
    )
    args = parser.parse_args(words)

    def check() -> tuple[Report, bool]:
        trust = trust_of(args.key, args.witness, args.witnesses)
        if not trust.logs:
            raise Fault("--key", "is needed: a log's files name no key")
        kept = [*args.kept, *([args.keep] if args.keep and args.keep.exists() else [])]
        report, data = monitor(
            source_of(args.log),
            trust,
            [(str(each), read_file(Path(each), MOST_BYTES)) for each in kept],
            args.statistics,
        )
        if args.keep and not report.counts:
            write_whole(args.keep, data)
        return report, True

    return run(check, prog, as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
