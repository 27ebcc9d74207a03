"""``licet lists status``: which lists are loaded, how old they are, and what is wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.options import day, parser
from licet.cli.show import RULES, faint, print_json, table, wrapped

if TYPE_CHECKING:
    from licet.lists.standing import Status

_EXAMPLES = """States: current, stale (too old: screening stops), snapshot (none loaded; the small table that
ships stands in, with its warning), missing (none loaded and none ships), damaged (a kept file was
changed: screening stops).  Exit codes: 0, or 1 where a list is stale or damaged."""


def main(words: list[str]) -> int:
    """Print how every list stands; exit 1 where screening would stop."""
    from licet.lists.shelf import Shelf
    from licet.lists.shipped import shipped, warning_of
    from licet.lists.standing import DAMAGED, SNAPSHOT, STALE
    from licet.settings import read_settings

    found = parser("lists status", "How every list stands.", epilog=_EXAMPLES, law=False)
    found.add_argument("--on", metavar="DATE", type=day, default=date.today(), help="count ages up to this day; default today")  # fmt: skip
    options = found.parse_args(words)
    shelf = Shelf.of(read_settings())
    lists = shelf.status(options.on)
    stands_in = {each.list for each in lists if each.state == SNAPSHOT}
    warnings = warning_of(each for each in shipped() if each.list in stands_in)
    if options.json:
        print_json({
            "on": options.on.isoformat(),
            "folder": str(shelf.folder),
            "lists": [each.as_data() for each in lists],
            "warnings": list(warnings),
        })  # fmt: skip
    else:
        heads = ("list", "state", "edition", "age", "limit", "entries", "before", "kept")
        print(table([_row(each) for each in lists], heads))
        for each in lists:
            if each.note and each.state != SNAPSHOT:
                print(wrapped(f"{each.list}: {each.note}", 0, 4))
        for text in warnings:
            print(wrapped(text))
        print(
            faint(
                f"Editions are kept in {shelf.folder}. Age in days since the list was last confirmed."
            )
        )
        print(RULES)
    return DIFFERENT if any(each.state in (STALE, DAMAGED) for each in lists) else PASS


def _row(each: Status) -> tuple[str, ...]:
    return (
        each.list,
        each.state,
        str(each.as_of or ""),
        "" if each.age_days is None else str(each.age_days),
        str(each.stale_after_days),
        f"{each.entries:,}" if each.entries else "",
        "" if each.before is None else f"{each.before:,}",
        str(each.editions or ""),
    )
