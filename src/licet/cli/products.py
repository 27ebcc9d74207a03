"""What ``licet chips``, ``licet tools`` and ``licet materials`` share: list, search, show one product.

Each of those verbs is a ``Look``: the shelf that it reads and the figures that its table shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.catalogue.shelves import SHELVES
from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.show import faint, print_footer, print_json, strong, table, wrapped
from licet.errors import InputError
from licet.explore.products import (
    REMARKS,
    announced,
    as_data,
    facts_of,
    field_of,
    figures,
    origin,
    sources_of,
)
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.catalogue.model import Catalogue, Product
    from licet.pack.store import Library

_EPILOG = """examples:
{examples}

Unknown stays unknown: "?" is no nought.  {figures}

exit codes: 0 shown; 2 bad input, or nothing found."""


@record
class Look:
    """One verb over one shelf.

    ``examples`` and ``figures`` go into its help.  ``columns`` are the heads of its table with
    the fact or field of each.  ``groups`` is the field that families are listed by.
    """

    verb: str
    shelf: str
    about: str
    examples: str
    figures: str
    columns: tuple[tuple[str, str], ...]
    groups: str = "vendor"


def run(look: Look, words: list[str]) -> int:
    """List families, search, or show one product; exit 0, or 2 where nothing is found."""
    options = parser(
        look.verb, look.about, epilog=_EPILOG.format(examples=look.examples, figures=look.figures)
    )
    options.add_argument("query", nargs="*", metavar="QUERY", help="a name, or words of one")
    options.add_argument(
        "--limit", type=int, default=20, metavar="N", help="matches to list (default 20)"
    )
    args = options.parse_args(words)
    if args.limit < 1:
        raise InputError(f"--limit {args.limit} is under one")

    from licet.pack.store import open_library

    library = open_library(args.law)
    catalogue, query = library.catalogue.on(look.shelf), " ".join(args.query)
    if not query:
        _families(look, catalogue, library, json=args.json)
    elif query in catalogue:
        _one(catalogue.get(query), library, json=args.json)
    else:
        _matches(look, query, catalogue, library, limit=args.limit, json=args.json)
    return PASS


def _families(look: Look, catalogue: Catalogue, library: Library, *, json: bool) -> None:
    grouped: dict[str, list[tuple[str, str, int]]] = {}
    for family in catalogue.families:
        group = str(field_of(family.products[0], look.groups))
        grouped.setdefault(group, []).append((family.id, family.name, len(family.products)))
    if json:
        print_json(
            {
                "products": len(catalogue),
                f"{look.groups}s": {
                    group: [
                        {"family": family, "name": name, "products": count}
                        for family, name, count in families
                    ]
                    for group, families in sorted(grouped.items())
                },
                "hash": library.catalogue.hash,
            }
        )
        return
    for group, families in sorted(grouped.items()):
        count = sum(number for _, _, number in families)
        print(strong(f"{group} ({count})"))
        names = ", ".join(
            name + (f" ({number} variants)" if number > 1 else "") for _, name, number in families
        )
        print(wrapped(names, 4))
    print(f"\n{len(catalogue)} products in {len(catalogue.families)} families")
    print_footer(library.law.hashes)


def _matches(
    look: Look, query: str, catalogue: Catalogue, library: Library, *, limit: int, json: bool
) -> None:
    found = catalogue.find(query, limit=limit)
    if not found or found[0].how == "close":
        _elsewhere(query, library.catalogue)
    if not found:
        from licet.catalogue.search import unknown

        raise unknown(library.catalogue, query)
    products = [match.product for match in found]
    if json:
        print_json([as_data(each, library) for each in products])
        return
    if found[0].how == "close":
        print(f"Nothing is called {query!r}; nearest:")
    print(_table(look, products, library))
    if len(found) == limit:
        print(faint(f"the first {limit}; more with --limit"))
    if len(products) == 1:
        print(faint(f"licet {look.verb} {products[0].id} shows all of it"))


def _elsewhere(query: str, whole: Catalogue) -> None:
    """Say so where the query names a product of another shelf."""
    from licet.catalogue.errors import UnknownProduct

    try:
        named = whole.resolve(query)
    except UnknownProduct:
        return
    verb = SHELVES[named[0].shelf].folder
    raise InputError(f"{query!r} names one of the {verb}; licet {verb} {named[0].id} shows it")


def _table(look: Look, products: Iterable[Product], library: Library) -> str:
    rows = []
    for each in products:
        facts = facts_of(each, library)
        cells = (facts.get(name) or field_of(each, name) or "?" for _, name in look.columns)
        rows.append((each.id, each.name, *map(str, cells), each.confidence))
    return table(rows, ("id", "name", *(head for head, _ in look.columns), "confidence"))


def _one(product: Product, library: Library, *, json: bool) -> None:
    if json:
        print_json(as_data(product, library))
        return
    for line in _lines(product, library):
        print(line)
    print()
    print_footer(library.law.hashes)


def _lines(product: Product, library: Library) -> Iterator[str]:
    yield strong(f"{product.name} ({product.id})")
    yield ", ".join(filter(None, (origin(product), announced(product))))
    if product.aliases:
        yield wrapped(f"also: {', '.join(product.aliases)}", 0, 6)
    family = next(each for each in library.catalogue.families if each.id == product.family)
    if others := [each.id for each in family.products if each.id != product.id]:
        yield wrapped(f"family {family.name}, with {', '.join(others)}", 0, 4)
    yield ""
    rows = [(each.label, each.value, each.basis) for each in figures(product, library)]
    yield table(rows) if rows else "No figure of it is known."
    if rates := product.details.get("dense_tops"):
        yield ""
        yield "Dense peak rates, TOPS or TFLOPS:"
        yield wrapped(", ".join(f"{name} {rate:,f}" for name, rate in rates.items()), 4)
    yield ""
    yield wrapped(f"Confidence {product.confidence}. Source: {product.source}", 0, 4)
    for key, what in sources_of(product, library):
        yield wrapped(f"{key}: {what}", 4, 6)
    for name in REMARKS:
        if text := field_of(product, name):
            yield wrapped(f"{name.replace('_', ' ')}: {text}", 0, 4)
