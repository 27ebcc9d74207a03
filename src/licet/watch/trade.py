"""Trade tables under the detectors of ``licet.models.leakage``, and their findings as facts of routes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from licet.datasets.comtrade import Shipment, read_export
from licet.errors import InputError, Place
from licet.models.leakage.alarm import Findings, look
from licet.models.leakage.detectors import NAMES
from licet.models.leakage.reports import Reports, routes_from
from licet.models.leakage.routes import Routes
from licet.models.leakage.trial import shipped
from licet.record import record
from licet.watch.signals import Signals
from licet.watch.strengths import FOLDER, read_toml
from licet.watch.subject import Subject, of_route

_MONTHLY = 6


@record
class Cited:
    """A citation with its address."""

    text: str
    url: str


@record
class Look:
    """What is looked at: who makes, through which hubs, to where, which goods (HS6), since which day."""

    name: str
    makers: tuple[str, ...]
    hubs: tuple[str, ...]
    target: str
    goods: tuple[str, ...]
    rule: date
    cite: tuple[Cited, ...]
    source: str
    confidence: str
    note: str = ""


@record
class Looks:
    """The whole of ``law/watch/trade.toml``."""

    schema: str
    checked: date
    look: tuple[Look, ...]


@record
class Watched:
    """Routes of a table with what was seen, rows that were left out, and what was looked for."""

    subjects: tuple[Subject, ...]
    faults: tuple[str, ...]
    look: Look


def watched(
    signals: Signals, folder: Path, file: Path, say: Callable[[str], None] = lambda _: None
) -> Watched:
    """Every route of a monthly UN Comtrade export; ``folder`` is the folder of law.

    Raises:
        InputError: the file cannot be read, holds no monthly rows of these goods, or does not reach the rule's month.
    """
    found: Looks = read_toml(Looks, folder / FOLDER / "trade.toml", "watch-trade/1")
    (asked,) = found.look[:1]
    table = read_export(file)
    chapters = {code[:2] for code in asked.goods}
    rows = [each for each in table.rows if len(each.period) == _MONTHLY and len(each.product) == _MONTHLY and each.product[:2] in chapters]  # fmt: skip
    if not rows:
        raise InputError(
            f"no monthly row by six digits of chapters {', '.join(sorted(chapters))} stands there; export such rows from UN Comtrade",
            Place(str(file)),
        )  # fmt: skip
    routes = routes_from(
        _reports(rows), makers=_named(asked.makers), hubs=asked.hubs, target=asked.target,
        controlled=asked.goods, rule=np.datetime64(asked.rule, "M"),
    )  # fmt: skip
    say("The detectors are trained on a made world; this takes some seconds.")
    _, alarm, _ = shipped()
    findings = look(routes, alarm)
    day = routes.months[-1].astype("datetime64[D]").astype(object)
    return Watched(
        tuple(_subjects(signals, routes, findings, alarm.least, day, asked)), table.faults, asked
    )


def _named(places: tuple[str, ...]) -> tuple[str, ...]:
    from licet.models.leakage.reports import one_name

    return tuple(one_name(np.array(places)).tolist())


def _reports(rows: list[Shipment]) -> Reports:
    def texts(name: str) -> Any:
        return np.array([getattr(each, name) for each in rows])

    months = np.array(
        [f"{each.period[:4]}-{each.period[4:]}" for each in rows], dtype="datetime64[M]"
    )
    return Reports(
        texts("reporter"), texts("partner"), texts("flow"), texts("product"), months,
        np.array([each.usd for each in rows]), np.array([each.kg for each in rows]),
    )  # fmt: skip


def _subjects(  # noqa: PLR0917 - here only
    signals: Signals, routes: Routes, findings: Findings, least: float, day: date, asked: Look
) -> Iterator[Subject]:
    for row, (hub, product) in enumerate(zip(routes.hub, routes.product, strict=True)):
        if known := facts_of(findings, least, row):
            yield of_route(
                signals, f"{hub} to {asked.target}, {product}", day, known, findings.words[row]
            )


def facts_of(findings: Findings, least: float, row: int) -> dict[str, Decimal]:
    """What the detectors say of a route in its last month, as facts; a series that is missing is not known."""
    values = {
        f"trade.{name.replace(' ', '_')}": findings.z[at, row, -1] for at, name in enumerate(NAMES)
    }
    values["trade.odds_above"] = findings.score[row] - least
    return {key: Decimal(f"{value:.2f}") for key, value in values.items() if not np.isnan(value)}
