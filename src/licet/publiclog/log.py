"""A log on a disk: it grows, tells its checkpoint, and proves what is in it.

Whatever stops an append half-way (a kill, a full disk), the log is as its last checkpoint says: tiles and
entries are on the disk before the checkpoint that covers them is put in place, and files beyond the checkpoint
mean nothing and are written anew.  Memory does not grow with the log: the right edge of the tree is held, at
most 255 hashes a level and 255 entries.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from licet.disk import locked, put, sweep, sync_folder
from licet.errors import InputError, Place
from licet.publiclog import tree
from licet.publiclog.checkpoint import Checkpoint, verified_checkpoint
from licet.publiclog.entry import LONGEST
from licet.publiclog.note import Note, Signer, Verifier
from licet.publiclog.tiles import HEIGHT, WIDTH, Read, Tiles, entries_path, packed, tile_path

CHECKPOINT = "checkpoint"
PUBLIC = 0o644
"""All files of a log may be read by anyone, a web server first of all."""

PATIENCE = 60.0
"""Seconds to wait for another process that appends."""


def folder_reader(folder: Path) -> Read:
    """Reads the files of a log in a folder."""

    def read(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except FileNotFoundError:
            return None

    return read


def begin(folder: Path, signer: Signer) -> Log:
    """Start a log with no entries, once in the life of its key: a second log of one key is a fork of the first.

    Raises:
        InputError: there is a log in ``folder``.
    """
    with _locked(folder):
        if (folder / CHECKPOINT).exists():
            raise InputError("There is a log already; open it, it goes on.", Place(str(folder)))
        _publish(folder, Checkpoint(signer.name, 0, tree.EMPTY_ROOT).signed(signer))
    return Log(folder, signer)


class Log:
    """The log in ``folder``, whose key is ``signer``; its origin is the name of the key.

    Several processes may have one log open: each append takes the folder's lock and goes on from the
    checkpoint that it finds.
    """

    def __init__(self, folder: Path, signer: Signer) -> None:
        self.folder = folder
        self.signer = signer
        self.key: Verifier = signer.verifier
        self._held: tuple[Checkpoint, _Edge] | None = None
        self.latest()

    def latest(self) -> tuple[Checkpoint, Note]:
        """The checkpoint in place, and its note with the cosignatures so far.

        Raises:
            InputError: there is none, or it is not signed by this log's key.
        """
        try:
            data = (self.folder / CHECKPOINT).read_bytes()
        except OSError as error:
            raise InputError(
                f"No log can be read here ({error.strerror}). If there was one, bring it back: to begin anew with "
                "its key would be a fork.",
                Place(str(self.folder)),
            ) from None
        return verified_checkpoint(data, self.key)

    def tiles(self, size: int | None = None) -> Tiles:
        """The tree as it is, or was at ``size``; one who has the checkpoint at hand says its size."""
        return Tiles(folder_reader(self.folder), self.latest()[0].size if size is None else size)

    def append(self, entries: Iterable[bytes], *, at: int | None = None) -> Checkpoint:
        """Put entries behind the last one and sign a checkpoint over them; they count once this returns.

        ``at`` is the size that the log must have: someone who appends after a crash from a queue says
        where the queue goes on, and nothing is put in twice.

        Raises:
            InputError: the log has another size, an entry is too long, or the disk takes no more.
                The log is as it was.
        """
        with _locked(self.folder):
            before, edge = self._loaded()
            if at is not None and at != before.size:
                raise InputError(f"The log has {before.size} entries, not {at}: go on from there.")
            self._held = None  # what is in memory is ahead of the disk until this is done
            try:
                for each in entries:
                    edge.add(each)
                edge.flush()
                if edge.size == before.size:
                    found = before
                else:
                    found = Checkpoint(self.key.name, edge.size, edge.root())
                    _publish(self.folder, found.signed(self.signer))
                    edge.clear()
            except OSError as error:
                raise InputError(
                    f"The log cannot be written: {error.strerror}. It has {self.latest()[0].size} entries; "
                    "make room and go on from there.",
                    Place(str(self.folder)),
                ) from None
            self._held = found, edge
        return found

    def cosigned(self, note: Note) -> bool:
        """Put the checkpoint with cosignatures in place, unless the log has grown since."""
        with _locked(self.folder):
            there = self.latest()[1]
            if there.text != note.text:
                return False
            lines = dict.fromkeys((*there.signatures, *note.signatures))
            _publish(self.folder, Note(there.text, tuple(lines)))
        return True

    def _loaded(self) -> tuple[Checkpoint, _Edge]:
        """The checkpoint and the right edge of its tree: that in memory if it is the same, else from the disk."""
        now = self.latest()[0]
        if self._held is not None and self._held[0] == now:
            return self._held
        if self._held is not None and now.size <= self._held[0].size:
            raise InputError(
                f"The log had {self._held[0].size} entries and now has {now.size}, or others: an old copy "
                "was put in its place. Bring the newer one back; nothing is appended to this one.",
                Place(str(self.folder)),
            )
        edge = _Edge(self.folder, self.tiles(now.size))
        if edge.root() != now.root:
            raise InputError(
                f"The tiles do not give the root of the checkpoint of size {now.size}: a file was changed. "
                "Bring the log back from a copy; nothing is appended to it.",
                Place(str(self.folder)),
            )
        return now, edge


def _publish(folder: Path, note: Note) -> None:
    put(folder / CHECKPOINT, str(note).encode(), mode=PUBLIC)
    sync_folder(folder)


def _locked(folder: Path) -> contextlib.AbstractContextManager[None]:
    busy = InputError(f"Another process has been appending for {PATIENCE:.0f} s.", Place(str(folder)))  # fmt: skip
    return locked(folder, PATIENCE, busy)


class _Edge:
    """The partial tiles on the right of the tree, from which it grows."""

    def __init__(self, folder: Path, tiles: Tiles) -> None:
        self.folder = folder
        self.size = tiles.size
        levels = -(-max(1, tiles.size).bit_length() // HEIGHT)
        self.hashes = [tiles.edge(level) for level in range(levels)]
        number, width = divmod(self.size, WIDTH)
        self.entries = tiles.bundle(number) if width else []
        self._touched: dict[Path, None] = {}
        self._full: list[Path] = []
        self._grown: set[int] = set()
        for level in range(levels):
            self._sweep(folder / tile_path(level, self._number(level), 1))
        self._sweep(folder / entries_path(number, 1))

    def add(self, entry: bytes) -> None:
        """One more leaf; tiles that it fills are written."""
        if len(entry) > LONGEST:
            raise InputError(f"An entry has {len(entry):,} bytes; the log takes {LONGEST:,}.")
        self.entries.append(entry)
        self.hashes[0].append(tree.leaf_hash(entry))
        self._grown.add(0)
        self.size += 1
        if len(self.entries) < WIDTH:
            return
        number = self.size // WIDTH - 1
        self._write(entries_path(number), packed(self.entries))
        self.entries = []
        level = 0
        while len(self.hashes[level]) == WIDTH:
            full = self.hashes[level]
            self._write(tile_path(level, number), b"".join(full))
            if level + 1 == len(self.hashes):
                self.hashes.append([])
            self.hashes[level + 1].append(tree.perfect(full))
            self.hashes[level] = []
            self._grown.add(level + 1)
            level, number = level + 1, number // WIDTH

    def flush(self) -> None:
        """Write the partial tiles, and have the disk know all names."""
        for level in self._grown:
            if hashes := self.hashes[level]:
                self._write(tile_path(level, self._number(level), len(hashes)), b"".join(hashes))
        if self._grown and self.entries:
            self._write(entries_path(self._number(0), len(self.entries)), packed(self.entries))
        for folder in self._touched:
            sync_folder(folder)
        self._touched.clear()
        self._grown.clear()

    def clear(self) -> None:
        """Drop the partial tiles whose full ones are now under a checkpoint."""
        for full in self._full:
            partial = full.with_name(f"{full.name}.p")
            with contextlib.suppress(OSError):  # it costs room alone
                for each in partial.iterdir():
                    each.unlink()
                partial.rmdir()
        self._full.clear()

    def root(self) -> bytes:
        """The root over all leaves: each perfect subtree of its sum lies in a partial tile."""
        return tree.root(self._node, self.size)

    def _node(self, level: int, index: int) -> bytes:
        tile_level, row = divmod(level, HEIGHT)
        first = (index << row) % WIDTH
        return tree.perfect(self.hashes[tile_level][first : first + (1 << row)])

    def _number(self, level: int) -> int:
        return self.size >> HEIGHT * (level + 1)

    def _write(self, path: str, data: bytes) -> None:
        file = self.folder / path
        self._make(file.parent)
        put(file, data, mode=PUBLIC)
        self._touched[file.parent] = None
        if not file.parent.name.endswith(".p"):
            self._full.append(file)

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make(folder.parent)
            folder.mkdir(exist_ok=True)
            self._touched[folder.parent] = None

    def _sweep(self, partial: Path) -> None:
        for folder in (partial.parent, partial.parent.parent):
            sweep(folder)
