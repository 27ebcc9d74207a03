"""How well screening finds what it should: recall at a false-alarm rate, by category, with intervals.

The pairs are a CSV with ``query``, ``expected_ids`` (parted by a bar, empty for a negative), ``label``
(1 or 0) and ``category``.  The line is the lowest score at which at most ``RATE`` of the negatives have
any hit; a positive counts when one of its expected entries is among the first ten at or above it.
Intervals are bootstrap percentiles over positives and negatives, drawn with a fixed seed.
"""

from __future__ import annotations

import csv
import io
import random
import time
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from licet.errors import InputError, Place
from licet.names.canonical import readings
from licet.screen.model import Query
from licet.screen.screener import MOST_HITS, Screener

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from licet.lists.model import Entry

RATE = 100
"""One false alarm in this many negatives."""
DRAWS = 1000
SEED = 20261122
LATIN = (
    "alias_withheld", "typo1", "typo2", "word_order", "legal_form", "missing_word", "added_city",
    "address_tail", "abbrev", "joined", "split", "truncated35", "combo",
)  # fmt: skip
"""Categories of perturbed Latin names, reported pooled as well."""


class Pair(NamedTuple):
    """A query with the keys that it should find; none for a negative."""

    query: str
    expected: frozenset[str]
    category: str


class Outcome(NamedTuple):
    """The best score among what was expected (a positive), or of anything (a negative)."""

    pair: Pair
    score: int


class Share(NamedTuple):
    """So many of so many, with an interval of 95 percent (None for a single category)."""

    name: str
    hits: int
    of: int
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """The share, to four places."""
        return (Decimal(self.hits) / max(1, self.of)).quantize(Decimal("0.0001"))


class Report(NamedTuple):
    """What an evaluation found; speeds are in queries a second, memory in MiB."""

    line: int
    recall: Share
    pooled: tuple[Share, ...]
    categories: tuple[Share, ...]
    false_alarms: Share
    f1: tuple[Decimal, Decimal, Decimal, int]
    """Best F1 with its precision, recall and line."""
    names: int
    build_seconds: Decimal
    batch_speed: int
    single_speed: int
    memory_mib: int
    outcomes: tuple[Outcome, ...]


def read_pairs(data: bytes, file: str) -> list[Pair]:
    """Labelled pairs from CSV.

    Raises:
        InputError: not UTF-8, a column is missing, or a row's label is neither 0 nor 1.
    """
    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        wanted = {"query", "expected_ids", "label", "category"}
        if lacking := wanted - set(rows.fieldnames or ()):
            raise InputError(
                f"The pairs lack the column {', '.join(sorted(lacking))}. "
                f"Wanted: {', '.join(sorted(wanted))}.",
                Place(file, 1),
            )
        found = []
        for row in rows:
            if row["label"] not in ("0", "1"):
                raise InputError(
                    f"label is {row['label']!r}; wanted 1 (should be found) or 0.",
                    Place(file, rows.line_num),
                )
            expected = frozenset(filter(None, row["expected_ids"].split("|")))
            found.append(
                Pair(
                    row["query"], expected if row["label"] == "1" else frozenset(), row["category"]
                )
            )
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"The pairs cannot be read as CSV in UTF-8: {error}.", Place(file)
        ) from None
    if not any(pair.expected for pair in found) or all(pair.expected for pair in found):
        raise InputError("The pairs need rows of both labels, 1 and 0.", Place(file))
    return found


def evaluate(pairs: Sequence[Pair], entries: Sequence[Entry], on: date) -> Report:
    """Build an index of ``entries``, screen every pair, and measure.

    Scores come from the ranking itself, below the review line too; speeds from the calls that a
    user makes, with nothing kept from before.
    """
    started = time.perf_counter()
    screener = Screener({"evaluated": entries})
    built = time.perf_counter() - started
    batch = _speed(screener, pairs, on, one_by_one=False)
    single = _speed(screener, pairs, on, one_by_one=True)
    outcomes = tuple(Outcome(pair, _best(screener, pair)) for pair in pairs)
    line = _line([each.score for each in outcomes if not each.pair.expected])
    positives = [each for each in outcomes if each.pair.expected]
    negatives = [each for each in outcomes if not each.pair.expected]
    pools = {"": positives, "Latin": [each for each in positives if each.pair.category in LATIN]}
    shares = _intervals(pools, negatives, line)
    categories = dict.fromkeys(each.pair.category for each in positives)
    return Report(
        line,
        shares[""],
        tuple(share for name, share in shares.items() if name),
        tuple(
            _share(name, [each for each in positives if each.pair.category == name], line)
            for name in sorted(categories)
        ),
        _share("false alarms", negatives, line),
        _best_f1(positives, negatives),
        len(screener.index.published),
        Decimal(built).quantize(Decimal("0.01")),
        batch,
        single,
        _memory(),
        outcomes,
    )


def _best(screener: Screener, pair: Pair) -> int:
    found = screener.ranked(pair.query)[:MOST_HITS]
    if not pair.expected:
        return found[0][1].score if found else 0
    return max(
        (
            match.score
            for number, match, _ in found
            if screener.entries[number].key in pair.expected
        ),
        default=0,
    )


def _speed(screener: Screener, pairs: Sequence[Pair], on: date, *, one_by_one: bool) -> int:
    readings.cache_clear()
    screener.forget()
    queries = [Query(pair.query) for pair in pairs]
    started = time.perf_counter()
    if one_by_one:
        for query in queries:
            screener.one(query, on)
    else:
        for _ in screener.many(queries, on):
            pass
    return round(len(queries) / (time.perf_counter() - started))


def _line(negatives: list[int]) -> int:
    """The lowest line at which at most one in ``RATE`` negatives has a hit."""
    ranked = sorted(negatives, reverse=True)
    return ranked[len(ranked) // RATE] + 1


def _share(name: str, outcomes: Sequence[Outcome], line: int) -> Share:
    return Share(name, sum(each.score >= line for each in outcomes), len(outcomes))


def _intervals(
    pools: dict[str, list[Outcome]], negatives: list[Outcome], line: int
) -> dict[str, Share]:
    draw = random.Random(SEED)  # noqa: S311 - a bootstrap, no secret # nosec B311
    against = [each.score for each in negatives]
    scores = {name: [each.score for each in pool] for name, pool in pools.items()}
    drawn: dict[str, list[Decimal]] = {name: [] for name in pools}
    for _ in range(DRAWS):
        at = _line(draw.choices(against, k=len(against)))
        for name, pool in scores.items():
            if pool:
                again = draw.choices(pool, k=len(pool))
                drawn[name].append(Decimal(sum(each >= at for each in again)) / len(again))
    found = {}
    for name, held in pools.items():
        if not held:
            continue
        ranked = sorted(drawn[name])
        low, high = ranked[DRAWS * 25 // 1000], ranked[DRAWS * 975 // 1000 - 1]
        found[name] = _share(name, held, line)._replace(low=low, high=high)
    return found


def _best_f1(
    positives: list[Outcome], negatives: list[Outcome]
) -> tuple[Decimal, Decimal, Decimal, int]:
    best = (Decimal(0), Decimal(0), Decimal(0), 0)
    for line in sorted({each.score for each in positives} - {0}):
        right = sum(each.score >= line for each in positives)
        wrong = sum(each.score >= line for each in negatives)
        precision, recall = Decimal(right) / (right + wrong), Decimal(right) / len(positives)
        f1 = 2 * precision * recall / (precision + recall)
        best = max(best, (f1, precision, recall, line))
    return best


def _memory() -> int:
    """The most memory that the process has held, in MiB (0 where the system does not tell)."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
