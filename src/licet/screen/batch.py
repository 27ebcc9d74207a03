"""Many parties against the lists, in several processes, in the order of the file and in steady memory.

Parties stream through: a file is read a chunk at a time, each process screens chunks, and the
answers come back in order whatever process was first.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from licet.screen.screener import Screener

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from licet.screen.model import Query, Screened

CHUNK = 500
_AHEAD = 4
"""Chunks that wait for each process."""

_screener: Screener
_day: date


def screened(
    queries: Iterable[Query], screener: Screener, on: date, *, processes: int = 0
) -> Iterator[Screened]:
    """The answer to each query, in order; ``processes`` 0 takes one for each core.

    The answers are the same for any number of processes.
    """
    count = processes or os.cpu_count() or 1
    stream = iter(queries)
    first = list(islice(stream, CHUNK))
    if count == 1 or len(first) < CHUNK or "fork" not in multiprocessing.get_all_start_methods():
        yield from screener.many(first, on)
        yield from screener.many(stream, on)
        return
    global _screener, _day
    _screener, _day = screener, on
    with multiprocessing.get_context("fork").Pool(count) as pool:
        waiting = deque([pool.apply_async(_chunk, (first,))])
        while waiting:
            while len(waiting) < count * _AHEAD and (chunk := list(islice(stream, CHUNK))):
                waiting.append(pool.apply_async(_chunk, (chunk,)))
            yield from waiting.popleft().get()


def _chunk(queries: list[Query]) -> list[Screened]:
    return list(_screener.many(queries, _day))
