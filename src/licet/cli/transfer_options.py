"""The options that state a transfer, shared by every verb that decides one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.options import day
from licet.errors import InputError
from licet.record import record
from licet.service.written import country_code, read_party, usual_kind
from licet.transfer.build import Builder, read_day
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licet.catalogue.model import Product
    from licet.pack.store import Library
    from licet.transfer.model import Transfer

Join = Callable[["Transfer", date], "Transfer"]
"""Adds to a transfer what the lists of a day say of its parties."""


def as_it_is(transfer: Transfer, _on: date) -> Transfer:
    """The transfer without a look at any list."""
    return transfer


def add_transfer_options(options: argparse.ArgumentParser, *, dates: bool = True) -> None:
    """``--to``, ``--from``, parties, end use and any fact; with ``--on`` and ``--known-on`` too."""
    place = options.add_argument_group("the transfer")
    place.add_argument("--to", metavar="CC", help="destination, two letters (ISO 3166): CN, MY, AE")
    place.add_argument(
        "--from", dest="origin", metavar="CC", help="where it leaves from (default US)"
    )
    place.add_argument("--kind", metavar="KIND", help="export, reexport, transfer_in_country, deemed_export, import, remote_access, publication ... (default: export from the US, reexport from elsewhere)")  # fmt: skip
    place.add_argument(
        "--exporter",
        metavar="NAME",
        help="who exports; letters on the public record that bind it are taken up",
    )
    place.add_argument(
        "--letter",
        metavar="ID",
        action="append",
        help="an is-informed letter addressed to the exporter (repeatable; 'none' for none)",
    )
    place.add_argument("--party", metavar="K=V,...", action="append", default=[],
                       help="a party: role=end_user,name=...,country=CN,headquarters=CN,parent=CN,list=US-EL (repeatable; lists=none: screened, on none)")  # fmt: skip
    place.add_argument(
        "--end-use",
        metavar="USE",
        action="append",
        default=[],
        help="military, supercomputer, ai_training, ... or text for the reader",
    )
    place.add_argument(
        "--set",
        metavar="FACT=VALUE",
        action="append",
        default=[],
        dest="facts",
        help="any fact of the dictionary; '?' hides one (repeatable)",
    )
    place.add_argument(
        "--due-care",
        action="store_true",
        help="after due care the exporter knows of nothing beyond what is stated",
    )
    if dates:
        clocks = options.add_argument_group("the law")
        clocks.add_argument(
            "--on", type=day, metavar="DATE", help="law of this date (default today)"
        )
        clocks.add_argument(
            "--known-on",
            type=day,
            metavar="DATE",
            help="use only what had been published by then (default: all that is loaded)",
        )


_BESIDE = {
    "to": "--to", "origin": "--from", "kind": "--kind", "exporter": "--exporter", "letter": "--letter", "party": "--party",
    "end_use": "--end-use", "facts": "--set", "due_care": "--due-care", "declared": "--class",
}  # fmt: skip


def refuse_beside_file(args: argparse.Namespace) -> None:
    """``InputError`` where an option tells of the transfer beside a file that tells all of it."""
    given = [option for name, option in _BESIDE.items() if getattr(args, name, None)]
    if given:
        raise InputError(
            f"{', '.join(given)} beside {args.item}: a transfer file tells the whole transfer; "
            "write it into the file, or name a product in place of the file"
        )


@record
class Asked:
    """One product's transfer, as asked for."""

    product: Product | None
    transfer: Transfer


def transfers_asked(
    args: argparse.Namespace,
    library: Library,
    product: str,
    on: date,
    join: Join = as_it_is,
) -> tuple[Asked, ...]:
    """A transfer for each variant of the product named; ``UnknownProduct`` with suggestions."""
    return transfers_of(args, library, library.catalogue.resolve(product), on, join)


def transfers_of(
    args: argparse.Namespace,
    library: Library,
    products: Iterable[Product],
    on: date,
    join: Join = as_it_is,
) -> tuple[Asked, ...]:
    """The same transfer for each of ``products``; ``join`` adds what is known of its parties."""
    builder = Builder(library.law.book, library.products)
    return tuple(
        Asked(each, _transfer(args, library, builder, each, on, join)) for each in products
    )


