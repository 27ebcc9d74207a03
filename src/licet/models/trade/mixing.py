"""Anderson mixing: the next guess from the last few passes of a fixed-point map, for many problems at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.models.trade.economy import Floats

DEPTH = 8
"""Earlier passes that are mixed; a matter of speed alone."""
_RIDGE = 1e-14
_SPOILT = 4.0
_LEAP = 4.0
"""Mixing may add no more than this to the plain step in any entry (entries are logs, or near one)."""
_STALL, _REST, _GENTLE = 60, 40, 0.5
"""Passes without gain before a row rests from mixing, for how long, and how much of the plain step it takes then."""


class Mixer:
    """Next points for ``many`` problems of the same size; rows are problems.

    Where mixing made things worse, that row forgets its past and takes the plain step; where it gains
    nothing for long, the row goes on by half steps for a while.
    """

    def __init__(self, many: int, size: int, depth: int = DEPTH) -> None:
        self._points = np.zeros((many, depth, size))
        self._misses = np.zeros((many, depth, size))
        self._last: tuple[Floats, Floats] | None = None
        self._best = np.full(many, np.inf)
        self._record = np.full(many, np.inf)
        self._idle = np.zeros(many, dtype=np.int64)
        self._depth = depth
        self._passes = 0

    def only(self, rows: NDArray[np.bool_]) -> None:
        """Go on with some problems alone."""
        self._points, self._misses = self._points[rows], self._misses[rows]
        self._best, self._record, self._idle = (
            each[rows] for each in (self._best, self._record, self._idle)
        )
        if self._last is not None:
            self._last = self._last[0][rows], self._last[1][rows]

    def next(self, point: Floats, image: Floats) -> Floats:
        """The next point, given a point [row, entry] and what the map makes of it."""
        miss = image - point
        size = abs(miss).max(axis=1)
        if self._last is not None:
            slot = self._passes % self._depth
            self._points[:, slot] = point - self._last[0]
            self._misses[:, slot] = miss - self._last[1]
            spoilt = ~(size < _SPOILT * self._best)
            self._points[spoilt] = 0
            self._misses[spoilt] = 0
            self._best[spoilt] = np.inf
            self._passes += 1
        self._best = np.minimum(self._best, size)
        self._last = point, miss
        inner = self._misses @ self._misses.transpose(0, 2, 1)
        scale = np.trace(inner, axis1=1, axis2=2)[:, None, None]
        ridge = (_RIDGE * scale + (scale == 0)) * np.eye(self._depth)
        weight = np.linalg.solve(inner + ridge, self._misses @ miss[:, :, None])
        moved = (self._points + self._misses).transpose(0, 2, 1) @ weight
        self._idle = np.where(size < 0.9 * self._record, 0, self._idle + 1)
        self._record = np.minimum(self._record, size)
        resting = self._idle > _STALL
        self._idle[self._idle > _STALL + _REST] = 0
        moved[resting, :, 0] = (1 - _GENTLE) * miss[resting]
        self._points[resting] = 0
        self._misses[resting] = 0
        wild = abs(moved[:, :, 0]).max(axis=1) > _LEAP
        moved[wild] = 0
        return image - moved[:, :, 0]
