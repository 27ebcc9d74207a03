"""``licet history PRODUCT --to CC``: a product's status through time, one line a change."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.exploring import Stated, of_product, stated
from licet.cli.options import day, parser
from licet.cli.show import faint, print_footer, print_json, strong, wrapped
from licet.cli.transfer_options import add_transfer_options
from licet.explore.words import by, course, entries, event_data, in_short, instrument, route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.explore.history import Stretch
    from licet.pack.store import Library

_EPILOG = """examples:
  licet history nvidia-h20 --to CN
  licet history nvidia-h200 --to CN --exporter NVIDIA --why
  licet history rtx-4090 --to MO --since 2022-01-01 --until today

A letter binds its addressee only.  Where the vendor had one and no --exporter is named, what
holds for the vendor itself is shown in a block of its own.

exit codes: 0 shown; 2 bad input."""


def main(words: list[str]) -> int:
    """Print one line for each change of the answer; exit 0."""
    options = parser(
        "history", "A product's status through time, one line a change, with its instrument.",
        epilog=_EPILOG,
    )  # fmt: skip
    options.add_argument(
        "item", metavar="PRODUCT|FILE.yaml", help="a product or family, or a transfer file"
    )
    options.add_argument(
        "--since", type=day, metavar="DATE", help="from this day (default: where the law loaded begins)"
    )  # fmt: skip
    options.add_argument(
        "--until", type=day, metavar="DATE",
        help="up to this day (default: all that is loaded, days to come included)",
    )  # fmt: skip
    options.add_argument(
        "--known-on", type=day, metavar="DATE", help="use only what had been published by then"
    )
    options.add_argument("--why", action="store_true", help="every rule behind each change")
    add_transfer_options(options, dates=False)
    args = options.parse_args(words)

    from licet.pack.store import open_library

    library = open_library(args.law)
    blocks = list(_blocks(args, library))
    if args.json:
        data = [_data(each, stretches) for each, stretches in blocks]
        print_json(data[0] if len(data) == 1 else data)
        return PASS
    for names, each, stretches in _joined(blocks):
        for line in _lines(names, each, stretches, why=args.why):
            print(line)
        print()
    print_footer(library.law.hashes)
    return PASS


_Block = tuple[Stated, tuple["Stretch", ...]]


def _blocks(args: argparse.Namespace, library: Library) -> Iterator[_Block]:
    """Each variant, and where a letter makes it differ, the same as exported by its vendor."""
    from licet.explore.history import first_day, history

    since = args.since or first_day(library.law.book)
    for each in stated(args, library, since):
        found = history(each.on, library.law, since=since, until=args.until, known_on=args.known_on)
        yield each, found
        if args.exporter or each.product is None or each.product.vendor is None:
            continue
        named = argparse.Namespace(**{**vars(args), "exporter": each.product.vendor})
        by_vendor = of_product(named, library, each.product)
        again = history(
            by_vendor.on, library.law, since=since, until=args.until, known_on=args.known_on
        )
        if course(again) != course(found):
            yield by_vendor, again


def _joined(blocks: list[_Block]) -> Iterator[tuple[list[str], Stated, tuple[Stretch, ...]]]:
    """Variants with one history share a block."""
    groups: dict[object, tuple[list[str], Stated, tuple[Stretch, ...]]] = {}
    for each, stretches in blocks:
        exporter = stretches[0].decision.transfer.facts.get("exporter.name") if stretches else None
        names, _, _ = groups.setdefault((course(stretches), exporter), ([], each, stretches))
        names.append(each.name)
    yield from groups.values()


def _lines(
    names: list[str], each: Stated, stretches: tuple[Stretch, ...], *, why: bool
) -> Iterator[str]:
    yield strong(", ".join(names))
    if not stretches:
        yield "No day in this span."
        return
    transfer = stretches[-1].decision.transfer
    announced = (
        f"; announced {each.product.announced}" if each.product and each.product.announced else ""
    )
    yield f"{route(transfer)}{announced}"
    yield ""
    today = date.today()
    marked = False
    for stretch in stretches:
        if stretch.since > today and not marked:
            yield faint(
                f"-- today is {today}; what follows stands in the texts as they were read --"
            )
            marked = True
        yield from _line(stretch, why=why)


def _line(stretch: Stretch, *, why: bool) -> Iterator[str]:
    cause = f" <- {by(stretch.causes)}" if stretch.causes else ""
    answer = in_short(stretch.decision, stretch.closed)
    yield wrapped(f"{stretch.since}  {answer} ({entries(stretch.decision)}){cause}", 0, 12)
    if why:
        for event in stretch.causes:
            yield wrapped(f"{instrument(event)} {event.subject}", 12, 14)


def _data(each: Stated, stretches: tuple[Stretch, ...]) -> dict[str, Any]:
    return {
        "item": each.name,
        "product": each.product.id if each.product else None,
        "exporter": stretches[0].decision.transfer.facts.get("exporter.name")
        if stretches
        else None,
        "history": [
            {
                "from": stretch.since.isoformat(),
                "to": stretch.to.isoformat() if stretch.to else None,
                "status": stretch.decision.status,
                "headline": in_short(stretch.decision),
                "with_due_care": in_short(stretch.closed),
                "classification": entries(stretch.decision),
                "changed": list(stretch.moved),
                "causes": [event_data(event) for event in stretch.causes],
            }
            for stretch in stretches
        ],
        "hashes": stretches[-1].decision.law.hashes if stretches else None,
    }
