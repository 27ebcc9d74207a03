"""The tables by which names are read, each a file of tab-separated rows under ``names/tables``.

They are data that people edit: brand names, words that are translated, legal forms, weights.
``fingerprint`` is the hash that an answer carries for them.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "tables"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``NAME.tsv`` without its heading and its comments; empty where there is no such file."""
    file = FOLDER / f"{name}.tsv"
    if not file.is_file():
        return ()
    lines = [line for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return tuple(tuple(line.split("\t")) for line in lines[1:])


def choices(cell: str) -> tuple[str, ...]:
    """Readings in one cell, which a bar parts.

    >>> choices("trading | trade")
    ('trading', 'trade')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def weights() -> dict[str, int]:
    """How many of the background's company names hold each word (``weights.tsv.gz``)."""
    file = FOLDER / "weights.tsv.gz"
    if not file.is_file():
        return {}
    found: dict[str, int] = {}
    for line in gzip.decompress(file.read_bytes()).decode("utf-8").splitlines():
        if line and line[0] != "#":
            word, _, count = line.partition("\t")
            found[word] = int(count)
    return found


@cache
def fingerprint() -> str:
    """SHA-256 over every table, in the order of their names."""
    found = hashlib.sha256()
    for file in sorted(FOLDER.glob("*.tsv*")):
        found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
