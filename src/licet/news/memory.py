"""Whom a text has named so far: persons, offices, states that acted, and the state that it is at home in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from licet.news.gazetteer import (
    ADJECTIVE,
    AGENCY,
    CITY,
    COUNTRY,
    COURT,
    FIRM,
    LEGISLATURE,
    OFFICIAL,
    POST,
    SEAT,
    shipped,
)
from licet.news.model import Name
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STATE = frozenset({AGENCY, COURT, LEGISLATURE, OFFICIAL, COUNTRY, SEAT, POST})
PERSON, GROUP = "person", "group"
FIRMS = frozenset("company firm chipmaker manufacturer supplier vendor giant maker foundry toolmaker carmaker startup subsidiary business retailer".split())  # fmt: skip
AGENCIES = frozenset("ministry department bureau agency regulator office commission authority customs administration watchdog body service directorate board prosecutor".split())  # fmt: skip
POSTS = frozenset("legislator counterpart president minister secretary premier chancellor leader spokesman spokeswoman spokesperson official ambassador commissioner representative envoy director chief lawmaker senator congressman congresswoman governor king negotiator diplomat undersecretary head deputy team adviser aide chairman admiral general prosecutor attorney judge army navy military troops force fleet coastguard jet fighter plane aircraft warship ship boat helicopter bomber carrier vessel officer agent administration".split())  # fmt: skip
_HANDS = {"hangul": (re.compile(r"[\uac00-\ud7af]"), "KR"), "kana": (re.compile(r"[\u3040-\u30ff]"), "JP")}  # fmt: skip
_DATELINE = re.compile(r"[\w,. ]{0,24}(?:\([^)\n]{2,30}\)\s*)?\s*[-–—]")
_DATED = re.compile(r",\s[^\n]{0,14}\b\d{4}\n")
_WEIGHT = {AGENCY: 3, OFFICIAL: 3, POST: 3, SEAT: 2}


class Memory:
    """Whom a text has named so far."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self._last: dict[str, Name] = {}
        self._person: dict[str, Name] = {}
        self.actors: tuple[Name, ...] = ()
        self.pair: tuple[Name, ...] = ()
        self.here = ""
        """The state that acted last in this paragraph."""
        self.home = _home(text, names)
        self._at_home = next((each for each in names if each.code == self.home and each.kind in STATE | {ADJECTIVE}), None)  # fmt: skip
        self._sides: list[Name] = []
        self._named: dict[str, Name] = {}

    def called(self, head: str) -> Name | None:
        """The body that "the bureau" or "the ministry" means: the last whose name holds the word, or stands for it."""
        return self._named.get(head)

    def fitting(self, head: str) -> str:
        """The state whose office a bare "ministry" or "government" is: of who acts here, else of the text, else of who acted before."""
        if alone := table("alone").get(head):
            return str(alone)
        out = table("not_called").get(head.casefold(), ())
        last = self._last.get("coded")
        codes = (self.here, self.home, *(each.code for each in reversed(self._sides)), last.code if last else "")  # fmt: skip
        return next((code for code in codes if code and code not in out), "")

    def took_part(self, actors: Iterable[Name]) -> None:
        """States that acted, in the order told: a protest or an answer goes to another side."""
        for name in actors:
            if name.code and name.kind in STATE | {ADJECTIVE}:
                self._sides.append(name)

    def of_text(self, names: Sequence[Name]) -> tuple[Name, ...]:
        """Names with the state that a name of several states' offices means in this text."""
        shared = table("shared")
        return tuple(
            replaced(each, code=self.home) if each.text == each.id and self.home in shared.get(each.id, ()) else each
            for each in names
        )  # fmt: skip

    def met(self, people: Iterable[Name]) -> None:
        """Persons whom the text names with the state that they act for."""
        for name in people:
            for part in name.id.split():
                self._person.setdefault(part, name)

    def sides(self) -> tuple[Name, ...]:
        """The states that acted, the last first."""
        return tuple(reversed(self._sides))

    def at_home(self, place: int) -> tuple[Name, ...]:
        """The state that the text is at home in, if it named it before a place."""
        name = self._at_home
        return (name,) if name is not None and name.span.end <= place else ()

    def other_side(self, own: frozenset[str], *, firm: bool) -> tuple[Name, ...]:
        """The state at home in the text, if it acted, else the one that acted last; not ``own``, but for a firm, which asks whoever rules."""
        others = [each for each in reversed(self._sides) if firm or each.code not in own]
        last = self._last.get("coded")
        if last is not None and last.code not in own:
            others.append(last)
        at_home = (each for each in others if each.code == self.home)
        found = next(at_home, None) or next(iter(others), None)
        return (found,) if found is not None else ()

    def saw(self, names: Iterable[Name]) -> None:
        """Names of a sentence, in order."""
        told = tuple(names)
        for name in told:
            kind = kind_of(name)
            if kind:
                self._last[kind] = name
            if name.code and name.kind in STATE:
                self._last["coded"] = name
                for word in name_words(name):
                    self._named[word] = name
            if name.kind == OFFICIAL:
                for part in name.id.split():
                    self._person.setdefault(part, name)
        states = tuple({name.code: name for name in told if name.code and name.kind in STATE | {ADJECTIVE}}.values())  # fmt: skip
        if len(states) == 2:
            self.pair = states

    def acted(self, actors: tuple[Name, ...]) -> None:
        """Who was the subject of the last main clause."""
        if actors:
            self.actors = actors
            if len(actors) > 1:
                self.pair = actors
            for name in actors:
                kind = kind_of(name)
                if kind:
                    self._last[kind] = name
                if name.code and name.kind in STATE:
                    self._last["coded"] = name
                if name.kind == PERSON:
                    for part in name.id.split():
                        self._person.setdefault(part, name)

    def known(self, surname: str) -> Name | None:
        """A person whom the text named with a post before."""
        return self._person.get(surname)

    def of(self, kind: str) -> Name | None:
        """The last body of a kind."""
        return self._last.get(kind)

    @property
    def code(self) -> str:
        """The state that the text speaks of: that of who acted last, else the one at home in it."""
        last = self._last.get("coded")
        return last.code if last is not None else self.home


