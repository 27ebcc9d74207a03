"""JSON lines: one object a line.  Numbers stay as they are written, objects within become ``outer.inner``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.batch.block import LONGEST, Block, Trouble
from licet.batch.bytes import shown, text_of
from licet.batch.identity import of_file
from licet.batch.stream import Stream
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from licet.batch.block import After

_PIECE = 1024 * 1024
_LOOKED = 1_000
"""Lines from which the columns are taken."""
_LARGEST = 2 * LONGEST
"""Bytes of a block, about."""
_SHOWN = 200


class JsonLines:
    """One file of JSON lines.  Columns are the keys of its first thousand lines, in their order."""

    total = None

    def __init__(self, path: Path, *, encoding: str = "") -> None:
        self.path = path
        self.encoding = encoding
        self.what = "JSON lines"
        self.size = None if path.suffix.lower() == ".gz" else path.stat().st_size
        keys: dict[str, None] = {}
        for place, (_, line) in enumerate(self._lines(0)):
            if place == _LOOKED:
                break
            keys |= dict.fromkeys(_read(line)[0])
        if not keys:
            raise InputError("no line of it is a JSON object with a key", Place(str(path)))
        self.heads = tuple(keys)
        self.schema = dict.fromkeys(self.heads, pl.String())

    def identity(self) -> dict[str, Any]:
        """Size, day and both ends of the file."""
        return of_file(self.path)

    def blocks(self, rows: int, after: After = ()) -> Iterator[Block]:
        """Rows behind ``after``: bytes, line, row."""
        at, line, number = after or (0, 1, 1)
        held: list[bytes] = []
        lines: list[int] = []
        start = at
        for size, raw in self._lines(at, line):
            at += size
            if raw.strip():
                held.append(raw)
                lines.append(line)
            line += 1
            if len(held) == rows or (held and at - start >= _LARGEST):
                yield self._block(held, lines, number, (at, line, number + len(held)))
                number, start = number + len(held), at
                held, lines = [], []
        if held:
            yield self._block(held, lines, number, (at, line, number + len(held)))

    def _block(self, held: list[bytes], lines: list[int], number: int, after: After) -> Block:
        troubles: list[Trouble] = []
        columns: dict[str, list[str | None]] = {name: [] for name in self.heads}
        for index, raw in enumerate(held):
            row, fault = _read(raw)
            if fault:
                troubles.append(Trouble(index, "", fault, "one JSON object a line, in UTF-8"))
            for name, cells in columns.items():
                cells.append(row.get(name))
            troubles += [
                Trouble(
                    index, name, f"a key that none of the first {_LOOKED} lines has: {str(value)[:_SHOWN]!r}",
                    "every key in one of them, with null where it says nothing",
                )
                for name, value in row.items() if name not in columns
            ]  # fmt: skip
        frame = pl.DataFrame(columns, schema=self.schema)
        return Block(frame, number, after, lines.__getitem__, tuple(troubles), tuple(held))

    def _lines(self, at: int, line: int = 1) -> Iterator[tuple[int, bytes]]:
        """Each line with the bytes that it takes, without its end."""
        stream = Stream(self.path, self.encoding)
        try:
            rest = stream.skip(at)
            while more := stream.read(_PIECE):
                *whole, rest = (rest + more).split(b"\n")
                for each in whole:
                    line += 1
                    yield len(each) + 1, each.removesuffix(b"\r")
                if len(rest) > LONGEST:
                    raise InputError(f"the line is longer than {LONGEST // 1024 // 1024} MB", Place(str(self.path), line))  # fmt: skip
            if rest:
                yield len(rest), rest
        finally:
            stream.close()


def _read(raw: bytes) -> tuple[dict[str, str | None], str]:
    """A line's cells, and what is wrong with it."""
    if not raw.strip():
        return {}, ""
    try:
        found = json.loads(raw.decode(), parse_float=str, parse_int=str, object_pairs_hook=_object)
    except UnicodeDecodeError:
        return {}, f"bytes that are no UTF-8: {shown(text_of(raw))[:_SHOWN]}"
    except (ValueError, RecursionError) as error:
        return {}, f"{raw.decode()[:_SHOWN]!r}, which is no JSON ({error})"
    if not isinstance(found, dict):
        return {}, f"{raw.decode()[:_SHOWN]!r}, which is no object"
    flat: dict[str, str | None] = {}
    _flatten("", found, flat)
    return flat, ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _flatten(before: str, value: dict[str, Any], flat: dict[str, str | None]) -> None:
    for name, inner in value.items():
        if isinstance(inner, dict):
            _flatten(f"{before}{name}.", inner, flat)
        else:
            flat[f"{before}{name}"] = _cell(inner)


def _cell(value: Any) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case []:
            return "none"
        case [*several] if all(isinstance(each, str) for each in several):
            return " | ".join(several)
        case str():
            return value
    return json.dumps(value, ensure_ascii=False)
