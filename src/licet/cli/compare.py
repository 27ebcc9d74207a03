"""``licet compare PRODUCT|FILE --on A --on B``: what changed between two dates, and which rule did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.exploring import Stated, stated
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, wrapped
from licet.cli.transfer_options import add_transfer_options
from licet.errors import InputError
from licet.explore.words import entries, event_data, facet_words, in_short, instrument, route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.book import RuleBook
    from licet.decide.decide import Decision
    from licet.explore.causes import Effect, Explained
    from licet.explore.compare import Comparison

_EPILOG = """examples:
  licet compare nvidia-h200 --to CN --on 2025-12-01 --on 2026-01-15
  licet compare nvidia-h20 --to CN --exporter NVIDIA --on 2025-04-08 --on 2025-04-15
  licet compare transfer.yaml --on 2023-11-16 --on 2023-11-17 --json

exit codes: 0 compared, whether or not anything changed; 2 bad input."""
_FACETS = {
    "status": "Answer",
    "review": "Review policy",
    "exceptions": "Exceptions",
    "classification": "Classification",
    "grounds": "Grounds",
    "codified": "By the letter of the code",
    "revives_on": "Returns on",
    "conditions": "Conditions",
    "charges": "Money",
    "alerts": "Alerts",
}


def main(words: list[str]) -> int:
    """Decide on both dates, print what differs and why; exit 0."""
    options = parser(
        "compare", "The same transfer on two dates: what changed, and which rule did it.",
        epilog=_EPILOG,
    )  # fmt: skip
    options.add_argument(
        "item", metavar="PRODUCT|FILE.yaml", help="a product or family, or a transfer file"
    )
    options.add_argument(
        "--on", type=day, action="append", default=[], metavar="DATE", help="give it twice"
    )
    options.add_argument(
        "--known-on", type=day, metavar="DATE", help="use only what had been published by then"
    )
    add_transfer_options(options, dates=False)
    args = options.parse_args(words)
    if len(args.on) != 2:  # noqa: PLR2004 - two dates are what there is to compare
        raise InputError(f"--on is wanted twice, as two dates to compare; {len(args.on)} given")
    first, last = sorted(args.on)

    from licet.explore.compare import compare
    from licet.pack.store import open_library

    library = open_library(args.law)
    found = [
        (each, compare(each.on, library.law, first=first, last=last, known_on=args.known_on))
        for each in stated(args, library, last)
    ]
    if args.json:
        data = [_data(each, comparison) for each, comparison in found]
        print_json(data[0] if len(data) == 1 else data)
        return PASS
    for each, comparison in found:
        for line in _lines(each, comparison):
            print(line)
        print()
    print_footer(library.law.hashes)
    return PASS


def _lines(each: Stated, comparison: Comparison) -> Iterator[str]:
    yield strong(each.name)
    yield f"{route(comparison.after.transfer)}, law of {comparison.before.on} and of {comparison.after.on}"
    yield ""
    for decision in (comparison.before, comparison.after):
        yield wrapped(_side(decision), 0, 12)
    yield ""
    if not comparison.changes:
        yield "Nothing that Licet tests differs between these days."
        return
    yield "What changed:"
    for change in comparison.changes:
        yield from _change(change, comparison.after.law.book)
    yield ""
    yield "Which rule did it:"
    for event in comparison.causes:
        yield wrapped(f"{event.on}  {instrument(event)}", 4, 16)
        yield wrapped(f"{event.subject}{', ' + event.url if event.url else ''}", 16)
    if not comparison.causes:
        yield wrapped("No rule changed: what is stated of the transfer differs by date.", 4)


def _side(decision: Decision) -> str:
    return f"{decision.on}  {in_short(decision, decision.with_due_care)} ({entries(decision)})"


def _change(change: Explained, book: RuleBook) -> Iterator[str]:
    difference = change.difference
    name = _FACETS[difference.facet]
    if difference.facet in ("conditions", "charges", "alerts"):
        gone = [each for each in difference.before if each not in difference.after]
        new = [each for each in difference.after if each not in difference.before]
        yield wrapped(f"{name}:", 4)
        for mark, entries_ in (("-", gone), ("+", new)):
            for entry in entries_:
                yield wrapped(f"{mark} {_titled(entry, book)}", 8, 10)
        return
    before, after = facet_words(difference.before), facet_words(difference.after)
    yield wrapped(f"{name}: {before} -> {after}", 4, 8)


def _titled(entry: str, book: RuleBook) -> str:
    """``us.money.x: 25 %, applies`` with the provision's title for its id."""
    name, colon, rest = entry.partition(": ")
    title = book[name].title if name in book.provisions else name.replace("_", " ")
    return f"{title}{colon}{rest}"


def _data(each: Stated, comparison: Comparison) -> dict[str, Any]:
    return {
        "item": each.name,
        "product": each.product.id if each.product else None,
        "before": _decision(comparison.before),
        "after": _decision(comparison.after),
        "changes": [
            {
                "sovereign": change.difference.sovereign,
                "facet": change.difference.facet,
                "before": list(change.difference.before),
                "after": list(change.difference.after),
                "provisions": [_effect(effect) for effect in change.effects],
            }
            for change in comparison.changes
        ],
        "causes": [event_data(event) for event in comparison.causes],
        "hashes": comparison.after.law.hashes,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "on": decision.on.isoformat(),
        "status": decision.status,
        "headline": in_short(decision),
        "with_due_care": in_short(decision.with_due_care),
        "classification": entries(decision),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    from licet.decide.report import plain_data

    data: dict[str, Any] = plain_data(effect)
    return data
