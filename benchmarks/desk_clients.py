"""Clients for the load benchmark: quick ones that count answers, and slow ones that only hold on.

All of them speak to this machine alone, and each is bounded in number and time.
"""

import asyncio
import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a load met: answers a second, their times, and what was no answer of 200."""

    answers: int
    per_second: float
    median_ms: float
    p99_ms: float
    worst_ms: float
    faults: int
    mean_bytes: int


def get(path, port):
    """A GET request as bytes."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()


def post(path, port, body):
    """A POST request of JSON as bytes."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Quick(asyncio.Protocol):
    """One connection: sends a request, waits for its whole answer, sends the next."""

    def __init__(self, supply, told, done):
        self._supply, self._told, self._done = supply, told, done
        self._head, self._left = b"", 0

    def connection_made(self, transport):
        self._transport = transport
        self._next()

    def _next(self):
        request = self._supply()
        if request is None:
            self._transport.close()
            return
        self._start, self._head, self._left, self._size = time.perf_counter(), b"", None, 0
        self._transport.write(request)

    def data_received(self, data):
        if self._left is None:
            self._head += data
            at = self._head.find(b"\r\n\r\n")
            if at < 0:
                return
            head, rest = self._head[:at].lower(), self._head[at + 4 :]
            named = head.find(b"content-length:")
            self._left = int(head[named + 15 :].split(b"\r\n", 1)[0])
            self._ok = head.split(b" ", 2)[1] == b"200"
            self._size, data = self._left, rest
        self._left -= len(data)
        if self._left <= 0:
            self._told.append((time.perf_counter() - self._start, self._ok, self._size))
            self._next()

    def connection_lost(self, _error):
        if self._left is not None and self._left > 0:
            self._told.append((time.perf_counter() - self._start, False, 0))
        if not self._done.done():
            self._done.set_result(None)


async def quick(port, requests, *, connections, seconds):
    """The load that ``requests`` (a call that gives the next, or None) make on some connections."""
    loop, told, ends = asyncio.get_running_loop(), [], []
    until = time.perf_counter() + seconds

    def supply():
        return requests() if time.perf_counter() < until else None

    start = time.perf_counter()
    for _ in range(connections):
        done = loop.create_future()
        ends.append(done)
        await loop.create_connection(
            lambda done=done: _Quick(supply, told, done), "127.0.0.1", port
        )
    async with asyncio.timeout(seconds + 60):
        await asyncio.gather(*ends)
    spent = time.perf_counter() - start
    times = sorted(taken * 1000 for taken, _, _ in told) or [0.0]
    return Load(
        len(told), len(told) / spent, statistics.median(times),
        times[min(len(times) - 1, len(times) * 99 // 100)], times[-1],
        sum(not ok for _, ok, _ in told), sum(size for _, _, size in told) // max(1, len(told)),
    )  # fmt: skip


async def slow(port, count, large, stop):
    """``count`` clients that hold a connection each: a third sends its head, a third its body a byte at
    a time, a third asks for a large answer and reads none of it.  Gives how many were still held at the end.
    """  # fmt: skip
    held = []
    for number in range(count):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        kind = number % 3
        if kind == 0:
            writer.write(b"GET /answer HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        elif kind == 1:
            writer.write(f"POST /api/v1/decisions HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{".encode())  # fmt: skip
        else:
            writer.transport.pause_reading()
            writer.write(large)
        held.append((kind, reader, writer))
        if number % 50 == 0:
            await asyncio.sleep(0.01)
    while not stop.is_set():
        for kind, _, writer in held:
            if kind != 2 and not writer.is_closing():
                writer.write(b" ")
        try:
            await asyncio.wait_for(stop.wait(), 2)
        except TimeoutError:
            continue
    open_ones = sum(not writer.is_closing() for _, _, writer in held)
    for _, _, writer in held:
        writer.transport.abort()
    return open_ones
