"""Which column of anybody's spreadsheet says what: guessed from its header, held against a few cells.

A guess is taken where it is sure; what is less sure is shown and not taken.  A wrong guess would be a
wrong answer, so a near spelling counts only where no other column is near as well.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from licet.batch.cells import readable_as
from licet.batch.meaning import Meaning, canonical, fact_of, fits
from licet.batch.units import is_money, said_in, unit_of
from licet.columns.layout import ITEM, column_of
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from licet.book.book import RuleBook
    from licet.catalogue.model import Catalogue
    from licet.facts.dictionary import Fact

TAKEN, SHOWN = 90, 72
"""How sure a guess must be to be taken, and to be shown at all, of 100."""
_APART = 6
"""By how much the best guess must be ahead of the next one."""
_EXACT, _NAMED, _ASKED = 100, 98, 92
"""Our own name; a spelling that is known; the very words of a question."""
_SHORT = 4
"""Letters up to which a header must be spelled as known: ``PD`` is near too much."""
_LONGEST = 40
"""Letters of a cell that are shown."""
_NEARLY = 20
"""A column is nearly all of a kind where at most one cell of so many is not."""
_SMALL = frozenset("what which where is are was were the a an of its it to in on for does do did has have how much many by at and or".split())  # fmt: skip


@record
class _Found:
    column: str
    sure: int
    why: str


def guesses(
    headers: Iterable[str], samples: Mapping[str, Sequence[object]], book: RuleBook,
    catalogue: Catalogue | None = None,
) -> tuple[Meaning, ...]:  # fmt: skip
    """The meaning of every header, in their order; no two say the same.

    With a ``catalogue`` a column is taken for products only where most of its cells are some.
    """
    found = [_guess(header, samples.get(header, ()), book, catalogue) for header in headers]
    owner: dict[str, int] = {}
    for place, each in enumerate(found):
        first = owner.get(each.column) if each.column else None
        if each.column and (first is None or each.sure > found[first].sure):
            owner[each.column] = place
    return tuple(
        each
        if not each.column or owner[each.column] == place
        else replaced(each, column="", perhaps=each.column, why=f"{found[owner[each.column]].header!r} says it already")
        for place, each in enumerate(found)
    )  # fmt: skip


def _guess(
    header: str, cells: Sequence[object], book: RuleBook, catalogue: Catalogue | None
) -> Meaning:
    bare, unit = said_in(header)
    best = whole = _best(header, book)
    if whole is not None and whole.sure >= _NAMED:
        # the header is a name with its unit in it, or has none, or has one that fits
        unit = unit if fits(unit, fact_of(whole.column, book)) is not None else ""
    else:
        best = max(_best(bare, book), whole, key=lambda each: -1 if each is None else each.sure)
    if best is None or not best.column:
        return Meaning(header, sure=best.sure if best else 0, why=best.why if best else "nothing that the law asks is called so")  # fmt: skip
    best = _party_by_cells(best, cells, book)
    guess = Meaning(header, best.column, unit, best.sure, best.why)
    return _with_cells(_with_unit(guess, book), cells, book, catalogue)


def _with_unit(guess: Meaning, book: RuleBook) -> Meaning:
    """The guess, held against its unit."""
    fact = fact_of(guess.column, book)
    if fact is None or not (fact.numeric and fact.unit):
        guess = replaced(guess, unit="")
    elif guess.unit:
        own = f"{fact.name} is in {fact.unit}"
        if guess.unit != fact.unit and unit_of(guess.unit) is None:
            fault = f"The unit {guess.unit!r} in the header {guess.header!r} cannot be read; {own}. Say in the mapping which unit its numbers stand in, or ignore the column."  # fmt: skip
            return replaced(guess, column="", unit="", perhaps=guess.column, why=f"its unit {guess.unit!r} cannot be read", fault=fault)  # fmt: skip
        if fits(guess.unit, fact) is None:
            return replaced(guess, column="", unit="", perhaps="", why=f"{own}, which {guess.unit} cannot be converted to")  # fmt: skip
        guess = replaced(guess, why=f"{guess.why}, in {guess.unit}")
    elif is_money(fact.unit) and guess.sure < _EXACT:
        return replaced(guess, column="", perhaps=guess.column, why=f"{guess.why}, but in which money is not said; {fact.name} is in {fact.unit}")  # fmt: skip
    else:
        guess = replaced(guess, why=f"{guess.why}; no unit in the header, so taken as {fact.unit}")
    return guess


def _with_cells(
    guess: Meaning, cells: Sequence[object], book: RuleBook, catalogue: Catalogue | None
) -> Meaning:
    """The guess, held against the cells below it: not taken where most of them cannot be read so."""
    if not guess.column:
        return guess
    seen = _seen(cells, guess.column, guess.unit, book, catalogue)
    if guess.column == ITEM and catalogue is not None and seen.told:
        known = f"{seen.good:,} of {seen.told:,} cells looked at are products of the catalogue"
        if seen.good * 2 > seen.told or guess.sure == _EXACT:  # our own name is no guess
            return _sure(replaced(guess, why=f"{guess.why}; {known}"))
        return replaced(guess, column="", perhaps=ITEM, sure=min(guess.sure, TAKEN - 1), why=f"{guess.why}, but {known}, so it is kept and not read")  # fmt: skip
    if seen.good == seen.told:
        return _sure(guess)
    unread = f"{seen.told - seen.good:,} of {seen.told:,} cells looked at cannot be read so, such as {seen.odd!r}"  # fmt: skip
    if seen.mostly:
        return _sure(replaced(guess, why=f"{guess.why}; {unread}"))
    return replaced(guess, column="", perhaps=guess.column, sure=min(guess.sure, TAKEN - 1), why=f"{guess.why}, but {unread}")  # fmt: skip


def _sure(guess: Meaning) -> Meaning:
    """The guess, only shown where it is not sure enough to be taken."""
    return guess if guess.sure >= TAKEN else replaced(guess, column="", perhaps=guess.column)


@record
class _Seen:
    """Cells that say something, how many of them can be read, and one that cannot."""

    told: int
    good: int
    odd: str = ""

    @property
    def mostly(self) -> bool:
        return self.good * 2 >= self.told


def _seen(
    cells: Sequence[object], column: str, unit: str, book: RuleBook,
    catalogue: Catalogue | None = None,
) -> _Seen:  # fmt: skip
    """How the cells of a column can be read; each distinct one is read once."""
    reads = readable_as(column, unit, book, catalogue)
    told = [each for each in cells if each is not None and str(each).strip()]
    by_text = {repr(each): each for each in told}
    bad = [text for text, each in by_text.items() if not reads(each)]
    if not bad:
        return _Seen(len(told), len(told))
    counts = Counter(map(repr, told))
    good = len(told) - sum(counts[text] for text in bad)
    return _Seen(len(told), good, str(by_text[bad[0]])[:_LONGEST])


def _party_by_cells(found: _Found, cells: Sequence[object], book: RuleBook) -> _Found:
    """A column that names a party alone says its country where nearly every cell is one."""
    party, _, inner = found.column.rpartition(".")
    if inner != "name" or column_of(f"{party}.country", book) is None:
        return found
    seen = _seen(cells, f"{party}.country", "", book)
    if seen.told and (seen.told - seen.good) * _NEARLY <= seen.told:
        return _Found(f"{party}.country", found.sure, f"{found.why}, and its cells are countries")
    return found


def _best(text: str, book: RuleBook) -> _Found | None:
    """The best column for a header's words: its columns and how sure; None where nothing is near."""
    from rapidfuzz import fuzz, process

    try:
        return _Found(canonical(text.strip(), book), _EXACT, "our own name")
    except KeyError:
        pass
    words = _words(text)
    labels = _labels(book)
    if words in labels:
        columns = labels[words]
        if len(columns) > 1:
            return _Found(min(columns), SHOWN, f"it may be {' or '.join(sorted(columns))}")
        (column,) = columns
        if not column:
            return _Found("", _NAMED, "the law does not ask for it")
        sure = columns[column]
        return _Found(column, sure, "a spelling that is known" if sure == _NAMED else "the words of its question")  # fmt: skip
    if len(words.replace(" ", "")) <= _SHORT:
        return None
    near = process.extract(words, labels.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=SHOWN - _APART, limit=12)  # fmt: skip
    ranked: dict[str, tuple[float, str]] = {}
    for label, score, _ in near:
        for column, most in labels[label].items():
            ranked.setdefault(column, (score * most / 100, label))
    if not ranked:
        return None
    (column, (score, label)), *others = sorted(ranked.items(), key=lambda each: (-each[1][0], each[0]))  # fmt: skip
    sure = int(score)
    if sure < SHOWN or not column:
        return None
    why = f"spelled like {label!r}"
    if others and score - others[0][1][0] < _APART:
        sure, why = min(sure, TAKEN - 1), f"{why}, but {others[0][0] or 'a column that the law does not ask'} is as near"  # fmt: skip
    return _Found(column, sure, why)


