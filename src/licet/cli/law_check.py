"""``licet law check``: the rule book checked against itself."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.options import parser

if TYPE_CHECKING:
    from licet.book.book import RuleBook


def main(words: list[str]) -> int:
    """Exit 0 where nothing is wrong, 1 where something is, 2 where a file cannot be read."""
    options = parser(
        "law check",
        "Check the rule book: files, names, cases, thresholds, dates, clashes, dead rules.",
    )
    options.add_argument(
        "folder", nargs="?", metavar="DIR", help="a folder of law; default: the law in use"
    )
    options.add_argument(
        "--no-solver", action="store_true", help="leave out what needs z3: clashes and dead rules"
    )
    args = options.parse_args(words)

    from licet.check.run import check_folder
    from licet.errors import InputError

    folder = Path(args.folder or args.law) if args.folder or args.law else _folder_in_use()
    if folder is None or not folder.is_dir():
        raise InputError(f"there is no folder of law at {folder}; name one: licet law check DIR")
    findings = []
    gc.disable()  # what a check makes it keeps; to look for what it does not takes a fifth of its time
    try:
        source, found = check_folder(folder, solver=not args.no_solver)
        for finding in found:
            findings.append(finding)
            if not args.json:
                print(finding, flush=True)
    finally:
        gc.enable()
    book = source.book
    procedure = _procedure(folder, book)
    watch = _watch(folder)
    for fault in watch[1] if watch else ():
        print(fault, file=sys.stderr)
    counts = (
        f"{len(book.provisions)} provisions, {len(book.groups)} groups, {len(book.facts)} facts"
    )
    rows = sum(len(page.rows) for page in source.pages.values())
    if args.json:
        from licet.cli.show import print_json

        rows_found = [
            {
                name: getattr(each, name)
                for name in ("check", "file", "line", "subject", "message", "confirmed")
            }
            for each in findings
        ]
        print_json(
            {
                "law": book.hash,
                "provisions": len(book.provisions),
                "rows": rows,
                "findings": rows_found,
                "procedure": procedure and {"hash": procedure[0], "rows": procedure[1]},
            }
        )
    else:
        summary = f"{counts}, {rows} case rows: {len(findings) or 'no'} finding{'s' if len(findings) != 1 else ''}"
        print(summary + f" (law {book.hash[:12]})", file=sys.stdout)
        if procedure:
            print(f"procedure: {procedure[1]} steps (procedure {procedure[0][:12]})")
        if watch:
            print(f"watch: {watch[0]} signals")
    return DIFFERENT if findings or (watch and watch[1]) else PASS


def _watch(folder: Path) -> tuple[int, list[str]] | None:
    """How many signals the watch has and each case row that does not hold; None where the folder has none.

    Raises:
        LawError: what cannot be read, with its place.
    """
    if not (folder / "watch").is_dir():
        return None
    from licet.watch.signals import case_faults, read_signals

    signals = read_signals(folder)
    return len(signals.book.provisions), list(case_faults(signals))


def _procedure(folder: Path, book: RuleBook) -> tuple[str, int] | None:
    """Hash and number of steps of the procedure; None where the folder of law has none.

    Its conditions are held against the rule book, its roles and public views against its steps.

    Raises:
        LawError: a file of it is wrong, with its line.
    """
    if not (folder / "procedure").is_dir():
        return None
    from licet.register.checked import checked
    from licet.register.procedure import read_procedure
    from licet.registry.public.view import read_views
    from licet.registry.roles import read_roles

    found = read_procedure(folder / "procedure")
    checked(folder, book)
    read_roles(folder, found)
    read_views(folder, found)
    return found.hash, len(found.application.rows) + len(found.license.rows)


def _folder_in_use() -> Path | None:
    from licet.pack.store import folder_in_use

    return folder_in_use()
