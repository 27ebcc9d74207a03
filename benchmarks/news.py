"""How fast ``licet read`` reads: articles made from the labelled texts, on one process and on two.

How well it reads is ``licet read --score``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.table import table
from benchmarks.timing import progress

TAKES = ("texts",)
FOLDER = Path("evaluation/news/development")
CHARACTERS = 4_000
AIM = "1,000 articles of 4,000 characters in 180 s on two cores; ready in 3 s"


@dataclass(frozen=True)
class Speed:
    """One run.  Seconds by the clock are the longest of its processes, those of the processor their sum.

    ``ready`` is from the first import to the end of the first article, ``reading`` without it.
    """

    processes: int
    articles: int
    ready_seconds: float
    reading_seconds: float
    processor_seconds: float

    @property
    def a_second(self) -> float:
        """Articles read a second, by the clock."""
        return self.articles / self.reading_seconds


def articles(folder: Path, count: int) -> Iterator[str]:
    """Texts of the labelled ones' paragraphs, each of about ``CHARACTERS``, no two that follow alike."""
    from licet.news.scoring.labels import labels

    parts = [part for label in labels(folder) for part in label.text.split("\n") if part]
    ring = cycle(parts)
    for _ in range(count):
        text = ""
        while len(text) < CHARACTERS:
            text += next(ring) + "\n\n"
        yield text[:CHARACTERS]


def read_all(texts: list[str]) -> tuple[float, float, float]:
    """Seconds until ready, seconds of reading, and of the processor while reading."""
    start = perf_counter()
    from licet.news.reader import Reader
    from licet.news.sources.files import of_text
    from licet.pack.store import open_library

    reader = Reader(open_library(None).catalogue)
    reader.read(next(iter(of_text(texts[0], "first")))[2], name="first")
    ready, worked = perf_counter(), process_time()
    for number, text in enumerate(texts):
        reader.read(next(iter(of_text(text, str(number))))[2], name=str(number))
    return ready - start, perf_counter() - ready, process_time() - worked


def run(*, rounds: int = 1, quick: bool = False, texts: Path | None = None) -> list[Speed]:
    """Read once on one process and once on two; ``rounds`` are not repeated, as a thousand articles are many."""
    del rounds
    made = list(articles(texts or FOLDER, 50 if quick else 1_000))
    found = []
    for processes in (1, min(2, os.cpu_count() or 1)):
        parts = [made[start::processes] for start in range(processes)]
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            times = list(pool.map(read_all, parts))
        progress(f"news: {processes} process{'es' if processes > 1 else ''}, done")
        ready, reading, _ = (max(each) for each in zip(*times, strict=True))
        found.append(Speed(processes, len(made), ready, reading, sum(each[2] for each in times)))
    return found


def shown(found: list[Speed]) -> str:
    """The runs as a table."""
    rows = [
        (
            str(each.processes),
            f"{each.articles:,}",
            f"{each.ready_seconds:.2f}",
            f"{each.reading_seconds:.1f}",
            f"{each.processor_seconds:.1f}",
            f"{each.a_second:.1f}",
        )
        for each in found
    ]
    heads = ("processes", "articles", "ready s", "reading s", "processor s", "articles a second")
    return table(f"News of {CHARACTERS:,} characters. Aim: {AIM}.", heads, rows)
