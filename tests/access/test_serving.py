"""The server itself: several processes on one door, and no end of patience for nobody."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from licet.desk import serving
from tests.browser.conftest import serving as served_in_a_thread


@pytest.fixture
def address(desk, monkeypatch, request):
    """A desk in a thread whose patience ends soon, or after the seconds that a test gives."""
    import uvicorn

    monkeypatch.setattr(serving, "_PATIENCE_SECONDS", getattr(request, "param", 0.3))
    real = uvicorn.Config

    def config(app, **more):
        return real(app, **more, http=serving.Patient)

    monkeypatch.setattr(uvicorn, "Config", config)
    with served_in_a_thread(desk.app) as found:
        yield found


def opened(address):
    host, port = address.removeprefix("http://").split(":")
    found = socket.create_connection((host, int(port)), timeout=60)
    return found, f"{host}:{port}"


def test_a_connection_on_which_nothing_whole_is_asked_is_closed(address):
    for said in (b"", b"GET / HTTP/1.1\r\nHost: loc"):
        slow, _ = opened(address)
        slow.sendall(said)
        assert slow.recv(100) == b""  # or it would wait for as long as a socket here waits
        slow.close()


@pytest.mark.parametrize("address", [10], indirect=True)
def test_who_asks_in_time_is_answered_also_twice_on_one_connection(address):
    quick, host = opened(address)
    for _ in range(2):
        quick.sendall(f"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        told = b""
        while not told.endswith(b"runs\n"):
            told += quick.recv(4000)
        assert told.startswith(b"HTTP/1.1 200")
    quick.close()


@pytest.mark.parametrize("address", [10], indirect=True)
def test_hundreds_of_slow_clients_leave_the_desk_open_to_others(address):
    slow = [opened(address)[0] for _ in range(300)]
    for each in slow:
        each.sendall(b"POST /look HTTP/1.1\r\n")
    assert urllib.request.urlopen(f"{address}/healthz", timeout=60).read() == b"runs\n"  # noqa: S310 - our own
    for each in slow:
        each.close()


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_the_verb_serves_until_it_is_stopped(tmp_path, workers):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "LICET_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}  # fmt: skip
    running = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "licet.cli.main", "serve", "--port", str(port), "--workers", str(workers)],
        env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 300
        while True:
            try:
                ready = urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10).read()
                break
            except OSError:
                assert running.poll() is None, running.stderr.read()
                assert time.monotonic() < deadline
                time.sleep(0.2)
        assert ready == b"ready\n"
    finally:
        running.send_signal(signal.SIGINT)
        try:
            _, said = running.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            running.kill()
            raise
    assert re.search(rf"http://127\.0\.0\.1:{port} ", said)
    assert "Traceback" not in said
