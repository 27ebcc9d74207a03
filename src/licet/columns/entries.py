"""Which entry of one law's list fits each row, as signals (``licet.decide.entries``, over all rows)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.columns.circuit import NO
from licet.columns.classes import CLASS, Fits
from licet.columns.sources import Hashed, Test

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.columns.circuit import Circuit, Signal
    from licet.columns.units import Units

DECLARED = "\0declared"
"""Stands among entries for the class that the row itself declares."""


def entries(circuit: Circuit, units: Units, law: str, heard: Signal, *, declares: bool) -> dict[str, Signal]:  # fmt: skip
    """Each entry, with the rows of which it is the settled class."""
    several = [
        (unit, *units.truths[unit.slot]) for unit in units.plan.by_kind.get("classification", ())
    ]
    told = _Told(circuit, law, Fits(tuple(unit for unit, _, _ in several)), declares=declares)
    found: dict[str, list[Signal]] = {}
    chosen_before: Signal = NO
    open_before: Signal = NO
    open_elsewhere: list[Signal] = []
    chosen_under: list[tuple[str, Signal]] = []
    chosen_other: list[tuple[str, Signal]] = []
    for unit, surely, perhaps in several:
        entry = unit.version.entry
        mine = circuit.every([surely, chosen_before ^ 1])
        under = told.under(entry)
        chosen_under.append((entry, circuit.every([mine, under])))
        chosen_other.append((entry, circuit.every([mine, under ^ 1])))
        if not unit.provision.refines:
            unsettled = circuit.every([perhaps, surely ^ 1, chosen_before ^ 1])
            open_before = circuit.either([open_before, unsettled])
            open_elsewhere.append(circuit.every([unsettled, under ^ 1]))
        chosen_before = circuit.either([chosen_before, surely])
    # what is open after the entry that fits is of no account, and each was looked at before that only
    stated = told.stated
    as_declared = circuit.every([stated, chosen_before ^ 1, told.some_under, circuit.either(open_elsewhere) ^ 1])  # fmt: skip
    settled = open_before ^ 1
    rest = as_declared ^ 1
    fits_under = circuit.either(signal for _, signal in chosen_under)
    foreign = circuit.every([rest, stated, fits_under ^ 1, told.known ^ 1, told.some_under ^ 1, told.own])  # fmt: skip
    by_name = [as_declared, foreign, circuit.every([rest, settled, stated, fits_under, told.known ^ 1])]  # fmt: skip
    keeps = circuit.every([rest, settled, foreign ^ 1])
    for entry, signal in chosen_under:
        own = circuit.either([stated ^ 1, told.known])
        found.setdefault(entry, []).append(circuit.every([signal, keeps, own]))
    for entry, signal in chosen_other:
        found.setdefault(entry, []).append(circuit.every([signal, keeps]))
    found[DECLARED] = by_name
    return {entry: circuit.every([heard, circuit.either(each)]) for entry, each in found.items()}


class _Told:
    """What a declared class says of the entries of one law, as signals; nothing, where none is declared."""

    def __init__(self, circuit: Circuit, law: str, fits: Fits, *, declares: bool) -> None:
        self._circuit = circuit
        self._law = law
        self._fits = fits
        self._declares = declares
        self.stated = self._asks("stated", lambda _: True)
        self.known = self._asks("known", fits.known)
        self.some_under = self._asks("some", fits.some_under)
        self.own = self._asks("own", fits.own)

    def under(self, entry: str) -> Signal:
        """Where the class names the entry, or a heading above it."""
        return self._asks(("under", entry), lambda text: self._fits.under(text, entry))

    def _asks(self, name: Any, does: Callable[[str], bool]) -> Signal:
        if not self._declares:
            return NO
        return self._circuit.input(Test(CLASS, Hashed(("entry", self._law, name), does), False))