def name_words(name: Name) -> frozenset[str]:
    """The words that a text may take up a body's name by."""
    if name.kind not in (AGENCY, POST, COURT, LEGISLATURE):
        return frozenset()
    return frozenset(name.text.casefold().split()) | _stands_for().get(name.id, frozenset())


def table(part: str) -> dict[str, Any]:
    """A part of the table of offices."""
    return cast("dict[str, Any]", shipped("bodies")[part])


@cache
def _stands_for() -> dict[str, frozenset[str]]:
    """By the name of a body: what it is called again."""
    found: dict[str, set[str]] = {}
    for head, names in table("called").items():
        for each in names:
            found.setdefault(each, set()).add(head)
    return {name: frozenset(heads) for name, heads in found.items()}


def kind_of(name: Name) -> str:
    """What a pronoun or a bare noun may take a name for: firm, person, agency, state; empty for none of these."""
    if name.kind == FIRM or (name.kind == GROUP and name.id.split()[-1] in FIRMS):
        return "firm"
    if name.kind in (OFFICIAL, PERSON):
        return "person"
    if name.kind in (AGENCY, COURT, LEGISLATURE):
        return "agency"
    if name.kind == POST:
        head = name.id.split()[-1].casefold()
        return "agency" if head in AGENCIES else "person" if head in POSTS else "state"
    return "state" if name.kind in (COUNTRY, SEAT) else ""


def _home(text: str, names: Sequence[Name]) -> str:
    """The state whose office speaks in an unsigned notice: by the script of its names, else the one most named."""
    count = {code: 4 for pattern, code in _HANDS.values() if pattern.search(text)}
    title = text.find("\n")
    for name in names:
        if not name.code or name.kind not in STATE | {ADJECTIVE, CITY}:
            continue
        begins = text[name.span.start - 1 : name.span.start] in ("", "\n")
        weight = _WEIGHT.get(name.kind, 1)
        if begins and (_DATELINE.match(text, name.span.end) or _DATED.match(text, name.span.end)):
            weight = 8
        elif name.span.end <= title:
            weight += 3
        count[name.code] = count.get(name.code, 0) + weight
    return max(count, key=lambda code: count[code]) if count else ""
