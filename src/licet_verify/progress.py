"""A line on the terminal while a long log is read; nothing where no person looks on."""

from __future__ import annotations

import sys

_EVERY = 20_000


class Progress:
    """Counts entries; ``total`` is nought where it is not known."""

    def __init__(self, total: int = 0) -> None:
        self._total = f" of {total:,}" if total else ""
        self._count = 0
        self._shown = sys.stderr.isatty()

    def step(self, entries: int = 1) -> None:
        """So many more have been read."""
        before, self._count = self._count, self._count + entries
        if self._shown and before // _EVERY != self._count // _EVERY:
            print(
                f"\r{self._count:,}{self._total} entries read", end="", file=sys.stderr, flush=True
            )

    def done(self) -> None:
        """Leave the line clean."""
        if self._shown and self._count >= _EVERY:
            print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
