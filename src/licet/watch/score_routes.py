"""The signals on routes of a made world of trade, which no training of the detectors has seen."""

from __future__ import annotations

from licet.errors import InputError
from licet.models.leakage.alarm import look
from licet.models.leakage.trial import shipped, world_of
from licet.models.leakage.world import Story
from licet.watch.made import DAY
from licet.watch.signals import Signals
from licet.watch.tally import ROUTES, Judged, Row, by_signal, by_story, codes_of, shows
from licet.watch.trade import facts_of

_STORIES = {
    Story.PLAIN: "plain", Story.DIVERTED: "diverted", Story.FRONT_LOADED: "bought ahead of the rule",
    Story.DATA_CENTERS: "data centers built", Story.NEW_TRADE: "new lawful trade",
}  # fmt: skip


def judged_routes(signals: Signals, seed: int, routes: int) -> tuple[Judged, ...]:
    """Every signal on each of so many made routes.

    Raises:
        InputError: fewer than one route.
    """
    if routes < 1:
        raise InputError(f"{routes} routes say nothing. Take 1 or more.")
    of, alarm, _ = shipped()
    world = world_of(of, routes, name="watch.score", seed=seed)
    findings = look(world.routes, alarm)
    return tuple(
        Judged(
            signals.tried("trade", facts_of(findings, alarm.least, at), DAY), _STORIES[Story(story)], story == Story.DIVERTED
        )
        for at, story in enumerate(world.story)
    )  # fmt: skip


def rows(found: tuple[Judged, ...]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The counts by signal, and by story of those that the alarm names."""
    return by_signal(found, codes_of(found), ROUTES), by_story(found, shows("route_alarm"), ROUTES)
