"""The bytes of a text file in order, as UTF-8: packed or not, in whatever encoding it says it has."""

from __future__ import annotations

import codecs
import gzip
from typing import IO, TYPE_CHECKING, Any

from licet.errors import InputError, Place

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_UTF8 = ("utf-8", "utf8", "utf-8-sig", "ascii")
_PIECE = 4 * 1024 * 1024


class Stream:
    """A file read from its start, or on from a place in its text.

    ``encoding`` is what the user says; without it a mark at the start decides, and else it is UTF-8.
    """

    def __init__(self, path: Path, encoding: str = "") -> None:
        self.path = path
        if encoding and encoding.lower() not in _UTF8:
            _decoder(encoding)  # before a file is open that nobody would close
        self._file: IO[bytes] = _opened(path)
        head = self._file.read(4)
        mark, found = next(((m, e) for m, e in _MARKS if head.startswith(m)), (b"", "utf-8"))
        self.encoding = encoding.lower() or found
        self.marked = bool(mark)
        self._skipped = len(mark) if self.encoding in _UTF8 and found == "utf-8" else 0
        self._decoder: Any = None
        if self.encoding not in _UTF8:
            self._decoder = _decoder(self.encoding)
        self._file.seek(self._skipped)
        self._rest = b""

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def read(self, size: int) -> bytes:
        """At least ``size`` bytes more, fewer only at the end."""
        if self._decoder is None:
            return self._raw(size)
        parts = []
        while size > 0:
            raw = self._raw(_PIECE)
            try:
                part = self._decoder.decode(raw, final=not raw).encode()
            except UnicodeDecodeError as error:
                raise InputError(
                    f"not all of it is {self.encoding}: {error.reason}; name its encoding with --encoding",
                    Place(str(self.path)),
                ) from None
            parts.append(part)
            size -= len(part)
            if not raw:
                break
        return b"".join(parts)

    def skip(self, size: int) -> bytes:
        """Go on behind ``size`` bytes of the text; gives what was read beyond that."""
        if self._decoder is None:
            self._file.seek(self._skipped + size)
            return b""
        while size > 0 and (part := self.read(min(size, _PIECE))):
            if len(part) > size:
                return part[size:]
            size -= len(part)
        return b""

    def _raw(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except (OSError, EOFError) as error:
            raise InputError(
                f"it cannot be read to its end: {error}", Place(str(self.path))
            ) from None


def _opened(path: Path) -> IO[bytes]:
    try:
        return gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb")  # type: ignore[return-value]
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", Place(str(path))) from None


def _decoder(encoding: str) -> Any:
    try:
        return codecs.getincrementaldecoder(encoding)()
    except LookupError:
        raise InputError(f"no encoding is called {encoding!r}; cp1252, latin-1, utf-16 and gb18030 are some") from None  # fmt: skip
