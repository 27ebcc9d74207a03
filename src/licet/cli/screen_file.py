"""``licet screen --file``: a file of parties against the lists, with progress, one answer row a hit.

The answers are CSV or JSON lines by the ending of ``--out``; a row without hits says ``no hit`` and
never "clear"; a row that cannot be read says why, and the run goes on.  The file appears under its
name only when it is whole; the screening is recorded after that.
"""

from __future__ import annotations

import json
import sys
import time
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from licet.cli.codes import CANNOT_SCREEN, HITS, NOTHING_FOUND
from licet.cli.show import RULES, faint, print_json, visible, wrapped
from licet.errors import InputError, Place

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from licet.cli.screen_rows import Answers
    from licet.screen.customers import Fault, Row
    from licet.screen.model import Query, Screened
    from licet.screen.screener import Screener
    from licet.service.recording import Keeper
    from licet.service.searched import Searched

_SHOWN = 10


class Faults:
    """Rows that cannot be read: the first of them at hand, all of them in a file without a name."""

    def __init__(self) -> None:
        self.first: list[Fault] = []
        self.count = 0
        self._file: IO[bytes] | None = None

    def add(self, fault: Fault) -> None:
        """Keep one more."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(fault)
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115 - it goes with this value
        self._file.write(json.dumps(fault).encode() + b"\n")

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()

    def __iter__(self) -> Iterator[Fault]:
        """All of them, in their order."""
        from licet.screen.customers import Fault

        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield Fault(*json.loads(line))


class Job:
    """A file being screened: what it is screened against, what was counted, the rows at fault."""

    def __init__(
        self, options: argparse.Namespace, searched: Searched, keeper: Keeper, screener: Screener
    ) -> None:
        self.options = options
        self.searched = searched
        self.keeper = keeper
        self.screener = screener
        self.faults = Faults()
        self.counts = dict.fromkeys(("parties", "with hits", "hits", "cannot be screened"), 0)
        self.said: list[str] = []
        self.more: dict[str, Any] = {}
        self.kind = "screening"
        self._started = time.monotonic()

    def rows(self, rows: Iterable[Row]) -> Iterator[Query]:
        """The parties among some rows; rows at fault are kept aside."""
        from licet.screen.customers import Fault

        for row in rows:
            if isinstance(row, Fault):
                self.faults.add(row)
            else:
                yield row

    def write(self, answers: Iterable[Screened]) -> None:
        """Write all answers to ``--out``, then record them."""
        from licet.cli.screen_rows import answers_to

        options = self.options
        waiting = options.out.with_name(f".{options.out.name}.part")
        try:
            with waiting.open("w", encoding="utf-8", newline="") as stream:
                passing = self._passing(
                    answers, answers_to(options.out, stream, self.keeper, options.on)
                )
                kept = self._finished(passing, stream, waiting)
                self.keeper.keep(
                    kept, self.searched, self.screener, options.on, kind=self.kind,
                    file=str(options.file), more=self.more,
                )  # fmt: skip
        except OSError as error:
            raise InputError(
                f"The answers cannot be written: {error.strerror}.", Place(str(options.out))
            ) from None
        except InputError as error:
            if not waiting.exists() and options.out.exists() and self._whole:
                raise InputError(
                    f"The answers are in {options.out}, and were not recorded: {error}"
                ) from None
            raise
        finally:
            waiting.unlink(missing_ok=True)

    _whole = False

    def _finished(
        self, answers: Iterator[Screened], stream: Any, waiting: Any
    ) -> Iterator[Screened]:
        yield from answers
        stream.flush()
        waiting.replace(self.options.out)
        self._whole = True

    def _passing(self, answers: Iterable[Screened], out: Answers) -> Iterator[Screened]:
        """Count and write answers as they pass, and tell a person how far it is."""
        counts, watched = self.counts, sys.stderr.isatty()
        for answer in answers:
            counts["parties"] += 1
            counts["with hits"] += bool(answer.hits)
            counts["hits"] += len(answer.hits)
            counts["cannot be screened"] += bool(answer.cannot)
            out.answer(answer)
            if counts["parties"] % 5_000 == 0 and (watched or counts["parties"] % 100_000 == 0):
                print(
                    f"{counts['parties']:,} parties, {counts['with hits']:,} with hits, {self._speed()} a second",
                    end="\r" if watched else "\n", file=sys.stderr, flush=True,
                )  # fmt: skip
            yield answer
        for fault in self.faults:
            out.fault(fault)

    def _speed(self) -> str:
        return f"{self.counts['parties'] / max(time.monotonic() - self._started, 1e-9):,.0f}"

    def summary(self) -> int:
        """Print what was done; the exit code."""
        from licet.screen.words import SILENCE

        options, counts = self.options, {**self.counts, "cannot be read": self.faults.count}
        if options.json:
            print_json(
                {
                    "out": str(options.out),
                    "counts": counts,
                    **({"delta": self.more} if self.more else {}),
                    "faults": [fault._asdict() for fault in self.faults.first],
                    "searched": self.searched.as_data(self.screener),
                    "record": self.keeper.as_data(),
                    "silence": SILENCE,
                }
            )
        else:
            for each in self.said:
                print(wrapped(each, 0, 2))
            print(
                ", ".join(f"{count:,} {what}" for what, count in counts.items())
                + f": {options.out}"
            )
            seconds = time.monotonic() - self._started
            print(faint(f"{seconds:.1f} s, {self._speed()} parties a second"), file=sys.stderr)
            for fault in self.faults.first:
                print(wrapped(visible(f"line {fault.line}: {fault.why}"), 2, 4))
            if self.faults.count > _SHOWN:
                print(
                    f"  and {self.faults.count - _SHOWN:,} more; all stand at the end of the answers"
                )
            from licet.cli.screen_lists import searched_lines

            print("\n".join(searched_lines(self.searched, self.screener)))
            print(faint(wrapped(self.keeper.said(), 0, 2)))
            print(wrapped(SILENCE))
            print(RULES)
        if counts["hits"]:
            return HITS
        return CANNOT_SCREEN if counts["cannot be screened"] or self.faults.count else NOTHING_FOUND


def run(options: argparse.Namespace) -> int:
    """Screen the file and print a summary."""
    from licet.cli.screen_lists import searched_by
    from licet.service.recording import Keeper

    _fit(options)
    searched = searched_by(options)
    with Keeper.of(searched.settings, options.officer, off=options.no_record) as keeper:
        job = Job(options, searched, keeper, searched.screener())
        try:
            if options.due:
                from licet.cli.screen_due import screen_due

                screen_due(job)
            elif options.changed_since:
                from licet.cli.screen_changed import screen_changed

                screen_changed(job)
            else:
                _whole(job)
            return job.summary()
        finally:
            job.faults.close()


def _whole(job: Job) -> None:
    from licet.screen.batch import screened
    from licet.screen.customers import read_customers

    options = job.options
    parties = job.rows(read_customers(options.file))
    job.write(screened(parties, job.screener, options.on, processes=options.processes))


def _fit(options: argparse.Namespace) -> None:
    out = options.out
    if out is None:
        raise InputError("A file's answers need a place. Give --out ANSWERS.csv or ANSWERS.jsonl.")
    if out.suffix.lower() not in (".csv", ".jsonl"):
        raise InputError("The answers are written as .csv or .jsonl.", Place(str(out)))
    if out.is_dir():
        raise InputError("The answers cannot be written: it is a folder.", Place(str(out)))
    if out.exists() and options.file.exists() and out.samefile(options.file):
        raise InputError(
            "The answers would overwrite what is screened; give --out another name.",
            Place(str(out)),
        )
    if options.due and options.changed_since:
        raise InputError(
            "--due beside --changed-since: the store knows when each customer was screened. Leave one out."
        )
    if options.due and options.list:
        raise InputError(
            "--due beside --list: what is due is due against every list. Leave one out."
        )
