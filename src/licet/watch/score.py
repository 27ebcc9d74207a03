"""The watch on a made register and on made trade: of what is diverted how much each signal finds, and what it names in vain.

A signal on facts of a whole line is counted by license, since it cannot say which shipment it means.
"""

from __future__ import annotations

from licet.record import record
from licet.watch.chain import OF_THE_LINE, chains_of
from licet.watch.made import DAY, DIVERTED, INNOCENT, Made, made
from licet.watch.odds import estimate
from licet.watch.signals import Signals
from licet.watch.tally import LICENSES, SHIPMENTS, Judged, Row, by_signal, by_story, codes_of, row

_HALF = 0.5


@record
class Score:
    """What the watch made of one made register and of ``routes`` made routes; rows by way of reading, signal and story."""

    seed: int
    licenses: int
    routes: int
    together: tuple[Row, ...]
    by_signal: tuple[Row, ...]
    by_story: tuple[Row, ...]
    by_route_signal: tuple[Row, ...]
    by_route_story: tuple[Row, ...]


def score(signals: Signals, seed: int = 1, licenses: int = 400, routes: int = 2000) -> Score:
    """Make a register and a world of trade, look at them, and count. Same arguments, same counts.

    Raises:
        InputError: fewer than one license or route.
    """
    from licet.watch.score_routes import judged_routes, rows

    world = made(seed, licenses)
    found = judged(signals, world)
    halves: dict[tuple[str, ...], bool] = {}

    def likely(each: Judged) -> bool:
        codes = tuple(sorted(seen.code for seen in each.raised))
        if codes not in halves:
            shares = estimate(signals, "chain", each.raised).shares
            halves[codes] = next(one for one in shares if one.hypothesis == "lawful").middle < _HALF
        return halves[codes]

    shipments = tuple(found.values())
    together = (
        row("any signal", shipments, lambda each: bool(each.raised)),
        row("a strong signal", shipments, _strong),
        row("signals of two groups", shipments, lambda each: len({signals.strength(one.code).group for one in each.raised}) > 1),
        row("lawful under a half, at the median", shipments, likely),
    )  # fmt: skip
    line = _of_lines(shipments)
    alone = sorted(
        (*by_signal(shipments, codes_of(shipments) - line, SHIPMENTS), *by_signal(_lines(world, found), line, LICENSES)),
        key=lambda each: each.name,
    )  # fmt: skip
    stories = by_story(shipments, _strong, SHIPMENTS)
    made_routes = judged_routes(signals, seed, routes)
    return Score(
        seed, licenses, routes, together, tuple(alone), stories, *rows(made_routes)
    )  # fmt: skip


def judged(signals: Signals, world: Made) -> dict[tuple[str, str], Judged]:
    """Every signal on every shipment of a made register, by license and shipment."""
    chains = chains_of(world.states, DAY, lambda _: None).chains
    return {
        (each.license, each.shipment): Judged(
            signals.tried("chain", each.facts, DAY), world.story[each.license, each.shipment],
            world.diverted(each.license, each.shipment),
        )
        for each in chains
    }  # fmt: skip


def _of_lines(shipments: tuple[Judged, ...]) -> frozenset[str]:
    """Signals whose facts are all those of a whole line."""
    return frozenset(
        seen.code
        for each in shipments
        for seen in each.seen
        if {*seen.wanted, *(name for name, _ in seen.facts)} <= OF_THE_LINE
    )


def _lines(world: Made, found: dict[tuple[str, str], Judged]) -> tuple[Judged, ...]:
    """Each license with the signals of its last shipment: its story is the first diverted one, else the first that is not plain."""
    rank = {name: at for at, name in enumerate((*DIVERTED, *INNOCENT))} | {"plain": len(INNOCENT) + len(DIVERTED)}  # fmt: skip
    told: dict[str, list[str]] = {}
    for (license_, _), story in world.story.items():
        told.setdefault(license_, []).append(story)
    last = {license_: each for (license_, _), each in found.items()}
    stories = {license_: min(some, key=rank.__getitem__) for license_, some in told.items()}
    return tuple(
        Judged(each.seen, stories[license_], stories[license_] in DIVERTED)
        for license_, each in last.items()
    )


def _strong(each: Judged) -> bool:
    return any(one.strength == "strong" for one in each.raised)
