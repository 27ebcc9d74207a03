"""``licet law export``: the rule book as one JSON file, or the schema of such files."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.errors import InputError, Place

if TYPE_CHECKING:
    import argparse


def main(words: list[str]) -> int:
    """Print or write the document; exit 0, or 2 for an unknown sovereign or an unwritable file."""
    options = parser(
        "law export", "The rule book as one JSON file (licet-law/1): the same law, the same bytes.",
        epilog="exit codes: 0 written; 2 bad input.  With -o, --json says what was written.",
    )  # fmt: skip
    options.add_argument(
        "--sovereign", metavar="CC", action="append", default=[],
        help="only this law and what it rests on; may be repeated",
    )  # fmt: skip
    options.add_argument(
        "--on", type=day, metavar="DATE",
        help="only provisions that stand on this date, and what they rest on; each with all its versions",
    )  # fmt: skip
    options.add_argument(
        "-o", "--out", metavar="FILE", help="write to this file, not to the screen"
    )
    options.add_argument(
        "--schema", action="store_true", help="the JSON Schema of such files, in place of law"
    )
    args = options.parse_args(words)

    from licet.publish.export import to_bytes

    if args.schema:
        from licet.publish.schema import schema

        return _out(schema(), to_bytes(schema()), args)

    from licet.book.load import load_folder
    from licet.pack.store import folder_in_use
    from licet.publish.export import document

    folder = Path(args.law) if args.law else folder_in_use()
    if folder is None or not folder.is_dir():
        raise InputError(f"there is no folder of law at {folder}; name one with --law DIR")
    data = document(load_folder(folder), [code.upper() for code in args.sovereign], args.on)
    return _out(data, to_bytes(data), args)


def _out(data: dict[str, object], content: bytes, args: argparse.Namespace) -> int:
    if not args.out:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return PASS
    target = Path(args.out)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        aside.write_bytes(content)
        aside.replace(target)  # whole or not at all
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise InputError(f"the file cannot be written: {error.strerror}", Place(args.out)) from None
    provisions = data.get("provisions", [])
    count = len(provisions) if isinstance(provisions, list) else 0
    if args.json:
        from licet.cli.show import print_json

        print_json({"file": args.out, "bytes": len(content), "provisions": count, "hash": data.get("hash")})  # fmt: skip
    else:
        what = "the schema" if args.schema else f"{count} provisions, law {str(data['hash'])[:12]}"
        print(f"{args.out}: {what}, {len(content):,} bytes")
    return PASS
