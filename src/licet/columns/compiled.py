"""The law of one day compiled for one shape of frame: a program, and what each of its output planes says.

Compiling takes some tenths of a second for all laws; what comes of it serves block after block, and
every day between two changes of the law.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from licet.columns import row
from licet.columns.asks import Asks
from licet.columns.circuit import NO, YES, Circuit
from licet.columns.classes import DECLARED as DECLARED_CLASS
from licet.columns.entries import DECLARED, entries
from licet.columns.join import Join, first_of
from licet.columns.known import Facts
from licet.columns.lead import Leading, Voice
from licet.columns.nameless import alike
from licet.columns.planes import Asked
from licet.columns.program import Program, program
from licet.columns.units import Rules, Units
from licet.decide import answer as words
from licet.decide.gate import gate_for, gated
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from licet.book.book import RuleBook
    from licet.columns.circuit import Signal, Truth3
    from licet.columns.known import Shape
    from licet.columns.nameless import Alike
    from licet.columns.terms import Terms, Today

    Numbers = Mapping[str, Mapping[str, int]]


@record
class Coded:
    """A column of words: the plane of where there is one, and those that spell its number.

    The number is that of the column's type, where that is a closed set of words; else a place in ``words``.
    """

    name: str
    words: tuple[str, ...]
    known: int
    bits: tuple[int, ...]


@record
class Truth:
    """A column of truths: the plane of where it is true, and that of where it is known."""

    name: str
    true: int
    known: int


@record
class Several:
    """A column of any of some words together: a plane for each of them."""

    name: str
    words: tuple[str, ...]
    planes: tuple[int, ...]


@record
class Made:
    """A program ready to run: its questions by what answers them, and the columns that its planes spell.

    ``circuit`` and ``signals`` (one a plane) are what the program was made of.
    """

    program: Program
    asked: Asked
    columns: tuple[Coded | Truth | Several, ...]
    circuit: Circuit
    signals: tuple[Signal, ...]

    @property
    def spelled(self) -> dict[str, tuple[int, ...]]:
        """The planes of each column's numbers."""
        return {
            each.name: each.bits if isinstance(each, Coded) else each.planes
            for each in self.columns
            if not isinstance(each, Truth)
        }


class Compiled:
    """The law for one shape of frame.

    ``answers`` makes every column but the next question, which only rows with something open have:
    ``open`` is the plane of these, and ``questions`` is made when it is first needed.  ``odd`` is the plane
    of the rows that are to be decided one by one; ``declared`` that of the rows whose class is the one
    they declare.
    """

    def __init__(
        self, answers: Made, odd: int, opened: int, declared: int, questions: Callable[[], Made]
    ) -> None:
        self.answers = answers
        self.odd = odd
        self.open = opened
        self.declared = declared
        self._make = questions

    @cached_property
    def questions(self) -> Made:
        """What makes the column ``next_question``."""
        return self._make()


def compiled(
    terms: Terms, shape: Shape, on: date, kind: str | None, today: Today, *,
    numbers: Numbers | None = None,
) -> Compiled:  # fmt: skip
    """The program for a shape of frame on a day; ``kind`` None where the kind of item is not one for all rows.

    ``numbers`` are those that the types of the answer columns give to words of closed sets; without them
    words are numbered as they come.
    """
    book, asked, known_on = terms.book, terms.asked, terms.known_on
    circuit = Circuit()
    facts = Facts(circuit, shape, terms, on, today)
    rules = Rules(facts, book, on, known_on)
    odd: list[Signal] = []
    quiet = _quiet(book, on, known_on, kind) if len(asked) > 1 else {}
    voices: list[Voice] = []
    units: dict[str, Units] = {}
    for law in asked:
        found = units[law] = rules.units(law, kind)
        odd.append(found.several)
        silent = NO
        if law in quiet:
            slots = {(u.provision.id, u.part): u.slot for u in found.plan.units}
            silent = circuit.every(found.raw[slots[key]][1] ^ 1 for key in quiet[law])
        join = Join(circuit, found, book.sovereigns[law].subject, silent)
        voices.append(Voice(law, join.said(), join))
    odd = [*odd, *facts.truths.odd]
    leading = Leading(facts, book, voices, terms.named or (), several=len(asked) > 1)
    declared = shape.layout.of(DECLARED_CLASS)
    stands = partial(alike, book, declared=None if declared is None else declared.name)
    out = _Outputs(circuit, numbers or {}, stands)
    status = leading.status()
    beside = leading.beside(status)
    out.coded("status", {word: status.get(word, NO) for word in words.ORDER})
    out.coded("law", leading.lead)
    needs = leading.needs_person(status, beside)
    out.truth("needs_person", (needs, needs))
    out.several("beside", dict(zip((words.CONFLICT, words.STALE, words.OUT_OF_SCOPE), beside, strict=True)))  # fmt: skip
    out.truth("license_required", leading.license_required() if voices else (NO, YES))
    fits = leading.chosen(
        lambda v: entries(circuit, units[v.law], v.law, v.join.heard, declares=facts.declares)
    )
    as_declared = fits.pop(DECLARED, NO)
    out.coded("classification", fits)
    out.several("exceptions", leading.chosen(lambda voice: voice.said.exceptions))
    out.coded("review_policy", leading.chosen(lambda voice: voice.said.policy))
    out.coded("reason", leading.chosen(lambda voice: voice.said.reason))
    out.coded("lower", leading.chosen(lambda voice: voice.said.low))
    out.coded("upper", leading.chosen(lambda voice: voice.said.high))
    for voice in voices:
        out.coded(f"{row.VERDICT}{voice.law}", voice.said.status)
    truths = {
        unit.provision.id: units[law].truths[unit.slot]
        for law in asked
        for unit in units[law].plan.by_id.values()
    }
    for name in terms.bits:
        out.truth(f"{row.HOLDS}{name}", truths.get(name, (NO, NO)))
    asking = {v.law: Asks(rules, units[v.law], v.join, v.law) for v in voices}
    opened = circuit.either(
        circuit.every([leading.lead[v.law], asking[v.law].opened(v.said)]) for v in voices
    )
    odd_at, open_at, declared_at = map(out.plane, (circuit.either(odd), opened, as_declared))

    def questions() -> Made:
        asks = _Outputs(circuit, numbers or {}, stands)
        asks.coded("next_question", _questions(circuit, asking, voices, leading, book))
        return asks.made()

    return Compiled(out.made(), odd_at, open_at, declared_at, questions)


