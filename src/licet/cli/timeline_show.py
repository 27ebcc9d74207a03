"""``licet timeline show``: one event with everything that is kept of it."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.show import print_footer, print_json, strong, visible, wrapped
from licet.cli.timeline import events_of


def main(words: list[str]) -> int:
    """Print one event; exit 0."""
    options = parser("timeline show", "One event with its sources, stages, rule versions and history.", epilog="exit codes: 0 shown; 2 bad input, such as an id that is none.")  # fmt: skip
    options.add_argument("id", metavar="ID", help="licet timeline lists them in brackets")
    options.add_argument("--shipped", action="store_true", help="as it came with Licet; the store is not opened")  # fmt: skip
    args = options.parse_args(words)

    from licet.happened.kept import find
    from licet.happened.linking import Linker
    from licet.happened.query import course
    from licet.happened.words import event_data, head, in_law, mark, sources, when
    from licet.pack.store import open_library

    there = events_of(args)
    kept = find(there, args.id)
    one = kept.happening
    library = open_library(args.law)
    linker = Linker(library.law.book)
    links, concerned = linker.links(one), linker.concerns(one)
    stages = course(one, (each.happening for each in there.values()))
    if args.json:
        staged = [{"id": each.id, "date": when(each), "stage": each.stage} for each in stages]
        print_json({**event_data(kept, links, concerned=concerned), "stages": staged})
        return PASS
    print(strong(visible(f"{when(one)}: {one.title}")))
    numbers = ", ".join(f"{each.value} {each.unit} ({each.of})" for each in one.numbers)
    told = (
        head(one), f"object: {', '.join(one.object)}" if one.object else "",
        f"target: {', '.join(one.target)}" if one.target else "",
        f"instrument: {one.instrument}" if one.instrument else "",
        f"condition: {one.condition}" if one.condition else "", f"numbers: {numbers}" if numbers else "",
        f"date: {one.date_kind}, {one.date_how}" if one.date_how else "",
        in_law(one, links, concerned=concerned), sources(one), mark(kept),
    )  # fmt: skip
    for line in told:
        if line:
            print(wrapped(visible(line), 2, 4))
    if len(stages) > 1:
        print(strong(f"Stages of {one.measure}"))
        for each in stages:
            here = " <- this" if each.id == one.id else ""
            print(f"  {when(each)}  {each.stage:<10}  {each.id}{here}")
    for link in links:
        print(wrapped(visible(f"{link.subject}@{link.on}: {link.title}: {link.what} [{link.cite}]"), 2, 6))  # fmt: skip
    if kept.history:
        print(strong("History"))
        for act in kept.history:
            reason = f": {act.reason}" if act.reason else ""
            print(wrapped(visible(f"{act.seq} {act.at:%Y-%m-%d %H:%M} {act.act} by {act.by}{reason}"), 2, 6))  # fmt: skip
    print_footer(library.law.hashes)
    return PASS
