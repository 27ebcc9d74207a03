"""``licet lists load FILE``: keep a publisher's file as a new edition."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import print_json, wrapped
from licet.errors import InputError, Place
from licet.lists.take import taken_sentences

if TYPE_CHECKING:
    from licet.lists.model import Edition
    from licet.lists.shelf import Taken

_MOST_BYTES = 2**30
_EXAMPLES = """  licet lists load consolidated.json                      every list that the file holds
  licet lists load consolidated.json --list US-EL         one of them
  licet lists load eul.json --list JP-EUL --checked today the file is old and still the last
  licet lists load sdn.csv --as-of 2026-11-20             the file does not tell its own day

The edition is refused, and the shelf stays as it was, where it is empty, lost more of its entries
than shrink_limit_pct allows, or is older than the last one.  --officer and --reason together let it
pass; both are kept.  Exit codes: 0 kept or nothing new, 2 refused or unreadable."""


def main(words: list[str]) -> int:
    """Load one file; exit 0, or 2 where it is refused."""
    from licet.lists.shelf import Shelf
    from licet.lists.take import read_editions
    from licet.settings import read_settings

    options = _options(words)
    settings = read_settings()
    officer = options.officer or (settings.officer if options.reason else "")
    check_override(officer, options.reason)
    file: Path = options.file
    editions = read_editions(
        _bytes(file), code=options.list, form=options.form, as_of=options.as_of, file=file.name
    )
    override = bool(officer and options.reason)
    taken = Shelf.of(settings).keep_all(
        editions, officer=officer, reason=options.reason, allow_shrunk=override,
        allow_old=override, checked=options.checked,
    )  # fmt: skip
    if options.json:
        print_json({"taken": [taken_data(*each) for each in zip(taken, editions, strict=True)]})
    else:
        for each in zip(taken, editions, strict=True):
            print(taken_text(*each))
    return PASS


def add_override(found: argparse.ArgumentParser) -> None:
    """The two options by which an officer lets a check pass."""
    found.add_argument("--officer", metavar="NAME", default="", help="who lets a failed check pass")
    found.add_argument("--reason", metavar="TEXT", default="", help="why; kept with the edition")


def check_override(officer: str, reason: str) -> None:
    """Refuse half of an override."""
    if bool(officer.strip()) != bool(reason.strip()):
        raise InputError("--officer and --reason belong together: give both, or neither.")


def taken_data(taken: Taken, edition: Edition) -> dict[str, Any]:
    """What became of an edition, for JSON."""
    return {
        "list": taken.kept.list,
        "new": taken.new,
        "edition": taken.kept.as_data(),
        "entries_before": taken.before.entries if taken.before else None,
        "dropped": list(edition.dropped),
    }


def taken_text(taken: Taken, edition: Edition) -> str:
    """What became of an edition, in plain words."""
    first, *rest = taken_sentences(taken, edition)
    return "\n".join([wrapped(first, 0, 4), *(wrapped(each, 4, 8) for each in rest)])


def _options(words: list[str]) -> argparse.Namespace:
    found = parser(
        "lists load", "Keep a publisher's file as a new edition.", epilog=_EXAMPLES, law=False
    )
    found.add_argument("file", metavar="FILE", type=Path)
    found.add_argument("--list", metavar="CODE", default="", help="the list, or the one to take of several")  # fmt: skip
    found.add_argument("--form", metavar="FORM", default="", help="the form of the file, where it is not recognized")  # fmt: skip
    found.add_argument("--as-of", metavar="DATE", type=day, help="the day of the edition, where the file does not tell it")  # fmt: skip
    found.add_argument("--checked", metavar="DATE", type=day, help="on this day the publisher still offered this very file")  # fmt: skip
    add_override(found)
    return found.parse_args(words)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise InputError(
                f"The file is larger than {_MOST_BYTES:,} bytes, which no list is.",
                Place(str(file)),
            )
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"The file cannot be read: {error.strerror}.", Place(str(file))) from None
