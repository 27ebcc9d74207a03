"""Tiles: a tree and its entries as static files (c2sp.org/tlog-tiles).  Paths, forms, and reading them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

from licet.errors import InputError
from licet.publiclog.tree import HASH_SIZE, perfect

HEIGHT = 8
WIDTH = 1 << HEIGHT
"""Hashes of a full tile, and entries of a full bundle."""

KEPT = 64
"""Tiles that a reader keeps in memory, 8 KiB each."""

Read = Callable[[str], bytes | None]
"""The content at a path below the log's prefix; None where there is nothing."""


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """Where a tile of hashes is.

    >>> tile_path(0, 1234067), tile_path(1, 0, 17)
    ('tile/0/x001/x234/067', 'tile/1/000.p/17')
    """
    return f"tile/{level}/{_number(number, width)}"


def entries_path(number: int, width: int = WIDTH) -> str:
    """Where the entries under a tile of level 0 are.

    >>> entries_path(273, 112)
    'tile/entries/273.p/112'
    """
    return f"tile/entries/{_number(number, width)}"


def _number(number: int, width: int) -> str:
    text = f"{number:03}"
    text = text.zfill(-(-len(text) // 3) * 3)
    groups = [text[i : i + 3] for i in range(0, len(text), 3)]
    path = "/".join([*(f"x{each}" for each in groups[:-1]), groups[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"


def width_of(level: int, number: int, size: int) -> int:
    """How many hashes tile ``number`` of a level has in a tree of ``size`` leaves; 0 where it has none.

    >>> (
    ...     width_of(0, 273, 70_000),
    ...     width_of(1, 1, 70_000),
    ...     width_of(2, 0, 70_000),
    ...     width_of(0, 0, 256),
    ... )
    (112, 17, 1, 256)
    """
    return max(0, min(WIDTH, (size >> HEIGHT * level) - WIDTH * number))


def packed(entries: Sequence[bytes]) -> bytes:
    """A bundle of entries: for each its length in two bytes, big-endian, and its bytes."""
    return b"".join(len(each).to_bytes(2, "big") + each for each in entries)


def unpacked(data: bytes) -> list[bytes]:
    """The entries of a bundle.

    Raises:
        InputError: it ends in the middle of an entry.
    """
    found, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise InputError("A bundle of entries ends in the middle of one.")
        found.append(data[at + 2 : end])
        at = end
    return found


class Tiles:
    """The tree of ``size`` leaves, read from its tiles; what was read lately is kept."""

    def __init__(self, read: Read, size: int) -> None:
        self.size = size
        self.reads = 0
        self._read = read
        self._kept: OrderedDict[tuple[int, int], bytes] = OrderedDict()

    def node(self, level: int, index: int) -> bytes:
        """The hash of a perfect subtree: see ``tree.Node``."""
        tile_level, row = divmod(level, HEIGHT)
        number, first = divmod(index << row, WIDTH)
        tile = self._tile(tile_level, number)
        hashes = [_hash(tile, first + i) for i in range(1 << row)]
        return perfect(hashes)

    def edge(self, level: int) -> list[bytes]:
        """The hashes of the last, partial tile of a level; none where the level ends with a full one."""
        number, width = divmod(self.size >> HEIGHT * level, WIDTH)
        tile = self._tile(level, number) if width else b""
        return [_hash(tile, i) for i in range(width)]

    def bundle(self, number: int) -> list[bytes]:
        """The entries ``256 * number`` and following, up to the end of their bundle or of the tree."""
        width = width_of(0, number, self.size)
        data = self._content(entries_path, number, width)
        return unpacked(data)[:width]

    def entries(self, start: int, end: int) -> Iterator[bytes]:
        """The entries from ``start`` up to ``end``, a bundle in memory at a time."""
        while start < end:
            number, first = divmod(start, WIDTH)
            found = self.bundle(number)[first : first + end - start]
            if not found:
                raise InputError(f"The bundle {entries_path(number)} has no entry {start}.")
            yield from found
            start += len(found)

    def _tile(self, level: int, number: int) -> bytes:
        key = (level, number)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        width = width_of(level, number, self.size)
        data = self._content(lambda n, w=WIDTH: tile_path(level, n, w), number, width)
        if len(data) < width * HASH_SIZE or not width:
            raise InputError(f"Tile {tile_path(level, number)} is shorter than {width} hashes.")
        self._kept[key] = data
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return data

    def _content(self, path: Callable[..., str], number: int, width: int) -> bytes:
        """A partial file, or the full one that took its place since."""
        for each in dict.fromkeys((width, WIDTH)):
            self.reads += 1
            found = self._read(path(number, each))
            if found is not None:
                return found
        raise InputError(f"The log lacks {path(number, width)}. Bring it back from a copy of the log.")  # fmt: skip


def _hash(tile: bytes, index: int) -> bytes:
    return tile[index * HASH_SIZE : (index + 1) * HASH_SIZE]
