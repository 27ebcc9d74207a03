"""An index kept on disk between runs, so that long lists are not read word by word each time.

A kept index is named by the hash of all that it was made of: the entries, the tables, the code and
the version of Python.  A file that is absent, damaged or of another making is passed over and
written anew; the answers are the same either way.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.names.spellings import Spellings
from licet.names.tables import fingerprint
from licet.screen.index import Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.lists.model import Entry

WORTH_KEEPING = 3000
"""Entries from which an index is kept; below, making it is as fast as reading it."""
_KEPT = 4
"""Files that stay; the oldest go."""
_PLAIN = (
    "published", "path", "spans", "shown", "worth", "numbers", "texts", "by_fold", "by_bones",
    "by_head", "by_words",
)  # fmt: skip
_ARRAYS = ("owner", "held")


def index_of(entries: Sequence[Entry], folder: Path | None) -> Index:
    """The index of ``entries``, from ``folder`` where it is kept."""
    if folder is None or len(entries) < WORTH_KEEPING:
        return Index(entries)
    file = folder / f"{_name(entries)}.index"
    found = _read(file, entries)
    if found is None:
        found = Index(entries)
        with contextlib.suppress(OSError):  # a full or read-only disk costs time, no answer
            _write(file, found)
    return found


def _name(entries: Sequence[Entry]) -> str:
    made = hashlib.sha256(f"{fingerprint()} {sys.version} {marshal.version}".encode())
    for entry in entries:
        made.update("\n".join((entry.id, *entry.names)).encode("utf-8", "replace") + b"\0")
    here = Path(__file__).parent
    for source in sorted((*here.glob("*.py"), *(here.parent / "names").glob("*.py"))):
        made.update(source.read_bytes())
    return made.hexdigest()[:32]


def _read(file: Path, entries: Sequence[Entry]) -> Index | None:
    try:
        data = file.read_bytes()
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return None
        state: dict[str, Any] = marshal.loads(data[32:])  # noqa: S302 - our own bytes, by their hash # nosec B302
        found = Index.__new__(Index)
        found.restore(entries)
        for name in _PLAIN:
            setattr(found, name, state[name])
        for name in _ARRAYS:
            setattr(found, name, array("I", state[name]))
        found.pinyin = bytearray(state["pinyin"])
        found.postings = [array("I", each) for each in state["postings"]]
        found.vocabulary = {text: number for number, text in enumerate(found.texts)}
        found.spellings = Spellings(())
        found.spellings.restore(state["words"], state["pieces"])
    except (OSError, ValueError, EOFError, TypeError, KeyError):
        return None
    return found


def _write(file: Path, index: Index) -> None:
    state: dict[str, Any] = {name: getattr(index, name) for name in _PLAIN}
    state.update({name: getattr(index, name).tobytes() for name in _ARRAYS})
    state["pinyin"] = bytes(index.pinyin)
    state["postings"] = [each.tobytes() for each in index.postings]
    state["words"], state["pieces"] = index.spellings.state()
    data = marshal.dumps(state)
    file.parent.mkdir(parents=True, exist_ok=True)
    waiting = file.with_suffix(f".{os.getpid()}.part")
    try:
        waiting.write_bytes(hashlib.sha256(data).digest() + data)
        waiting.replace(file)
    finally:
        waiting.unlink(missing_ok=True)
    kept = sorted(file.parent.glob("*.index"), key=lambda each: -each.stat().st_mtime)
    for old in kept[_KEPT:]:
        old.unlink(missing_ok=True)
