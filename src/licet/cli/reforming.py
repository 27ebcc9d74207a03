"""What the verbs that know of reforms share: the option, the reforms named, the library under them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from licet.cli.show import faint, wrapped

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from licet.pack.store import Library
    from licet.reform.model import Reform


def add_reform_option(options: argparse.ArgumentParser) -> None:
    """``--reform NAME|DIR``, repeatable."""
    options.add_argument(
        "--reform", metavar="NAME|DIR", action="append", default=[],
        help="decide by the law under this reform (repeatable; licet reform list names them)",
    )  # fmt: skip


def add_reforms(options: argparse.ArgumentParser) -> None:
    """The reforms themselves, one at least."""
    options.add_argument(
        "reforms", nargs="+", metavar="NAME|DIR", help="a shipped reform, or a folder with reform.toml"
    )  # fmt: skip


def named_reforms(names: Iterable[str]) -> tuple[Reform, ...]:
    """The reforms of these names or folders; ``UnknownName`` with suggestions."""
    from licet.reform.shelf import named

    return tuple(named(each) for each in names)


def library_under(law: str | None, names: Sequence[str]) -> Library:
    """The library to decide by, with the reforms of ``names`` put to it, which is told on standard error."""
    from licet.pack.store import open_library

    library = open_library(law)
    if not names:
        return library
    from licet.reform.libraries import reformed

    reforms = named_reforms(names)
    found = reformed(library, *reforms)
    told = "; ".join(f"{each.title} ({each.status}, from {each.since})" for each in reforms)
    print(
        faint(wrapped(f"What if, and no law: {told}. Reformed law {found.header['law'][:12]}.")),
        file=sys.stderr,
    )
    return found


def reform_data(reform: Reform) -> dict[str, Any]:
    """A reform as JSON data, its patches aside."""
    return {
        "name": reform.name,
        "title": reform.title,
        "status": reform.status,
        "from": reform.since.isoformat(),
        "until": reform.until.isoformat() if reform.until else None,
        "sure": reform.sure,
        "author": reform.author,
        "sources": [{"text": each.text, "url": each.url} for each in reform.sources],
        "hash": reform.hash,
    }
