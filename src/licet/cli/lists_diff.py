"""``licet lists diff LIST [FROM [TO]]``: what changed between two editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.options import day, parser
from licet.cli.show import print_json, strong, wrapped
from licet.lists.difference import counted, entry_words, field_changes

if TYPE_CHECKING:
    from licet.lists.difference import Change, Difference
    from licet.lists.model import Entry

_MOST = 100
_EXAMPLES = """  licet lists diff US-EL                          the last edition against the one before it
  licet lists diff US-EL 2026-10-01               that day's edition against the last
  licet lists diff US-EL 2026-10-01 2026-11-01    the editions in force on two days

Exit codes: 0 nothing changed, 1 something did, 2 there are no two editions."""


def main(words: list[str]) -> int:
    """Print what changed; exit 1 where something did."""
    from licet.lists.shelf import Shelf
    from licet.settings import read_settings

    found = parser(
        "lists diff", "What changed between two editions of a list.", epilog=_EXAMPLES, law=False
    )
    found.add_argument("list", metavar="LIST", help="a code such as US-EL")
    found.add_argument("since", metavar="FROM", nargs="?", type=day)
    found.add_argument("until", metavar="TO", nargs="?", type=day)
    options = found.parse_args(words)
    changed = Shelf.of(read_settings()).diff(options.list, options.since, options.until)
    if options.json:
        print_json(changed.as_data())
    else:
        _print(changed)
    return DIFFERENT if changed else PASS


def _print(found: Difference) -> None:
    print(counted(found))
    _part("Added", [_entry(each) for each in found.added])
    _part("Removed", [_entry(each) for each in found.removed])
    _part("Changed", [line for each in found.changed for line in _change(each)])


def _part(title: str, lines: list[str]) -> None:
    if not lines:
        return
    print(strong(f"\n{title}"))
    print("\n".join(lines[:_MOST]))
    if len(lines) > _MOST:
        print(f"    ... and {len(lines) - _MOST:,} more lines; --json prints all")


def _entry(entry: Entry) -> str:
    return wrapped(entry_words(entry), 4, 8)


def _change(change: Change) -> list[str]:
    return [
        _entry(change.after),
        *(wrapped(f"{name}: {old} -> {new}", 8, 10) for name, old, new in field_changes(change)),
    ]
