"""``licet batch``: a file or table of transfers of any size in, the same rows with their answers out."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import CANNOT_SCREEN, PASS, WAITING
from licet.cli.options import day, parser
from licet.cli.reforming import add_reform_option, library_under
from licet.cli.show import faint, print_footer, print_json, strong, table, visible, wrapped
from licet.errors import InputError
from licet.record import replaced

if TYPE_CHECKING:
    import argparse

    from licet.batch.block import Source
    from licet.batch.options import Options
    from licet.batch.summary import Summary
    from licet.pack.store import Library

_ABOUT = """Decide every row of a file or table; the rows come back in their order with the answers behind them.

IN is .csv, .tsv (also .gz), .xlsx[#SHEET], .parquet, .arrow, .jsonl, duckdb:FILE#TABLE or postgresql://...#TABLE;
--out is .csv, .tsv, .xlsx, .parquet, .arrow, .jsonl or duckdb:FILE#TABLE.  A run that was broken off goes
on when the same command is given again."""
_LOOKED = 1_000
"""Rows whose cells a guess is held against."""
_CODES = """exit codes: 0 every row answered, and none waits for a person; 20 some wait; 5 some rows cannot be read (they
stand in OUT with their fault, and in OUT.faults.csv with line and column); 2 bad input, nothing written."""


def main(words: list[str]) -> int:
    """Run one batch."""
    args = _options().parse_args(words)
    if find_spec("polars") is None:
        raise InputError("files need Polars and its kin: pip install 'licet[batch]'") from None
    from licet.batch.engines import engine
    from licet.batch.page import check_page, write_page
    from licet.batch.progress import Progress
    from licet.batch.run import run_batch

    if args.engine == "spark" and args.reform:
        raise InputError("workers read their law from a folder: licet reform apply writes one, and --law names it")  # fmt: skip
    if args.summary:
        check_page(args.summary)
    options = _asked(args, library_under(args.law, args.reform))
    source = engine(args.engine).open_source(
        args.input, separator=args.delimiter, encoding=args.encoding, master=args.master
    )
    options = _mapped(args, options, source)
    shown = args.progress or (args.progress is None and sys.stderr.isatty())
    progress = Progress(source, sys.stderr) if shown else None
    summary = run_batch(source, options, progress)
    if progress:
        progress.end()
    if args.summary:
        write_page(summary, args.summary)
    _print(summary, as_json=args.json)
    if summary.faults:
        return CANNOT_SCREEN
    return WAITING if summary.waiting else PASS


def _options() -> argparse.ArgumentParser:
    import argparse

    from licet.cli.batch_template import add_template

    options = parser("batch", _ABOUT, epilog=_CODES)
    options.add_argument("input", metavar="IN")
    options.add_argument(
        "--out",
        metavar="OUT",
        required=True,
        help="where the answers go; it appears when it is whole",
    )
    law = options.add_argument_group("the law")
    law.add_argument(
        "--on",
        type=day,
        metavar="DATE",
        help="law of this date (default today); a column `on` goes before it",
    )
    law.add_argument(
        "--known-on", type=day, metavar="DATE", help="use only what had been published by then"
    )
    law.add_argument(
        "--compare",
        type=day,
        metavar="DATE",
        help="the answers of a second day beside the first, and whether they differ",
    )
    add_reform_option(law)
    law.add_argument(
        "--sovereigns", metavar="CC,...", help="ask these laws alone (default: all that decide)"
    )
    columns = options.add_argument_group("the columns")
    columns.add_argument(
        "--map", metavar="FILE", type=Path, help="which column says what, in which unit (TOML)"
    )
    columns.add_argument(
        "--guess",
        choices=("yes", "no", "ask"),
        help="guess what columns of other names say: yes, no (only our own names), or show it and ask (default: ask at a terminal, else no)",
    )
    columns.add_argument(
        "--set",
        metavar="COLUMN=VALUE",
        action="append",
        default=[],
        dest="constants",
        help="a column that the file does not have, the same for every row (repeatable): from=US, kind=export",
    )
    columns.add_argument(
        "--bits", action="store_true", help="a column for each provision: whether it holds"
    )
    text = options.add_argument_group("text files")
    text.add_argument(
        "--delimiter",
        metavar="SIGN",
        default="",
        help="what parts the cells (default: found out): comma, semicolon, tab, pipe or any one sign",
    )
    text.add_argument(
        "--encoding",
        metavar="NAME",
        default="",
        help="default: UTF-8, or what a mark at the start says; cp1252, latin-1, gb18030 ...",
    )
    work = options.add_argument_group("the work")
    work.add_argument(
        "--engine",
        default="local",
        metavar="NAME",
        help="local (default) or spark (docs/cluster.md)",
    )
    work.add_argument(
        "--master",
        metavar="URL",
        default="",
        help="Spark's cluster: spark://HOST:7077, yarn, local[4]; default: as Spark is set up",
    )
    work.add_argument(
        "--workers", type=int, default=2, metavar="N", help="blocks decided at once (default 2)"
    )
    work.add_argument(
        "--block", type=int, metavar="ROWS", help="rows decided at a time (default 262144)"
    )
    work.add_argument(
        "--progress",
        action=argparse.BooleanOptionalAction,
        help="tell how far it is (default: at a terminal)",
    )
    work.add_argument(
        "--summary", metavar="FILE", type=Path, help="the summary as a page, .html or .md"
    )
    add_template(options)
    return options  # fmt: skip


def _asked(args: argparse.Namespace, library: Library) -> Options:
    from licet.batch.block import ROWS
    from licet.batch.engines import engine
    from licet.batch.options import Options

    if args.workers < 1 or (args.block is not None and args.block < 1):
        raise InputError("--workers and --block are 1 or more")
    return Options(
        library, args.input, engine(args.engine).target_of(args.out), on=args.on, known_on=args.known_on, compare=args.compare,
        sovereigns=_laws(args.sovereigns, library), bits=args.bits,
        constants=tuple(_constant(each) for each in args.constants), separator=args.delimiter, encoding=args.encoding, rows=args.block or ROWS, workers=args.workers,
        engine=args.engine,
    )  # fmt: skip


def _laws(told: str | None, library: Library) -> tuple[str, ...] | None:
    from licet.errors import UnknownName

    if told is None:
        return None
    found = tuple(each.strip().upper() for each in told.split(",") if each.strip())
    for each in found:
        if each not in library.law.book.sovereigns:
            raise UnknownName("law", each, library.law.book.sovereigns)
    return found or None


def _constant(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise InputError(f"--set {text!r} is no COLUMN=VALUE, such as from=US")
    return name.strip(), value.strip()


def _mapped(args: argparse.Namespace, options: Options, source: Source) -> Options:
    """The options with what the columns of the file mean: as a file says, as guessed, or by their own names."""
    at_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    guessing = args.guess or ("ask" if at_terminal else "no")
    if args.map is None and guessing == "no":
        return options
    from licet.batch.mapping import confirm, guess, read_mapping, samples_of

    book = options.library.law.book
    if args.map is not None:
        mapping = read_mapping(args.map, book, options.library.catalogue)
    else:
        first = next(iter(source.blocks(_LOOKED)), None)
        samples = {} if first is None else samples_of(first.frame)
        mapping = guess(source.schema, samples, book, options.library.catalogue)
        for line in mapping.lines():
            print(visible(line), file=sys.stderr)
        if guessing == "ask":
            mapping = confirm(mapping, _asked_for)
    mapping = mapping.setting({**mapping.constants, **dict(options.constants)})
    return replaced(options, mapping=mapping, constants=())


def _asked_for(text: str) -> str:
    """What a person types; the question goes beside the answers, not among them."""
    print(text, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline()


def _print(summary: Summary, *, as_json: bool) -> None:
    if as_json:
        print_json(summary.as_data())
        return
    from licet.batch.page import told

    for text in summary.said:
        print(wrapped(text))
    print(strong(f"{summary.rows:,} transfers"))
    for name, value in summary.facts.items():
        if name != "hashes":
            print(wrapped(visible(f"{name}: {told(value)}"), 2, 4))
    for each in summary.tables:
        rows: list[tuple[Any, ...]] = [(*map(str, row[:-1]), f"{row[-1]:,}") for row in each.rows]
        print(f"\n{strong(each.title)}  {faint(each.note)}")
        print(table(rows, each.heads) if rows else "  none")
    print()
    print_footer(summary.facts["hashes"])
