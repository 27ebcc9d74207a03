"""The public log from a thousand to a million entries: appends, proofs, memory.

One process grows one log with full durability and tells of it at each size; its peak of memory is its own.
Beside each rate of appends stands what the disk gave in the same minute to a program that only writes a
small file, has it kept, and puts it in place.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.table import table
from benchmarks.timing import each, progress
from licet.disk import put, sync_folder
from licet.publiclog import tree
from licet.publiclog.commitments import sealed
from licet.publiclog.entry import event
from licet.publiclog.log import Log, begin
from licet.publiclog.note import new_signer
from licet_verify.tree import check_inclusion

SIZES = (1_000, 10_000, 100_000, 1_000_000)
BATCH = 1_000
SINGLY = 60
PROOFS = 200
ENTRY = 700
"""Bytes of an entry, about what an event with three confidential fields takes."""


def run(*, rounds: int, quick: bool) -> dict[str, Any]:
    """Figures at each size; ``rounds`` is of no use, one growth is one round."""
    del rounds
    sizes = SIZES[:2] if quick else SIZES
    with tempfile.TemporaryDirectory(prefix="licet-log-") as folder:
        words = [sys.executable, "-m", "benchmarks.publiclog", folder, *map(str, sizes)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - ourselves
            assert child.stdout is not None
            found = [json.loads(line) for line in child.stdout]
    return {"entry_bytes": ENTRY, "batch": BATCH, "entries": _entries(), "sizes": found}


def shown(found: dict[str, Any]) -> str:
    """One line a size."""
    heads = (
        "entries", f"in batches of {found['batch']:,}: /s", "singly: /s", "bare file kept: /s", "proof bytes",
        "tiles read", "made ms", "checked ms", "consistency bytes", "open ms", "peak MiB",
    )  # fmt: skip
    names = (
        "entries", "batched", "singly", "bare", "proof_bytes", "reads", "made_ms", "checked_ms",
        "consistency_bytes", "open_ms", "peak_mib",
    )  # fmt: skip
    rows = [[_cell(line[name]) for name in names] for line in found["sizes"]]
    made = found["entries"]
    title = (
        f"The public log, entries of {found['entry_bytes']} bytes, fsync at every append\n"
        f"(an entry with three commitments of {made['bytes']} bytes is made {made['per_second']:,.0f} times a second)"
    )
    return table(title, heads, rows)


def _cell(value: float) -> str:
    return f"{value:,.2f}" if isinstance(value, float) and value < 10 else f"{value:,.0f}"


def _entries() -> dict[str, Any]:
    now = datetime(2026, 1, 15, tzinfo=UTC)

    def make(number: int) -> bytes:
        secret = {"applicant": f"firm {number}", "units": number, "end_user": "x"}
        return event("registered", now, {"clock": "start"}, sealed(secret)).data

    return {"bytes": len(make(0)), "per_second": each(make, range(2_000)).per_second}


def _made(start: int, end: int) -> Iterator[bytes]:
    for number in range(start, end):
        yield b"%08d" % number + b"x" * (ENTRY - 8)


def _grow(folder: Path, sizes: list[int]) -> Iterator[dict[str, Any]]:
    log = begin(folder / "log", new_signer("bench.example/log"))
    for size in sizes:
        before = log.latest()[0].size
        start = perf_counter()
        for at in range(before, size - SINGLY, BATCH):
            log.append(_made(at, min(at + BATCH, size - SINGLY)), at=at)
            if at % 100_000 == 0:
                progress(f"publiclog: {at:,} entries")
        batched = (size - SINGLY - before) / (perf_counter() - start)
        singly = each(lambda at: log.append(_made(at, at + 1), at=at), range(size - SINGLY, size))
        yield {
            "entries": size, "batched": batched, "singly": singly.per_second, "bare": _bare(folder), **_proofs(log),
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }  # fmt: skip


def _bare(folder: Path) -> float:
    def keep(number: int) -> None:
        put(folder / "bare", b"%d" % number)
        sync_folder(folder)

    return each(keep, range(SINGLY)).per_second


def _proofs(log: Log) -> dict[str, Any]:
    now = log.latest()[0]
    chosen = random.Random(7).sample(range(now.size), min(PROOFS, now.size))  # noqa: S311 - a seed
    reads: list[int] = []
    proofs: list[list[bytes]] = []

    def prove(index: int) -> None:
        tiles = log.tiles()
        proofs.append(tree.inclusion(tiles.node, index, now.size))
        reads.append(tiles.reads)

    made = each(prove, chosen)
    leaves = [tree.leaf_hash(next(_made(index, index + 1))) for index in chosen]
    head = (now.size, now.root)
    checked = each(
        lambda i: check_inclusion(leaves[i], chosen[i], head, proofs[i]),  # the stranger's program
        range(len(chosen)),
    )
    grown = tree.consistency(log.tiles().node, now.size * 2 // 3, now.size)
    opened = each(lambda _: Log(log.folder, log.signer).append([]), range(5))
    return {
        "proof_bytes": max(len(each_) for each_ in proofs) * tree.HASH_SIZE, "reads": max(reads),
        "made_ms": made.median_ms, "checked_ms": checked.median_ms,
        "consistency_bytes": len(grown) * tree.HASH_SIZE, "open_ms": opened.median_ms,
    }  # fmt: skip


if __name__ == "__main__":
    for line in _grow(Path(sys.argv[1]), [int(each_) for each_ in sys.argv[2:]]):
        print(json.dumps(line), flush=True)
