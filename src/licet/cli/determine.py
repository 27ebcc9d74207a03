"""``licet determine ANSWER.json``: sign an answer, and keep it."""

from __future__ import annotations

import sys
from pathlib import Path

from licet.cli.codes import PASS
from licet.cli.determinations import determination_data, print_one
from licet.cli.keeping import add_signer_options, open_store, options_of, signer_of
from licet.cli.show import print_json
from licet.errors import InputError, Place
from licet.settings import read_settings


def main(words: list[str]) -> int:
    """Exit 0 where the answer is signed and kept; 2 where it cannot be."""
    options = options_of(
        "determine",
        "Sign what licet decide --json printed, and keep both.  The machine's answer stays beside the "
        "officer's note; neither is changed.",
    )  # fmt: skip
    options.add_argument("answer", metavar="ANSWER.json", help="the file; - reads standard input")
    options.add_argument("--note", default="", metavar="TEXT", help="what the officer determines or adds")  # fmt: skip
    options.add_argument("--ref", default="", metavar="REF", help="your own number of the order")
    add_signer_options(options)
    args = options.parse_args(words)
    try:
        answer = sys.stdin.buffer.read() if args.answer == "-" else Path(args.answer).read_bytes()
    except OSError as error:
        raise InputError(f"the answer cannot be read: {error.strerror}", Place(args.answer)) from None  # fmt: skip
    settings = read_settings()
    with open_store(settings) as store:
        found = store.determine(answer, signer_of(args, settings), note=args.note, ref=args.ref)
    if args.json:
        print_json(determination_data(found))
    else:
        print_one(found)
    return PASS