def _quiet(
    book: RuleBook, on: date, known_on: date, kind: str | None
) -> Mapping[str, list[tuple[str, str | None]]]:
    """For each law behind the gate the provisions that are all false where the law has nothing to say."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for unit in gate_for(book, on, known_on, kind).plan.units:
        if unit.provision.sovereign in gated(book):
            found.setdefault(unit.provision.sovereign, []).append((unit.provision.id, unit.part))
    return found


def _questions(
    circuit: Circuit, asking: Mapping[str, Asks], voices: Sequence[Voice], leading: Leading,
    book: RuleBook,
) -> dict[str, Signal]:  # fmt: skip
    """The first of the missing facts of the law that leads, in that law's order of asking."""
    found: dict[str, list[Signal]] = {}
    for voice in voices:
        missing = asking[voice.law].missing(voice.said, leading.lead[voice.law])
        order = row.asking_order(book, voice.law)
        ranked = sorted(missing, key=lambda name: (order.get(name, len(order)), name))
        for name, signal in first_of(circuit, {name: missing[name] for name in ranked}).items():
            found.setdefault(name, []).append(signal)
    return {name: circuit.either(each) for name, each in found.items()}


class _Outputs:
    """Gathers output planes, each distinct one once, and what they say."""

    def __init__(
        self, circuit: Circuit, numbers: Numbers, stands: Callable[[str], Alike | None]
    ) -> None:
        self.circuit = circuit
        self.stands = stands
        self.numbers = numbers
        self.planes: dict[Signal, int] = {}
        self.columns: list[Coded | Truth | Several] = []

    def plane(self, signal: Signal) -> int:
        return self.planes.setdefault(signal, len(self.planes))

    def coded(self, name: str, signals: Mapping[Any, Signal]) -> None:
        live = {word: signal for word, signal in signals.items() if signal != NO}
        own = self.numbers.get(name)
        number = {word: at if own is None else own[word] for at, word in enumerate(live)}
        bits = []
        for bit in range(max(number.values(), default=0).bit_length()):
            spelled = (each for word, each in live.items() if number[word] >> bit & 1)
            bits.append(self.plane(self.circuit.either(spelled)))
        known = self.plane(self.circuit.either(live.values()))
        self.columns.append(Coded(name, tuple(live), known, tuple(bits)))

    def truth(self, name: str, truth: Truth3) -> None:
        known = self.plane(self.circuit.is_known(truth))
        self.columns.append(Truth(name, self.plane(truth[0]), known))

    def several(self, name: str, signals: Mapping[str, Signal]) -> None:
        live = (
            signals  # the type's own numbers have a bit for each word, also for what never stands
        )
        if name not in self.numbers:
            live = {word: signal for word, signal in signals.items() if signal != NO}
        planes = tuple(map(self.plane, live.values()))
        self.columns.append(Several(name, tuple(live), planes))

    def made(self) -> Made:
        found = program(self.circuit, tuple(self.planes))
        asked = Asked(found.inputs, self.stands)
        return Made(found, asked, tuple(self.columns), self.circuit, tuple(self.planes))
