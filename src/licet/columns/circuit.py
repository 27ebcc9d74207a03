"""Boolean circuits: each distinct question once, and what never depends on the row folded away.

A *signal* is an integer: twice the number of a gate, plus one where it is negated.  Gates are inputs
and n-ary ands; an or is a negated and of negated signals.  Building is where all sharing happens: two
rules that ask the same share the gate, and a rule that cannot hold for this frame is no gate at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

Signal = int
Truth3 = tuple[Signal, Signal]
"""A three-valued truth: the signal that it holds, and the signal that it may hold.  Open is the second without the first."""

NO: Signal = 0
YES: Signal = 1
NEVER: Truth3 = (NO, NO)
ALWAYS: Truth3 = (YES, YES)
OPEN: Truth3 = (NO, YES)


class Circuit:
    """A growing circuit; ``inputs`` are the questions put to a row, by any hashable key."""

    __slots__ = ("_ands", "_inputs", "gates", "inputs")

    def __init__(self) -> None:
        self.gates: list[tuple[Signal, ...] | None] = [()]
        """What each gate joins; None for an input.  Gate 0 is the constant."""
        self.inputs: dict[int, Hashable] = {}
        self._inputs: dict[Hashable, Signal] = {}
        self._ands: dict[tuple[Signal, ...], Signal] = {}

    def input(self, key: Hashable) -> Signal:
        """The signal of a question; the same for the same key."""
        found = self._inputs.get(key)
        if found is None:
            number = len(self.gates)
            self.gates.append(None)
            self.inputs[number] = key
            found = self._inputs[key] = number * 2
        return found

    def every(self, signals: Iterable[Signal]) -> Signal:
        """The signal that all of these hold.

        >>> circuit = Circuit()
        >>> a, b = circuit.input("a"), circuit.input("b")
        >>> circuit.every([a, YES]) == a, circuit.every([a, a ^ 1]) == NO
        (True, True)
        >>> circuit.every([a, b]) == circuit.every([b, a, b])
        True
        """
        parts: set[Signal] = set()
        waiting = list(signals)
        while waiting:
            each = waiting.pop()
            if each == NO:
                return NO
            if each == YES or each in parts:
                continue
            if each ^ 1 in parts:
                return NO
            joined = self.gates[each >> 1] if not each & 1 else None
            if joined and len(joined) <= _FLAT:  # an and of ands is one and
                waiting.extend(joined)
            else:
                parts.add(each)
        kept = [each for each in parts if not self._follows(each, parts)]
        if self._refuted(parts):
            return NO
        if not kept:
            return YES
        if len(kept) == 1:
            return kept[0]
        key = tuple(sorted(kept))
        found = self._ands.get(key)
        if found is None:
            found = self._ands[key] = len(self.gates) * 2
            self.gates.append(key)
        return found

    def either(self, signals: Iterable[Signal]) -> Signal:
        """The signal that one of these holds at least."""
        return self.every([each ^ 1 for each in signals]) ^ 1

    def choose(self, when: Signal, then: Signal, otherwise: Signal) -> Signal:
        """``then`` where ``when`` holds, else ``otherwise``."""
        if then == otherwise:
            return then
        return self.either([self.every([when, then]), self.every([when ^ 1, otherwise])])

    def _follows(self, each: Signal, parts: set[Signal]) -> bool:
        """Whether an or is settled by another part: ``a and (a or b)`` is ``a``."""
        if not each & 1:
            return False
        joined = self.gates[each >> 1]
        return joined is not None and any(part ^ 1 in parts for part in joined)

    def _refuted(self, parts: set[Signal]) -> bool:
        """Whether all that some or needs is denied: ``not a and not b and (a or b)``."""
        for each in parts:
            if each & 1:
                joined = self.gates[each >> 1]
                if joined and all(part in parts for part in joined):
                    return True
        return False

    # -- three values ------------------------------------------------------------------

    def all3(self, truths: Iterable[Truth3]) -> Truth3:
        """Kleene's and."""
        several = list(truths)
        return self.every(t for t, _ in several), self.every(p for _, p in several)

    def any3(self, truths: Iterable[Truth3]) -> Truth3:
        """Kleene's or."""
        several = list(truths)
        return self.either(t for t, _ in several), self.either(p for _, p in several)

    def choose3(self, when: Signal, then: Truth3, otherwise: Truth3) -> Truth3:
        """``then`` where ``when`` holds, else ``otherwise``."""
        return self.choose(when, then[0], otherwise[0]), self.choose(when, then[1], otherwise[1])

    def is_open(self, truth: Truth3) -> Signal:
        """The signal that a truth is open."""
        return self.every([truth[1], truth[0] ^ 1])

    def is_known(self, truth: Truth3) -> Signal:
        """The signal that a truth is settled."""
        return self.is_open(truth) ^ 1


_FLAT = 4
"""Ands up to this size are joined into the and above them; larger ones are worth sharing as they stand."""


def not3(truth: Truth3) -> Truth3:
    """Kleene's not.

    >>> not3(OPEN) == OPEN, not3(ALWAYS) == NEVER
    (True, True)
    """
    return truth[1] ^ 1, truth[0] ^ 1


def held(value: bool | None) -> Truth3:  # noqa: FBT001 - a truth
    """A truth that is the same for every row."""
    return OPEN if value is None else (ALWAYS if value else NEVER)
