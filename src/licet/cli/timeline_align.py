"""``licet timeline align``: who followed whose measure, after how many days, how fully."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, table, wrapped
from licet.cli.timeline import deliver, events_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.happened.align import Aligned, Pair, Step

_EPILOG = """examples:
  licet timeline align US JP NL
  licet timeline align US JP NL EU --concept duv-immersion --concept tsv-etch
  licet timeline align US JP --csv --out followed.csv

For each concept of law/concepts the law itself says since when each state controls it; whoever was
first leads, and the others' lines are held against the leader's as they are on the day asked.
"equal" is the same line, "wider" controls all that the leader does and more, "narrower" less, and
"none" nothing.  (+177) is 177 days after the leader.  * rests on text that is not verified.  To come
later is no proof of having followed: the table says when, never why.

exit codes: 0 shown; 2 bad input."""


def main(words: list[str]) -> int:
    """Print the table; exit 0."""
    options = parser("timeline align", "Who followed whose measure, computed from the law.", epilog=_EPILOG)  # fmt: skip
    options.add_argument("codes", nargs="+", metavar="STATE", help="sovereigns, at least two, such as US JP NL")  # fmt: skip
    options.add_argument("--concept", metavar="NAME", action="append", help="a concept (licet compare-law --concepts lists them); again for more; default all")  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="law of this day (default today)")
    options.add_argument("--csv", action="store_true", help="a row a concept and follower")
    options.add_argument("--out", metavar="FILE", type=Path, help="write the CSV there")
    options.add_argument("--shipped", action="store_true", help="name only events that come with Licet")  # fmt: skip
    args = options.parse_args(words)

    from licet.explore.gaps import Mapper
    from licet.happened.align import Behind, align_data, aligned, pairs
    from licet.happened.linking import Linker
    from licet.pack.store import open_library
    from licet.transfer.build import Builder

    library = open_library(args.law)
    law, concepts = library.whole, library.concepts
    linker = Linker(law.book)
    events = [each.happening for each in events_of(args).values()]
    mapper = Mapper(law, Builder(law.book, library.products), concepts)
    asked = [concepts[name] for name in args.concept or concepts.by_id]
    codes = [
        code.strip().upper() for word in args.codes for code in word.split(",") if code.strip()
    ]
    on = args.on or date.today()
    behind = Behind((each, linker.links(each)) for each in events)
    found = aligned(mapper, asked, codes, on, behind)
    if args.json:
        print_json({"on": on.isoformat(), "states": codes, "concepts": [align_data(each) for each in found], "pairs": [align_data(each) for each in pairs(found)]})  # fmt: skip
        return PASS
    if args.csv or args.out:
        deliver(_csv(found), args.out)
        return PASS
    _print(found, pairs(found), codes, on)
    print_footer({"law": law.hashes["law"], "concepts": concepts.hash, **law.hashes})
    return PASS


def _print(found: Sequence[Aligned], all_pairs: Sequence[Pair], codes: Sequence[str], on: date) -> None:  # fmt: skip
    print(strong(f"Who was first, and who followed: {', '.join(codes)}, law of {on}"))
    others = [*codes]
    rows = [
        (each.concept, _leader(each), *(_cell(each, code) for code in others))
        for each in found if each.leader
    ]  # fmt: skip
    print(table(rows, ("concept", "first", *others)))
    if without := [each.concept for each in found if not each.leader]:
        print(wrapped(f"\nNo first day is known for {len(without)}: {', '.join(without)}.", 0, 2))
    few = len(found) <= _FEW
    for each in found:
        named = [each.leading_events, *(step.events for step in each.steps)]
        if few and any(named):
            print(f"\n{strong(each.concept)}: {each.title}")
            for code, since, ids in _told(each):
                print(wrapped(f"{code} {since}: {', '.join(ids) or 'no event of the timeline behind it'}", 2, 6))  # fmt: skip
    if all_pairs:
        print("\n" + strong("Followed, over the concepts for which both first days are known"))
        rows = [
            (f"{pair.follower} after {pair.leader}", str(pair.concepts), f"{pair.median_days:+g}", f"{pair.least:+d}", f"{pair.most:+d}", str(pair.same_day), ", ".join(f"{count} {name}" for name, count in pair.lies))
            for pair in all_pairs
        ]  # fmt: skip
        print(table(rows, ("", "concepts", "median days", "least", "most", "same day", "how fully today")))  # fmt: skip


_FEW = 12
"""As many concepts are told with the events behind each; --json has them for all."""


def _leader(each: Aligned) -> str:
    perhaps = f" (or {', '.join(each.perhaps_earlier)} before)" if each.perhaps_earlier else ""
    return f"{each.leader} {each.since}{perhaps}"


def _cell(each: Aligned, code: str) -> str:
    if code == each.leader:
        return "first"
    step = next(step for step in each.steps if step.sovereign == code)
    star = "*" if step.unsure else ""
    if step.days is None:
        by = f" by {step.first}" if step.first else ""
        return f"{step.lies}{star}{by}"
    return f"{step.lies}{star} {step.first} ({step.days:+d})" if step.days else f"{step.lies}{star} same day"  # fmt: skip


def _told(each: Aligned) -> list[tuple[str, date | None, tuple[str, ...]]]:
    steps: list[Step] = [step for step in each.steps if step.days is not None]
    return [
        (each.leader, each.since, each.leading_events),
        *((step.sovereign, step.first, step.events) for step in steps),
    ]


def _csv(found: Sequence[Aligned]) -> bytes:
    out = io.StringIO()
    heads = ("concept", "leader", "leader_since", "perhaps_earlier", "follower", "follower_since", "days", "lies", "unsure", "leader_events", "follower_events")  # fmt: skip
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for each in found:
        for step in each.steps:
            writer.writerow(
                (each.concept, each.leader, each.since or "", " ".join(each.perhaps_earlier), step.sovereign, step.first or "",
                 "" if step.days is None else step.days, step.lies, str(step.unsure).lower(), " ".join(each.leading_events), " ".join(step.events))
            )  # fmt: skip
    return out.getvalue().encode()
