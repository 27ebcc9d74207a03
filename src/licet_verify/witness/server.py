"""The witness over HTTP: ``POST /add-checkpoint`` and ``GET /HASH/checkpoint``, and nothing else."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore
from typing import Any

from licet_verify.faults import Fault
from licet_verify.notes import MOST_BYTES
from licet_verify.witness.memory import Memory, origin_hash
from licet_verify.witness.protocol import BAD, BROKEN, OK, UNKNOWN, Answer, add_checkpoint

_ADD = "/add-checkpoint"
_READ = re.compile(r"/([0-9a-f]{64})/checkpoint")
_LENGTH_REQUIRED, _TOO_LARGE = 411, 413
_AT_ONCE = 256


class WitnessServer(ThreadingHTTPServer):
    """Listens on one address of this machine; port 0 picks a free one."""

    daemon_threads = True

    def __init__(self, memory: Memory, host: str = "127.0.0.1", port: int = 0) -> None:
        self.memory = memory
        self.places = BoundedSemaphore(_AT_ONCE)
        super().__init__((host, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a caller, unless too many are there; one who is sent away may come again."""
        if self.places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a caller in a thread, and free the place."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.places.release()

    @property
    def address(self) -> str:
        """The address to give to a log."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "licet-witness"
    sys_version = ""
    timeout = 20  # seconds that a caller may keep silent
    server: WitnessServer
    error_content_type = "text/plain; charset=utf-8"
    error_message_format = "%(message)s\n"

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.headers.get("Transfer-Encoding") or not re.fullmatch("[0-9]{1,12}", length):
            self._give(Answer(_LENGTH_REQUIRED, "a Content-Length is wanted\n"), close=True)
        elif int(length) > MOST_BYTES:
            self._give(Answer(_TOO_LARGE, f"{MOST_BYTES} bytes are the most\n"), close=True)
        else:
            self._give(self._post(int(length)))

    def _post(self, length: int) -> Answer:
        try:
            body = self.rfile.read(length)
        except TimeoutError:
            self.close_connection = True
            return Answer(BAD, "the body did not come\n")
        if self.path != _ADD:
            return Answer(UNKNOWN, f"POST {_ADD} is what this witness takes\n")
        return add_checkpoint(self.server.memory, body)

    def do_GET(self) -> None:
        found = _READ.fullmatch(self.path)
        memory = self.server.memory
        try:
            origin = next(
                (o for o in memory.origins() if found and origin_hash(o) == found[1]), None
            )
            data = memory.record(origin) if origin is not None else b""
        except Fault as error:
            self._give(Answer(BROKEN, f"{error}\n"))
            return
        if data:
            self._give(Answer(OK, data.decode()))
        else:
            self._give(Answer(UNKNOWN, "no checkpoint of that log has been cosigned here\n"))

    def _give(self, answer: Answer, *, close: bool = False) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        if close:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing: requests are no business of the terminal."""
