"""``licet register correction CASE SEQ FIELD=VALUE``: a public field of the log is put right by a new entry."""

from __future__ import annotations

import json
from typing import Any

from licet.cli.codes import PASS
from licet.cli.register_office import open_office, options_of_log
from licet.cli.show import print_json
from licet.errors import InputError


def main(words: list[str]) -> int:
    """Add an entry that names the old one and says what is right; the old one stays."""
    options = options_of_log(
        "correction", "Put public fields of one event right in the public log, by a new entry that names the old one.  The old one "
        "stays.  What the register itself says is corrected by licet register correct.",
    )  # fmt: skip
    options.add_argument("said", nargs="+", metavar="FIELD=VALUE", help="the value as JSON or as a word; null takes the field away")  # fmt: skip
    options.add_argument("--words", default="", metavar="TEXT", help="the reason in full; it is committed to and not shown")  # fmt: skip
    args = options.parse_intermixed_args(words)
    corrected = dict(map(_said, args.said))
    with open_office(args) as office:
        made = office.correct(args.case, args.seq, corrected, reason=args.reason, words=args.words, by=args.by)  # fmt: skip
        done = office.publish()
    if args.json:
        print_json({"entry": made.leaf, "corrected": corrected, "size": done.checkpoint.size})
    else:
        print(f"{', '.join(sorted(corrected))} of event {args.seq} of {args.case}: corrected in entry {done.checkpoint.size - 1} of the log.")  # fmt: skip
    return PASS


def _said(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"{text!r} is no FIELD=VALUE")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
