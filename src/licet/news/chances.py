"""How likely a word tells each act, stage and modality: weights of clues, learned from labelled texts, added up.

The tables ``weights.tsv`` (acts), ``stage_weights.tsv`` and ``modality_weights.tsv`` are made by
``utils/learn_news.py`` from the labelled texts of evaluation/news that rules may be written by.  Each is
a plain list: a clue and what it adds for each act, in hundredths of a natural logarithm.  A clue that
it does not hold adds nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NONE = "none"
"""What a word tells that tells no act."""
CONSTANT = "always"
"""The clue that every word has."""
ACTS, STAGES, MODALITIES = "acts", "stages", "modalities"
"""What the tables tell; the first word of each."""
_TABLES = {ACTS: "weights.tsv", STAGES: "stage_weights.tsv", MODALITIES: "modality_weights.tsv"}


class Rows:
    """What each clue adds, by the number of what it adds to; a row is taken apart when it is first asked for."""

    def __init__(self, written: Mapping[str, str], number: Mapping[str, int]) -> None:
        self._written, self._number = written, number
        self._read: dict[str, tuple[tuple[int, int], ...]] = {}

    def of(self, clue: str) -> tuple[tuple[int, int], ...]:
        """The row of a clue; empty of one that the table does not hold."""
        row = self._read.get(clue)
        if row is None:
            if clue not in self._written:
                return ()
            pairs = (each.rpartition("=") for each in self._written[clue].split("\t"))
            row = self._read[clue] = tuple((self._number[act], int(adds)) for act, _, adds in pairs)
        return row


@record
class Weights:
    """What may be told, in order, and by clue what it adds for each, in hundredths.  ``made_of`` names the texts by hash."""

    told: tuple[str, ...]
    by_clue: Rows
    made_of: str

    def chances(self, clues: Iterable[str]) -> dict[str, float]:
        """The chance of each act (stage, modality), ``none`` among them; together one."""
        sums = [0] * len(self.told)
        for clue in (CONSTANT, *clues):
            for at, adds in self.by_clue.of(clue):
                sums[at] += adds
        top = max(sums)
        parts = [exp((each - top) / 100) for each in sums]
        whole = sum(parts)
        return {each: part / whole for each, part in zip(self.told, parts, strict=True)}


def read_weights(lines: Iterable[str]) -> Weights:
    r"""Weights as they are written, with tabs between.

    >>> one = read_weights(
    ...     ["# made of 00", "acts\tnone\tban", "always\tnone=100", "V:ban\tban=300"]
    ... )
    >>> round(one.chances(["V:ban"])["ban"], 2)
    0.88
    """
    made_of = ""
    number: dict[str, int] = {}
    written: dict[str, str] = {}
    for line in lines:
        if line.startswith("#"):
            made_of = line.rpartition(" ")[2].strip() if "made of" in line else made_of
            continue
        clue, _, adds = line.partition("\t")
        if clue in _TABLES:
            number = {act: at for at, act in enumerate(adds.split("\t"))}
        elif clue:
            written[clue] = adds
    return Weights(tuple(number), Rows(written, number), made_of)


def table_of(what: str) -> str:
    """The name of the table of acts, stages or modalities."""
    return _TABLES[what]


@cache
def shipped_weights(what: str = ACTS) -> Weights:
    """A table of the package."""
    table = files("licet.news") / "tables" / table_of(what)
    return read_weights(table.read_text("utf-8").splitlines())
