"""``licet lists fetch [LIST...]``: get the publishers' files and keep what is new."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS, USAGE
from licet.cli.lists_load import add_override, check_override, taken_data, taken_text
from licet.cli.options import parser
from licet.cli.show import print_json, wrapped
from licet.errors import InputError, UnknownName

if TYPE_CHECKING:
    from licet.lists.take import Fetched, Source

_EXAMPLES = """  licet lists fetch                    every list that has an address
  licet lists fetch US-EL US-SDN       these two

Addresses ship with Licet; one in settings.toml stands above them:

  [lists.US-EL]
  url = "https://..."
  format = "csl-json"

Only https is used.  A file that did not change is noted as looked at today.  A list that cannot be
got does not stop the others.  Exit codes: 0 all were got, 2 one or more were not."""


def main(words: list[str]) -> int:
    """Fetch lists; exit 0, or 2 where one of them could not be got."""
    from licet.lists.shelf import Shelf
    from licet.lists.take import fetch, sources
    from licet.settings import read_settings

    options = _options(words)
    settings = read_settings()
    officer = options.officer or (settings.officer if options.reason else "")
    check_override(officer, options.reason)
    wanted = _wanted(options.lists, sources(settings.lists))
    found = fetch(
        Shelf.of(settings), wanted, date.today(), officer=officer, reason=options.reason,
        say=_say, progress=_progress,
    )  # fmt: skip
    if options.json:
        print_json({"fetched": [_data(each) for each in found]})
    else:
        for each in found:
            if not each.fault:
                print(_text(each))
        for fault in dict.fromkeys(each.fault for each in found if each.fault):
            codes = ", ".join(each.list for each in found if each.fault == fault)
            print(wrapped(f"{codes}: not got. {fault}", 0, 4))
    return USAGE if any(each.fault for each in found) else PASS


def _options(words: list[str]) -> argparse.Namespace:
    found = parser(
        "lists fetch",
        "Get the publishers' files and keep what is new.",
        epilog=_EXAMPLES,
        law=False,
    )
    found.add_argument("lists", metavar="LIST", nargs="*", help="codes such as US-EL; default all")
    add_override(found)
    return found.parse_args(words)


def _wanted(codes: list[str], known: dict[str, Source]) -> list[Source]:
    for code in codes:
        if code not in known:
            raise UnknownName("list with an address", code, known)
    if not known:
        raise InputError(
            'No list has an address. Put one into settings.toml: [lists.US-EL] and url = "https://...".'
        )
    return [known[code] for code in dict.fromkeys(codes or known)]


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _progress(got: int, of: int | None) -> None:
    if sys.stderr.isatty():
        whole = f" of {of / 2**20:.1f}" if of else ""
        end = "\n" if got == of else ""
        print(f"\r  {got / 2**20:.1f}{whole} MiB", end=end, file=sys.stderr, flush=True)


def _data(found: Fetched) -> dict[str, Any]:
    said: dict[str, Any] = {"list": found.list, "url": found.url, "fault": found.fault}
    if found.taken and found.edition:
        return {**said, **taken_data(found.taken, found.edition)}
    if found.confirmed:
        return {**said, "new": False, "edition": found.confirmed.as_data()}
    return said


def _text(found: Fetched) -> str:
    if found.taken and found.edition:
        return taken_text(found.taken, found.edition)
    if not (kept := found.confirmed):
        return ""
    return wrapped(
        f"{kept.list}: no change. The file is that of the edition of {kept.as_of} ({kept.entries:,} "
        f"entries), confirmed for {kept.confirmed}.",
        0, 4,
    )  # fmt: skip
