"""Many parties against the lists, in several processes, in the order of the file and in steady memory.

Parties stream through: a file is read a chunk at a time, each process screens chunks, and the
answers come back in order whatever process was first.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from licet.screen.model import Query, Screened
    from licet.screen.screener import Screener

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 500
_AHEAD = 4
"""Chunks that wait for each process."""

_ask: Callable[[list[Any]], list[Any]]


def screened(
    queries: Iterable[Query], screener: Screener, on: date, *, processes: int = 0
) -> Iterator[Screened]:
    """The answer to each query, in order; ``processes`` 0 takes one for each core.

    The answers are the same for any number of processes.
    """
    return answered(queries, lambda part: list(screener.many(part, on)), processes=processes)


def answered(
    items: Iterable[T], ask: Callable[[list[T]], list[R]], *, processes: int = 0
) -> Iterator[R]:
    """What ``ask`` makes of the items, a chunk at a time, in order.

    ``ask`` must give the same for the same items in whatever chunks and process they come.
    """
    count = processes or os.cpu_count() or 1
    stream = iter(items)
    first = list(islice(stream, CHUNK))
    if count == 1 or len(first) < CHUNK or "fork" not in multiprocessing.get_all_start_methods():
        while first:
            yield from ask(first)
            first = list(islice(stream, CHUNK))
        return
    global _ask  # noqa: PLW0603 - what is forked is not sent
    _ask = ask
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("fork"))
    try:
        waiting = deque([pool.submit(_chunk, first)])
        while waiting:
            while len(waiting) < count * _AHEAD and (chunk := list(islice(stream, CHUNK))):
                waiting.append(pool.submit(_chunk, chunk))
            yield from waiting.popleft().result()
    finally:  # a ``multiprocessing.Pool`` that ends with work still waiting may wait for itself for good
        pool.shutdown(wait=True, cancel_futures=True)


def _chunk(items: list[Any]) -> list[Any]:
    return _ask(items)
