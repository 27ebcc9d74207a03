"""What ``licet chips``, ``licet tools`` and ``licet materials`` share: list, search, show one product.

Each of those verbs is a ``Look``: the shelf that it reads and the figures that its table shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.catalogue.shelves import SHELVES
from licet.cli.codes import PASS
from licet.cli.exploring import label, short_unit
from licet.cli.options import parser
from licet.cli.show import faint, print_footer, print_json, strong, table, wrapped
from licet.errors import InputError
from licet.explore.product import figures, product_data
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.catalogue.model import Catalogue, Product
    from licet.pack.store import Library

_LAST = ("notes", "tpp_differs_because", "transfer_rate_basis", "die_area_basis")
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


def _field(product: Product, name: str) -> Any:
    return product.details.get(name) if name in product.details else getattr(product, name, None)


def _families(look: Look, catalogue: Catalogue, library: Library, *, json: bool) -> None:
    grouped: dict[str, list[tuple[str, str, int]]] = {}
    for family in catalogue.families:
        group = str(_field(family.products[0], look.groups))
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
        print_json([product_data(each, library) for each in products])
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
        facts = figures(each, library)
        cells = (facts.get(name) or _field(each, name) or "?" for _, name in look.columns)
        rows.append((each.id, each.name, *map(str, cells), each.confidence))
    return table(rows, ("id", "name", *(head for head, _ in look.columns), "confidence"))


def _one(product: Product, library: Library, *, json: bool) -> None:
    if json:
        print_json(product_data(product, library))
        return
    for line in _lines(product, library):
        print(line)
    print()
    print_footer(library.law.hashes)


def _lines(product: Product, library: Library) -> Iterator[str]:
    yield strong(f"{product.name} ({product.id})")
    yield ", ".join(filter(None, (_origin(product), _announced(product))))
    if product.aliases:
        yield wrapped(f"also: {', '.join(product.aliases)}", 0, 6)
    family = next(each for each in library.catalogue.families if each.id == product.family)
    if others := [each.id for each in family.products if each.id != product.id]:
        yield wrapped(f"family {family.name}, with {', '.join(others)}", 0, 4)
    yield ""
    yield from _figures(product, library)
    if rates := product.details.get("dense_tops"):
        yield ""
        yield "Dense peak rates, TOPS or TFLOPS:"
        yield wrapped(", ".join(f"{name} {rate:,f}" for name, rate in rates.items()), 4)
    yield ""
    yield wrapped(f"Confidence {product.confidence}. Source: {product.source}", 0, 4)
    for key, what in _sources(product, library):
        yield wrapped(f"{key}: {what}", 4, 6)
    for name in _LAST:
        if text := _field(product, name):
            yield wrapped(f"{name.replace('_', ' ')}: {text}", 0, 4)


def _origin(product: Product) -> str:
    kind = str(_field(product, "type") or product.kind).replace("_", " ")
    if product.vendor is None:
        return kind
    made = f"{product.vendor}, {product.vendor_country}; ultimate parent in {product.headquarters}"
    return made if product.shelf == "chip" else f"{kind}; {made}"


def _announced(product: Product) -> str:
    return f"announced {product.announced}" if product.announced else ""


def _sources(product: Product, library: Library) -> Iterator[tuple[str, str]]:
    """What the keys in a record's sources stand for, where the catalogue's folder is at hand."""
    path = library.folder.parent / "catalogue" / "sources.toml" if library.folder else None
    if path is None or not path.is_file():
        return
    import re
    import tomllib

    said = f"{product.source} {_field(product, 'die_area_basis') or ''}"
    for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", said):
            yield key, str(entry.get("what", ""))


def _figures(product: Product, library: Library) -> Iterator[str]:
    dictionary = library.law.book.facts
    known = figures(product, library)
    rows = []
    for name in dict.fromkeys((*(SHELVES[product.shelf].facts or ()), *known)):
        fact = dictionary[name]
        unit = short_unit(fact.unit) if name in known else ""
        basis = "" if name not in known else "record" if name in product.facts else "worked out"
        rows.append((label(name, fact.unit), f"{known.get(name, '?')} {unit}".strip(), basis))
    rows += [
        (label(name, "nm"), f"{value:,f}{' nm' * name.endswith('_nm')}", "record, no fact of law")
        for name, kind in SHELVES[product.shelf].details.items()
        if kind == "amount" and product.shelf != "chip" and (value := product.details.get(name))
    ]
    if rows:
        yield table(rows)
    else:
        yield "No figure of it is known."
