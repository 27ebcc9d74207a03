"""``licet replicate``: published numbers made anew by the same functions that everybody calls."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from licet.cli.codes import DIFFERENT, NOT_RUN, PASS
from licet.cli.options import parser
from licet.cli.show import faint, print_json, strong, table, visible, wrapped
from licet.cli.threads import one_thread
from licet.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from licet.replications.model import Replication

_EPILOG = """  licet replicate                                       all that the data at hand allow
  licet replicate itif --set china=1.01                 an input moved up by 1 %
  licet replicate caliendo-parro --experiment world --deficits fixed --tables
  licet replicate caliendo-parro --tariffs FILE.csv     importer,exporter,sector,percent; * is all
  licet replicate sanction-simulator --between DEU:CHN

Data are looked for under --data, then LICET_DATA, then in an installed package.
exit codes: 0 all within their tolerances; 1 some are not; 2 bad input; 3 none is outside, and some
were not run for want of data."""
_CHOICES = {
    "experiment": (str, "caliendo-parro: nafta, world, world-without-nafta, nafta-given-world"),
    "model": (str, "caliendo-parro: full, no-links, no-materials, one-sector"),
    "deficits": (str, "caliendo-parro, cross-model: balanced or fixed"),
    "tariffs": (str, "caliendo-parro: a CSV file of new tariffs"),
    "members": (str, "caliendo-parro: whose tariffs among each other move, such as MEX,CAN,USA"),
    "between": (str, "sanction-simulator: another pair, such as DEU:CHN or DEU,FRA:CHN"),
    "direction": (str, "sanction-simulator: both, or out for goods of the first side alone"),
    "release": (str, "choke-points: the folder of another release"),
    "seed": (int, "ally-game, leak-detectors: another seed"),
    "draws": (int, "ally-game: how many draws"),
    "routes": (int, "leak-detectors: made routes a size"),
    "train": (int, "leak-detectors: routes to train on"),
}
_BIG = 1e4


def main(words: list[str]) -> int:
    """Run the named replications, or all; exit 0, 1, 2 or 3."""
    one_thread()
    options = _options()
    args = options.parse_args(words)
    from licet.replications.known import KNOWN

    if args.list:
        return _list(args)
    names = args.names or list(KNOWN)
    moves, choices = _moves(args.set), _chosen(args)
    if (moves or choices) and len(args.names) != 1:
        raise InputError("--set and the choices of one replication want one name: licet replicate itif --set china=1.01")  # fmt: skip
    found = [_one(name, at, len(names), args, moves, choices) for at, name in enumerate(names, 1)]
    if args.json:
        print_json(found)
    states = {each["state"] for each in found}
    return DIFFERENT if "outside" in states else NOT_RUN if "not run" in states else PASS


def _options() -> argparse.ArgumentParser:
    options = parser("replicate", "Published numbers, made anew by our own models.", epilog=_EPILOG, law=False)  # fmt: skip
    options.add_argument("names", metavar="NAME", nargs="*", help="which (default all)")
    options.add_argument("--list", action="store_true", help="what there is, and whether its data are here")  # fmt: skip
    options.add_argument("--data", metavar="DIR", help="a folder of data")
    options.add_argument("--set", metavar="INPUT=FACTOR", action="append", default=[], help="move an input by a factor, such as 1.01 (repeatable; --json names the inputs)")  # fmt: skip
    options.add_argument("--all", action="store_true", help="print figures with nothing published beside them as well")  # fmt: skip
    options.add_argument("--tables", action="store_true", help="caliendo-parro: their other tables too")  # fmt: skip
    for name, (kind, what) in _CHOICES.items():
        options.add_argument(f"--{name}", type=kind, metavar=name.upper(), help=what)
    return options


def _moves(texts: list[str]) -> dict[str, float]:
    found = {}
    for text in texts:
        name, _, factor = text.partition("=")
        try:
            found[name.strip()] = float(factor)
        except ValueError:
            raise InputError(f"--set {text}: write it as INPUT=FACTOR, such as china=1.01") from None  # fmt: skip
    return found


def _chosen(args: argparse.Namespace) -> dict[str, Any]:
    found = {name: getattr(args, name) for name in _CHOICES if getattr(args, name) is not None}
    return found | ({"tables": True} if args.tables else {})


def _one(  # noqa: PLR0917 - where it stands in the row, and what it is asked
    name: str, at: int, count: int, args: argparse.Namespace, moves: Mapping[str, float], choices: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """Run one, print it unless as JSON, and give it as plain data."""
    from licet.datasets.places import MissingData
    from licet.replications.known import replicate

    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{at} of {count}  {name}")
        sys.stderr.flush()
    try:
        found = replicate(name, args.data, moves, **choices)
    except MissingData as error:
        if not args.json:
            _gap(at)
            print(f"{strong(name)}: not run")
            print(wrapped(visible(str(error)), 2))
        return {"name": name, "state": "not run", "why": str(error), "wants": error.dataset.id}
    finally:
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
    plain = _plain(found)
    if not args.json:
        _gap(at)
        _told(found, plain["state"], everything=args.all or bool(choices))
    return plain


def _gap(at: int) -> None:
    if at > 1:
        print()


def _plain(found: Replication) -> dict[str, Any]:
    from licet.record import fields_of

    state = "figures" if not found.checks else "inside" if found.passed else "outside"
    checks = [
        {name: value for name, value, _ in fields_of(each)} | {"off": each.off, "inside": each.passed}
        for each in found.checks
    ]  # fmt: skip
    return {
        "name": found.name, "title": found.title, "state": state, "source": found.source,
        "inputs": dict(found.inputs), "checks": checks,
        "figures": [{name: value for name, value, _ in fields_of(each)} for each in found.figures],
        "note": found.note, "data": [{"dataset": each.dataset, "sha256": each.sha256, "known": each.known} for each in found.origins],
    }  # fmt: skip


def _told(found: Replication, state: str, *, everything: bool) -> None:
    words = {"inside": "all within tolerance", "outside": "OUTSIDE of a tolerance", "figures": "nothing published to hold it against"}  # fmt: skip
    print(f"{strong(found.name)}: {words[state]}")
    print(wrapped(visible(found.title), 2))
    if found.checks:
        rows = [
            (f"  {each.what}", each.unit, f"{'' if each.wanted == 'near' else each.wanted + ' '}{_shown(each.published)}",
             _shown(each.ours), _shown(each.tolerance) + (" of it" if each.relative else ""), "yes" if each.passed else "NO")
            for each in found.checks
        ]  # fmt: skip
        print(table(rows, ("  what", "unit", "published", "ours", "tolerance", "inside")))
        print(wrapped(f"Source: {visible(found.source)}", 2))
    if found.figures and everything:
        print(table([(f"  {each.what}", each.unit, _shown(each.ours)) for each in found.figures], ("  with nothing published beside it", "unit", "ours")))  # fmt: skip
    elif found.figures:
        print(faint(f"  and {len(found.figures)} figures with nothing published beside them (--all)"))  # fmt: skip
    if found.note:
        print(wrapped(visible(found.note), 2))
    for origin in found.origins:
        if origin.warning:
            print(wrapped(strong(visible(origin.warning)), 2))


def _shown(value: float) -> str:
    """Five figures, and no powers of ten where a person counts.

    >>> _shown(118.281), _shown(1_600_000.0), _shown(0.0)
    ('118.28', '1,600,000', '0')
    """
    return f"{value:,.0f}" if abs(value) >= _BIG else f"{value:.5g}"


def _list(args: argparse.Namespace) -> int:
    from licet.datasets.catalogue import dataset
    from licet.datasets.places import standing
    from licet.replications.known import KNOWN

    rows = []
    for each in KNOWN.values():
        here = all(
            any(standing(dataset(key), args.data).found is not None for key in either)
            for either in each.data
        )
        wants = "; ".join(" or ".join(either) for either in each.data)
        rows.append((each.name, "needs none" if not wants else "found" if here else "NOT FOUND", wants, each.what))  # fmt: skip
    if args.json:
        print_json([dict(zip(("name", "data", "wants", "what"), row, strict=True)) for row in rows])
    else:
        print(table([(name, state, what) for name, state, _, what in rows], ("replication", "data", "what")))  # fmt: skip
    return PASS
