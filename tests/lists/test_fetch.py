"""Fetching from a real server on this machine: what is taken, what is refused, what is noted."""

import gzip
import json
import re
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from licet.errors import InputError
from licet.lists.catalog import known
from licet.lists.fetch import check_address, download
from licet.lists.take import sources
from tests.lists.conftest import ours

LIST = b"list,id,name\nUS-EL,1,Alpha\n"


class Publisher(BaseHTTPRequestHandler):
    """Answers each path as its name says."""

    protocol_version = "HTTP/1.1"
    files: dict
    asked: list

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.asked.append(self.path)
        answer = self.files[self.path]
        if callable(answer):
            answer(self)
        else:
            self.give(answer)

    def give(self, data, kind="text/csv", told=None, code=200, **headers):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if told is None else told))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        if told is not None:
            self.close_connection = True

    def move(self, where):
        self.give(b"", code=302, Location=where)


@contextmanager
def served(files):
    handler = type("Handler", (Publisher,), {"files": files, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
    finally:
        server.shutdown()
        server.server_close()


def silent(handler):
    handler.send_response(200)
    handler.end_headers()
    time.sleep(1.0)
    handler.close_connection = True


def endless(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/csv")
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b"x" * 2**16)
    except OSError:
        pass
    handler.close_connection = True


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b"x" * 2**18)
            time.sleep(0.02)
    except OSError:
        pass
    handler.close_connection = True


def zipped(content, *, cut=None):
    return lambda handler: handler.give(
        gzip.compress(content)[:cut], **{"Content-Encoding": "gzip"}
    )


FILES = {
    "/zipped": zipped(LIST),
    "/zip-cut": zipped(LIST * 100, cut=-12),
    "/zip-bomb": zipped(b"0" * 30 * 2**20),
    "/zip-not": lambda handler: handler.give(LIST, **{"Content-Encoding": "gzip"}),
    "/zip-other": lambda handler: handler.give(LIST, **{"Content-Encoding": "br"}),
    "/list.csv": LIST,
    "/empty": b" \n",
    "/html": lambda handler: handler.give(b"Not here", "text/html; charset=utf-8"),
    "/page": b"\xef\xbb\xbf\n <!DOCTYPE html><title>Maintenance</title>",
    "/short": lambda handler: handler.give(LIST, told=len(LIST) + 50),
    "/absent": lambda handler: handler.give(b"no", code=404),
    "/large": endless,
    "/told-large": lambda handler: handler.give(b"", told=10**12),
    "/silent": silent,
    "/slow": drip,
    "/moved": lambda handler: handler.move("/list.csv"),
    "/away": lambda handler: handler.move("http://data.example/list.csv"),
    "/file": lambda handler: handler.move("file:///etc/passwd"),
    "/round": lambda handler: handler.move("/round"),
}


@pytest.fixture(scope="module")
def publisher():
    with served(FILES) as (address, _):
        yield address


def test_a_file_comes_whole_with_its_hash_and_progress(publisher):
    seen = []
    got = download(f"{publisher}/list.csv", progress=lambda *each: seen.append(each))
    assert got.data == LIST
    assert len(got.sha256) == 64
    assert seen == [(len(LIST), len(LIST))]


def test_a_file_may_be_packed_on_the_way(publisher):
    assert download(f"{publisher}/zipped").data == LIST


def test_a_redirect_is_followed_and_told(publisher):
    assert download(f"{publisher}/moved").url == f"{publisher}/list.csv"


@pytest.mark.parametrize(("path", "said"), [
    ("empty", "empty file"), ("html", r"web page \(text/html\)"), ("page", "web page"),
    ("short", "broke off"), ("absent", "404"), ("large", "too large"), ("told-large", "too large"),
    ("silent", "sent nothing"), ("slow", "too slow"), ("away", "over https"), ("file", "not allowed"),
    ("zip-cut", "broke off"), ("zip-bomb", "too large"), ("zip-not", "damaged"), ("zip-other", "'br'"),
    ("round", "302|infinite|redirect"),
])  # fmt: skip
def test_what_is_no_list_is_refused_in_words(publisher, path, said):
    with pytest.raises(InputError, match=said):
        download(
            f"{publisher}/{path}",
            most_bytes=20 * 2**18,
            silent_seconds=0.3 if path == "silent" else 60,
            most_seconds=0.2 if path == "slow" else 60,
        )


def test_a_publisher_that_is_not_there_is_told():
    with served({}) as (address, _):
        pass
    with pytest.raises(InputError, match="cannot be reached"):
        download(f"{address}/list.csv")


@pytest.mark.parametrize("url", [
    "http://data.trade.gov/a", "ftp://127.0.0.1/a", "file:///etc/passwd", "https:///a", "127.0.0.1/a",
    "", "http://127.0.0.1.evil.example/a", "http://[::1", "data:text/csv,a",
])  # fmt: skip
def test_an_address_that_is_not_safe_is_refused(url):
    with pytest.raises(InputError, match="over https"):
        check_address(url)


# The command


def settings(home, **urls):
    (home / "settings.toml").write_text(
        "\n".join(f'[lists.{code}]\nurl = "{url}"' for code, url in urls.items()), "utf-8"
    )


def test_fetch_keeps_what_is_new_and_notes_what_is_not(home, run, data):
    nameless = b'{"list": "US-EL", "id": "x", "name": ""}\n'
    files = {"/a": ours("US-EL", 500) + nameless, "/b": ours("US-SDN", 100) + ours("US-UVL", 50)}
    with served(files) as (address, asked):
        settings(home, **{"US-EL": f"{address}/a", "US-SDN": f"{address}/b", "US-UVL": f"{address}/b"})  # fmt: skip
        first = run("lists", "fetch")
        assert first.code == 0
        assert asked == ["/a", "/b"]
        assert re.search(r"US-EL: new edition of [-\d]{10}, 500 entries; file", first.flat)
        assert re.search(r"1 row held no party: http\S+ no name", first.flat)
        assert "fetching" in first.err

        again = run("lists", "fetch", "--json")
        assert {each["new"] for each in json.loads(again.out)["fetched"]} == {False}
        assert "no change" in run("lists", "fetch", "US-EL").flat

        files["/a"] = ours("US-EL", 400)
        files["/b"] = b"<html>sorry"
        failed = run("lists", "fetch")
        assert failed.code == 2
        assert "US-EL: not got. This edition of US-EL is not taken in: it holds 400" in failed.flat
        assert re.search(r"US-SDN, US-UVL: not got. \S+ gives a web page", failed.flat)

        passed = run("lists", "fetch", "US-EL", "--officer", "A. Mori", "--reason", "right so")
        assert passed.code == 0
        assert "let pass by A. Mori: right so" in passed.flat
    assert [each["entries"] for each in data("lists", "status")["lists"] if each["list"] == "US-EL"] == [400]  # fmt: skip


def test_a_list_that_the_file_lacks_is_told(home, run):
    with served({"/a": ours("US-EL", 5)}) as (address, _):
        settings(home, **{"US-SDN": f"{address}/a"})
        found = run("lists", "fetch")
        assert found.code == 2
        assert "holds US-EL, not US-SDN" in found.flat


def test_fetch_without_an_address_says_where_one_goes(home, run):
    assert "settings.toml" in run("lists", "fetch").err
    settings(home, **{"US-EL": "http://data.example/a"})
    assert "over https" in run("lists", "fetch").flat
    assert "Did you mean US-EL" in run("lists", "fetch", "US-LE").err


def test_the_addresses_that_ship_are_of_known_lists_and_safe():
    found = sources({})
    assert {"US-EL", "US-SDN", "US-NS-CMIC"} <= set(found)
    for code, each in found.items():
        assert code in known()
        check_address(each.url)


def test_an_address_in_the_settings_stands_above_and_drops_the_form():
    found = sources({"US-EL": {"url": "https://a.example/x"}, "US-SDN": {"stale_after_days": 3}})
    assert (found["US-EL"].url, found["US-EL"].form) == ("https://a.example/x", "")
    assert found["US-SDN"].form == "ofac-advanced-xml"
    assert (
        sources({"XX-A": {"url": "https://a.example", "format": "csl-csv"}})["XX-A"].form
        == "csl-csv"
    )
    with pytest.raises(InputError, match="must be texts"):
        sources({"US-EL": {"url": 3}})
