"""``licet alternatives PRODUCT --to CC``: what else meets a milder requirement."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.exploring import FILES
from licet.cli.options import parser
from licet.cli.show import print_footer, print_json, strong, table, wrapped
from licet.cli.transfer_options import (
    Asked,
    add_transfer_options,
    refuse_beside_file,
    transfers_asked,
    transfers_of,
)
from licet.errors import InputError
from licet.explore.words import entries, in_short, limit_words, route, share_words
from licet.facts.values import show
from licet.language.text import fact_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from licet.catalogue.model import Product
    from licet.decide.decide import Decision
    from licet.explore.alternatives import Alternative
    from licet.explore.limits import Level
    from licet.pack.store import Library
    from licet.transfer.model import Transfer

_EPILOG = """examples:
  licet alternatives nvidia-h200 --to CN --on 2026-02-01
  licet alternatives nvidia-h100 --to MY --party role=end_user,country=MY,parent=CN

Only products of the same kind count: chips for a chip, scanners for a scanner.  Milder is meant
by status first, then by review policy.  Nearest means nearest in total processing performance
(TPP), then in DRAM bandwidth.  The largest chips are worked out from
the lines that the law of the day draws, all else kept as stated.

exit codes: 0 shown, whether or not there is any; 2 bad input."""
_TPP, _DRAM = "total_processing_performance", "total_dram_bandwidth_gb_s"


def main(words: list[str]) -> int:
    """List milder products and the largest chips; exit 0."""
    options = parser(
        "alternatives", "What else in the catalogue meets a milder requirement.", epilog=_EPILOG
    )
    options.add_argument("item", metavar="PRODUCT", help="a product or family of the catalogue")
    options.add_argument(
        "--limit", type=int, default=10, metavar="N", help="products to list (default 10)"
    )
    add_transfer_options(options)
    args = options.parse_args(words)
    if args.item.lower().endswith(FILES):
        refuse_beside_file(args)
        raise InputError("name a product of the catalogue: a file has no place among products")
    if args.limit < 0:
        raise InputError(f"--limit {args.limit} is under nought")

    from licet.decide.decide import decide
    from licet.explore.alternatives import alternatives
    from licet.explore.limits import limits
    from licet.pack.store import open_library

    library = open_library(args.law)
    on = args.on or date.today()
    asked = transfers_asked(args, library, args.item, on)
    candidates = _candidates(args, library, asked, on)
    found = []
    for each in asked:
        reference = decide(each.transfer, library.law, on=on, known_on=args.known_on)
        levels = limits(reference) if each.product and each.product.shelf == "chip" else ()
        found.append((reference, alternatives(reference, candidates), levels))
    if args.json:
        data = [_data(*each) for each in found]
        print_json(data[0] if len(data) == 1 else data)
        return PASS
    shown: set[object] = set()
    for reference, others, levels in found:
        for line in _lines(reference, others, levels, args.limit, shown):
            print(line)
        print()
    print_footer(library.law.hashes)
    return PASS


def _candidates(
    args: argparse.Namespace, library: Library, asked: tuple[Asked, ...], on: date
) -> list[tuple[Product, Transfer]]:
    """Every product of the same kind as the one asked about: a cleaner is no milder scanner."""
    wanted = {(each.product.shelf, each.product.kind) for each in asked if each.product}
    products = [
        each
        for shelf in sorted({shelf for shelf, _ in wanted})
        for each in library.catalogue.on(shelf).products
        if (shelf, each.kind) in wanted
    ]
    found = transfers_of(args, library, products, on)
    return [(each.product, each.transfer) for each in found if each.product is not None]


def _lines(
    reference: Decision,
    others: tuple[Alternative, ...],
    levels: tuple[Level, ...],
    most: int,
    shown: set[object],
) -> Iterator[str]:
    yield strong(reference.transfer.item)
    yield f"{route(reference.transfer)}, law of {reference.on}"
    yield wrapped(f"{in_short(reference, reference.with_due_care)} ({entries(reference)})")
    yield ""
    sure = [each for each in others if not each.missing]
    if sure:
        ranked = any(each.performance is not None for each in sure)
        yield "Milder, nearest in performance first:" if ranked else "Milder:"
        yield from _table(sure[:most])
        if len(sure) > most:
            yield f"and {len(sure) - most} more (--limit {len(sure)})"
    else:
        yield "No product of the catalogue meets a milder requirement for this transfer."
    if maybe := [each for each in others if each.missing]:
        yield ""
        names = ", ".join(
            f"{each.product.name} ({' and '.join(map(fact_words, each.missing))})"
            for each in maybe[:most]
        )
        more = f", and {len(maybe) - most} more" if len(maybe) > most else ""
        yield wrapped(f"Perhaps milder, once a figure is known: {names}{more}.", 0, 4)
    said = tuple(_level_lines(levels))
    if said and said not in shown:
        shown.add(said)
        yield ""
        yield from said


def _table(others: list[Alternative]) -> Iterator[str]:
    answers = {in_short(each.decision, each.decision.with_due_care) for each in others}
    numbered = {answer: f"[{number}]" for number, answer in enumerate(sorted(answers), 1)}
    chips = others[0].product.shelf == "chip"  # TPP says nothing of a tool
    rows = [
        (
            each.product.name,
            *(_figures(each) if chips else ()),
            entries(each.decision),
            numbered[in_short(each.decision, each.decision.with_due_care)],
        )
        for each in others
    ]
    figures = ("TPP", "of this", "DRAM GB/s") if chips else ()
    yield table(rows, ("product", *figures, "entry", "needs"))
    for answer, number in numbered.items():
        yield wrapped(f"{number} {answer}.", 0, 4)


def _figures(each: Alternative) -> tuple[str, str, str]:
    tpp, dram = (_figure(each.decision, fact) for fact in (_TPP, _DRAM))
    return tpp, share_words(each.performance), dram


def _figure(decision: Decision, fact: str) -> str:
    value = decision.transfer.facts.get(fact)
    return "?" if value is None else show(value)


def _level_lines(levels: tuple[Level, ...]) -> Iterator[str]:
    if levels:
        yield "The largest chip that each limb of the law leaves, all else as stated:"
    for level in levels:
        sample = level.limits[0].sample
        yield wrapped(f"{in_short(sample, sample.with_due_care)}:", 2, 4)
        for limit in level.limits:
            yield wrapped(limit_words(limit), 6, 8)


def _data(
    reference: Decision, others: tuple[Alternative, ...], levels: tuple[Level, ...]
) -> dict[str, Any]:
    return {
        "item": reference.transfer.item,
        "product": reference.transfer.product,
        "on": reference.on.isoformat(),
        **_answer(reference),
        "alternatives": [
            {
                "product": each.product.id,
                "name": each.product.name,
                "tpp": _figure(each.decision, _TPP),
                "performance_share": share_words(each.performance),
                "dram_bandwidth_gb_s": _figure(each.decision, _DRAM),
                "bandwidth_share": share_words(each.bandwidth),
                "missing": list(each.missing),
                **_answer(each.decision),
            }
            for each in others
        ],
        "largest_chips": [
            {
                **_answer(level.limits[0].sample),
                "limits": [
                    {
                        "when": dict(limit.when),
                        "sides": [
                            {"fact": side.fact, "line": str(side.line), "included": side.included}
                            for side in limit.sides
                        ],
                    }
                    for limit in level.limits
                ],
            }
            for level in levels
        ],
        "hashes": reference.law.hashes,
    }


def _answer(decision: Decision) -> dict[str, Any]:
    return {
        "status": decision.status,
        "headline": in_short(decision),
        "with_due_care": in_short(decision.with_due_care),
        "classification": entries(decision),
    }
