"""A shelf in a folder of its own, and editions made in one line."""

import hashlib
import json
from datetime import date

import pytest

from licet.errors import InputError
from licet.lists.model import Edition, Entry
from licet.lists.shelf import Shelf
from tests.cli.conftest import data, run  # noqa: F401 - fixtures

TODAY = date(2026, 11, 22)


def entry(number, **said):
    said = {"name": f"Party {number}", **said}
    return Entry("US-EL", str(number), **said)


def edition(entries, as_of="2026-11-20", code="US-EL", **said):
    """``entries``: how many, or the entries themselves."""
    if isinstance(entries, int):
        entries = [entry(number) for number in range(entries)]
    text = repr(entries).encode()
    said = {"source": "list.json", "sha256": hashlib.sha256(text).hexdigest(), **said}
    return Edition(code, date.fromisoformat(as_of), entries=tuple(entries), **said)


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "lists")


@pytest.fixture
def keep(shelf):
    """``keep(500, "2026-11-20", ...)`` on the day 2026-11-22."""

    def kept(entries, as_of="2026-11-20", **said):
        return shelf.keep(edition(entries, as_of), today=TODAY, **said)

    return kept


def read_all(given, *, form="", list="", as_of=None, file=""):  # noqa: A002, ARG001 - its contract
    """A stand-in for licet.lists.formats, which another piece of work brings: lines of JSON."""
    assert form in ("", "ours")
    try:
        rows = [json.loads(line) for line in given.splitlines()]
    except ValueError as error:
        raise InputError(f"{file}: {error}") from None
    sha256 = hashlib.sha256(given).hexdigest()
    return tuple(
        Edition(
            code, as_of or date(2026, 11, 20), file, sha256,
            tuple(Entry(code, str(row["id"]), row["name"]) for row in rows if row["list"] == code),
            dropped=("line 1: a heading",),
        )
        for code in sorted({row["list"] for row in rows})
    )  # fmt: skip


def ours(code, count):
    return b"".join(
        json.dumps({"list": code, "id": number, "name": f"Party {number}"}).encode() + b"\n"
        for number in range(count)
    )


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    monkeypatch.delenv("LICET_OFFICER", raising=False)
    monkeypatch.setattr("licet.lists.formats.read_all", read_all, raising=False)
    monkeypatch.setattr("licet.lists.take._shipped", dict)
    return tmp_path
