"""Before and after a rule's date, month by month, on series with holes.

Every series is (routes, months); ``nan`` is a month that nobody reported. What stands at a month uses
that month and earlier ones alone, so that an alarm could have been raised then.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.model import Floats
from licet.record import record

Ints = NDArray[np.int64]

_MAD = 1.4826022185056018
"""The standard deviation of a normal over its median absolute deviation."""
_LEAST_BEFORE, _LEAST_AFTER = 6, 3
"""Months that must be known on either side; else a change is unknown."""
_ROLLED = 3
"""Months summed before a logarithm is taken: what is sent in one month is received in the next or the one after."""
EARLY = 24
_RECENT = 6
_LAGS = (0.0, 0.5, 1.0, 1.5, 2.0)
_HELD = 24.0
"""Months that the spread over all routes counts for, beside a route's own."""


@record
class Windows:
    """Which months stand before a rule and which after, a route.

    ``rule`` is the index of the month in which it takes effect, (routes,). The ``lead`` months up to
    it are in neither window, since buyers who see a rule come buy ahead of it; the window after it
    holds at most ``width`` months.
    """

    rule: Ints
    lead: int
    width: int


@record
class Change:
    """A series after the rule less before it, (routes, months), and its standard error; ``nan`` where unknown."""

    size: Floats
    error: Floats

    @property
    def z(self) -> Floats:
        """Change over its error."""
        return self.size / self.error


def logs(flow: Floats) -> Floats:
    """Logarithm of the mean over three months to each; ``nan`` where fewer than two of them are known, or all are nought."""
    known = ~np.isnan(flow)
    summed = _rolled(np.where(known, flow, 0.0))
    months = _rolled(known.astype(np.float64))
    usable = (months >= _ROLLED - 1) & (summed > 0)
    found: Floats = np.full(flow.shape, np.nan)
    np.log(np.where(usable, summed, 1.0) / np.maximum(months, 1.0), out=found, where=usable)
    return found


def aligned(late: Floats, early: Floats, windows: Windows) -> Floats:
    """Log of ``late`` over ``early``, each row at the lag (nought to two months) that suits it best before the rule."""
    best = np.full(late.shape, np.nan)
    least = np.full(len(late), np.inf)
    recorded = logs(late)
    for lag in _LAGS:
        gap = recorded - logs(_delayed(early, lag))
        past = before(gap, windows)
        away = median_known(np.abs(past - median_known(past, 1)[:, None]), 1)
        better = away < least
        best[better], least[better] = gap[better], away[better]
    return best


def _delayed(flow: Floats, lag: float) -> Floats:
    """A flow as it would be recorded so many months later, split over two months where that is no whole number."""
    whole, part = int(lag), lag - int(lag)
    one, other = (_shifted(flow, by) for by in (whole, whole + 1))
    return one if part == 0 else (1 - part) * one + part * other


def _shifted(flow: Floats, by: int) -> Floats:
    found = np.full(flow.shape, np.nan)
    found[:, by:] = flow[:, : flow.shape[1] - by]
    return found


def _rolled(values: Floats) -> Floats:
    found = values.copy()
    for back in range(1, _ROLLED):
        found[:, back:] += values[:, :-back]
    return found


def median_known(values: Floats, axis: int) -> Floats:
    """Median of what is known along an axis; ``nan`` where nothing is."""
    ordered = np.sort(values, axis=axis)  # nan last
    count = np.sum(~np.isnan(values), axis=axis, keepdims=True)
    low, high = np.maximum(count - 1, 0) // 2, np.maximum(count // 2, 0)
    low, high = np.minimum(low, values.shape[axis] - 1), np.minimum(high, values.shape[axis] - 1)
    middle = (np.take_along_axis(ordered, low, axis) + np.take_along_axis(ordered, high, axis)) / 2
    found: Floats = np.squeeze(middle, axis=axis)
    return found


