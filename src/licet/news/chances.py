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


@record
class Weights:
    """What may be told, in order, and by clue what it adds for each, in hundredths.  ``made_of`` names the texts by hash."""

    told: tuple[str, ...]
    by_clue: Mapping[str, tuple[tuple[int, int], ...]]
    made_of: str

    def chances(self, clues: Iterable[str]) -> dict[str, float]:
        """The chance of each act (stage, modality), ``none`` among them; together one."""
        sums = [0] * len(self.told)
        known = self.by_clue
        for clue in (CONSTANT, *clues):
            if clue in known:
                for at, adds in known[clue]:
                    sums[at] += adds
        top = max(sums)
        parts = [exp((each - top) / 100) for each in sums]
        whole = sum(parts)
        return {each: part / whole for each, part in zip(self.told, parts, strict=True)}


def read_weights(lines: Iterable[str]) -> Weights:
    """Weights as they are written.

    >>> one = read_weights(["# made of 00", "acts none ban", "always none=100", "V:ban ban=300"])
    >>> round(one.chances(["V:ban"])["ban"], 2)
    0.88
    """
    made_of = ""
    number: dict[str, int] = {}
    by_clue: dict[str, tuple[tuple[int, int], ...]] = {}
    for line in lines:
        if line.startswith("#"):
            made_of = line.rpartition(" ")[2].strip() if "made of" in line else made_of
            continue
        clue, *adds = line.rstrip("\n").split("\t" if "\t" in line else " ")
        if clue in _TABLES:
            number = {act: at for at, act in enumerate(adds)}
        elif clue:
            pairs = (each.rpartition("=") for each in adds)
            by_clue[clue] = tuple((number[act], int(value)) for act, _, value in pairs)
    return Weights(tuple(number), by_clue, made_of)


def table_of(what: str) -> str:
    """The name of the table of acts, stages or modalities."""
    return _TABLES[what]


@cache
def shipped_weights(what: str = ACTS) -> Weights:
    """A table of the package."""
    table = files("licet.news") / "tables" / table_of(what)
    return read_weights(table.read_text("utf-8").splitlines())
