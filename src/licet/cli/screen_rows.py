"""The rows of a file of answers: CSV that no spreadsheet runs, or JSON lines."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Protocol

from licet.screen.words import as_data, closing_words, figure, sentences

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import IO

    from licet.screen.customers import Fault
    from licet.screen.model import Screened
    from licet.service.recording import Keeper

COLUMNS = (
    "ref", "name", "result", "closed", "band", "score", "channel", "entry", "listed_name", "published",
    "list", "since", "requirement", "policy", "citation", "why",
)  # fmt: skip
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_EMPTY = ("",) * (len(COLUMNS) - 4)


class Answers(Protocol):
    """Takes answers one by one, then the rows at fault."""

    def answer(self, answer: Screened) -> None:
        """Write one answer."""

    def fault(self, fault: Fault) -> None:
        """Write one row that cannot be read."""


def answers_to(file: Path, stream: IO[str], keeper: Keeper, on: date) -> Answers:
    """A writer by the ending of the file's name."""
    if file.suffix.lower() == ".csv":
        return _Csv(stream, keeper, on)
    return _JsonLines(stream, keeper, on)


class _Csv:
    def __init__(self, stream: IO[str], keeper: Keeper, on: date) -> None:
        self._out = csv.writer(stream)
        self._keeper, self._on = keeper, on
        self._out.writerow(COLUMNS)

    def answer(self, answer: Screened) -> None:
        name, ref = answer.query.name, answer.query.ref
        if answer.cannot:
            self._row(ref, name, "cannot screen", *_EMPTY, answer.cannot)
        elif not answer.hits:
            self._row(ref, name, "no hit", *_EMPTY, "")
        for hit in answer.hits:
            entry = hit.entry
            since = entry.since.isoformat() if entry.since else ""
            closing = self._keeper.closed(answer.query, hit, self._on)
            self._row(
                ref, name, "hit", closing_words(closing) if closing else "", hit.band,
                figure(hit.score), hit.channel, entry.id, entry.name, hit.published, entry.list, since,
                entry.requirement, entry.policy, entry.citation, " ".join(sentences(hit)),
            )  # fmt: skip

    def fault(self, fault: Fault) -> None:
        self._row(fault.ref, "", "cannot read", *_EMPTY, f"Line {fault.line}: {fault.why}")

    def _row(self, *cells: str) -> None:
        self._out.writerow([f"'{each}" if each.startswith(_FORMULA) else each for each in cells])


class _JsonLines:
    def __init__(self, stream: IO[str], keeper: Keeper, on: date) -> None:
        self._stream, self._keeper, self._on = stream, keeper, on

    def answer(self, answer: Screened) -> None:
        closed = [self._keeper.closed(answer.query, hit, self._on) for hit in answer.hits]
        self._line(as_data(answer, closed))

    def fault(self, fault: Fault) -> None:
        self._line({"result": "cannot_read", **fault._asdict()})

    def _line(self, data: object) -> None:
        self._stream.write(json.dumps(data, ensure_ascii=False) + "\n")