def sums_after(values: Floats, windows: Windows) -> tuple[Floats, Floats]:
    """Sum of what is known in the window after the rule that ends at each month, and how many months that is."""
    months = values.shape[1]
    known = ~np.isnan(values)
    start = np.zeros((len(values), 1))
    totals = np.hstack([start, np.cumsum(np.where(known, values, 0.0), axis=1)])
    counts = np.hstack([start, np.cumsum(known, axis=1)])
    end = np.arange(1, months + 1)[None, :]
    begin = np.minimum(np.maximum(windows.rule[:, None], end - windows.width), end)
    summed, counted = (
        np.take_along_axis(each, np.broadcast_to(end, values.shape), 1)
        - np.take_along_axis(each, begin, 1)
        for each in (totals, counts)
    )
    return summed, counted


def before(values: Floats, windows: Windows) -> Floats:
    """The months before the rule and its lead, at most ``EARLY`` of them; ``nan`` elsewhere."""
    index = np.arange(values.shape[1])[None, :]
    end = windows.rule[:, None] - windows.lead
    return np.where((index < end) & (index >= end - EARLY), values, np.nan)


def mean_known(values: Floats) -> tuple[Floats, Floats]:
    """Mean of each row over what is known, and how many months that is; ``nan`` where nothing is."""
    known = ~np.isnan(values)
    count = known.sum(axis=1).astype(np.float64)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1.0), np.nan), count


def spread(values: Floats, windows: Windows) -> Floats:
    """How much a row moves from month to month before the rule, (routes,), long swings in it.

    A robust deviation of its own, held to the middle one of all rows, and widened for what months
    share with the one before: (1 + r) / (1 - r), r the middle autocorrelation.
    """
    early = before(values, windows)
    middle = median_known(early, 1)[:, None]
    away = early - middle
    own = _MAD * median_known(np.abs(away), 1)
    count = np.sum(~np.isnan(early), axis=1)
    common = median_known(own[None, :], 1)[0]
    if np.isnan(common):
        return np.full(len(values), np.nan)
    held = np.sqrt((_HELD * common**2 + count * np.nan_to_num(own) ** 2) / (_HELD + count))
    both = away[:, 1:] * away[:, :-1]
    square = np.where(np.isnan(both), np.nan, away[:, 1:] ** 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = mean_known(both)[0] / mean_known(square)[0]
    r = float(np.nan_to_num(median_known(each[None, :], 1)[0]))
    r = min(max(r, 0.0), 0.9)
    known = (count > 0) & (held > 0)  # what never moves says nothing of how much it would
    return np.where(known, held * np.sqrt((1 + r) / (1 - r)), np.nan)


def error_of(deviation: Floats, known_before: Floats, known_after: Floats) -> Floats:
    """Standard error of a mean after less a mean before; ``nan`` where too few months are known."""
    enough = (known_before[:, None] >= _LEAST_BEFORE) & (known_after >= _LEAST_AFTER)
    part = 1.0 / np.maximum(known_after, 1.0) + 1.0 / np.maximum(known_before[:, None], 1.0)
    usable = enough & (deviation[:, None] > 0)
    return np.where(usable, deviation[:, None] * np.sqrt(part), np.nan)


def level_before(values: Floats, windows: Windows) -> tuple[Floats, Floats]:
    """Mean before the rule, or that of its last months if higher, and how many months are known.

    A series that stepped up some time before the rule, as when a reporter begins to count otherwise,
    must not look as if the rule had raised it.
    """
    early = before(values, windows)
    whole, known = mean_known(early)
    clock = np.arange(values.shape[1])[None, :] - (windows.rule - windows.lead)[:, None]
    recent, some = mean_known(np.where(clock >= -_RECENT, early, np.nan))
    return np.where(some >= _LEAST_AFTER, np.fmax(whole, recent), whole), known


def rise(values: Floats, windows: Windows) -> Change:
    """Mean after the rule less ``level_before``, month by month."""
    return change(values, windows, level_before(values, windows))


def change(values: Floats, windows: Windows, level: tuple[Floats, Floats] | None = None) -> Change:
    """Mean after the rule less mean before it, month by month."""
    early, known_before = level or mean_known(before(values, windows))
    summed, known_after = sums_after(values, windows)
    size = summed / np.maximum(known_after, 1.0) - early[:, None]
    error = error_of(spread(values, windows), known_before, known_after)
    return Change(np.where(np.isnan(error), np.nan, size), error)
