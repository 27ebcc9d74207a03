"""``licet chips [QUERY]``: search the catalogue of products; a name exactly shows all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.exploring import label, short_unit
from licet.cli.options import parser
from licet.cli.show import faint, print_footer, print_json, strong, table, wrapped
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from licet.catalogue.model import Catalogue, Chip
    from licet.facts.dictionary import Dictionary
    from licet.pack.store import Library

_EPILOG = """examples:
  licet chips                 families by vendor
  licet chips h200            every product that the words fit, with its figures
  licet chips nvidia-l4       one product by its id: everything, with sources

Unknown stays unknown: "?" is no nought.  Figures are the vendor's dense rates, or a source's.

exit codes: 0 shown; 2 bad input, or nothing found."""
_TPP, _DENSITY = "total_processing_performance", "performance_density"
_DRAM, _LINKS = "total_dram_bandwidth_gb_s", "aggregate_bidirectional_transfer_rate_gb_s"
_MARKET = "designed_or_marketed_for_datacenter"


def main(words: list[str]) -> int:
    """List families, search, or show one chip; exit 0, or 2 where nothing is found."""
    options = parser("chips", "Search the catalogue of products.", epilog=_EPILOG)
    options.add_argument("query", nargs="*", metavar="QUERY", help="a name, or words of one")
    options.add_argument(
        "--limit", type=int, default=20, metavar="N", help="matches to list (default 20)"
    )
    args = options.parse_args(words)
    if args.limit < 1:
        raise InputError(f"--limit {args.limit} is under one")

    from licet.pack.store import open_library

    library = open_library(args.law)
    catalogue, query = library.catalogue, " ".join(args.query)
    if not query:
        _families(catalogue, library, json=args.json)
    elif query in catalogue:
        _one(catalogue.get(query), library, json=args.json)
    else:
        _matches(query, library, args.limit, json=args.json)
    return PASS


def _families(catalogue: Catalogue, library: Library, *, json: bool) -> None:
    by_vendor: dict[str, list[tuple[str, str, int]]] = {}
    for family in catalogue.families:
        vendor = family.chips[0].vendor
        by_vendor.setdefault(vendor, []).append((family.id, family.name, len(family.chips)))
    if json:
        print_json(
            {
                "products": len(catalogue),
                "vendors": {
                    vendor: [
                        {"family": family, "name": name, "products": count}
                        for family, name, count in families
                    ]
                    for vendor, families in sorted(by_vendor.items())
                },
                "hash": catalogue.hash,
            }
        )
        return
    for vendor, families in sorted(by_vendor.items()):
        count = sum(number for _, _, number in families)
        print(strong(f"{vendor} ({count})"))
        names = ", ".join(
            name + (f" ({number} variants)" if number > 1 else "") for _, name, number in families
        )
        print(wrapped(names, 4))
    print(f"\n{len(catalogue)} products in {len(catalogue.families)} families")
    print_footer(library.law.hashes)


def _matches(query: str, library: Library, limit: int, *, json: bool) -> None:
    found = library.catalogue.find(query, limit=limit)
    if not found:
        from licet.catalogue.search import unknown

        raise unknown(library.catalogue, query)
    chips = [match.chip for match in found]
    if json:
        print_json([_data(chip, library) for chip in chips])
        return
    if found[0].how == "close":
        print(f"Nothing is called {query!r}; nearest:")
    print(_table(chips, library))
    if len(found) == limit:
        print(faint(f"the first {limit}; more with --limit"))
    if len(chips) == 1:
        print(faint(f"licet chips {chips[0].id} shows all of it"))


def _table(chips: Iterable[Chip], library: Library) -> str:
    rows = []
    for chip in chips:
        facts = _facts(chip, library)
        market = facts.get(_MARKET)
        rows.append(
            (
                chip.id, chip.name, facts.get(_TPP, "?"), facts.get(_DENSITY, "?"),
                facts.get(_DRAM, "?"), facts.get(_LINKS, "?"), market or "?", chip.confidence,
            )
        )  # fmt: skip
    heads = ("id", "name", "TPP", "density", "DRAM GB/s", "I/O GB/s", "datacentre", "confidence")
    return table(rows, heads)


def _facts(chip: Chip, library: Library) -> dict[str, str]:
    """The chip's facts as text, what follows from them included; unknown ones are absent."""
    from decimal import Decimal

    from licet.facts.values import plain, show
    from licet.transfer.build import Builder

    transfer = Builder(library.law.book, library.products).complete(chip.name, {}, product=chip.id)
    return {
        name: plain(round(value, 2)) if isinstance(value, Decimal) else show(value)
        for name, value in transfer.facts.items()
    }


