"""A bundle: one file with entries, proofs, checkpoints, opened fields and statements, to check offline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from licet.publiclog import tree
from licet.publiclog.checkpoint import Checkpoint, read_checkpoint
from licet.publiclog.commitments import Opening
from licet.publiclog.entry import told_time
from licet.publiclog.log import Log
from licet.publiclog.note import WITNESS, Note, Verifier, base64_text
from licet.publiclog.tiles import Tiles
from licet.record import record

FORMAT = "licet-bundle/1"


@record
class Contents:
    """What goes into a bundle beside its entries.

    ``openings`` are by index of the entry; ``earlier`` are older checkpoints of the log, by rising size;
    ``statistics`` signed statements.
    """

    made: datetime
    keys: tuple[Verifier, ...] = ()
    earlier: tuple[Note, ...] = ()
    openings: Mapping[int, Sequence[Opening]] | None = None
    statistics: tuple[Note, ...] = ()


def whole_log(log: Log, contents: Contents) -> Iterator[bytes]:
    """The lines of a bundle of all entries; memory does not grow with the log."""
    checkpoint, head = log.latest()
    tiles = log.tiles(checkpoint.size)
    lines = (
        {"line": "entry", "index": index, "entry": data.decode()}
        for index, data in enumerate(tiles.entries(0, tiles.size))
    )
    return _ended(_lines(log, contents, head, tiles, scope="log", entries=lines))


def of_entries(log: Log, indexes: Iterable[int], contents: Contents) -> Iterator[bytes]:
    """The lines of a bundle of some cases: ``indexes`` are all entries of those cases."""
    checkpoint, head = log.latest()
    tiles = log.tiles(checkpoint.size)
    lines = (
        {
            "line": "entry", "index": index, "entry": next(tiles.entries(index, index + 1)).decode(),
            "proof": _hexes(tree.inclusion(tiles.node, index, tiles.size)),
        }
        for index in sorted(set(indexes))
    )  # fmt: skip
    return _ended(_lines(log, contents, head, tiles, scope="cases", entries=lines))


def tlog_proof(log: Log, index: int) -> str:
    """The proof for one entry in the form c2sp.org/tlog-proof@v1; the entry itself is not in it."""
    checkpoint, head = log.latest()
    proof = tree.inclusion(log.tiles(checkpoint.size).node, index, checkpoint.size)
    hashes = "".join(f"{base64_text(each)}\n" for each in proof)
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{head}"


def _lines(
    log: Log,
    contents: Contents,
    head: Note,
    tiles: Tiles,
    *,
    scope: str,
    entries: Iterable[Mapping[str, Any]],
) -> Iterator[Mapping[str, Any]]:
    made = told_time(contents.made)
    yield {"line": "bundle", "format": FORMAT, "origin": log.key.name, "made": made, "scope": scope}
    for key in dict.fromkeys((log.key, *contents.keys)):
        role = "witness" if key.type == WITNESS else "log"
        yield {"line": "key", "role": role, "vkey": key.vkey}
    notes = (*contents.earlier, head)
    for note in notes:
        yield {"line": "checkpoint", "note": str(note)}
    for older, newer in pairwise(notes):
        yield _consistency(tiles, read_checkpoint(older), read_checkpoint(newer))
    yield from entries
    for index, openings in sorted((contents.openings or {}).items()):
        for each in sorted(openings, key=lambda opening: opening.field):
            yield {
                "line": "opening", "index": index, "field": each.field, "value": each.value,
                "salt": each.salt.hex(),
            }  # fmt: skip
    for note in contents.statistics:
        yield {"line": "statistics", "note": str(note)}


def _consistency(tiles: Tiles, older: Checkpoint, newer: Checkpoint) -> dict[str, Any]:
    proof = tree.consistency(tiles.node, older.size, newer.size)
    return {"line": "consistency", "from": older.size, "to": newer.size, "proof": _hexes(proof)}


def _ended(lines: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    digest, count = hashlib.sha256(), 0
    for each in lines:
        written = _written(each)
        digest.update(written)
        count += 1
        yield written
    yield _written({"line": "end", "lines": count, "sha256": digest.hexdigest()})


def _written(line: Mapping[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _hexes(hashes: Iterable[bytes]) -> list[str]:
    return [each.hex() for each in hashes]
