"""The lists that the options of a screening choose, and the lines under its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.show import faint, wrapped
from licet.service.searched import Searched

if TYPE_CHECKING:
    import argparse

    from licet.screen.screener import Screener


def searched_by(options: argparse.Namespace) -> Searched:
    """The user's editions in force on the day, of the lists named, where some are."""
    return Searched.on(options.on, options.officer, options.reason).of_lists(options.list)


def searched_lines(searched: Searched, screener: Screener) -> list[str]:
    """Lines under an answer: lists, editions, hashes, warnings."""
    found = [wrapped(each, 0, 2) for each in searched.sentences]
    return [*found, faint(f"lists {searched.fingerprint[:12]}  tables {screener.tables[:12]}")]
