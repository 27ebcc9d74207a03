"""``licet screen``: which listed parties a name may stand for, and why.  Dispatches on what is given."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from licet.cli.codes import CANNOT_SCREEN, HITS, NOTHING_FOUND
from licet.cli.options import day, parser
from licet.cli.show import RULES, faint, print_json, strong, wrapped
from licet.errors import InputError
from licet.lists.model import Identifier

_EXAMPLES = """examples:
  licet screen "Huawei Tech. Co" 海思半导体      names, each with every list entry it may stand for
  licet screen 华为 --on 2019-05-15              as of a day
  licet screen "Acme Works" --country CN --address "12 Harbor Rd" --id USCC=91440300192461767E
  licet screen --file customers.csv --out hits.csv   a file: CSV (name, and ref, country, address,
                                                 id:KIND as wanted), JSON lines, or a name a line
  licet screen --evaluate pairs.csv --index parties.jsonl.gz   recall and false alarms, measured

Two lines divide scores: review and strong (licet screen --lines prints what was measured at each).
Exit codes: 3 no hit (which is no clearance), 4 hits, 5 no hit and a name that cannot be screened,
2 bad input."""


def main(words: list[str]) -> int:
    """Screen names, a file, or measure."""
    options = _options(words)
    if options.lines:
        return _lines(as_json=options.json)
    if options.evaluate:
        from licet.cli.screen_evaluate import run

        return run(options)
    if options.file:
        from licet.cli.screen_file import run

        return run(options)
    if not options.names:
        raise InputError(
            "There is nothing to screen. Give a name, or --file FILE; see licet screen --help."
        )
    return _names(options)


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
        type=int,
        default=0,
        metavar="N",
        help="processes for a file; default one for each core",
    )
    found.add_argument(
        "--changed-since",
        type=day,
        metavar="DATE",
        help="for a file: screen against entries that are new or changed since this day's editions",
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
    from licet.cli.screen_lists import Searched
    from licet.screen.model import Query
    from licet.screen.screener import Screener
    from licet.screen.words import SILENCE, as_data

    numbers = tuple(_number(each) for each in options.id)
    searched = Searched.of(options)
    screener = Screener.of(searched.editions)
    answers = [
        screener.one(
            Query(name, options.country.upper(), options.address, numbers, options.ref),
            options.on,
            nearest=options.nearest,
        )
        for name in options.names
    ]
    run = searched.recorded(answers, options, screener)
    if options.json:
        print_json(
            {
                "answers": [as_data(each) for each in answers],
                "searched": searched.as_data(screener),
                "run": run,
                "silence": SILENCE,
            }
        )
    else:
        for each in answers:
            _print(each)
        print("\n".join(searched.said(screener)))
        if run:
            print(faint(f"Recorded as run {run}."))
        print(wrapped(SILENCE))
        print(RULES)
    if any(each.hits for each in answers):
        return HITS
    return CANNOT_SCREEN if any(each.cannot for each in answers) else NOTHING_FOUND


def _print(answer: object) -> None:
    from licet.screen.model import Screened
    from licet.screen.words import headline, sentences

    assert isinstance(answer, Screened)  # noqa: S101 - for the reader of types alone
    print(strong(f"{answer.query.name}, on {answer.on.isoformat()}"))
    if answer.cannot:
        print(wrapped(f"Cannot screen: {answer.cannot}", 2))
    elif not answer.hits:
        print("  no entry at or above the review line")
    for hit in answer.hits:
        print(wrapped(headline(hit), 2, 4))
        for sentence in sentences(hit):
            print(wrapped(sentence, 6, 8))
    if answer.nearest is not None:
        print(wrapped(f"Nearest below the line: {headline(answer.nearest)}", 2, 4))
        for sentence in sentences(answer.nearest):
            print(wrapped(sentence, 6, 8))
    print()


def _number(text: str) -> Identifier:
    kind, equals, value = text.partition("=")
    if not equals or not kind or not value:
        raise InputError(f"--id is {text!r}; wanted KIND=NUMBER, such as LEI=5493001KJTIIGC8Y1R12.")
    return Identifier(kind.strip(), value.strip())


def _lines(*, as_json: bool) -> int:
    from licet.screen.lines import shipped
    from licet.screen.words import figure

    lines = shipped()
    if as_json:
        print_json(
            {
                "review": figure(lines.review),
                "strong": figure(lines.strong),
                "measured": lines.measured,
            }
        )
        return NOTHING_FOUND
    print(f"review {figure(lines.review)}   strong {figure(lines.strong)}")
    for name, value in lines.measured.items():
        print(wrapped(f"{name.replace('_', ' ')}: {value}", 0, 4))
    return 0
