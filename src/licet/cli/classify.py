"""``licet classify --tops 989 --bits 16 --die-area 814``: the entry that figures fall under."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, table, wrapped
from licet.errors import InputError
from licet.explore.words import line_words
from licet.facts.values import parse_number, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.proof import Step
    from licet.explore.classify import Classified, Line, Rate, Sheet
    from licet.facts.dictionary import Dictionary
    from licet.pack.store import Library

_EPILOG = """examples:
  licet classify --tops 989 --bits 16 --die-area 814 --datacenter
  licet classify --tops 242 --bits 8 --tops 121 --bits 16 --die-area 294.5
  licet classify --tpp 4799 --planar --not-datacenter
  licet classify --kind memory_hbm --hbm-bandwidth 1229 --package-area 110
  licet classify --kind computer --contains a --encryption --mass-market

Give dense figures: a rate that counts on sparsity is about twice too high, and the law leaves
sparsity out.  TOPS and TFLOPS are taken alike; a multiply-add counts as two operations.  With
several pairs the highest product counts.  A figure may be a range: '>= 4800', '[40, 60]'.

exit codes: 0 classified or left open; 2 bad input."""
_NUMBERS = {
    "tpp": ("total_processing_performance", "TPP", "total processing performance, in place of --tops and --bits"),
    "die_area": ("die_area_mm2", "MM2", "area of the logic dies on a non-planar process"),
    "dram_bandwidth": ("total_dram_bandwidth_gb_s", "GB/S", "between the chip and all its DRAM"),
    "io": ("aggregate_bidirectional_transfer_rate_gb_s", "GB/S", "all links but those to volatile memory, both directions added"),
    "hbm_bandwidth": ("memory_bandwidth_gb_s", "GB/S", "of a memory stack or package"),
    "package_area": ("package_area_mm2", "MM2", "of that stack or package"),
}  # fmt: skip


def main(words: list[str]) -> int:
    """Classify and print the arithmetic; exit 0."""
    args = _options().parse_args(words)

    from licet.explore.classify import classify
    from licet.pack.store import open_library
    from licet.transfer.build import Builder

    library = open_library(args.law)
    rates = _rates(args)
    on = args.on or date.today()
    transfer = Builder(library.law.book).transfer(_raw(args, rates, library))
    found = classify(transfer, library.law, on=on)
    if args.json:
        print_json(_data(found, rates))
        return PASS
    for line in _lines(found, rates):
        print(line)
    print()
    print_footer(library.law.hashes)
    return PASS


def _options() -> argparse.ArgumentParser:
    options = parser(
        "classify", "The entry that figures fall under, with the arithmetic.", epilog=_EPILOG
    )
    speed = options.add_argument_group("speed: one pair a precision")
    speed.add_argument(
        "--tops", action="append", default=[], metavar="N",
        help="peak dense TOPS or TFLOPS (no sparsity); repeat it with --bits for each precision",
    )  # fmt: skip
    speed.add_argument(
        "--bits", action="append", default=[], metavar="N",
        help="bit length of the larger input at that precision: 4, 8, 16, 32, 64",
    )  # fmt: skip
    figures = options.add_argument_group("other figures")
    for name, (_, unit, about) in _NUMBERS.items():
        figures.add_argument(f"--{name.replace('_', '-')}", metavar=unit, help=about)
    figures.add_argument(
        "--planar", action="store_true",
        help="every logic die is planar: no area counts, and there is no density",
    )  # fmt: skip
    market = options.add_argument_group("what it is and is for")
    market.add_argument(
        "--datacenter", action="store_const", const=True,
        help="designed or marketed for data centres",
    )  # fmt: skip
    market.add_argument(
        "--not-datacenter", dest="datacenter", action="store_const", const=False,
        help="neither designed nor marketed for data centres",
    )  # fmt: skip
    market.add_argument(
        "--kind", metavar="KIND", help="integrated_circuit (default), computer, assembly, memory_hbm ..."
    )  # fmt: skip
    market.add_argument(
        "--contains", choices=("a", "b", "none"), help="the level of the 3A090 chip inside"
    )
    market.add_argument("--encryption", action="store_const", const=True, help="has encryption")
    market.add_argument(
        "--mass-market", action="store_const", const=True, help="its encryption is mass-market"
    )
    market.add_argument(
        "--set", metavar="FACT=VALUE", action="append", default=[], dest="facts",
        help="any fact of the item (repeatable)",
    )  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="law of this date (default today)")
    return options


def _rates(args: argparse.Namespace) -> list[Rate]:
    from licet.explore.classify import Rate

    if len(args.tops) != len(args.bits):
        raise InputError(
            f"{len(args.tops)} --tops and {len(args.bits)} --bits were given; they come in pairs"
        )
    if args.tops and args.tpp is not None:
        raise InputError("give --tpp, or --tops with --bits, not both")
    return [
        Rate(_plain(tops, "--tops"), _plain(bits, "--bits"))
        for tops, bits in zip(args.tops, args.bits, strict=True)
    ]


def _plain(text: str, option: str) -> Decimal:
    try:
        number = parse_number(text)
    except ValueError as error:
        raise InputError(f"{option}: {error}") from None
    if not isinstance(number, Decimal) or number <= 0:
        raise InputError(f"{option} {text!r} is no number over nought")
    return number


def _raw(args: argparse.Namespace, rates: list[Rate], library: Library) -> dict[str, Any]:
    """The item as ``Builder`` reads it, shipped from the United States."""
    from licet.explore.classify import performance

    facts: dict[str, Any] = {}
    if rates:
        facts["total_processing_performance"] = performance(rates).product
        at_8_bits = [each.tops for each in rates if each.bits == 8]  # noqa: PLR2004 - an 8-bit rate
        if at_8_bits:
            facts["processing_tops_8bit"] = max(at_8_bits)
    for name, (fact, _, _) in _NUMBERS.items():
        if (value := getattr(args, name)) is not None:
            facts[fact] = value
    said = {
        "designed_or_marketed_for_datacenter": args.datacenter,
        "contains_3a090_ic": args.contains,
        "contains_encryption": args.encryption,
        "mass_market_encryption": args.mass_market,
    }
    facts.update({fact: value for fact, value in said.items() if value is not None})
    if args.planar:
        facts["non_planar_logic_die"] = False
    facts.update(_set(args.facts, library.law.book.facts))
    memory = args.hbm_bandwidth is not None or args.package_area is not None
    kind = args.kind or ("memory_hbm" if memory else "integrated_circuit")
    return {"kind": "export", "from": "US", "item": {"kind": kind, "name": "item", "facts": facts}}


def _set(texts: list[str], facts: Dictionary) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"--set {text!r} is no FACT=VALUE")
        fact = facts[name.strip()]
        if fact.owner != "item":
            raise InputError(f"{fact.name} is a fact of the {fact.owner}; classification looks at the item alone")  # fmt: skip
        yield fact.name, value


# -- printing ------------------------------------------------------------------------------


def _lines(found: Classified, rates: list[Rate]) -> Iterator[str]:
    from licet.explore.classify import shown_sum

    if rates:
        several = f", the highest of {len(rates)} precisions" if len(rates) > 1 else ""
        yield f"{shown_sum(rates)}{several}"
    for worked in found.sums:
        yield wrapped(worked)
    for remark in found.decision.transfer.remarks:
        yield wrapped(f"Set aside: {remark}.")
    for sheet in found.sheets:
        yield from _sheet(sheet, found.decision.on)


def _sheet(sheet: Sheet, on: date) -> Iterator[str]:
    entry = sheet.classification
    said = entry.entry or " or ".join(entry.candidates) or "no listed entry"
    open_ = "" if entry.settled else ", open"
    yield ""
    yield strong(f"{sheet.sovereign}: {said}{open_} (law of {on})")
    if entry.forms:
        yield wrapped(f"as shipped in other forms: {', '.join(entry.forms)}", 4, 6)
    if entry.contradiction:
        yield wrapped(f"Contradiction: {entry.contradiction}.", 4, 6)
    for step in sheet.decisive:
        yield from _step(step)
    if sheet.turned_down:
        yield ""
        yield "    Not this:"
        for step in sheet.turned_down:
            yield from _step(step)
    if sheet.notes:
        yield ""
        yield "    Notes that bear on it:"
        for name, title, truth in sheet.notes:
            yield wrapped(f"{_truth(truth):<9} {title} ({name})", 6, 16)
    if measured := [line for line in sheet.lines if line.distance is not None]:
        yield ""
        yield "    How far each line is:"
        yield "\n".join(f"      {row}" for row in _distances(measured).splitlines())
    if dark := dict.fromkeys(line.fact for line in sheet.lines if line.distance is None):
        yield wrapped(f"Lines on what is not given as one number: {', '.join(dark)}.", 6, 8)
    yield from _missing(sheet)


def _truth(truth: bool | None) -> str:  # noqa: FBT001 - a truth, not a switch
    return "not known" if truth is None else show(truth)


def _step(step: Step) -> Iterator[str]:
    from licet.telling.reasons import reading_line

    texts = "; ".join(dict.fromkeys((*step.cite, step.source)))
    yield wrapped(f"{step.title} [{texts}]", 6, 8)
    seen: dict[str, None] = {}
    for reading in step.every_reading():
        seen.setdefault(reading_line(reading))
    for line in seen:
        yield wrapped(line, 10, 12)


def _distances(lines: list[Line]) -> str:
    rows = [line_words(each) for each in lines if each.distance is not None]
    return table(rows, ("figure", "line", "item", "away", "percent", "drawn by"))


def _missing(sheet: Sheet) -> Iterator[str]:
    if sheet.missing:
        yield ""
        yield "    What is missing:"
    for fact in sheet.missing:
        yield wrapped(f"{fact.question}  [{fact.name}]", 6, 8)
        yield wrapped(f"why: {fact.why}", 10, 12)
    if more := [fact.name for fact in sheet.forms_need if fact not in sheet.missing]:
        yield ""
        names = ", ".join(more)
        yield wrapped(f"Which form it ships in would depend on: {names}.", 4, 6)


def _data(found: Classified, rates: list[Rate]) -> dict[str, Any]:
    from licet.decide.report import plain_data
    from licet.explore.classify import shown_sum

    return {
        "on": found.decision.on.isoformat(),
        "arithmetic": [*([shown_sum(rates)] if rates else []), *found.sums],
        "facts": {
            name: show(value) for name, value in sorted(found.decision.transfer.facts.items())
        },
        "sovereigns": [
            {
                "sovereign": sheet.sovereign,
                "entry": sheet.classification.entry,
                "may_be": list(sheet.classification.candidates),
                "forms": list(sheet.classification.forms),
                "contradiction": sheet.classification.contradiction or None,
                "decided_by": [plain_data(step) for step in sheet.decisive],
                "not": [plain_data(step) for step in sheet.turned_down],
                "notes": [
                    {"provision": name, "title": title, "holds": truth}
                    for name, title, truth in sheet.notes
                ],
                "lines": [_line_data(line) for line in sheet.lines],
                "missing": [fact.name for fact in sheet.missing],
                "forms_need": [fact.name for fact in sheet.forms_need],
            }
            for sheet in found.sheets
        ],
        "remarks": list(found.decision.transfer.remarks),
        "hashes": found.decision.law.hashes,
    }


def _line_data(line: Line) -> dict[str, Any]:
    gap = line.distance
    percent = None if gap is None or gap.percent is None else str(round(gap.percent, 4))
    return {
        "fact": line.fact,
        "line": str(line.line),
        "unit": line.unit,
        "value": None if gap is None else str(gap.value),
        "away": None if gap is None else str(gap.units),
        "percent": percent,
        "entries": list(line.entries),
    }
