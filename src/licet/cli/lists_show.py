"""``licet lists show ENTRY``: one entry as it stands in each edition that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.show import print_json, strong, wrapped
from licet.errors import InputError

if TYPE_CHECKING:
    from licet.lists.model import Edition, Entry
    from licet.lists.shelf import Shelf

_EXAMPLES = """  licet lists show US-EL:suma-techology-co-ltd      by its id
  licet lists show "Huawei Technologies Co., Ltd."  every entry that publishes this very name

This is no screening: names are compared letter for letter but for capitals.  Exit codes: 0, or 2
where no edition holds the entry."""


def main(words: list[str]) -> int:
    """Print an entry, edition by edition."""
    from licet.lists.shelf import Shelf
    from licet.settings import read_settings

    found = parser(
        "lists show", "One entry as it stands in each edition.", epilog=_EXAMPLES, law=False
    )
    found.add_argument("entry", metavar="ENTRY", help="LIST:KEY, or a published name")
    options = found.parse_args(words)
    shelf = Shelf.of(read_settings())
    stands = list(_collapsed(_found(shelf, options.entry)))
    if not stands:
        raise InputError(
            f"No kept edition holds an entry {options.entry!r}. That is no screening: names that are "
            "written in another way are not found here."
        )
    if options.json:
        print_json({"entry": options.entry, "found": [_data(*each) for each in stands]})
    else:
        for entry, editions in stands:
            _print(entry, editions)
    return PASS


def _found(shelf: Shelf, wanted: str) -> Iterator[tuple[Entry, Edition]]:
    from licet.lists.shipped import shipped

    loaded = shelf.lists()
    named = wanted.casefold()
    for code in sorted({*loaded, *(each.list for each in shipped())}):
        editions = (
            [shelf.read(kept) for kept in shelf.editions(code)]
            if code in loaded
            else [each for each in shipped() if each.list == code]
        )
        for edition in editions:
            for entry in edition.entries:
                if wanted == entry.id or named in (name.casefold() for name in entry.names):
                    yield entry, edition


def _collapsed(
    found: Iterator[tuple[Entry, Edition]],
) -> Iterator[tuple[Entry, list[Edition]]]:
    """The same content in several editions once, with the editions."""
    held: dict[tuple[str, str], tuple[Entry, list[Edition]]] = {}
    for entry, edition in found:
        held.setdefault((entry.id, entry.content), (entry, []))[1].append(edition)
    yield from held.values()


def _data(entry: Entry, editions: list[Edition]) -> dict[str, Any]:
    from licet.lists.model import plain

    return {
        "id": entry.id,
        "content": entry.content,
        "editions": [
            {"as_of": each.as_of.isoformat(), "sha256": each.sha256, "source": each.source}
            for each in editions
        ],
        "entry": plain(entry),
        "warnings": sorted({each.snapshot for each in editions if each.snapshot}),
    }


def _print(entry: Entry, editions: list[Edition]) -> None:
    print(strong(f"{entry.id}  {entry.name}"))
    days = ", ".join(f"{each.as_of} (file {each.sha256[:12]})" for each in editions)
    bound = f"{entry.since or 'not told'} until {entry.to or 'further notice'}"
    notes = (
        ("", f"as in the edition of {days}"),
        ("also", "; ".join((*entry.aliases, *entry.native))),
        ("kind", entry.kind),
        ("countries", ", ".join(entry.countries)),
        ("addresses", "; ".join(entry.addresses)),
        ("numbers", "; ".join(f"{each.kind} {each.value}" for each in entry.identifiers)),
        ("listed", bound),
        ("footnotes", ", ".join(map(str, sorted(entry.footnotes or ())))),
        ("requirement", entry.requirement),
        ("review", entry.policy),
        ("citation", entry.citation),
        ("see", entry.url),
        ("notes", entry.notes),
    )
    for name, text in notes:
        if text:
            print(wrapped(f"{name}: {text}" if name else text, 4, 8))
    for text in sorted({each.snapshot for each in editions if each.snapshot}):
        print(wrapped(text, 4))
    print()
