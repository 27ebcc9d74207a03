"""One line of free text as a question: a product, a place and a day, and what was not understood.

Nothing is guessed in silence: what was taken for what is said back, with the words left over.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from licet.lists.places import code_of
from licet.record import record
from licet.service.line_beyond import beyond
from licet.service.line_ways import FROM, TO, Named, codes_of, in_full, settled, way_of
from licet.service.written import DAY, day_of
from licet.transfer.public_record import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.catalogue.model import Catalogue, Product
    from licet.service.service import Service

LONGEST = 400
"""Characters of a line that are read."""
_RUN = 6
"""Words of a name at most."""
_FILLING = frozenset(
    "a an the may can could i we you one ship send export sell deliver transfer move give lend to into for of in at on "
    "and or please is be it its by with as this that these would should do does go goes there allowed what how about "
    "import reexport law under if from".split()
)
_NEAR = re.compile(r"\b(?P<day>yesterday|tomorrow)\b", re.IGNORECASE)
_APART = re.compile(r"[|,;?!()]|:(?!\w)")
"""What parts of a line are set apart by."""
_WORD = re.compile(r"[\w.+'’&/-]+(?::\w[\w.+'’&/-]*)*")
_CHOICES = 6


@record
class LineRead:
    """What a line was read as.

    ``item`` is an id of the catalogue and ``name`` its name, ``meant`` products that it may mean where it
    names none surely; ``to`` and ``origin`` are codes, ``places`` way and words of each; ``on`` None is
    today.  ``left`` are the runs of words that were not understood, ``faults`` what cannot be, or may be
    two things.
    """

    text: str
    item: str = ""
    name: str = ""
    meant: tuple[Product, ...] = ()
    to: str = ""
    origin: str = ""
    places: tuple[tuple[str, str], ...] = ()
    on: date | None = None
    day: str = ""
    left: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it asks something that can be answered."""
        return bool(self.item and self.to and not self.faults)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The parameters of the question, as far as understood."""
        found = {"item": self.item, "from": self.origin, "to": self.to, "on": self.on and self.on.isoformat()}  # fmt: skip
        yield from ((name, value) for name, value in found.items() if value)

    def said(self, countries: Mapping[str, str]) -> str:
        """What was understood, in words.

        >>> LineRead("", name="NVIDIA H200", to="CN").said({"CN": "China", "US": "United States"})
        'NVIDIA H200 from United States to China, today'
        """
        texts = dict(self.places)
        parts = [self.name or "no product"]
        for word, code in ((FROM, self.origin or "US"), (TO, self.to)):
            name = countries.get(code, code)
            place = texts.get(word, name)
            same = folded(place) in (folded(name), folded(code)) or code_of(place)
            parts.append(f"{word} {name if same else f'{place} ({name})'}" if code else f"{word} no place named")  # fmt: skip
        day = self.on.isoformat() if self.on else "today"
        return f"{' '.join(parts)}, {day}"


def read_line(text: str, service: Service) -> LineRead:
    """A line such as ``H200 to China on 2026-02-01``; unknown words are told in ``left``, never an error."""
    return _Reading(text[:LONGEST], service).read()


class _Reading:
    """Takes what it knows out of the line, piece by piece; taken letters become ``|``."""

    def __init__(self, text: str, service: Service) -> None:
        self._text = self._rest = text
        self._catalogue: Catalogue = service.library.catalogue
        self._countries = service.library.law.book.facts.countries
        self._faults: list[str] = []

    def read(self) -> LineRead:
        on, day = self._day()
        item, name = self._product()
        ways, faults = self._places()
        codes = {way: place.codes[0] for way, place in ways.items()}
        left = tuple(self._left())
        meant = () if item else self._meant(left)
        faults = [*self._faults, *faults, *self._second(item), *beyond(left)]
        return LineRead(
            self._text, item, name, meant, codes.get(TO, ""), codes.get(FROM, ""),
            tuple((way, place.text) for way, place in ways.items()), on, day, left, tuple(faults),
        )  # fmt: skip

    def _take(self, start: int, end: int) -> None:
        self._rest = self._rest[:start] + "|" * (end - start) + self._rest[end:]

    def _day(self) -> tuple[date | None, str]:
        found = DAY.search(self._rest) or _NEAR.search(self._rest)
        if found is None:
            return None, ""
        self._take(*found.span())
        if found.re is _NEAR:
            step = timedelta(days=1 if found[0].lower() == "tomorrow" else -1)
            return date.today() + step, found[0]
        try:
            return day_of(found[0]), found[0]
        except ValueError as error:
            self._faults.append(str(error))
            return None, ""

    def _runs(self) -> Iterator[tuple[int, int, str]]:
        """Runs of words that stand together, the longest first, from the left."""
        words = [each.span() for each in _WORD.finditer(self._rest)]
        for count in range(min(_RUN, len(words)), 0, -1):
            for first in range(len(words) - count + 1):
                start, end = words[first][0], words[first + count - 1][1]
                run = self._rest[start:end]
                if not _APART.search(run):
                    yield start, end, run.strip(".'’")

    def _product(self) -> tuple[str, str]:
        """The longest run of words that names a product or a family."""
        for start, end, run in self._runs():
            if run.lower() in _FILLING or code_of(run):
                continue
            if found := _named(self._catalogue, run):
                self._take(start, end)
                return found
        return "", ""

    def _places(self) -> tuple[dict[str, Named], list[str]]:
        """Whence and whither; the words of a place that is neither stay in the line."""
        line = self._rest
        found = []
        while (place := self._place(line)) is not None:
            self._take(place.start, place.end)
            found.append(place)
        ways, faults = settled(found, self._countries)
        used = {each.codes for each in ways.values()}
        for each in found:
            if each.codes not in used:
                self._rest = self._rest[: each.start] + line[each.start : each.end] + self._rest[each.end :]  # fmt: skip
        return ways, faults

    def _place(self, line: str) -> Named | None:
        for full in in_full(self._rest, self._countries):
            return full
        for start, end, run in self._runs():
            if codes := codes_of(run, line, start, self._countries, _FILLING):
                return Named(start, end, run, codes, way_of(line, start, end))
        return None

    def _second(self, item: str) -> Iterator[str]:
        """Another product in what is left."""
        if not item:
            return
        for start, end, run in self._runs():
            if (
                run.lower() not in _FILLING
                and (found := _named(self._catalogue, run))
                and found[0] != item
            ):
                yield f"“{self._rest[start:end]}” is a product of its own: ask for one at a time"
                return

    def _left(self) -> Iterator[str]:
        for part in _APART.split(self._rest):
            words = [each for each in _WORD.findall(part) if each.strip(".-/'’&+")]
            while words and words[0].lower() in _FILLING:
                words.pop(0)
            while words and words[-1].lower() in _FILLING:
                words.pop()
            if words:
                yield " ".join(words)

    def _meant(self, left: tuple[str, ...]) -> tuple[Product, ...]:
        for run in left:
            if found := self._catalogue.find(run, limit=_CHOICES):
                return tuple(each.product for each in found)
        return ()


def _named(catalogue: Catalogue, run: str) -> tuple[str, str] | None:
    """The id and the name of what a run names: a product, or a family of several."""
    from licet.catalogue.errors import UnknownProduct
    from licet.catalogue.search import normalise

    if normalise(run) not in catalogue.names and run not in catalogue:
        return None
    try:
        products = catalogue.resolve(run)
    except UnknownProduct:
        return None
    if len(products) == 1:
        return products[0].id, products[0].name
    titles = {each.id: each.name for each in catalogue.families}
    families = {each.family for each in products}
    family = products[0].family
    return (family, titles.get(family, run)) if len(families) == 1 else (run, run)
