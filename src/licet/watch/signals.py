"""The signals of ``law/watch``: rules in the language of the law, on facts of a chain or of a route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from licet.book.evaluate import truth
from licet.book.load import Source, load_folder
from licet.book.provision import Provision, Version
from licet.errors import InputError, LawError, Place
from licet.facts.values import Truth
from licet.language.nodes import facts_of
from licet.language.text import prose
from licet.pack.store import Library
from licet.record import record
from licet.watch.strengths import FOLDER, Strength, Strengths, read_strengths

_HOLDS: dict[str, Truth] = {"yes": True, "no": False, "?": None}


@record
class Seen:
    """One signal tried on one subject: ``truth`` None is not known, which is neither raised nor quiet.

    ``facts`` are those that the rule reads and that are known, by name; ``wanted`` the names of those that are not.
    """

    code: str
    title: str
    truth: Truth
    rule: str
    cite: tuple[str, ...]
    confidence: str
    strength: str
    looks_alike: str
    facts: tuple[tuple[str, Any], ...] = ()
    wanted: tuple[str, ...] = ()


class Signals:
    """All signals of one folder of law, and how much each says."""

    def __init__(self, source: Source, strengths: Strengths) -> None:
        self.source, self.strengths = source, strengths
        self.book = source.book

    def of(self, owner: str, day: date) -> Iterator[tuple[Provision, Version]]:
        """Signals on facts of ``owner`` (``chain`` or ``trade``) whose text stands on ``day``."""
        for provision in sorted(self.book.provisions.values(), key=lambda each: each.id):
            for version in provision.versions:
                names = facts_of(version.rule)
                if version.covers(day, day) and all(name.startswith(f"{owner}.") for name in names):
                    yield provision, version

    def tried(self, owner: str, facts: Mapping[str, Any], day: date) -> tuple[Seen, ...]:
        """Every signal on these facts; a fact that is not in ``facts`` is not known."""
        return tuple(self._seen(*each, facts, day) for each in self.of(owner, day))

    def _seen(
        self, provision: Provision, version: Version, facts: Mapping[str, Any], day: date
    ) -> Seen:
        names = sorted(facts_of(version.rule))
        strength = self.strength(provision.code)
        return Seen(
            provision.code, provision.title, truth(version.rule, self.book, day)(facts),
            prose(version.rule, self.book.facts), tuple(each.text for each in provision.cite),
            version.confidence, strength.strength, strength.looks_alike,
            tuple((name, facts[name]) for name in names if facts.get(name) is not None),
            tuple(name for name in names if facts.get(name) is None),
        )  # fmt: skip

    def strength(self, code: str) -> Strength:
        """How much a signal says.

        Raises:
            LawError: no group names the code.
        """
        found = self.strengths.of(code)
        if found is None:
            raise LawError(
                f"{code} stands in no group of strengths.toml", Place("law/watch/strengths.toml")
            )
        return found


def read_signals(folder: Path) -> Signals:
    """The signals of a folder of law (``law/``, not ``law/watch/``).

    Raises:
        LawError: what cannot be read, with its place.
    """
    found = Signals(load_folder(folder / FOLDER), read_strengths(folder))
    for each in found.book.provisions.values():
        found.strength(each.code)
    return found


def signals_in(library: Library) -> tuple[Path, Signals]:
    """The folder of the law in use, and its signals, which a process reads once.

    Raises:
        InputError: the law in use is no folder.
        LawError: what cannot be read, with its place.
    """
    if library.folder is None:
        raise InputError(
            "the law in use has no folder to read the signals from; name one in LICET_LAW"
        )
    return library.folder, _kept(library.folder)


@lru_cache(maxsize=4)
def _kept(folder: Path) -> Signals:
    return read_signals(folder)


def case_faults(signals: Signals) -> Iterator[str]:
    """Every case row beside a signal that its rule answers otherwise, or cannot read."""
    dictionary = signals.book.facts
    for name, page in signals.source.pages.items():
        version = signals.book[name].versions[-1]
        test = truth(version.rule, signals.book, version.since)
        for row in page.rows:
            cells = {key: text for key, text in row.cells.items() if key not in ("case", "holds")}
            place = Place(page.file, row.line)
            found = test({key: dictionary[key].read(text, place) for key, text in cells.items()})
            if found is not _HOLDS.get(row.cells.get("holds", "")):
                yield f"{place}: the case {row.cells.get('case')!r} expects {row.cells.get('holds')}, the rule gives {found}"
