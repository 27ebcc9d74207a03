"""``licet recheck``: which rows of past batches change their answer after a change of law."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.cli.codes import DIFFERENT, PASS
from licet.cli.options import day, parser
from licet.cli.reforming import add_reform_option, library_under
from licet.cli.show import print_footer, print_json, strong, table, visible, wrapped
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.batch.block import Source
    from licet.batch.recheck import Asked, Report
    from licet.pack.store import Library

_EPILOG = """examples:
  licet recheck answers.parquet                          the batch as it was decided, against today
  licet recheck answers.parquet --since 2026-01-01       what took effect since that day
  licet recheck answers.parquet --since 3fa81c           what changed in the text since that law
  licet recheck answers.parquet --reform match-act       what a reform would change
  licet recheck --since 2026-01-01 --out changed.csv     every batch that this installation knows of

Only rows that what moved can reach are decided again.  A row that states its own day keeps it.

exit codes: 0 no row changes its answer, which says nothing of the answers themselves; 1 some do; 2 bad input."""
_MANY, _ROWS = 6, 8
_HASH = re.compile(r"[0-9a-f]{4,64}")


def main(words: list[str]) -> int:
    """Look at one batch again, or at all; exit 0 where no row changes its answer, else 1."""
    options = parser(
        "recheck", "Which rows of past batches change their answer after a change of law.", epilog=_EPILOG,
    )  # fmt: skip
    options.add_argument("file", metavar="OUT", nargs="?", help="what licet batch --out wrote (default: every batch)")  # fmt: skip
    options.add_argument("--since", type=_since, metavar="DATE|HASH", help="a day, or the beginning of the hash of a law used before")  # fmt: skip
    options.add_argument("--on", type=day, metavar="DATE", help="hold against the law of this day (default today; with a hash, the batch's own)")  # fmt: skip
    options.add_argument("--known-on", type=day, metavar="DATE", help="use only what had been published by then")  # fmt: skip
    add_reform_option(options)
    options.add_argument("--out", metavar="FILE", help="the rows that change, with both answers and what moved them: .csv, .parquet, .jsonl ...")  # fmt: skip
    options.add_argument(
        "--all", action="store_true", help="decide every row again, reached or not"
    )
    args = options.parse_args(words)
    if find_spec("polars") is None:
        raise InputError("batches need Polars and its kin: pip install 'licet[batch]'")
    from licet.batch.recheck import asked
    from licet.batch.runs import run_of, runs

    library = library_under(args.law, args.reform)
    found = (run_of(args.file),) if args.file else runs()
    reports, failed = [], []
    for run in found:
        try:
            one = asked(run, library, args.since, args.on, args.known_on, everything=args.all)
            reports.append(_one(one, args, several=not args.file))
        except InputError as error:
            if args.file:
                raise
            failed.append(f"{run.out}: {error}")
    if args.json:
        from licet.batch.recheck_words import report_data

        whole = [report_data(each) for each in reports]
        print_json(whole[0] if args.file else {"batches": whole, "failed": failed})
    else:
        _print(reports, failed, library)
    return DIFFERENT if any(each.changed for each in reports) else PASS


def _since(text: str) -> date | str:
    try:
        return day(text)
    except argparse.ArgumentTypeError:
        if _HASH.fullmatch(text):
            return text
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither a date such as 2026-01-15 nor the beginning of a law's hash"
        ) from None


def _one(one: Asked, args: Any, *, several: bool) -> Report:
    from licet.batch.progress import Progress
    from licet.batch.recheck import recheck

    progress: list[Progress] = []

    def watch(source: Source) -> Progress:
        progress.append(Progress(source, sys.stderr))
        return progress[0]

    watching = watch if sys.stderr.isatty() else None
    try:
        return (
            _written(one, args, watching, several=several)
            if args.out
            else recheck(one, None, watching)
        )
    finally:
        for each in progress:
            each.end()


def _written(one: Asked, args: Any, watching: Any, *, several: bool) -> Report:
    from licet.batch.changed_file import Changed
    from licet.batch.recheck import recheck

    named = _numbered(args.out, one.run.number) if several else args.out
    with Changed(named, one) as file:
        report = recheck(one, file.write, watching)
        file.finish()
    return report


def _numbered(named: str, number: str) -> str:
    """A file a batch where there are several: ``changed.csv`` is ``changed-1a2b3c4d.csv``."""
    path = Path(named)
    return str(path.with_name(f"{path.stem}-{number[:8]}{path.suffix}"))


def _print(reports: list[Report], failed: list[str], library: Library) -> None:
    for each in reports:
        for line in _lines(each):
            print(line)
        print()
    for line in failed:
        print(wrapped(visible(f"Not looked at: {line}"), 0, 2))
    if not reports and not failed:
        print("No batch is known here. licet batch IN --out OUT keeps a record of each.")
    print_footer(library.law.hashes)


def _lines(report: Report) -> Iterator[str]:
    from licet.batch.recheck_words import (
        behind,
        headline,
        moved_rows,
        question_words,
        rows_of,
        turn_words,
    )

    yield strong(visible(report.asked.run.out))
    yield wrapped(question_words(report), 2, 4)
    yield wrapped(headline(report), 2, 4)
    if report.turns:
        yield ""
        rows = [(f"  {count:,}", *turn_words(turn)) for turn, count in report.turns.most_common()]
        yield table(rows, ("  rows", "was", "is"))
        for (was, now), count in report.reviews.most_common(_MANY):
            yield wrapped(f"{rows_of(count)}: review {was or 'none'}, now {now or 'none'}", 2, 4)
        for (code, was, now), count in report.verdicts.most_common(_MANY):
            yield wrapped(
                f"{rows_of(count)}: law of {code} {was or 'not readable'}, now {now or 'not readable'}",
                2,
                4,
            )
    if report.by:
        yield ""
        yield "What moved and reaches them:"
        for each in moved_rows(report)[:_MANY]:
            yield wrapped(visible(f"{rows_of(each['rows'])}: {each['title']} ({each['id']}). {each['why']}"), 2, 4)  # fmt: skip
            for cite in each["cite"]:
                yield wrapped(visible(f"[{cite['text']}] {cite['url']}"), 4, 6)
            for text in behind(report, each["id"]):
                yield wrapped(visible(text), 4, 6)
        if len(report.by) > _MANY:
            yield wrapped(f"and {len(report.by) - _MANY} more (--json has all)", 2, 4)
    if report.first:
        yield ""
        heads = ("row", "was", "is", "moved by")
        yield table([(f"{e['row']:,}", *turn_words((e["before.status"], e["after.status"])), e["moved_by"][:60]) for e in report.first[:_ROWS]], heads)  # fmt: skip
    for text in report.asked.said:
        yield wrapped(visible(text), 2, 4)
