"""The dictionary of facts: every word that a rule may test and a case may state.

Read from ``law/facts/*.toml``.  A fact has a type, a unit, an owner (whose fact it is), the
question that asks for it and the reason why it is asked.  Facts marked ``due_care`` are the
ones that count as "no" once an exporter says that, after due care, nothing beyond what is
stated is known.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from licet.errors import InputError, LawError, Place, UnknownName
from licet.facts.values import NOT_MET, Interval, OneOf, Value, parse_number, parse_word
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OWNERS = ("item", "exporter", "party", "transfer", "jurisdiction", "end_use", "assurance")
TYPES = (
    "number", "integer", "boolean", "text", "country", "date", "choice", "codes",
    "listings", "owners",
)  # fmt: skip
_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0"})
_UNKNOWN = frozenset({"?", "unknown", "null", "~", ""})


@record
class Fact:
    """One word of the dictionary."""

    name: str
    type: str
    owner: str
    question: str
    why: str
    unit: str = ""
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    due_care: bool = False
    minimum: Decimal | None = None
    exclusive_minimum: Decimal | None = None
    maximum: Decimal | None = None
    derived: tuple[str, ...] = ()
    meaningless_when: str = ""
    no_closes: tuple[str, ...] = ()
    counts_lists: tuple[str, ...] = ()
    source: str = ""
    note: str = ""

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.type in ("number", "integer")

    @property
    def closed(self) -> Value:
        """Its value once due care closes it: no, none, or a number that meets no test."""
        if self.type == "boolean":
            return False
        if self.numeric:
            return NOT_MET
        return frozenset() if self.type in ("codes", "listings", "owners") else "none"

    def read(self, raw: object, place: Place | None = None) -> Value | None:
        """A value of this fact from text, a number or a Boolean; ``None`` where unknown.

        Raises ``InputError`` with what was found and what was wanted.
        """
        if raw is None or (isinstance(raw, str) and raw.strip().lower() in _UNKNOWN):
            return None
        try:
            value = self._typed(raw)
        except ValueError as error:
            raise InputError(f"{self.name}: {error}", place) from None
        if isinstance(value, Decimal | Interval):
            self._in_bounds(value, place)
        return value

    def _typed(self, raw: object) -> Value:
        if self.numeric:
            if isinstance(raw, bool):
                raise ValueError(f"{raw} was found, a number was wanted")
            number = raw if isinstance(raw, Interval) else parse_number(str(raw))
            if self.type == "integer" and isinstance(number, Decimal) and number % 1:
                raise ValueError(f"{raw} was found, a whole number was wanted")
            return number
        if self.type == "boolean":
            return _boolean(raw)
        if self.type == "codes":
            return _codes(raw)
        if isinstance(raw, dict | list | tuple | set | frozenset):
            raise ValueError(f"{raw!r} was found; one word or text was wanted")  # noqa: TRY004 - as all that is no value of the fact
        text = str(raw).strip()
        if self.type == "country":
            return _countries(text, self.choices)
        if self.type != "choice":
            return text
        word = parse_word(text)
        if not (word.words if isinstance(word, OneOf) else {word}) <= set(self.choices):
            raise ValueError(f"{text!r} was found; one of {', '.join(self.choices)} was wanted")
        return word

    def _in_bounds(self, value: Decimal | Interval, place: Place | None) -> None:
        low = value.low if isinstance(value, Interval) else value
        high = value.high if isinstance(value, Interval) else value
        if self.minimum is not None and low is not None and low < self.minimum:
            raise InputError(f"{self.name} is {value}; it cannot be under {self.minimum}", place)
        floor = self.exclusive_minimum
        above = isinstance(value, Interval) and value.low_open
        if floor is not None and low is not None and (low < floor or (low == floor and not above)):
            raise InputError(f"{self.name} is {value}; it must be more than {floor}", place)
        if self.maximum is not None and high is not None and high > self.maximum:
            raise InputError(f"{self.name} is {value}; it cannot be over {self.maximum}", place)


def _boolean(raw: object) -> bool:
    text = str(raw).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise ValueError(f"{raw!r} was found; yes, no or ? was wanted")


def _codes(raw: object) -> frozenset[str]:
    codes = [raw] if isinstance(raw, str) else raw
    if not isinstance(codes, list | tuple | set | frozenset) or not all(
        isinstance(each, str | int) for each in codes
    ):
        raise ValueError(f"{raw!r} was found; a list of codes was wanted, [] where there are none")
    return frozenset(str(each).strip() for each in codes)


def _countries(text: str, known: tuple[str, ...]) -> str | OneOf:
    word = parse_word(text.upper())
    for code in word.words if isinstance(word, OneOf) else (word,):
        if not (len(code) == 2 and code.isascii() and code.isalpha()):  # noqa: PLR2004 - ISO 3166 alpha-2
            raise ValueError(f"{code!r} was found; a country of two letters (ISO 3166) was wanted")
        if known and code not in known:
            raise ValueError(f"{code!r} is no country of ISO 3166; write CN, MY, AE and so on")
    return word


class Dictionary:
    """All facts by name and alias."""

    __slots__ = ("_by_name", "_canonical", "countries")

    def __init__(self, facts: Iterable[Fact], countries: Mapping[str, str] | None = None) -> None:
        """``countries`` are the codes that facts of that type may have, with their names."""
        self.countries: Mapping[str, str] = countries or {}
        codes = tuple(sorted(self.countries))
        self._by_name: dict[str, Fact] = {}
        self._canonical: dict[str, str] = {}
        for fact in sorted(facts, key=lambda each: each.name):
            if fact.name in self._by_name:
                raise LawError(f"the fact {fact.name} is declared twice")
            known = replaced(fact, choices=codes) if fact.type == "country" and codes else fact
            self._by_name[fact.name] = known
            for alias in fact.aliases:
                first = self._canonical.setdefault(alias, fact.name)
                if first != fact.name:
                    raise LawError(f"{alias} is an alias of both {first} and {fact.name}")
        if twice := sorted(set(self._canonical) & set(self._by_name)):
            raise LawError(f"these are both facts and aliases: {', '.join(twice)}")

    def __getitem__(self, name: str) -> Fact:
        """The fact called ``name``; ``UnknownName`` with suggestions where there is none."""
        fact = self.get(name)
        if fact is None:
            raise UnknownName("fact", name, [*self._by_name, *self._canonical])
        return fact

    def get(self, name: str) -> Fact | None:
        """The fact called ``name`` or known by that alias, if any."""
        return self._by_name.get(self._canonical.get(name, name))

    def __contains__(self, name: str) -> bool:
        """Whether the dictionary holds ``name``."""
        return self.get(name) is not None

    def __iter__(self) -> Iterator[Fact]:
        """Every fact, in order of name."""
        return iter(self._by_name.values())

    def __len__(self) -> int:
        """How many facts there are."""
        return len(self._by_name)


_FIELDS = frozenset(Fact.__annotations__)


def fact_from(table: Mapping[str, object], place: Place) -> Fact:
    """A fact from one ``[[fact]]`` table; ``LawError`` names what is wrong with it."""
    if odd := sorted(set(table) - _FIELDS):
        raise LawError(f"a fact has no {odd[0]!r}; it may have {', '.join(sorted(_FIELDS))}", place)
    for needed in ("name", "type", "owner", "question", "why"):
        if not isinstance(table.get(needed), str) or not table[needed]:
            raise LawError(f"the fact {table.get('name', '?')} lacks its {needed}", place)
    if table["type"] not in TYPES:
        raise LawError(f"{table['name']}: type {table['type']!r} is none of {TYPES}", place)
    if table["owner"] not in OWNERS:
        raise LawError(f"{table['name']}: owner {table['owner']!r} is none of {OWNERS}", place)
    fields = dict(table)
    for plural in ("aliases", "choices", "derived", "no_closes", "counts_lists"):
        value = fields.get(plural, ())
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            raise LawError(f"{table['name']}: {plural} must be a list of texts", place)
        fields[plural] = tuple(value)
    if fields["type"] == "choice" and not fields["choices"]:
        raise LawError(f"{table['name']}: a choice has choices = [...]", place)
    for text in ("unit", "meaningless_when", "source", "note"):
        if not isinstance(fields.get(text, ""), str):
            raise LawError(f"{table['name']}: {text} must be a text", place)
    if not isinstance(fields.get("due_care", False), bool):
        raise LawError(f"{table['name']}: due_care must be true or false", place)
    for bound in ("minimum", "exclusive_minimum", "maximum"):
        if fields.get(bound) is not None:
            try:
                fields[bound] = number = parse_number(str(fields[bound]))
            except ValueError as error:
                raise LawError(f"{table['name']}: {bound}: {error}", place) from None
            if not isinstance(number, Decimal):
                raise LawError(f"{table['name']}: {bound} is one number, not {number}", place)
    return Fact(**fields)  # type: ignore[arg-type]