def _words(text: str) -> str:
    """A header as small words: camel case and marks parted, no accents.

    >>> _words("ShipTo_Country"), _words("Part No."), _words("End-user's HQ")
    ('ship to country', 'part no', 'end user hq')
    """
    text = re.sub(r"['’]s\b", "", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    text = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(e for e in text if not unicodedata.combining(e))))  # fmt: skip


def _labels(book: RuleBook) -> Mapping[str, Mapping[str, int]]:
    """Spellings with what they may say and how sure that is at most; kept with the book."""
    kept = book.plans.get("header_labels")
    if kept is None:
        made: dict[str, dict[str, int]] = {}
        for column, spelling, sure in (*_known(book), *_asked(book)):
            at = made.setdefault(_words(spelling), {})
            if sure == _NAMED or not any(most > sure for most in at.values()):
                at[column] = max(sure, at.get(column, 0))
        kept = book.plans["header_labels"] = made
    return kept  # type: ignore[return-value]


def _known(book: RuleBook) -> Iterator[tuple[str, str, int]]:
    table = _table()
    for spelling in table["ignored"]["words"]:
        yield "", spelling, _NAMED
    for column, spellings in table["columns"].items():
        if column_of(column, book) is not None:
            yield from ((canonical(column, book), each, _NAMED) for each in spellings)
    for role, called in table["roles"].items():
        for inner, spellings in table["party"].items():
            if column_of(f"{role}.{inner}", book) is None:
                continue
            for who in called:
                yield from ((f"{role}.{inner}", f"{who} {each}", _NAMED) for each in spellings)