def transfer_of_facts(
    args: argparse.Namespace,
    library: Library,
    item: dict[str, Any],
    on: date,
    join: Join = as_it_is,
) -> Transfer:
    """The transfer of an item that is stated by its facts and not by a product's name."""
    builder = Builder(library.law.book, library.products)
    return _finish(
        args,
        library,
        builder,
        {"item": item, **_stated(args, library.law.book.facts.countries)},
        on,
        join,
    )


def transfer_from_file(path: Path, library: Library) -> tuple[Transfer, date | None, date | None]:
    """The transfer of a YAML file, with its ``on`` and ``known_on`` if it gives them."""
    from licet.cases.read import read_yaml
    from licet.errors import Place

    data = read_yaml(path)
    place = Place(str(path), 1)
    if not isinstance(data, dict):
        raise InputError("a transfer file is a mapping: kind, item, from, to, parties ...", place)
    raw = data.get(
        "transfer", {key: value for key, value in data.items() if key not in ("on", "known_on")}
    )
    transfer = Builder(library.law.book, library.products).transfer(raw, place)
    return transfer, read_day(data.get("on"), place), read_day(data.get("known_on"), place)


def _transfer(  # noqa: PLR0917 - here only, in this order
    args: argparse.Namespace, library: Library, builder: Builder, product: Product, on: date, join: Join
) -> Transfer:  # fmt: skip
    item = {"id": product.id, "name": product.name}
    if declared := getattr(args, "declared", None):
        item["ownclass"] = declared
    return _finish(
        args,
        library,
        builder,
        {"item": item, **_stated(args, library.law.book.facts.countries)},
        on,
        join,
    )


def _stated(args: argparse.Namespace, countries: Mapping[str, str]) -> dict[str, Any]:
    origin = country_code(args.origin or "US", countries)
    raw: dict[str, Any] = {
        "from": origin,
        "kind": args.kind or usual_kind(origin),
        "parties": [read_party(text) for text in args.party],
        "exporter": {},
        "end_use": {},
    }
    if args.to:
        raw["to"] = country_code(args.to, countries)
    if args.exporter:
        raw["exporter"]["name"] = args.exporter
    if args.letter:
        raw["exporter"]["letters"] = [each for each in args.letter if each != "none"]
    if args.due_care:
        raw["end_use"]["no_knowledge_beyond_stated"] = True
    return raw


def _finish(  # noqa: PLR0917 - here only, in this order
    args: argparse.Namespace, library: Library, builder: Builder, raw: dict[str, Any], on: date, join: Join
) -> Transfer:  # fmt: skip
    facts = library.law.book.facts
    for use in args.end_use:
        fact = facts.get(use)
        if fact is not None and fact.owner == "end_use" and fact.type == "boolean":
            raw["end_use"][fact.name] = True
    transfer = builder.transfer(raw)
    extra: dict[str, Any] = {}
    hidden: set[str] = set()
    for text in args.facts:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(
                f"--set {text!r} is no FACT=VALUE, such as total_processing_performance=4800"
            )
        fact = facts[name.strip()]
        if fact.owner == "party":
            raise InputError(
                f"{fact.name} is a fact of a party; state it with --party role=...,{fact.name}=..."
            )
        given = [] if value == "none" and fact.type == "codes" else value
        known = fact.read(
            given.split(",") if fact.type == "codes" and isinstance(given, str) else given
        )
        if known is None:
            hidden.add(fact.name)
        else:
            extra[fact.name] = known
    if extra or hidden:
        stated = {
            name: value
            for name, value in transfer.facts.items()
            if transfer.sources.get(name) == "stated"
        }
        transfer = builder.complete(
            transfer.item,
            {**stated, **extra},
            transfer.parties,
            due_care=transfer.due_care,
            product=transfer.product,
        )
        for name in hidden:
            transfer = transfer.without(name)
    known_on = getattr(args, "known_on", None) or date.max
    return with_public_record(join(transfer, on), library.law.book, on, known_on)
