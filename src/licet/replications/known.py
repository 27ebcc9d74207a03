"""Every replication by the name that ``licet replicate`` takes, read in only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import signature
from pathlib import Path

from licet.errors import UnknownName
from licet.record import record
from licet.replications.model import Replication


@record
class Known:
    """A replication before it is run: what it holds against whom, the data sets it reads, and where it is made.

    ``data`` are ids of the catalogue of data sets, a row of alternatives each; ``function`` is its entry.
    """

    name: str
    what: str
    module: str
    data: tuple[tuple[str, ...], ...] = ()
    function: str = "replicate"


_WORLD = (("icio2022-30x28", "world-2022"),)
KNOWN: Mapping[str, Known] = {
    each.name: each
    for each in (
        Known("caliendo-parro", "NAFTA's tariffs: Table 2 of Caliendo and Parro (2015), and growth of imports", "caliendo_parro", (("caliendo-parro-1993",),)),
        Known("baseline", "the trade model with no change reproduces its world to 1e-8", "baseline", _WORLD),
        Known("cross-model", "doubled trade costs between blocs: sign, order and size of other models", "cross_model", _WORLD),
        Known("sanction-simulator", "United States and China cut inputs both ways: output lost", "sanction_simulator", (("world-2022",),)),
        Known("choke-points", "stages of making chips where one country holds more than 65 percent", "choke_points", (("eto-2026-08",), ("eto-2022",))),
        Known("itif", "US chip firms without China: sales, research, jobs (ITIF, 2025)", "itif"),
        Known("bcg", "their share of world sales (BCG, 2020)", "bcg"),
        Known("bernstein", "AI compute that came on in 2025 (Bernstein, 2025)", "arithmetic", function="replicate_bernstein"),
        Known("ratios", "H200 over H20, packages from stored HBM, growth of a doubling time", "arithmetic", function="replicate_ratios"),
        Known("january-2026", "what the US rule of January 2026 turns: H200, not B200 or B300, not H20", "january_2026"),
        Known("ally-game", "moves of allies that were not fitted, beside 'persist' and the base rate", "ally_game"),
        Known("leak-detectors", "signals of diversion on made routes: AUPRC, recall, delay, decoys", "leak_detectors"),
    )
}  # fmt: skip
"""In the order in which they are run."""
MODULES = {name: f"licet.replications.{each.module}" for name, each in KNOWN.items()}


def replicate(
    name: str, data: Path | str | None = None, by: Mapping[str, float] | None = None, **choices: object
) -> Replication:  # fmt: skip
    """Run the replication ``name`` on the data in ``data``, with inputs moved by the factors ``by``.

    ``choices`` are its own: another experiment, seed, pair of countries, file of tariffs (``choices_of``).

    Raises:
        UnknownName: there is no such replication, or it has no such input or choice.
        MissingData: what it needs was not found; the message says what, from where and how.
    """
    entry = _entry(name)
    allowed = choices_of(name)
    for each in choices:
        if each not in allowed:
            raise UnknownName(f"choice of {name}", each, allowed)
    return entry(data, by, **choices)


def choices_of(name: str) -> dict[str, object]:
    """The choices that a replication takes, each with what it is where nobody chooses."""
    told = signature(_entry(name)).parameters.values()
    return {each.name: each.default for each in told if each.kind is each.KEYWORD_ONLY}


def _entry(name: str) -> Callable[..., Replication]:
    if name not in KNOWN:
        raise UnknownName("replication", name, KNOWN)
    found: Callable[..., Replication] = getattr(import_module(MODULES[name]), KNOWN[name].function)
    return found
