"""One matcher in a process of its own: ``python -m benchmarks.screening_rivals NAME PAIRS INDEX SAMPLE``.

Each takes the same parties and the same queries and gives a score for a pair: the best among the
expected parties of the first ten (a positive), or the best of all (a negative).  Nothing but a name is
known of a query.  What is kept of queries from one pass to the next is dropped for Licet and left to the
rivals; a rival's speed is its best pass.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

TOP = 10
SEED = 20261122
DAY = date(2026, 11, 20)
CANDIDATES = 16
"""Names that the trigram index gives for a query."""
_FLOOR = 60.0
"""Scores of WRatio below this are not kept; its line lies above."""
_CHUNK = 32
_PASSES, _LONG = 3, 30.0
"""Passes over the queries, but no further one after a pass of this many seconds."""

Ranked = list[tuple[str, float]]
"""Keys of parties with scores, best first, ten at most."""


class Matcher:
    """What is measured: build on the parties, then answer queries."""

    def __init__(self, entries: Sequence[Any]) -> None:
        raise NotImplementedError

    def many(self, names: Sequence[str]) -> Iterable[Ranked]:
        """Each name's parties, in order."""
        raise NotImplementedError

    def one(self, name: str) -> Ranked:
        """The same for one name."""
        return next(iter(self.many([name])))

    def before_pass(self) -> None:
        """What is done before a timed pass."""

    def tuned(self, line: float) -> None:
        """Its own line is known: it may leave out what lies below."""


class Licet(Matcher):
    """This checkout, by the calls that the command line makes."""

    def __init__(self, entries: Sequence[Any]) -> None:
        from licet.screen.screener import Screener

        self._screener = Screener({"evaluated": entries})
        self._exact = True

    def many(self, names: Sequence[str]) -> Iterable[Ranked]:
        from licet.screen.model import Query

        if self._exact:  # every score, below the review line too
            for name in names:
                found = self._screener.ranked(name)[:TOP]
                yield [(self._screener.entries[at].key, match.score) for at, match, _ in found]
            return
        for answer in self._screener.many(map(Query, names), DAY):
            yield [(hit.entry.key, hit.score) for hit in answer.hits]

    def before_pass(self) -> None:
        from licet.names.canonical import readings

        readings.cache_clear()
        self._screener.forget()

    def tuned(self, line: float) -> None:
        del line  # its shipped lines hold, which are lower
        self._exact = False


class LogicV2(Matcher):
    """nomenklatura's logic-v2 with its default settings; parties and queries are LegalEntity."""

    def __init__(self, entries: Sequence[Any]) -> None:
        from followthemoney import Dataset, StatementEntity
        from nomenklatura.matching import get_algorithm

        self._dataset = Dataset.make({"name": "made", "title": "made"})
        self._new = StatementEntity
        self._algorithm = get_algorithm("logic-v2")
        self._config = self._algorithm.default_config()
        self._asked = 0
        self._entities = {each.key: self._entity(each.key, each.names) for each in entries}
        self._ready(entries)

    def _ready(self, entries: Sequence[Any]) -> None:
        raise NotImplementedError

    def _entity(self, key: str, names: Iterable[str]) -> Any:
        data = {"id": key, "schema": "LegalEntity", "properties": {"name": list(names)}}
        return self._new.from_data(self._dataset, data)

    def _query(self, name: str) -> Any:
        self._asked += 1
        return self._entity(f"query-{self._asked}", [name])

    def _scored(self, query: Any, keys: Iterable[str]) -> Ranked:
        compare, config, entities = self._algorithm.compare, self._config, self._entities
        found = [(key, compare(query, entities[key], config).score) for key in keys]
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        return [pair for pair in found[:TOP] if pair[1] > 0]


class LogicV2Own(LogicV2):
    """Candidates from nomenklatura's own blocking index (DuckDB), 75 at most, which is its default."""

    def _ready(self, entries: Sequence[Any]) -> None:
        from nomenklatura.blocker import Index
        from nomenklatura.resolver import Linker
        from nomenklatura.store import SimpleMemoryStore

        del entries
        store = SimpleMemoryStore(self._dataset, Linker({}))
        with store.writer() as writer:
            for each in self._entities.values():
                writer.add_entity(each)
        self._folder = tempfile.TemporaryDirectory(prefix="licet-blocker-")
        self._index = Index(store.default_view(external=True), Path(self._folder.name))
        self._index.build()

    def many(self, names: Sequence[str]) -> Iterable[Ranked]:
        queries = [self._query(name) for name in names]
        found = {
            asked.id: [each.id for each, _ in matches]
            for asked, matches in self._index.match_entities(queries)
        }
        for query in queries:
            yield self._scored(query, found.get(query.id, ()))


class LogicV2Trigrams(LogicV2):
    """Candidates from tf-idf over the trigrams of names in Latin letters: the nearest 16 names."""

    def _ready(self, entries: Sequence[Any]) -> None:
        from math import log

        names = [(each.key, name) for each in entries for name in each.names]
        self._owner = [key for key, _ in names]
        self._columns: dict[str, int] = {}
        rows = [[self._columns.setdefault(gram, len(self._columns)) for gram in _trigrams(name)] for _, name in names]  # fmt: skip
        counts = [0] * len(self._columns)
        for row in rows:
            for column in row:
                counts[column] += 1
        self._idf = [log(len(rows) / count) for count in counts]
        self._names = self._matrix(rows).T.tocsr()

    def _matrix(self, rows: list[list[int]]) -> Any:
        import numpy as np
        from scipy.sparse import csr_matrix

        columns = np.fromiter((each for row in rows for each in row), np.int32)
        starts = np.cumsum([0, *map(len, rows)])
        values = np.asarray(self._idf)[columns] if len(columns) else np.zeros(0)
        found = csr_matrix((values, columns, starts), (len(rows), len(self._columns)))
        lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        found.data = (found.data / np.repeat(lengths, np.diff(starts))).astype(np.float32)
        return found

    def many(self, names: Sequence[str]) -> Iterable[Ranked]:
        from sparse_dot_topn import sp_matmul_topn

        known = self._columns
        rows = [[known[gram] for gram in _trigrams(name) if gram in known] for name in names]
        near = sp_matmul_topn(self._matrix(rows), self._names, top_n=CANDIDATES)
        for at, name in enumerate(names):
            places = near.indices[near.indptr[at] : near.indptr[at + 1]]
            yield self._scored(
                self._query(name), dict.fromkeys(self._owner[each] for each in places)
            )


