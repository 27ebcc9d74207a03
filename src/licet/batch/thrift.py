"""Thrift's compact protocol, as far as the footer of a Parquet file needs it.

No library that we use can move a Parquet file's row groups into another file without reading and
writing every value again.  Their bytes can be copied as they are; only the places in the footer
change, and this reads and writes that footer.  A structure is a dictionary of its field numbers to
``(type, value)``; a list is ``(type of its elements, values)``.  What is not known is kept.

Format: the Thrift project's ``thrift-compact-protocol.md``.
"""

from __future__ import annotations

from typing import Any

TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)
Struct = dict[int, tuple[int, Any]]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self) -> int:
        """A number of seven bits a byte, the lowest first."""
        found = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            found |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004 - the eighth bit says that more follow
                return found
            shift += 7

    def signed(self) -> int:
        found = self.number()
        return found >> 1 ^ -(found & 1)

    def taken(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def value(self, kind: int) -> Any:
        match kind:
            case 1 | 2:  # in a structure the type is the value; in a list it is a byte
                return kind == TRUE
            case 3 | 8:
                return self.taken(1 if kind == BYTE else self.number())
            case 4 | 5 | 6:
                return self.signed()
            case 7:
                return self.taken(8)
            case 9 | 10:
                return self.several()
            case 12:
                return self.struct()
        raise ValueError(f"type {kind} stands in no Parquet footer")

    def several(self) -> tuple[int, list[Any]]:
        head = self.taken(1)[0]
        size, kind = head >> 4, head & 15
        if size == 15:  # noqa: PLR2004 - the size follows as a number
            size = self.number()
        if kind in (TRUE, FALSE):
            return kind, [self.taken(1)[0] == TRUE for _ in range(size)]
        return kind, [self.value(kind) for _ in range(size)]

    def struct(self) -> Struct:
        found: Struct = {}
        field = 0
        while head := self.taken(1)[0]:
            step, kind = head >> 4, head & 15
            field = field + step if step else self.signed()
            found[field] = (kind, self.value(kind))
        return found


def read(data: bytes) -> Struct:
    """The structure at the start of ``data``; ``IndexError`` or ``ValueError`` where there is none."""
    return _Reader(data).struct()


def written(struct: Struct) -> bytes:
    """A structure as bytes.

    >>> read(written({1: (I32, -3), 20: (LIST, (BINARY, [b"a"])), 21: (TRUE, True)}))
    {1: (5, -3), 20: (9, (8, [b'a'])), 21: (1, True)}
    """
    out = bytearray()
    _put(out, STRUCT, struct)
    return bytes(out)


def _number(out: bytearray, value: int) -> None:
    while value >= 0x80:  # noqa: PLR2004 - seven bits a byte
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _put(out: bytearray, kind: int, value: Any) -> None:
    match kind:
        case 3 | 7:
            out += value
        case 4 | 5 | 6:
            _number(out, value << 1 if value >= 0 else (-value << 1) - 1)
        case 8:
            _number(out, len(value))
            out += value
        case 9 | 10:
            inner, values = value
            _head(out, len(values), inner)
            for each in values:
                if inner in (TRUE, FALSE):
                    out.append(TRUE if each else FALSE)
                else:
                    _put(out, inner, each)
        case 12:
            _fields(out, value)


def _head(out: bytearray, size: int, kind: int) -> None:
    if size < 15:  # noqa: PLR2004 - as much as four bits hold
        out.append(size << 4 | kind)
    else:
        out.append(0xF0 | kind)
        _number(out, size)


def _fields(out: bytearray, struct: Struct) -> None:
    last = 0
    for field, (given, value) in sorted(struct.items()):
        kind = (TRUE if value else FALSE) if given in (TRUE, FALSE) else given
        if 0 < field - last <= 15:  # noqa: PLR2004 - as much as four bits hold
            out.append(field - last << 4 | kind)
        else:
            out.append(kind)
            _put(out, I16, field)
        if kind not in (TRUE, FALSE):
            _put(out, kind, value)
        last = field
    out.append(0)
