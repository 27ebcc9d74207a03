"""``licet screen``: which listed parties a name may stand for, and why.  Dispatches on what is given."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from licet.cli.codes import CANNOT_SCREEN, HITS, NOTHING_FOUND
from licet.cli.options import day, parser
from licet.cli.show import RULES, faint, print_json, wrapped
from licet.errors import InputError
from licet.lists.model import Identifier

_EXAMPLES = """examples:
  licet screen "Huawei Tech. Co" 海思半导体      names, each with every list entry it may stand for
  licet screen 华为 --on 2019-05-15              as of a day
  licet screen "Acme Works" --country CN --address "12 Harbor Rd" --id USCC=91440300192461767E
  licet screen --file customers.csv --out hits.csv   a file: CSV (name, and ref, country, address,
                                                 id:KIND as wanted), JSON lines, or a name a line
  licet screen --file customers.csv --out today.csv --changed-since 2026-11-01   after a change of the lists
  licet screen --file customers.csv --out today.csv --due    new customers, and what lists have changed
  licet screen --evaluate pairs.csv --index parties.jsonl.gz   recall and false alarms, measured

Two lines divide scores: review and strong (licet screen --lines prints what was measured at each).
A screening is recorded in the store (licet worklist shows its hits), unless --no-record is given.
Exit codes: 3 no hit (which is no clearance), 4 hits, 5 no hit and a name that cannot be screened,
2 bad input."""


def main(words: list[str]) -> int:
    """Screen names, a file, or measure."""
    options = _options(words)
    if options.lines:
        from licet.cli.screen_lines import print_lines

        return print_lines(as_json=options.json)
    if options.evaluate:
        from licet.cli.screen_evaluate import run

        return run(options)
    _fit_together(options)
    if options.file:
        from licet.cli.screen_file import run

        return run(options)
    if not options.names:
        raise InputError(
            "There is nothing to screen. Give a name, or --file FILE; see licet screen --help."
        )
    return _names(options)


def _fit_together(options: argparse.Namespace) -> None:
    """Refuse what says nothing where it stands."""
    of_names = {
        "a name": options.names, "--country": options.country, "--address": options.address,
        "--id": options.id, "--nearest": options.nearest, "--ref": options.ref,
    }  # fmt: skip
    of_files = {
        "--out": options.out, "--changed-since": options.changed_since, "--due": options.due,
        "--processes": options.processes,
    }  # fmt: skip
    if options.index:
        raise InputError("--index goes with --evaluate PAIRS.")
    if options.file and (given := [name for name, value in of_names.items() if value]):
        raise InputError(
            f"{given[0]} beside --file: the file says what is screened, in its columns name, ref, country, "
            "address and id:KIND. Leave one out."
        )
    if not options.file and (given := [name for name, value in of_files.items() if value]):
        raise InputError(f"{given[0]} goes with --file FILE.")
    if len(options.names) > 1 and (options.address or options.id):
        raise InputError("--address and --id speak of one party; screen its name by itself.")
    for name in options.names:
        try:
            name.encode()
        except UnicodeEncodeError:
            raise InputError(f"The name {name!r} is not text in UTF-8.") from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= _MOST_PROCESSES:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no count of processes; write 1 to {_MOST_PROCESSES}, or 0 for one a core"
        )
    return int(text)


_MOST_PROCESSES = 256


def _options(words: list[str]) -> argparse.Namespace:
    found = parser(
        "screen", "Which listed parties a name may stand for, and why.", epilog=_EXAMPLES
    )
    found.add_argument("names", nargs="*", metavar="NAME", help="a name in any script")
    found.add_argument(
        "--on", type=day, default=date.today(), metavar="DATE", help="as of this day; default today"
    )
    found.add_argument("--country", default="", help="where the party is, two letters")
    found.add_argument("--address", default="", help="its address, which is searched by itself")
    found.add_argument(
        "--id",
        action="append",
        default=[],
        metavar="KIND=NUMBER",
        help="a number of it, such as LEI=...; may be repeated",
    )
    found.add_argument(
        "--nearest",
        action="store_true",
        help="show the best entry below the review line as well, and why it failed",
    )
    found.add_argument(
        "--list",
        action="append",
        default=[],
        metavar="CODE",
        help="search this list only; may be repeated",
    )
    found.add_argument("--file", type=Path, help="a file of parties")
    found.add_argument("--out", type=Path, help="where the answers of a file go: .csv or .jsonl")
    found.add_argument(
        "--processes",
        type=_count,
        default=0,
        metavar="N",
        help="processes for a file; default one for each core",
    )
    found.add_argument(
        "--changed-since",
        type=day,
        metavar="DATE",
        help="for a file: look again only at whom the changes of the lists since this day can touch",
    )
    found.add_argument(
        "--due",
        action="store_true",
        help="for a file: keep its customers in the store and screen those that are due",
    )
    found.add_argument(
        "--ref", default="", help="your own key for what is screened, such as an order's number"
    )
    found.add_argument(
        "--officer", default="", help="who screens; default the officer of the settings"
    )
    found.add_argument(
        "--reason", default="", help="why a list that is too old may be used; needs --officer"
    )
    found.add_argument(
        "--no-record", action="store_true", help="do not write the screening to the store"
    )
    found.add_argument(
        "--lines", action="store_true", help="print the two lines and what was measured at each"
    )
    found.add_argument(
        "--evaluate",
        type=Path,
        metavar="PAIRS",
        help="measure recall and false alarms on labelled pairs",
    )
    found.add_argument(
        "--index", type=Path, metavar="FILE", help="with --evaluate: the parties to search"
    )
    return found.parse_args(words)  # fmt: skip


def _names(options: argparse.Namespace) -> int:
    from licet.cli.screen_lists import searched_by, searched_lines
    from licet.cli.screen_print import print_answer
    from licet.screen.model import Query
    from licet.screen.words import SILENCE, as_data
    from licet.service.recording import Keeper

    country, numbers = _country(options.country), tuple(_number(each) for each in options.id)
    searched = searched_by(options)
    with Keeper.of(searched.settings, options.officer, off=options.no_record) as keeper:
        screener = searched.screener()
        answers = [
            screener.one(
                Query(name, country, options.address, numbers, options.ref),
                options.on,
                nearest=options.nearest,
            )
            for name in options.names
        ]
        keeper.keep(answers, searched, screener, options.on)
        closings = [
            tuple(keeper.closed(each.query, hit, options.on) for hit in each.hits)
            for each in answers
        ]
    if options.json:
        print_json(
            {
                "answers": [
                    as_data(each, closed) for each, closed in zip(answers, closings, strict=True)
                ],
                "searched": searched.as_data(screener),
                "record": keeper.as_data(),
                "silence": SILENCE,
            }
        )
    else:
        for each, closed in zip(answers, closings, strict=True):
            print_answer(each, closed)
        print("\n".join(searched_lines(searched, screener)))
        print(faint(wrapped(keeper.said(), 0, 2)))
        print(wrapped(SILENCE))
        print(RULES)
    if any(each.hits for each in answers):
        return HITS
    return CANNOT_SCREEN if any(each.cannot for each in answers) else NOTHING_FOUND


def _country(text: str) -> str:
    from licet.screen.customers import is_country

    code = text.strip().upper()
    if not is_country(code):
        raise InputError(f"--country is {text!r}; wanted two letters, such as CN.")
    return code


def _number(text: str) -> Identifier:
    kind, equals, value = text.partition("=")
    if not equals or not kind.strip() or not value.strip():
        raise InputError(f"--id is {text!r}; wanted KIND=NUMBER, such as LEI=5493001KJTIIGC8Y1R12.")
    return Identifier(kind.strip(), value.strip())
