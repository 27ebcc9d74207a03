"""``licet law sql``: the law of one day as SQL for DuckDB, for a site that may run nothing else."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import PASS
from licet.cli.options import day, parser
from licet.cli.show import RULES, print_json, visible, wrapped
from licet.errors import InputError, Place, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.book.book import RuleBook

_ABOUT = """Write the law as an SQL script for DuckDB that gives the rows of TABLE with the answers of licet batch.

TABLE is duckdb:FILE#TABLE, or a .parquet, .csv or .json file as DuckDB reads it.  The script is made with the
words that stand in TABLE, and every country and choice; a word beyond these is a fault (docs/sql.md)."""


def main(words: list[str]) -> int:
    """Write the script; exit 0, or 2 for bad input."""
    options = parser("law sql", _ABOUT, epilog="exit codes: 0 written; 2 bad input.")
    options.add_argument("table", metavar="TABLE")
    options.add_argument("-o", "--out", metavar="FILE", type=Path, required=True)
    options.add_argument("--on", type=day, metavar="DATE", help="law of this date (default today)")
    options.add_argument(
        "--known-on", type=day, metavar="DATE", help="use only what had been published by then"
    )
    options.add_argument(
        "--sovereigns", metavar="CC,...", help="ask these laws alone (default: all)"
    )
    options.add_argument(
        "--columns", metavar="NAME,...",
        help="these answers alone, such as status,law,reason: without next_question the script is a third as long",
    )  # fmt: skip
    options.add_argument("--bits", action="store_true", help="a column for each provision")
    options.add_argument(
        "--words", metavar="FILE", type=Path,
        help='further words of columns, as JSON: {"end_user.name": ["..."]}',
    )  # fmt: skip
    options.add_argument(
        "--from", metavar="SQL", dest="source",
        help="what stands behind FROM in the script, if the table is called otherwise at the site",
    )  # fmt: skip
    args = options.parse_args(words)
    if find_spec("duckdb") is None or find_spec("polars") is None:
        raise InputError("SQL needs DuckDB and its kin: pip install 'licet[batch]'") from None
    return _write(args)


def _write(args: Any) -> int:
    from licet.columns.decider import Decider
    from licet.columns.sql.described import closed_words, described, with_words
    from licet.columns.sql.emit import sql_of
    from licet.pack.store import open_library
    from licet.record import replaced

    library = open_library(args.law)
    book = library.law.book
    decider = Decider(
        library.law, library.products, on=args.on, known_on=args.known_on,
        sovereigns=_laws(args.sovereigns, book), bits=args.bits,
    )  # fmt: skip
    connection, source = _opened(args.table)
    with connection:
        table = described(connection, source, book)
    table = with_words(with_words(table, closed_words(table, book)), _more(args.words, table.words))
    table = replaced(table, source=args.source or source)
    asked = _asked(args.columns, decider.schema)
    taken = {each.name for each in table.columns}
    named = {each: f"licet_{each}" for each in decider.schema if each in taken}
    query = sql_of(decider, table, asked=asked, named=named)
    args.out.write_text(query.text, encoding="utf-8")
    told = {
        "out": str(args.out), "law_hash": book.hash, "on": str(decider.on), "questions": query.questions,
        "gates": query.gates, "bytes": len(query.text.encode()),
    }  # fmt: skip
    if args.json:
        print_json(told)
    else:
        print(wrapped(visible(f"{args.out}: the law of {decider.on}, {query.questions:,} questions to each row")))  # fmt: skip
        print(f"\n{RULES}")
    return PASS


def _laws(told: str | None, book: RuleBook) -> tuple[str, ...] | None:
    found = tuple(each.strip().upper() for each in (told or "").split(",") if each.strip())
    for each in found:
        if each not in book.sovereigns:
            raise UnknownName("law", each, book.sovereigns)
    return found or None


def _asked(told: str | None, known: Iterable[str]) -> tuple[str, ...] | None:
    """The answers wanted; ``verdict`` stands for those of every law."""
    if not told:
        return None
    found: list[str] = []
    for each in (part.strip() for part in told.split(",")):
        here = [name for name in known if name == each or name.startswith(f"{each}.")]
        if not here:
            raise UnknownName("answer", each, known)
        found += here
    return tuple(found)


def _opened(named: str) -> tuple[Any, str]:
    """A connection, and what stands behind FROM in it."""
    import duckdb

    from licet.columns.sql.spelling import name, string

    if named.startswith("duckdb:"):
        file, _, table = named.removeprefix("duckdb:").partition("#")
        if not table or not Path(file).is_file():
            raise InputError(f"no table of a DuckDB file: {named} (wanted duckdb:FILE#TABLE)")
        return duckdb.connect(file, read_only=True), name(table)
    if not Path(named).is_file():
        raise InputError(f"no such file: {named}", Place(named))
    return duckdb.connect(), string(named)


def _more(path: Path | None, known: Iterable[str]) -> dict[str, Iterable[str]]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"the words cannot be read: {error}", Place(str(path))) from None
    if not isinstance(found, dict) or not all(isinstance(each, list) for each in found.values()):
        raise InputError("words are an object of lists, by column", Place(str(path)))
    for each in found:
        if each not in set(known):
            raise UnknownName("column of words", each, known, Place(str(path)))
    return {column: [str(word) for word in words] for column, words in found.items()}
