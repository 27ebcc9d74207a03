"""A log as static files: c2sp.org/tlog-tiles.

Whatever is read here is only a hint until a hash over it leads to the root of a signed checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from licet_verify.faults import Differs, Unreadable
from licet_verify.findings import Report
from licet_verify.sources import Source
from licet_verify.tree import HASH_BYTES, root_of

TILE_WIDTH, TILE_HEIGHT = 256, 8
ENTRIES = "entries"
_MOST_ENTRY_BYTES = 1 << 16
MOST_BUNDLE_BYTES = TILE_WIDTH * (_MOST_ENTRY_BYTES + 2)


def tile_path(level: int | str, number: int, width: int = TILE_WIDTH) -> str:
    """Where a tile lies under the log's folder; ``level`` may be ``"entries"``.

    >>> tile_path(0, 1234067), tile_path("entries", 5, 112)
    ('tile/0/x001/x234/067', 'tile/entries/005.p/112')
    """
    parts = [f"{number % 1000:03}"]
    while number >= 1000:  # noqa: PLR2004 - three digits a folder
        number //= 1000
        parts.insert(0, f"x{number % 1000:03}")
    tail = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(parts)}{tail}"


class Tiles:
    """The tiles of a log at one size."""

    def __init__(self, source: Source, size: int) -> None:
        self.source = source
        self.size = size
        self.hashes = lru_cache(maxsize=64)(self._hashes)
        """The hashes of one tile, by level and number."""

    def bundle(self, number: int) -> list[bytes]:
        """The entries of one bundle, each with the length before it in two bytes."""
        width = min(TILE_WIDTH, self.size - number * TILE_WIDTH)
        data, where, full = self._read(ENTRIES, number, width, MOST_BUNDLE_BYTES)
        found: list[bytes] = []
        at = 0
        while len(found) < width:
            end = at + 2 + int.from_bytes(data[at : at + 2], "big")
            if at + 2 > len(data) or end > len(data):
                raise Unreadable(where, f"ends within entry {number * TILE_WIDTH + len(found)}")
            found.append(data[at + 2 : end])
            at = end
        if at != len(data) and not full:
            raise Unreadable(where, f"goes on for {len(data) - at} bytes after its {width} entries")
        return found

    def path(self, level: int, number: int) -> str:
        """Where a tile of hashes lies at this size."""
        return tile_path(level, number, self._width(level, number))

    def _width(self, level: int, number: int) -> int:
        return min(TILE_WIDTH, (self.size >> TILE_HEIGHT * level) - number * TILE_WIDTH)

    def node(self, height: int, index: int) -> bytes:
        """The root over leaves ``index * 2**height`` to ``(index + 1) * 2**height``, all of which exist."""
        level, rest = divmod(height, TILE_HEIGHT)
        number, place = divmod(index << rest, TILE_WIDTH)
        row = self.hashes(level, number)[place : place + (1 << rest)]
        return root_of(row)

    def _hashes(self, level: int, number: int) -> tuple[bytes, ...]:
        width = self._width(level, number)
        data, where, full = self._read(level, number, width, TILE_WIDTH * HASH_BYTES)
        if len(data) < width * HASH_BYTES or (len(data) != width * HASH_BYTES and not full):
            raise Unreadable(where, f"has {len(data)} bytes, not {width * HASH_BYTES}")
        return tuple(data[i : i + HASH_BYTES] for i in range(0, width * HASH_BYTES, HASH_BYTES))

    def _read(
        self, level: int | str, number: int, width: int, most: int
    ) -> tuple[bytes, str, bool]:
        """A tile's bytes, where it was, and whether a full tile stood in for a partial one."""
        path = tile_path(level, number, width)
        data = self.source.read(path, most)
        if data is not None:
            return data, path, False
        if width < TILE_WIDTH:
            whole = tile_path(level, number)
            data = self.source.read(whole, most)
            if data is not None:
                return data, whole, True
        raise Differs(path, f"is missing, and a log of {self.size} entries must have it")


def parents(tiles: Tiles) -> Iterator[tuple[int, int]]:
    """Level and number of every tile above level nought that a log of this size must have."""
    level = 1
    while tiles.size >> TILE_HEIGHT * level:
        for number in range(-(-(tiles.size >> TILE_HEIGHT * level) // TILE_WIDTH)):
            yield level, number
        level += 1


def check_upper_tiles(tiles: Tiles, report: Report) -> bool:
    """Whether each hash above level nought is the root of the full tile under it."""
    before = report.counts.total()
    for level, number in parents(tiles):
        path = tiles.path(level, number)
        try:
            for place, found in enumerate(tiles.hashes(level, number)):
                under = number * TILE_WIDTH + place
                if root_of(tiles.hashes(level - 1, under)) != found:
                    report.differs(
                        "wrong_root",
                        f"{path}, hash {place}",
                        f"is not the root of {tile_path(level - 1, under)}",
                    )
        except (Differs, Unreadable) as error:
            report.differs("wrong_root", error.where, error.what)
    return report.counts.total() == before