def _one(chip: Chip, library: Library, *, json: bool) -> None:
    if json:
        print_json(_data(chip, library))
        return
    for line in _lines(chip, library):
        print(line)
    print()
    print_footer(library.law.hashes)


def _lines(chip: Chip, library: Library) -> Iterator[str]:
    facts = library.law.book.facts
    yield strong(f"{chip.name} ({chip.id})")
    announced = f", announced {chip.announced}" if chip.announced else ""
    yield f"{chip.vendor}, {chip.vendor_country}; ultimate parent in {chip.headquarters}{announced}"
    if chip.aliases:
        yield wrapped(f"also: {', '.join(chip.aliases)}", 0, 6)
    family = next(each for each in library.catalogue.families if each.id == chip.family)
    if others := [each.id for each in family.chips if each.id != chip.id]:
        yield wrapped(f"family {family.name}, with {', '.join(others)}", 0, 4)
    yield ""
    yield from _figures(chip, library, facts)
    if chip.dense_tops:
        yield ""
        yield "Dense peak rates, TOPS or TFLOPS:"
        yield wrapped(", ".join(f"{name} {rate:,f}" for name, rate in chip.dense_tops.items()), 4)
    yield ""
    yield wrapped(f"Confidence {chip.confidence}. Source: {chip.source}", 0, 4)
    for key, what in _sources(chip, library):
        yield wrapped(f"{key}: {what}", 4, 6)
    for name in ("notes", "tpp_differs_because", "transfer_rate_basis", "die_area_basis"):
        if text := getattr(chip, name):
            yield wrapped(f"{name.replace('_', ' ')}: {text}", 0, 4)


def _sources(chip: Chip, library: Library) -> Iterator[tuple[str, str]]:
    """What the keys in a record's sources stand for, where the catalogue's folder is at hand."""
    path = library.folder.parent / "catalogue" / "sources.toml" if library.folder else None
    if path is None or not path.is_file():
        return
    import re
    import tomllib

    said = f"{chip.source} {chip.die_area_basis or ''}"
    for key, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if re.search(rf"\b{re.escape(key)}\b", said):
            yield key, str(entry.get("what", ""))


def _figures(chip: Chip, library: Library, facts: Dictionary) -> Iterator[str]:
    known = _facts(chip, library)
    from licet.catalogue.model import FACTS

    rows = []
    for name in dict.fromkeys((*FACTS, *known)):
        fact = facts[name]
        unit = short_unit(fact.unit) if name in known else ""
        basis = "" if name not in known else "record" if name in chip.facts else "worked out"
        rows.append((label(name, fact.unit), f"{known.get(name, '?')} {unit}".strip(), basis))
    yield table(rows)


def _data(chip: Chip, library: Library) -> dict[str, Any]:
    data: dict[str, Any] = {
        name: getattr(chip, name)
        for name in (
            "id", "name", "vendor", "vendor_country", "headquarters", "family", "aliases",
            "announced", "foundry", "dram_type", "notes", "confidence", "source",
            "transistor_count", "tpp_set_by", "tpp_differs_because", "transfer_rate_basis",
            "die_area_basis",
        )
    }  # fmt: skip
    data["dense_tops"] = {name: str(rate) for name, rate in chip.dense_tops.items()}
    data["facts"] = {
        name: value if isinstance(value, bool) else str(value) for name, value in chip.facts.items()
    }
    data["worked_out"] = {
        name: value for name, value in _facts(chip, library).items() if name not in chip.facts
    }
    return data
