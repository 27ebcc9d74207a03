"""From posteriors to words. A signal is a reason to look, and no accusation; silence means nothing."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.model import Floats
from licet.models.leakage.combine import Weights, log_odds
from licet.models.leakage.detectors import Settings, beside_change, more_room, z_scores
from licet.models.leakage.routes import Routes
from licet.models.leakage.scores import since
from licet.models.leakage.windows import Ints, Windows, mean_known
from licet.record import record

_SURGE = 1.645
"""A rise by so many standard errors is called a surge: one in twenty by chance alone."""
_HALF = 0.5
"""Data centres that grew by this part of a surge's logarithm, or more, can explain it."""


class Status(IntEnum):
    """What is said of a route."""

    UNKNOWN = 0
    QUIET = 1
    SURGE = 2
    EXPLAINED = 3
    SIGNAL = 4


WORDS = {
    Status.UNKNOWN: "unknown: no detector has the series that it needs",
    Status.QUIET: "nothing odd in these series, which proves nothing",
    Status.SURGE: "surge, cause unknown",
    Status.EXPLAINED: "surge, a legal explanation exists",
    Status.SIGNAL: "signal: the reports do not fit together; look closer",
}
"""What each status is called on a page."""


class Reason(IntEnum):
    """A legal explanation of a surge."""

    NONE = 0
    AHEAD_OF_THE_RULE = 1
    DATA_CENTERS = 2


@record
class Alarm:
    """A trained alarm: the weights, the least log odds that make a signal, and how the detectors look."""

    weights: Weights
    least: float
    settings: Settings


@record
class Findings:
    """What is said of each route, (routes,), and what it rests on.

    ``z`` is (6, routes, months), ``odds`` the log posterior odds by month, ``score`` those of the last
    month, ``month`` the index of the month since which they have stood at the threshold or above
    without a break (-1: not now). ``reason`` is a legal
    explanation of a surge that was found; it never takes a signal back.
    """

    status: NDArray[np.int64]
    reason: NDArray[np.int64]
    score: Floats
    month: Ints
    odds: Floats
    z: Floats

    @property
    def words(self) -> tuple[str, ...]:
        """The status of each route in words."""
        return tuple(WORDS[Status(each)] for each in self.status)


def running_odds(routes: Routes, z: Floats, weights: Weights, base_rate: float | None) -> Floats:
    """Log odds by month, (routes, months); ``nan`` before the rule and where no z is known."""
    odds = log_odds(z, weights, base_rate)
    months = np.arange(odds.shape[1])[None, :]
    return np.where(months >= routes.rule[:, None], odds, np.nan)


def look(routes: Routes, alarm: Alarm, base_rate: float | None = None) -> Findings:
    """What the series of ``routes`` say, under ``base_rate`` (the training's unless given)."""
    z = z_scores(routes, alarm.settings)
    odds = running_odds(routes, z, alarm.weights, base_rate)
    score = odds[:, -1]
    surge, reason = surges(routes, alarm.settings)
    status = np.where(np.isnan(score), Status.UNKNOWN, Status.QUIET)
    status = np.where(surge & (status == Status.QUIET), Status.SURGE, status)
    status = np.where((status == Status.SURGE) & (reason != Reason.NONE), Status.EXPLAINED, status)
    status = np.where(score >= alarm.least, Status.SIGNAL, status)
    return Findings(
        status.astype(np.int64), reason, score, since(odds, alarm.least), odds, z
    )  # fmt: skip


def surges(routes: Routes, settings: Settings) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Whether a hub's imports surged round the rule, and a legal explanation of it if one is seen.

    A surge is beyond what the products beside it and the other hubs did. Bought ahead: the months up
    to the rule stand out, and those after it lie below them. Data centres: what they take in grew by
    half of the surge or more, in logarithms; where nobody counted them, that is not found.
    """
    after = Windows(routes.rule, settings.lead, settings.width)
    late = beside_change(routes.received, routes.beside_received, routes.product, after)
    risen = late.z > _SURGE
    centers = _any(risen & (more_room(routes, after) >= _HALF * late.size))
    start = np.maximum(routes.rule - settings.lead, 0)
    eve = Windows(start, 0, settings.lead)
    ahead = beside_change(routes.received, routes.beside_received, routes.product, eve).z
    clock = np.arange(routes.shape[1])[None, :] - start[:, None]
    stands_out = _any((ahead > _SURGE) & (clock < settings.lead))
    trough = _mean_of(routes, 0, settings.lead) < _mean_of(routes, -settings.lead, 0)
    bought = stands_out & trough
    reason = np.where(bought, Reason.AHEAD_OF_THE_RULE, Reason.NONE)
    reason = np.where(centers, Reason.DATA_CENTERS, reason)
    return _any(risen) | bought, reason.astype(np.int64)


def _any(found: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.asarray(found.any(axis=1))


def _mean_of(routes: Routes, start: int, stop: int) -> Floats:
    clock = np.arange(routes.shape[1])[None, :] - routes.rule[:, None]
    return mean_known(np.where((clock >= start) & (clock < stop), routes.received, np.nan))[0]
