"""``licet law coverage``: what is modelled, how sure, and what is not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_footer, print_json, strong, table, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.explore.coverage import Coverage, Named


def main(words: list[str]) -> int:
    """Print the coverage of each sovereign; exit 0."""
    options = parser(
        "law coverage", "What is modelled, how sure, and what is not.",
        epilog="exit codes: 0 shown; 2 bad input.",
    )  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="as of this date (default today)")
    args = options.parse_args(words)

    from licet.explore.coverage import coverage
    from licet.pack.store import open_library

    library = open_library(args.law)
    found = coverage(library.law.book, args.on or date.today())
    if args.json:
        from licet.decide.report import plain_data

        print_json([plain_data(each) for each in found])
        return PASS
    for each in found:
        for line in _lines(each):
            print(line)
        print()
    print_footer(library.law.hashes)
    return PASS


def _lines(each: Coverage) -> Iterator[str]:
    yield strong(f"{each.title} ({each.sovereign}), as of {each.on}")
    yield wrapped(f"{each.authority}. {each.statute}", 0, 2)
    yield ""
    if each.areas:
        yield "Areas:"
        for area, state, note in each.areas:
            yield wrapped(f"{state:<13} {area}{': ' + note if note else ''}", 2, 16)
    else:
        yield "Its file does not say which areas are modelled."
    yield ""
    yield _counts("Provisions by kind", each.kinds)
    yield ""
    yield _counts("Texts by confidence", each.confidence)
    yield from _named("Not verified against the official text", each.unverified)
    yield from _named("Known to exist, and not modelled", each.not_modelled)
    yield from _named("Longest since anybody read the text", each.oldest)
    if each.sunsets:
        yield ""
        yield "Sunsets, passed or to come:"
        for sunset in each.sunsets:
            stale = (
                f"; STALE: last read {sunset.checked}, what followed is not known"
                if sunset.state == "stale"
                else ""
            )
            yield wrapped(
                f"{sunset.on}  {sunset.title} ({sunset.id}): {sunset.what} [{sunset.source}]{stale}", 2, 14
            )  # fmt: skip


def _counts(head: str, counts: tuple[tuple[str, int], ...]) -> str:
    rows = [(f"  {name.replace('_', ' ')}", f"{number:>4}") for name, number in counts]
    total = sum(number for _, number in counts)
    return f"{head} ({total}):\n{table(rows)}"


def _named(head: str, found: tuple[Named, ...]) -> Iterator[str]:
    yield ""
    yield f"{head}: {'none' if not found else len(found)}"
    for each in found:
        text = f" [{each.text}]" if each.text else ""
        yield wrapped(f"{each.day}  {each.title} ({each.id}){text}", 2, 14)