def _trigrams(name: str) -> set[str]:
    from normality import latinize_text

    text = f"  {(latinize_text(name) or '').lower()} "
    return {text[at : at + 3] for at in range(len(text) - 2)}


class WRatio(Matcher):
    """rapidfuzz's WRatio over every name: ``cdist`` for a batch, ``extract`` for one name.

    Names are put through its default processor once.
    """

    def __init__(self, entries: Sequence[Any]) -> None:
        from rapidfuzz import fuzz, process, utils

        self._process, self._scorer, self._prepare = process, fuzz.WRatio, utils.default_process
        self._owner = [each.key for each in entries for _ in each.names]
        self._names = [utils.default_process(name) for each in entries for name in each.names]
        self._line = _FLOOR

    def tuned(self, line: float) -> None:
        self._line = max(line, _FLOOR)

    def many(self, names: Sequence[str]) -> Iterable[Ranked]:
        for start in range(0, len(names), _CHUNK):
            asked = [self._prepare(name) for name in names[start : start + _CHUNK]]
            scores = self._process.cdist(
                asked, self._names, scorer=self._scorer, score_cutoff=self._line, workers=1
            )
            for row in scores:
                places = row.nonzero()[0]
                yield self._best(
                    (int(at), float(row[at])) for at in places[row[places].argsort()[::-1]]
                )

    def one(self, name: str) -> Ranked:
        found = self._process.extract(
            self._prepare(name), self._names, scorer=self._scorer, score_cutoff=self._line, limit=5 * TOP
        )  # fmt: skip
        return self._best((at, score) for _, score, at in found)

    def _best(self, found: Iterable[tuple[int, float]]) -> Ranked:
        best: dict[str, float] = {}
        for at, score in found:
            best.setdefault(self._owner[at], score)
            if len(best) == TOP:
                break
        return list(best.items())


MATCHERS: dict[str, tuple[str, type[Matcher]]] = {
    "licet": ("Licet", Licet),
    "logic-v2": ("nomenklatura logic-v2, its own blocking", LogicV2Own),
    "logic-v2-trigrams": ("nomenklatura logic-v2, trigram candidates", LogicV2Trigrams),
    "wratio": ("rapidfuzz WRatio", WRatio),
}


def line_of(negatives: Sequence[float]) -> float:
    """The score that a hit must exceed so that at most one negative in a hundred has one."""
    return sorted(negatives, reverse=True)[len(negatives) // 100]


def measure(name: str, pairs_file: Path, index: Path, sample: int) -> dict[str, Any]:
    """Everything about one matcher, as JSON data."""
    from licet.cli.screen_evaluate import _entries
    from licet.screen.evaluate import read_pairs

    pairs = read_pairs(pairs_file.read_bytes(), str(pairs_file))
    entries = _entries(index)
    bare = _mib("VmRSS:")
    start = time.perf_counter()
    matcher = MATCHERS[name][1](entries)
    built = time.perf_counter() - start
    memory = _mib("VmRSS:")
    names = [pair.query for pair in pairs]
    start = time.perf_counter()
    ranked = list(matcher.many(names))
    first = time.perf_counter() - start
    scores = [_score(pair, found) for pair, found in zip(pairs, ranked, strict=True)]
    line = line_of([score for pair, score in zip(pairs, scores, strict=True) if not pair.expected])
    matcher.tuned(line)
    few = random.Random(SEED).sample(names, min(sample, len(names)))  # noqa: S311 - no secret
    alone = _passes(matcher, lambda: [matcher.one(each) for each in few])
    batch = names if first <= _LONG else few
    together = _passes(matcher, lambda: list(matcher.many(batch)))
    return {
        "title": MATCHERS[name][0],
        "names": sum(len(each.names) for each in entries),
        "line": line,
        "scores": scores,
        "recall_pass_seconds": first,
        "build_seconds": built,
        "batch_of": len(batch),
        "batch": [len(batch) / each for each in together],
        "single_of": len(few),
        "single": [len(few) / each for each in alone],
        "memory": memory - bare,
        "peak": _mib("VmHWM:"),
    }


def _passes(matcher: Matcher, work: Callable[[], object]) -> list[float]:
    found: list[float] = []
    while len(found) < _PASSES and (not found or found[-1] < _LONG):
        matcher.before_pass()
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def _score(pair: Any, ranked: Ranked) -> float:
    return max((score for key, score in ranked if not pair.expected or key in pair.expected), default=0)  # fmt: skip


def _mib(name: str) -> float:
    """A line of this process's status in MiB; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(each.split()[1]) / 1024 for each in lines if each.startswith(name)), 0.0)


if __name__ == "__main__":
    os.environ.setdefault("NOMENKLATURA_DUCKDB_THREADS", "1")
    which, pairs_path, index_path, many = sys.argv[1:]
    try:
        answer = measure(which, Path(pairs_path), Path(index_path), int(many))
    except ModuleNotFoundError as error:
        answer = {"missing": error.name}
    print(json.dumps(answer))
