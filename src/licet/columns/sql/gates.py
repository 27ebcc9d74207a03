"""A circuit as layers of columns in SQL: each gate that several use is a column, worked out after what it reads.

A column holds 64 rows in the bits of one UBIGINT, so that ``&``, ``|`` and ``~`` work on 64 rows at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns.sql.folding import order
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from licet.columns.circuit import Circuit, Signal

_LONGEST = 1_500
"""Characters of an expression beyond which a gate gets a column of its own, for the sake of the parser."""
ZERO, ONES = "0::UBIGINT", "18446744073709551615::UBIGINT"


@record
class Layer:
    """``kept`` are columns of the layer before that are still needed, ``made`` new ones with their expressions."""

    kept: tuple[str, ...]
    made: tuple[tuple[str, str], ...]


class Gates:
    """The columns that make some outputs of a circuit.

    ``layers`` stand one upon another, the first upon the columns of the inputs; ``outputs`` are
    expressions over the last one's columns.
    """

    def __init__(
        self, circuit: Circuit, outputs: Sequence[Signal], inputs: Mapping[int, str]
    ) -> None:
        self._circuit = circuit
        self._order = order(circuit, outputs)
        self._uses = self._counted(outputs)
        self._level: dict[int, int] = dict.fromkeys(inputs, 0)
        self._names: dict[int, str] = dict(inputs)
        self._turned: set[int] = set()
        """Gates whose column holds their opposite."""
        self._text: dict[int, tuple[str, frozenset[int], bool]] = {}
        self._made: dict[int, list[tuple[str, str, frozenset[int]]]] = {}
        for gate in self._order:
            if gate not in inputs:
                self._add(gate)
        self.outputs = tuple(self._signal(each) for each in outputs)
        needed = frozenset().union(*(self._reads([each]) for each in outputs))
        self.layers = tuple(self._layers(needed))
        self.size = sum(len(each.made) for each in self.layers)

    def _counted(self, outputs: Iterable[Signal]) -> dict[int, int]:
        uses = dict.fromkeys(self._order, 0)
        for gate in self._order:
            for each in self._circuit.gates[gate] or ():
                uses[each >> 1] += 1
        for each in outputs:
            if each >> 1:
                uses[each >> 1] += 2
        return uses

    def _add(self, gate: int) -> None:
        joined = self._circuit.gates[gate] or ()
        plain = [each for each in joined if not self._opposite(each)]
        turned = [each ^ 1 for each in joined if self._opposite(each)]
        if plain:
            parts = [self._bare(each) for each in plain]
            if turned:
                parts.append(f"~{_joined(' | ', [self._bare(each) for each in turned])}")
            text = _joined(" & ", parts)
        else:
            text = _joined(" | ", [self._bare(each) for each in turned])
        reads = self._reads(joined)
        opposite = not plain
        if self._uses[gate] > 1 or len(text) > _LONGEST:
            self._level[gate] = level = 1 + max((self._level[each] for each in reads), default=0)
            self._names[gate] = name = f"g{gate}"
            self._made.setdefault(level, []).append((name, text, reads))
            if opposite:
                self._turned.add(gate)
        else:
            self._text[gate] = (text, reads, opposite)

    def _opposite(self, signal: Signal) -> bool:
        """Whether a signal is the opposite of what is written down for its gate."""
        gate = signal >> 1
        turned = self._text[gate][2] if gate in self._text else gate in self._turned
        return turned != bool(signal & 1)

    def _bare(self, signal: Signal) -> str:
        gate = signal >> 1
        return self._text[gate][0] if gate in self._text else self._names[gate]

    def _signal(self, signal: Signal) -> str:
        if signal >> 1 == 0:
            return ONES if signal else ZERO
        text = self._bare(signal)
        return f"~{text}" if self._opposite(signal) else text

    def _reads(self, signals: Iterable[Signal]) -> frozenset[int]:
        """The gates with columns of their own that some signals rest on."""
        found: set[int] = set()
        for each in signals:
            gate = each >> 1
            if gate in self._text:
                found |= self._text[gate][1]
            elif gate:
                found.add(gate)
        return frozenset(found)

    def _layers(self, needed: frozenset[int]) -> list[Layer]:
        """From the last to the first, so that each keeps what those after it read."""
        made_at = {name: level for level, each in self._made.items() for name, _, _ in each}
        names = {self._names[gate] for gate in needed}
        found: list[Layer] = []
        for level in sorted(self._made, reverse=True):
            made = self._made[level]
            kept = {name for name in names if made_at.get(name, 0) < level}
            found.append(Layer(tuple(sorted(kept)), tuple((name, text) for name, text, _ in made)))
            names = kept | {self._names[gate] for _, _, reads in made for gate in reads}
        return found[::-1]


def _joined(sign: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({sign.join(parts)})"
