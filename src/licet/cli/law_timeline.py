"""``licet law timeline``: every day on which the law changed, and what changed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, wrapped
from licet.explore.words import event_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.explore.timeline import Event


def main(words: list[str]) -> int:
    """Print every change by day; exit 0."""
    options = parser(
        "law timeline", "Every day on which the law changed, and what changed.",
        epilog="exit codes: 0 shown; 2 bad input.",
    )  # fmt: skip
    options.add_argument("text", nargs="*", metavar="TEXT", help="only changes with these words")
    options.add_argument("--since", type=day, metavar="DATE", help="from this day")
    options.add_argument("--until", type=day, metavar="DATE", help="up to this day")
    args = options.parse_args(words)

    from licet.explore.timeline import events
    from licet.pack.store import open_library

    library = open_library(args.law)
    wanted = " ".join(args.text).casefold().split()
    found = [
        event
        for event in events(library.law.book)
        if (args.since is None or event.on >= args.since)
        and (args.until is None or event.on <= args.until)
        and _fits(event, wanted)
    ]
    if args.json:
        print_json([event_data(event) for event in found])
        return PASS
    print_events(found)
    print_footer(library.law.hashes)
    return PASS


def _fits(event: Event, wanted: list[str]) -> bool:
    text = f"{event.subject} {event.title} {event.source} {event.what} {event.kind}".casefold()
    return all(word in text for word in wanted)


def print_events(found: Iterable[Event]) -> None:
    """Events under the day on which they take effect, one line each."""
    from licet.explore.event_words import line

    count = 0
    for on, today in groupby(found, key=lambda event: event.on):
        print(strong(str(on)))
        for event in today:
            count += 1
            print(wrapped(line(event), 2, 6))
    print(f"\n{count} change{'s' if count != 1 else ''}")
