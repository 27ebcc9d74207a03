"""``licet decide PRODUCT|FILE``: what one transfer needs, and why."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.classes import known_class
from licet.cli.codes import code_of
from licet.cli.options import parser
from licet.cli.reforming import add_reform_option, library_under, reforms_data
from licet.cli.screening import add_screening_options, parties_of
from licet.cli.transfer_options import (
    Asked,
    add_transfer_options,
    refuse_beside_file,
    transfer_from_file,
    transfer_of_facts,
    transfers_asked,
)
from licet.errors import InputError
from licet.service.parties import Parties
from licet.service.written import country_code
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from licet.decide.decide import Decision
    from licet.pack.store import Library

_EPILOG = """examples:
  licet decide nvidia-h200 --to CN --on 2026-02-01
  licet decide nvidia-h20 --to CN --on 2025-04-15 --exporter NVIDIA
  licet decide h200 --to MY --party role=end_user,country=MY,headquarters=MY,parent=CN --why
  licet decide --class 6A003.b.4.b --to IN
  licet decide nvidia-h20 --to CN --party "name=Huawei Technologies Co., Ltd.,country=CN"
  licet decide transfer.yaml --json
  licet decide nvidia-b300 --to CN --on 2027-01-15 --reform blackwell-allowed
  licet decide transfer.yaml --record --ref SO-1    its hits go to licet worklist, under your order

exit codes: 0 nothing found and nothing open; 3 nothing found, but something is open, stale or
not modelled; 10 exception available if its conditions hold; 11 notification; 12 license
required; 13 prohibited; 14 open; 15 suspended; 16 stale law; 17 conflict; 18 not modelled;
2 bad input.  Where variants differ, the strictest answer gives the code."""


def main(words: list[str]) -> int:
    """Decide, print, and exit with the code of the strictest answer."""
    options = parser(
        "decide", "What one transfer needs, under the law of a date, and why.", epilog=_EPILOG
    )
    options.add_argument(
        "item",
        nargs="?",
        default="",
        metavar="PRODUCT|FILE.yaml",
        help="a product or family of the catalogue, or a transfer file",
    )
    options.add_argument(
        "--class",
        dest="declared",
        metavar="CLASS",
        help="the class that the item has on the list of the law asked: 6A003.b.4.b, EAR99; with it no product need be named",
    )
    add_transfer_options(options)
    add_screening_options(options)
    add_reform_option(options)
    options.add_argument(
        "--sovereign", metavar="CC", action="append", default=[],
        help="ask this law only (repeatable): US, JP, CN ...",
    )  # fmt: skip
    options.add_argument(
        "--brief",
        action="store_true",
        help="one line for each variant, and for each law asked by name: the answer alone",
    )
    options.add_argument(
        "--why",
        action="store_true",
        help="the proof: every step that decided, with facts and citations",
    )
    options.add_argument(
        "--ask", action="store_true", help="ask for what is missing, one question at a time"
    )
    args = options.parse_args(words)

    library = library_under(args.law, args.reform)
    join = parties_of(args, library.law.book)
    decisions = decided(args, library, join)
    if args.ask:
        from licet.cli.ask import ask_all

        decisions = ask_all(decisions, library)
    if args.json:
        from licet.cli.show import print_json
        from licet.decide.report import report

        data = [report(each, proof=args.why) for each in decisions]
        if args.reform:
            data = [{**each, "reforms": reforms_data(args.reform)} for each in data]
        print_json(data[0] if len(data) == 1 else data)
    elif args.brief:
        from licet.cli.screened import brief_line
        from licet.decide.words import headline, standing

        for each in decisions:
            if args.sovereign:
                for answer in each.answers:
                    print(f"{each.transfer.item}: {answer.sovereign}: {standing(answer)}")
            else:
                print(f"{each.transfer.item}: {headline(each)}")
            if line := brief_line(each.transfer):
                print(line, file=sys.stderr)  # so that a script still reads one line a variant
    else:
        from licet.cli.answers import print_decisions

        print_decisions(decisions, library, why=args.why, every=bool(args.sovereign))
    if args.record:
        print(join.record(args.officer, args.ref), file=sys.stderr)
    return max(code_of(each.status, passes=each.passes) for each in _strictest(decisions))


def decided(args: argparse.Namespace, library: Library, join: Parties) -> tuple[Decision, ...]:
    """A decision for the file, or for each variant of the product."""
    from licet.decide.decide import decide

    asked, on, known_on = _asked(args, library, join)
    named = tuple(country_code(each, library.law.book.facts.countries) for each in args.sovereign)
    law = library.whole if named else library.law
    return tuple(
        decide(each.transfer, law, on=on, known_on=known_on, sovereigns=named or None)
        for each in asked
    )


def _asked(
    args: argparse.Namespace, library: Library, join: Parties
) -> tuple[tuple[Asked, ...], date, date | None]:
    if args.item.lower().endswith((".yaml", ".yml")):
        refuse_beside_file(args)
        stated, day, known = transfer_from_file(Path(args.item), library)
        on, known_on = args.on or day or date.today(), args.known_on or known
        transfer = with_public_record(join(stated, on), library.law.book, on, known_on or date.max)
        return (Asked(None, transfer),), on, known_on
    on = args.on or date.today()
    if args.declared:
        known_class((library.whole if args.sovereign else library.law).book, args.declared)
    if not args.item:
        if not args.declared:
            raise InputError("name a product, a file, or --class CLASS")
        item = {"name": args.declared, "ownclass": args.declared}
        return (Asked(None, transfer_of_facts(args, library, item, on, join)),), on, args.known_on
    return transfers_asked(args, library, args.item, on, join), on, args.known_on


def _strictest(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    from licet.decide.answer import ORDER

    rank = min(ORDER.index(each.status) for each in decisions)
    return tuple(each for each in decisions if ORDER.index(each.status) == rank)
