"""What the verbs that know of reforms share: the option, the reforms named, the library under them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from licet.cli.show import faint, wrapped

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from licet.pack.store import Library
    from licet.reform.model import Reform


def add_reform_option(options: argparse._ActionsContainer) -> None:
    """``--reform NAME|DIR``, repeatable."""
    options.add_argument(
        "--reform", metavar="NAME|DIR", action="append", default=[],
        help="decide by the law under this reform (repeatable; licet reform list names them)",
    )  # fmt: skip


def add_reforms(options: argparse.ArgumentParser) -> None:
    """The reforms themselves, one at least."""
    options.add_argument(
        "reforms", nargs="+", metavar="NAME|DIR", help="a shipped reform, or a folder with reform.toml"
    )  # fmt: skip


def named_reforms(names: Iterable[str]) -> tuple[Reform, ...]:
    """The reforms of these names or folders; ``UnknownName`` with suggestions."""
    from licet.reform.shelf import named

    return tuple(named(each) for each in names)


def library_under(law: str | None, names: Sequence[str]) -> Library:
    """The library to decide by, with the reforms of ``names`` put to it, which is told on standard error."""
    from licet.pack.store import open_library

    library = open_library(law)
    if not names:
        return library
    from licet.reform.libraries import reformed

    reforms = named_reforms(names)
    found = reformed(library, *reforms)
    told = "; ".join(f"{each.title} ({each.status}, from {each.since})" for each in reforms)
    print(
        faint(wrapped(f"What if, and no law: {told}. Reformed law {found.header['law'][:12]}.")),
        file=sys.stderr,
    )
    return found


def reforms_data(names: Iterable[str]) -> list[dict[str, Any]]:
    """The reforms under which something was decided, as JSON data."""
    return [reform_data(each) for each in named_reforms(names)]


def reform_data(reform: Reform) -> dict[str, Any]:
    """A reform as JSON data, its patches aside."""
    return {
        "name": reform.name,
        "title": reform.title,
        "status": reform.status,
        "from": reform.since.isoformat(),
        "until": reform.until.isoformat() if reform.until else None,
        "sure": reform.sure,
        "author": reform.author,
        "sources": [{"text": each.text, "url": each.url} for each in reform.sources],
        "hash": reform.hash,
    }


def add_grid_options(options: argparse.ArgumentParser) -> None:
    """Which products, destinations, classes of end users and laws a flip table asks about."""
    options.add_argument("--item", action="append", default=[], metavar="ID", help="a product or family (repeatable; default all)")  # fmt: skip
    options.add_argument("--shelf", action="append", default=[], metavar="NAME", help="chip, tool or material (repeatable; default all)")  # fmt: skip
    options.add_argument("--to", action="append", default=[], metavar="CC", help="a destination (repeatable; default those of the grid)")  # fmt: skip
    options.add_argument("--class", dest="classes", action="append", default=[], metavar="ID", help="a class of end users (repeatable; default all)")  # fmt: skip
    options.add_argument("--sovereign", dest="laws", action="append", default=[], metavar="CC", help="ask this law (repeatable; default those that differ)")  # fmt: skip
    options.add_argument("--grid", metavar="FILE", help="destinations and classes of your own (docs/reforms.md)")  # fmt: skip


def asked_rows(args: argparse.Namespace, library: Library) -> Any:
    """The rows that the options ask about, as a frame of ``licet.reform.grid``."""
    from pathlib import Path

    from licet.errors import UnknownName
    from licet.reform.grid import frame, products_of, read_grid

    grid = read_grid(Path(args.grid) if args.grid else None)
    shelves = {each.shelf for each in library.catalogue.products}
    for name in args.shelf:
        if name not in shelves:
            raise UnknownName("shelf", name, shelves)
    for code in args.to:
        if code not in library.law.book.facts.countries:
            raise UnknownName("country code", code, library.law.book.facts.countries)
    args.laws = [each.upper() for each in args.laws]
    for code in args.laws:
        if code not in library.whole.book.sovereigns:
            raise UnknownName("sovereign", code, library.whole.book.sovereigns)
    products = products_of(library.catalogue, args.item, args.shelf)
    return frame(products, args.to or grid.destinations, grid.chosen(args.classes), grid)
