"""Where the records of a delimited text end: at the speed of reading, as long as the text keeps the rules.

``scan`` looks at all bytes at once and takes only what is beyond doubt: quotes in pairs around whole
cells, as many cells in each record as the header has.  Where anything else stands, ``licet.batch.careful``
reads the same bytes one record at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from licet.batch.block import LONGEST
from licet.record import record

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEWLINE, _RETURN, _QUOTE = 10, 13, 34


@record
class Scan:
    """The first records of some bytes: how many, the bytes that they take, and on which line each starts.

    ``lines`` counts from nought; None where each record is one line.  ``newlines`` is how many lines they take.
    """

    count: int
    size: int
    lines: Any
    newlines: int


def scan(data: bytes, separator: bytes, width: int, rows: int, *, last: bool) -> Scan:
    """The first records of ``data``, at most ``rows``, up to one that needs the careful reader.

    ``data`` starts at a record.  ``last``: nothing comes after it.
    """
    codes = np.frombuffer(data, np.uint8)
    breaks = np.flatnonzero(codes == _NEWLINE)
    quotes = np.flatnonzero(codes == _QUOTE) if b'"' in data else None
    ends = breaks if quotes is None else breaks[_outside(quotes, breaks)]
    if last and data and data[-1] != _NEWLINE and (quotes is None or not len(quotes) % 2):
        ends = np.append(ends, len(data))
    ends = ends[:rows]
    starts = np.concatenate(([0], ends[:-1] + 1))[: len(ends)]
    size = min(int(ends[-1]) + 1, len(data)) if len(ends) else 0
    if quotes is not None:
        quotes = quotes[quotes < size]
        size = min(size, _in_order(codes, quotes, separator[0]))
    size = min(size, _plain(data[:size]))
    good = ends < size if size < len(data) else np.ones(len(ends), np.bool_)
    good &= _even(codes[:size], quotes, separator[0], width, starts, ends)
    good &= ends - starts <= LONGEST
    count = len(ends) if good.all() else int(np.argmin(good))
    if not count:
        return Scan(0, 0, None, 0)
    ends, starts = ends[:count], starts[:count]
    size = min(int(ends[-1]) + 1, len(data))
    newlines = int(np.searchsorted(breaks, size))
    open_ended = data[size - 1] != _NEWLINE  # the last record, without a line end of its own
    several = newlines + open_ended > count
    return Scan(count, size, np.searchsorted(breaks, starts) if several else None, newlines)


def _plain(data: bytes) -> int:
    """Bytes before the first that is a nought, or no UTF-8."""
    nought = data.find(b"\0")
    size = len(data) if nought < 0 else nought
    if data.isascii():
        return size
    try:
        str(data, "utf-8")
    except UnicodeDecodeError as error:
        return min(size, error.start)
    return size


def _outside(quotes: NDArray[Any], places: NDArray[Any]) -> NDArray[Any]:
    """Whether each place stands outside quotes: behind an even number of them."""
    found: NDArray[Any] = np.searchsorted(quotes, places) % 2 == 0
    return found


def _in_order(codes: NDArray[Any], quotes: NDArray[Any], separator: int) -> int:
    """Bytes before the first quote that opens within a cell, or closes before its end."""
    if not len(quotes):
        return len(codes)
    opening, closing = quotes[0::2], quotes[1::2]
    before = codes[np.maximum(opening - 1, 0)]
    doubled = np.concatenate(([False], opening[1:] == closing[:-1] + 1))
    starts = (opening == 0) | (before == separator) | (before == _NEWLINE) | doubled
    padded = np.append(codes, [_NEWLINE, _NEWLINE])
    behind, beyond = padded[closing + 1], padded[closing + 2]
    finished = (behind == separator) | (behind == _NEWLINE) | (behind == _QUOTE)
    right = starts & (finished | ((behind == _RETURN) & (beyond == _NEWLINE)))
    return len(codes) if right.all() else int(opening[np.argmin(right)])


def _even(  # noqa: PLR0917 - here only, in this order
    codes: NDArray[Any], quotes: NDArray[Any] | None, separator: int, width: int,
    starts: NDArray[Any], ends: NDArray[Any],
) -> NDArray[Any]:  # fmt: skip
    """Which records have ``width`` cells."""
    cuts = np.flatnonzero(codes == separator)
    if quotes is not None and len(quotes):
        cuts = cuts[_outside(quotes, cuts)]
    if width > 1 and len(cuts) == (width - 1) * len(ends):  # most likely, and quicker to see
        by_row = cuts.reshape(len(ends), width - 1)
        found = (by_row[:, 0] >= starts) & (by_row[:, -1] < ends)
        if found.all():
            return np.asarray(found)
    return np.asarray(np.searchsorted(cuts, ends) - np.searchsorted(cuts, starts) == width - 1)
