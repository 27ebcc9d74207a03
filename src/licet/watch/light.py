"""How far away the one who answers can be: nothing is faster than light.

Delay can be added on the way and never taken away. So the time that an answer took bounds the distance from above,
and a place beyond the bound is impossible; a place within it is merely possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from licet.errors import InputError
from licet.record import record

LIGHT_KM_S = 299_792.458
"""Light in vacuum, kilometers a second: exact, by definition of the meter."""
SMALLEST_RADIUS_KM = 6_356.7
LARGEST_RADIUS_KM = 6_378.2
"""The Earth's radius at the poles and at the equator, rounded outwards; a bound takes whichever favors the one who answers."""
_QUARTER = 90
"""Degrees from the equator to a pole."""
FIBER = 2 / 3
"""Light in glass, as a part of its speed in vacuum, about: for what is likely, never for what is impossible."""


@record
class Spot:
    """A place on the Earth: degrees north and east, and ``within_km`` of which it truly is."""

    name: str
    north: float
    east: float
    within_km: float = 0.0

    def __post_init__(self) -> None:
        if not (
            abs(self.north) <= _QUARTER
            and abs(self.east) <= 2 * _QUARTER
            and 0 <= self.within_km < float("inf")
        ):
            raise InputError(
                f"{self.name} is at {self.north}, {self.east}, within {self.within_km} km; wanted -90 to 90, -180 to 180, and 0 or more"
            )


@record
class RoundTrip:
    """One question of a landmark and its answer: ``ms`` from sending to hearing, give or take ``error_ms``."""

    landmark: Spot
    ms: float
    error_ms: float = 0.0

    def __post_init__(self) -> None:
        if not (0 <= self.ms < float("inf") and 0 <= self.error_ms < float("inf")):
            raise InputError(
                f"a round trip of {self.ms} ms, give or take {self.error_ms}; wanted 0 or more"
            )


@record
class Bound:
    """What one round trip says of one stated place; all in kilometers.

    ``farthest`` is the farthest that the one who answers can be from the landmark, in a straight line; ``likely`` the same
    through glass. ``nearest`` is the nearest that any point of the stated place can be to it, in a straight line.
    """

    landmark: str
    farthest: float
    likely: float
    nearest: float

    @property
    def impossible(self) -> bool:
        """Whether physics excludes the stated place."""
        return self.nearest > self.farthest


def farthest_km(trip: RoundTrip, part_of_light: float = 1.0) -> float:
    """Half the way that light makes in the time, with the timer's error taken against the bound.

    >>> round(farthest_km(RoundTrip(Spot("landmark", 0, 0), 10.0)))
    1499
    """
    return (trip.ms + trip.error_ms) / 1000 * LIGHT_KM_S * part_of_light / 2


def straight_km(one: Spot, other: Spot, radius: float = SMALLEST_RADIUS_KM) -> float:
    """The straight line between two places through the Earth, never longer than any way along it.

    >>> round(straight_km(Spot("pole", 90, 0), Spot("other pole", -90, 0)))
    12713
    """
    up, across = radians(other.north - one.north), radians(other.east - one.east)
    half = (
        sin(up / 2) ** 2
        + cos(radians(one.north)) * cos(radians(other.north)) * sin(across / 2) ** 2
    )
    return 2 * radius * sqrt(min(1.0, half))


def along_km(one: Spot, other: Spot) -> float:
    """The great circle between two places, for people to read."""
    return 2 * LARGEST_RADIUS_KM * asin(min(1.0, straight_km(one, other, 1.0) / 2))


def bound(trip: RoundTrip, stated: Spot) -> Bound:
    """What one round trip says of a stated place; both places are taken as near to each other as they may be."""
    slack = trip.landmark.within_km + stated.within_km
    nearest = max(0.0, straight_km(trip.landmark, stated) - slack)
    return Bound(trip.landmark.name, farthest_km(trip), farthest_km(trip, FIBER), nearest)


def impossible(trips: Iterable[RoundTrip], stated: Spot) -> bool | None:
    """Whether any round trip excludes the stated place; None where nothing was measured.

    False is not "it is there": it says that light does not exclude it.
    """
    found = [bound(each, stated).impossible for each in trips]
    return any(found) if found else None
