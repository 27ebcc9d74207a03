"""The options by which a verb that decides screens the parties of a transfer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.service.parties import Parties

if TYPE_CHECKING:
    import argparse

    from licet.book.book import RuleBook


def add_screening_options(options: argparse.ArgumentParser) -> None:
    """``--no-screening``, ``--ownership``, and the record of what was screened."""
    group = options.add_argument_group("the parties")
    group.add_argument(
        "--no-screening",
        action="store_true",
        help="do not look names up in the lists; the answer says so",
    )
    group.add_argument(
        "--ownership",
        type=Path,
        metavar="FILE",
        help="stakes as CSV, BODS or FollowTheMoney: owners, their listings, seats and parents come from it",
    )
    group.add_argument(
        "--record",
        action="store_true",
        help="write the screening of the parties to the store, so that officers can close its hits",
    )
    group.add_argument(
        "--ref",
        default="",
        help="with --record: your own number of the order that hits stand under",
    )
    group.add_argument(
        "--officer",
        default="",
        metavar="NAME",
        help="who screens, with --record, or lets a list pass that is too old, with --reason; default the officer of the settings",
    )
    group.add_argument(
        "--reason",
        default="",
        help="why a list that is too old may be used; needs an officer",
    )


def parties_of(args: argparse.Namespace, book: RuleBook) -> Parties:
    """What joins transfers to the lists, as the options ask."""
    off = "since --no-screening was given" if args.no_screening else ""
    if off and args.ownership:
        raise InputError(
            "--no-screening beside --ownership: owners are found on the lists by screening; leave one out"
        )
    if args.ref and not args.record:
        raise InputError("--ref goes with --record.")
    if args.officer and not (args.record or args.reason):
        raise InputError(
            "--officer goes with --record, or with --reason for a list that is too old."
        )
    if off and args.record:
        raise InputError("--no-screening beside --record: nothing would be screened; leave one out")
    return Parties(
        book, off=off, ownership=args.ownership, officer=args.officer, reason=args.reason
    )
