"""How far a batch is, for a person who waits: rows, rows a second, time left."""

from __future__ import annotations

import time
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from licet.batch.block import Source

_EVERY = 0.5
_HOUR, _MINUTE = 3600, 60


class Progress:
    """A line on a terminal that is written over, or a line every ten seconds elsewhere."""

    def __init__(self, source: Source, stream: IO[str]) -> None:
        self.total = source.total
        self.size = source.size
        self.stream = stream
        self.over = stream.isatty()
        self.started = time.monotonic()
        self._said = 0.0
        self._first: tuple[int, int] | None = None

    def __call__(self, rows: int, read: int) -> None:
        """Tell of it, if the last word on it is a while ago."""
        if self._first is None:
            self._first = (rows, read)  # where a run that goes on began
        now = time.monotonic()
        if now - self._said >= (_EVERY if self.over else 10.0):
            self._said = now
            self.stream.write(f"\r\033[K{self.line(rows, read, now)}" if self.over else f"{self.line(rows, read, now)}\n")  # fmt: skip
            self.stream.flush()

    def line(self, rows: int, read: int, now: float) -> str:
        """What is told."""
        first_rows, first_read = self._first or (0, 0)
        seconds = max(now - self.started, 1e-9)
        done, whole, start = (rows, self.total, first_rows) if self.total is not None else (read, self.size, first_read)  # fmt: skip
        parts = [f"{rows:,} rows" if self.total is None else f"{rows:,} of {self.total:,} rows"]
        parts.append(f"{(rows - first_rows) / seconds:,.0f} a second")
        if whole and done > start:
            left = (whole - done) * seconds / (done - start)
            parts += [f"{100 * done // whole} %", f"{duration(left)} left"]
        return ", ".join(parts)

    def end(self) -> None:
        """Leave the terminal's line to what comes next."""
        if self.over and self._first is not None:
            self.stream.write("\r\033[K")
            self.stream.flush()


def duration(seconds: float) -> str:
    """A time in two units at most.

    >>> duration(3.2), duration(75), duration(7_300)
    ('3 s', '1 min 15 s', '2 h 1 min')
    """
    whole = round(seconds)
    if whole >= _HOUR:
        return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
    return f"{whole // _MINUTE} min {whole % _MINUTE} s" if whole >= _MINUTE else f"{whole} s"
