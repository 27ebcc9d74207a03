"""``licet screen --file``: a file of parties against the lists, with progress, one answer row a hit.

The answers are CSV or JSON lines by the ending of ``--out``; a row without hits says ``no hit`` and
never "clear"; a row that cannot be read says why, and the run goes on.  The file appears under its
name only when it is whole.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from typing import TYPE_CHECKING, Any

from licet.cli.codes import CANNOT_SCREEN, HITS, NOTHING_FOUND
from licet.cli.show import RULES, faint, print_json, wrapped
from licet.errors import InputError, Place

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator
    from typing import IO

    from licet.screen.customers import Fault
    from licet.screen.model import Screened

COLUMNS = (
    "ref", "name", "result", "band", "score", "channel", "entry", "listed_name", "published", "list",
    "since", "requirement", "policy", "citation", "why",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def run(options: argparse.Namespace) -> int:
    """Screen the file and print a summary."""
    from licet.cli.screen_lists import Searched
    from licet.screen.batch import screened
    from licet.screen.customers import Fault, read_customers
    from licet.screen.screener import Screener
    from licet.screen.words import SILENCE

    if options.out is None:
        raise InputError("A file's answers need a place. Give --out ANSWERS.csv or ANSWERS.jsonl.")
    writer = {".csv": _csv, ".jsonl": _json_lines}.get(options.out.suffix.lower())
    if writer is None:
        raise InputError("The answers are written as .csv or .jsonl.", Place(str(options.out)))
    searched = Searched.of(options)
    screener = Screener.of(searched.editions)
    counts = {"parties": 0, "with hits": 0, "hits": 0, "cannot be screened": 0, "cannot be read": 0}
    faults: list[Fault] = []

    def parties() -> Iterator[Any]:
        for row in read_customers(options.file):
            if isinstance(row, Fault):
                faults.append(row)
            else:
                yield row

    started = time.monotonic()
    answers = screened(parties(), screener, options.on, processes=options.processes)
    answers = _counted(answers, counts, started)
    waiting = options.out.with_name(f".{options.out.name}.part")
    try:
        with waiting.open("w", encoding="utf-8", newline="") as stream:
            writer(stream, searched.recording(answers, options, screener), faults)
        waiting.replace(options.out)
    except OSError as error:
        raise InputError(
            f"The answers cannot be written: {error.strerror}.", Place(str(options.out))
        ) from None
    finally:
        waiting.unlink(missing_ok=True)
    counts["cannot be read"] = len(faults)
    seconds = time.monotonic() - started
    if options.json:
        print_json(
            {
                "out": str(options.out),
                "counts": counts,
                "faults": [fault._asdict() for fault in faults[:_SHOWN]],
                "searched": searched.as_data(screener),
                "run": searched.run,
                "silence": SILENCE,
            }
        )
    else:
        print(", ".join(f"{count:,} {what}" for what, count in counts.items()) + f": {options.out}")
        print(
            faint(
                f"{seconds:.1f} s, {counts['parties'] / max(seconds, 1e-9):,.0f} parties a second"
            )
        )
        for fault in faults[:_SHOWN]:
            print(wrapped(f"line {fault.line}: {fault.why}", 2, 4))
        if len(faults) > _SHOWN:
            print(f"  and {len(faults) - _SHOWN:,} more; all stand at the end of the answers")
        print("\n".join(searched.said(screener)))
        print(wrapped(SILENCE))
        print(RULES)
    if counts["hits"]:
        return HITS
    return CANNOT_SCREEN if counts["cannot be screened"] or faults else NOTHING_FOUND


_SHOWN = 10


def _counted(
    answers: Iterable[Screened], counts: dict[str, int], started: float
) -> Iterator[Screened]:
    """Count as answers pass, and tell a person how far it is."""
    watched = sys.stderr.isatty()
    for answer in answers:
        counts["parties"] += 1
        counts["with hits"] += bool(answer.hits)
        counts["hits"] += len(answer.hits)
        counts["cannot be screened"] += bool(answer.cannot)
        if counts["parties"] % 5_000 == 0 and (watched or counts["parties"] % 100_000 == 0):
            speed = counts["parties"] / max(time.monotonic() - started, 1e-9)
            end = "\r" if watched else "\n"
            print(
                f"{counts['parties']:,} parties, {counts['with hits']:,} with hits, {speed:,.0f} a second",
                end=end, file=sys.stderr, flush=True,
            )  # fmt: skip
        yield answer


def _csv(stream: IO[str], answers: Iterable[Screened], faults: list[Fault]) -> None:
    from licet.screen.words import figure, sentences

    out = csv.writer(stream)
    out.writerow(COLUMNS)
    for answer in answers:
        name, ref = answer.query.name, answer.query.ref
        if answer.cannot:
            out.writerow(_safe((ref, name, "cannot screen", *[""] * 11, answer.cannot)))
        elif not answer.hits:
            out.writerow(_safe((ref, name, "no hit", *[""] * 12)))
        for hit in answer.hits:
            entry = hit.entry
            since = entry.since.isoformat() if entry.since else ""
            row = (
                ref, name, "hit", hit.band, figure(hit.score), hit.channel, entry.id, entry.name,
                hit.published, entry.list, since, entry.requirement, entry.policy, entry.citation,
                " ".join(sentences(hit)),
            )  # fmt: skip
            out.writerow(_safe(row))
    for fault in faults:
        out.writerow(
            _safe((fault.ref, "", "cannot read", *[""] * 11, f"Line {fault.line}: {fault.why}"))
        )


def _safe(row: tuple[str, ...]) -> list[str]:
    """Cells that a spreadsheet would run as a formula get an apostrophe before them."""
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row]


def _json_lines(stream: IO[str], answers: Iterable[Screened], faults: list[Fault]) -> None:
    from licet.screen.words import as_data

    for answer in answers:
        stream.write(json.dumps(as_data(answer), ensure_ascii=False) + "\n")
    for fault in faults:
        data = {"result": "cannot_read", **fault._asdict()}
        stream.write(json.dumps(data, ensure_ascii=False) + "\n")
