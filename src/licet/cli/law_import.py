"""``licet law import FILE``: check a published file of law, and make a folder of law of it."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import DIFFERENT, PASS, USAGE
from licet.cli.options import parser
from licet.errors import InputError, Place

if TYPE_CHECKING:
    from licet.publish.receive import Received


def main(words: list[str]) -> int:
    """Exit 0 where nothing is wrong, 1 where something is, 2 where the file cannot be read at all."""
    options = parser(
        "law import",
        "Check a file of law (licet-law/1), whoever wrote it, and make a folder of law of it.",
        epilog="exit codes: 0 nothing is wrong; 1 something is, and no folder is written; "
        "2 no JSON, or bad input.",
    )
    options.add_argument("file", metavar="FILE", help="the file; - reads standard input")
    ways = options.add_mutually_exclusive_group()
    ways.add_argument("--check-only", action="store_true", help="write nothing (as without -o)")
    ways.add_argument(
        "-o", "--out", metavar="FOLDER",
        help="write the law to this new folder, for --law FOLDER; nothing is overwritten",
    )  # fmt: skip
    options.add_argument(
        "--solver", action="store_true",
        help="look for clashes and dead rules too, which needs z3 and may take long",
    )  # fmt: skip
    args = options.parse_args(words)

    from licet.publish.receive import receive
    from licet.publish.write import write_folder

    target = Path(args.out) if args.out else None
    if target is not None and (target.exists() or target.is_symlink()):
        raise InputError("something stands there already, and nothing is overwritten; name a new folder", Place(args.out))  # fmt: skip
    found = receive(_bytes(args.file), solver=args.solver)
    written = target is not None and not found.faults
    if target is not None and written:
        write_folder(found.files, target)
    _print(found, args.out if written else "", json=args.json)
    if not found.faults:
        return PASS
    return DIFFERENT if found.readable else USAGE


def _bytes(name: str) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    from licet.publish.read import LARGEST

    if name == "-":
        import sys

        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        path = Path(name)
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError("this is no file; name one, or - for standard input", Place(name))
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"the file cannot be read: {reason}", Place(name)) from None


def _print(found: Received, written: str, *, json: bool) -> None:
    same = bool(found.stated) and found.stated == found.hash
    if json:
        from licet.cli.show import print_json

        print_json(
            {
                "sovereigns": list(found.sovereigns), "provisions": found.provisions, "cases": found.cases,
                "hash": {"stated": found.stated or None, "found": found.hash or None, "equal": same},
                "checked": list(found.stages), "more": found.more,
                "findings": [each.data for each in found.faults], "written": written or None,
            }
        )  # fmt: skip
        return
    for fault in found.faults:
        print(fault)
    number = len(found.faults)
    count = f"{number or 'no'} finding{'' if number == 1 else 's'}{' and more' if found.more else ''}"  # fmt: skip
    print(f"{', '.join(found.sovereigns) or 'no sovereign'}: {found.provisions} provisions, {found.cases} cases: {count}")  # fmt: skip
    if "law" not in found.stages:
        print(f"Checked: {', '.join(found.stages)}. Cases, thresholds and dates are tried once these are in order.")  # fmt: skip
    elif found.hash:
        said = "as the file says" if same else "the file states another" if found.stated else "the file states none"  # fmt: skip
        print(f"Law {found.hash}, {said}.")
    if written:
        print(f"Written to {written}; use it with --law {written}")