def _asked(book: RuleBook) -> Iterator[tuple[str, str, int]]:
    """The names of the dictionary, and the words of its questions; of parties, for each role that is known."""
    named = {column for column, *_ in _known(book)}
    for fact in book.facts:
        bare = bare_name(fact)
        asked = " ".join(each for each in _words(fact.question).split() if each not in _SMALL)
        if fact.owner == "party":
            for role, called in _table()["roles"].items():
                if f"{role}.{fact.name}" not in named and role in book.facts["role"].choices:
                    yield f"{role}.{fact.name}", f"{called[0]} {bare}", _NAMED
            continue
        yield fact.name, fact.name, _NAMED
        if fact.name not in named:
            yield fact.name, bare, _NAMED
        yield from ((fact.name, alias, _NAMED) for alias in fact.aliases)
        yield fact.name, asked, _ASKED


def bare_name(fact: Fact) -> str:
    """A fact's name as words, without the unit at its end.

    >>> from licet.facts.dictionary import Fact
    >>> bare_name(Fact("memory_bandwidth_gb_s", "number", "item", "?", "?", unit="GB/s"))
    'memory bandwidth'
    """
    words = _words(fact.name).split()
    unit = "".join(each for each in fact.unit.casefold() if each.isalnum()) or "pct"
    ends = (len(words) - n for n in (3, 2, 1) if len(words) > n)
    return " ".join(words[: next((e for e in ends if "".join(words[e:]) == unit), len(words))])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "headers.toml").read_text("utf-8"))
