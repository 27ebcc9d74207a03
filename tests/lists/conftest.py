"""A shelf in a folder of its own, and editions made in one line."""

import hashlib
import json
from datetime import date

import pytest

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


def ours(code, count):
    return b"".join(
        json.dumps({"list": code, "id": number, "name": f"Party {number}"}).encode() + b"\n"
        for number in range(count)
    )


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    monkeypatch.delenv("LICET_OFFICER", raising=False)
    monkeypatch.setattr("licet.lists.take._shipped", dict)
    return tmp_path
