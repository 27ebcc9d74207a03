"""``choke-points``: stages of making chips where one country holds more than 65 percent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from licet.assumptions.load import load_ledger
from licet.datasets.chain import SupplyChain, country_shares, read_release, supply_chain
from licet.models.network.choke import ChokePoints, choke_points
from licet.replications.model import Check, Figure, Replication, moved


def replicate(
    data: Path | str | None = None, by: Mapping[str, float] | None = None, *, release: str = ""
) -> Replication:
    """Counts in the two releases, counted as published: "various countries" stand as one.

    ``release`` is the folder of another release, of which nothing is published.

    ``by`` moves ``above``, the threshold in percent, or ``shares``, all shares, by a factor.

    Raises:
        MissingData: a release is in no data folder.
        UnknownName: ``by`` names another input.
        InputError: ``release`` is no folder of one.
    """
    start = {"above": load_ledger().central("choke_point_share"), "shares": 1.0}
    inputs = moved(start, by or {})
    if release:
        return _other(read_release(Path(release)), release, inputs)
    new, old = supply_chain("2026-08", data), supply_chain("2022", data)
    recent, former = _counted(new, inputs, several=True), _counted(old, inputs, several=True)
    single = _counted(new, inputs, several=False)
    checks = (
        Check("choke points, release of August 2026", "stages", 56, recent.count, 0),
        Check("choke points, release of 2022", "stages", 22, former.count, 0),
        Check("stages with a known share, release of 2022", "stages", 43, former.known, 0),
    )
    return Replication(
        "choke-points",
        "Stages where one country's share is above a threshold",
        "Counts of the project's design text on the data of the Emerging Technology Observatory; BCG and SIA (April 2021) count more than 50",
        inputs,
        checks,
        (*new.origins, *old.origins),
        f"In {recent.count - single.count} of the {recent.count} the holder is the row that stands for several countries together: "
        f"one single country is above the threshold in {single.count}.",
    )


def _other(chain: SupplyChain, release: str, inputs: Mapping[str, float]) -> Replication:
    found = {
        words: _counted(chain, inputs, several=several)
        for several, words in (
            (True, "rows of several countries as one"),
            (False, "single countries"),
        )
    }
    figures = [
        Figure(f"choke points, {words}", "stages", each.count) for words, each in found.items()
    ]
    figures += [
        Figure(f"stages with a known share, {words}", "stages", each.known)
        for words, each in found.items()
    ]
    title = f"Stages where one country's share is above a threshold: {release}"
    return Replication("choke-points", title, "", inputs, (), (), "", tuple(figures))


def _counted(chain: SupplyChain, inputs: Mapping[str, float], *, several: bool) -> ChokePoints:
    shares = {
        item: {who: share * inputs["shares"] for who, share in by.items()}
        for item, by in country_shares(chain, several=several).items()
    }
    return choke_points(shares, inputs["above"])
