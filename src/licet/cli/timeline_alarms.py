"""``licet timeline alarms``: what an editor should look at today."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from licet.cli.codes import PASS, WAITING
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, visible, wrapped
from licet.cli.timeline import events_of
from licet.record import fields_of


def main(words: list[str]) -> int:
    """Exit 20 where there is an alarm, 0 where there is none."""
    options = parser(
        "timeline alarms", "Acts in force without a rule change, ends that near, suggestions not judged.",
        epilog="The days after which each alarm comes stand in events/alarms.toml.\n\nexit codes: 0 no alarm; 20 something is to be looked at; 2 bad input.",
    )  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="as of this day (default today)")
    options.add_argument("--shipped", action="store_true", help="only the events that come with Licet")  # fmt: skip
    args = options.parse_args(words)

    from licet.happened.alarms import alarms
    from licet.happened.linking import Linker
    from licet.happened.shipped import alarm_days
    from licet.pack.store import open_library

    library = open_library(args.law)
    book, today, days = library.law.book, args.on or date.today(), alarm_days()
    found = alarms(tuple(events_of(args).values()), Linker(book), book, today, days)
    if args.json:
        print_json([{name: value for name, value, _ in fields_of(each)} for each in found])
        return WAITING if found else PASS
    print(strong(f"Alarms of {today}"))
    for kind, group in groupby(found, key=lambda each: each.kind):
        print(f"\n{strong(kind)}")
        for each in group:
            behind = f" (timeline: {', '.join(each.events)})" if each.events else ""
            named = f" [{each.about[0]}]" if len(each.about) == 1 and not each.events else ""
            print(wrapped(visible(f"{each.sovereign} {each.says}{named}{behind}"), 2, 6))
    print(f"\n{len(found)} alarm{'s' if len(found) != 1 else ''}" if found else "None.")
    print_footer(library.law.hashes)
    return WAITING if found else PASS
