"""``licet timeline``: dated policy events, and what each became in law."""

from __future__ import annotations

import csv
import io
import json
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.actions import run_module
from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.show import print_footer, strong, visible, wrapped
from licet.errors import InputError, Place

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from licet.happened.kept import Kept
    from licet.happened.linking import Linker
    from licet.happened.query import Wanted

ACTIONS = {
    "align": "who followed whose measure, after how many days, how fully: computed from the law",
    "alarms": "acts in force without a rule, ends that near, suggestions that nobody judged",
    "show": "one event with its sources, stages, rule versions and history",
    "suggest": "take in events that a reader found, from JSON",
    "confirm": "say that an event is as it was told",
    "correct": "change fields of an event; what it was stays in its history",
    "reject": "say that an event was not; it leaves the lists and stays in the store",
    "cases": "what editors corrected, as test cases in YAML",
}
_EPILOG = (
    """examples:
  licet timeline --actors JP,NL --since 2023
  licet timeline --about H200 --svg h200.svg
  licet timeline --acts list,retaliate --since 2025 --until 2025-12 --csv --out lists.csv
  licet timeline --rss --out timeline.xml

Further actions (each has its own --help):
"""
    + "\n".join(f"  licet timeline {name:<8} {what}" for name, what in ACTIONS.items())
    + """

An event is a report of what was said or done, as sure as its source.  Which rule it became is read
off the rule book.  A year or a month means all its days.

exit codes: 0 shown; 2 bad input."""
)


def main(words: list[str]) -> int:
    """List events, or run the action that the first word names; exit 0."""
    if words and words[0] in ACTIONS:
        return run_module("timeline", ACTIONS, words)
    options = parser(
        "timeline", "Dated policy events, and what each became in law.", epilog=_EPILOG
    )
    add_filters(options)
    forms = options.add_mutually_exclusive_group()
    forms.add_argument("--csv", action="store_true", help="one row an event")
    forms.add_argument("--rss", action="store_true", help="an RSS 2.0 feed, newest first")
    options.add_argument(
        "--out", metavar="FILE", type=Path, help="write there in place of the terminal"
    )
    options.add_argument(
        "--svg", metavar="FILE", type=Path, help="draw the events in lanes, an actor a lane"
    )
    args = options.parse_args(words)
    if args.json and (args.csv or args.rss):
        raise InputError("--json, --csv and --rss exclude each other")

    from licet.happened.linking import Linker
    from licet.happened.query import found, nobody
    from licet.pack.store import open_library

    wanted = wanted_of(args)
    there = events_of(args)
    for stranger in nobody(there.values(), wanted):
        print(f"{visible(stranger)} acts in none of the {len(there)} events.", file=sys.stderr)
    kept = found(there.values(), wanted)
    library = open_library(args.law)
    linker = Linker(library.law.book)
    if args.svg:
        _draw(kept, args.svg)
    form = "json" if args.json else "csv" if args.csv else "rss" if args.rss else ""
    if form or args.out:
        deliver(_written(kept, linker, form), args.out)
        return PASS
    if not args.svg:
        print(_text(kept, linker), end="")
        print_footer(library.law.hashes)
    return PASS


def add_filters(options: argparse.ArgumentParser) -> None:
    """What narrows the list, and which events are looked at."""
    options.add_argument(
        "--actors",
        metavar="NAMES",
        help="one of these acts: codes of states, or names, with commas",
    )
    options.add_argument("--since", metavar="DATE", help="from this year, month or day on")
    options.add_argument("--until", metavar="DATE", help="up to this year, month or day")
    options.add_argument(
        "--acts", metavar="NAMES", help="acts with commas: restrict, relax, list, meet ..."
    )
    options.add_argument(
        "--stage", metavar="NAMES", help="stages with commas: announced, in force ..."
    )
    options.add_argument(
        "--about", metavar="WORDS", default="", help="only events in which all these words stand"
    )
    options.add_argument(
        "--shipped",
        action="store_true",
        help="only the events that come with Licet; the store is not opened",
    )


def wanted_of(args: argparse.Namespace) -> Wanted:
    """The filter that the options state."""
    from licet.happened.query import Wanted, check, span_of

    wanted = Wanted(
        _names(args.actors),
        span_of(args.since)[0] if args.since else None,
        span_of(args.until)[1] if args.until else None,
        _names(args.acts), _names(args.stage), args.about,
    )  # fmt: skip
    check(wanted)
    return wanted


def events_of(args: argparse.Namespace) -> dict[str, Kept]:
    """Every event by id; those of the user's store too unless ``--shipped``."""
    from licet.happened.there import everything
    from licet.settings import read_settings

    return everything(None if args.shipped else read_settings())


def deliver(text: bytes, out: Path | None) -> None:
    """Write bytes to a file, or to standard output as they are."""
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        return
    try:
        out.write_bytes(text)
    except OSError as error:
        raise InputError(f"it cannot be written: {error.strerror}", Place(str(out))) from error
    print(f"Wrote {out}.", file=sys.stderr)


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (text or "").split(",") if each.strip())


def _written(kept: Sequence[Kept], linker: Linker, form: str) -> bytes:
    from licet.happened.words import COLUMNS, event_data, in_law, row

    linked = [(each, linker.links(each.happening)) for each in kept]
    if form == "json":
        made = [
            event_data(each, links, concerned=linker.concerns(each.happening))
            for each, links in linked
        ]
        return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()
    if form == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row(each, links) for each, links in linked)
        return out.getvalue().encode()
    if form == "rss":
        from licet.happened.rss import rss

        return rss(
            [
                (each, in_law(each.happening, links, concerned=linker.concerns(each.happening)))
                for each, links in linked
            ]
        )
    return _text(kept, linker).encode()


def _text(kept: Sequence[Kept], linker: Linker) -> str:
    from licet.happened.words import head, in_law, mark, when

    lines = []
    for day, today in groupby(kept, key=lambda each: when(each.happening)):
        lines.append(strong(day))
        for each in today:
            one = each.happening
            lines.append(wrapped(visible(f"{head(one)}: {one.title} [{one.id}]"), 2, 6))
            law = in_law(one, linker.links(one), concerned=linker.concerns(one))
            lines += [wrapped(visible(told), 6, 8) for told in (law, mark(each)) if told]
    count = len(kept)
    lines.append(f"\n{count} event{'s' if count != 1 else ''}")
    return "\n".join(lines) + "\n"


def _draw(kept: Sequence[Kept], file: Path) -> None:
    from licet.charts.happened import picture
    from licet.charts.picture import as_files

    drawn = picture([each.happening for each in kept])
    deliver(as_files(drawn, "Dated policy events")[0], file)
