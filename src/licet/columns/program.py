"""A circuit as a list of two-place operations on planes, in an order that needs few of them at a time.

A *plane* is one bit for each row, 64 rows a word.  Operands are numbers: first the input planes, then
the output planes, then scratch planes that are used again once nobody needs what they hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from licet.columns.circuit import Circuit, Signal

AND, AND_NOT, NOR, COPY, NOT, SET, CLEAR = range(7)
"""a and b; a and not b; neither; a; not a; all ones; all noughts."""


@record
class Program:
    """``code`` has a row for each operation: kind, target, first and second operand.

    ``inputs`` are the keys of the input planes that are read, in the order of their numbers;
    ``outputs`` how many output planes follow them, ``scratch`` how many scratch planes then.
    """

    code: NDArray[np.int32]
    inputs: tuple[Hashable, ...]
    outputs: int
    scratch: int


def program(circuit: Circuit, outputs: Sequence[Signal]) -> Program:
    """The operations that make the output planes, in order, from the inputs that they need."""
    gates = circuit.gates
    order = _order(circuit, outputs)
    keys = [number for number in order if gates[number] is None]
    place = {number: at for at, number in enumerate(keys)}
    first_output = len(keys)
    first_scratch = first_output + len(outputs)
    uses = _uses(circuit, order, outputs)
    free: list[int] = []
    size = 0
    code: list[tuple[int, int, int, int]] = []
    where: dict[int, int] = dict(place)

    def scratch() -> int:
        nonlocal size
        if free:
            return free.pop()
        size += 1
        return first_scratch + size - 1

    def let_go(number: int) -> None:
        uses[number] -= 1
        if not uses[number] and where[number] >= first_scratch:
            free.append(where[number])

    told: dict[int, list[tuple[int, Signal]]] = {}
    for at, signal in enumerate(outputs):
        if signal >> 1:
            told.setdefault(signal >> 1, []).append((first_output + at, signal))
        else:
            code.append((SET if signal else CLEAR, first_output + at, 0, 0))
    for number in order:
        if joined := gates[number]:
            target = where[number] = scratch()
            code += _joined(joined, target, where)
            for each in joined:
                let_go(each >> 1)
        for at, signal in told.get(number, ()):
            code.append((NOT if signal & 1 else COPY, at, where[number], 0))
            let_go(number)
    return Program(
        np.array(code, dtype=np.int32).reshape(-1, 4),
        tuple(circuit.inputs[number] for number in keys),
        len(outputs),
        size,
    )


def _joined(
    joined: Sequence[Signal], target: int, where: dict[int, int]
) -> list[tuple[int, int, int, int]]:
    """The operations of one and, into ``target``."""
    parts = sorted(joined, key=lambda each: each & 1)  # plain ones first, negated ones after
    (first, second), rest = parts[:2], parts[2:]
    kind = NOR if first & 1 else (AND_NOT if second & 1 else AND)
    code = [(kind, target, where[first >> 1], where[second >> 1])]
    for each in rest:
        code.append((AND_NOT if each & 1 else AND, target, target, where[each >> 1]))
    return code


def _order(circuit: Circuit, outputs: Sequence[Signal]) -> list[int]:
    """Gates that the outputs need, each after what it joins; each output's own beside each other."""
    gates = circuit.gates
    seen = {0}
    order: list[int] = []
    for signal in outputs:
        stack = [(signal >> 1, False)]
        while stack:
            number, done = stack.pop()
            if done:
                order.append(number)
                continue
            if number in seen:
                continue
            seen.add(number)
            stack.append((number, True))
            stack += [(each >> 1, False) for each in gates[number] or () if each >> 1 not in seen]
    return order


def _uses(circuit: Circuit, order: Sequence[int], outputs: Sequence[Signal]) -> dict[int, int]:
    uses = dict.fromkeys(order, 0)
    for number in order:
        for each in circuit.gates[number] or ():
            uses[each >> 1] += 1
    for signal in outputs:
        if signal >> 1:
            uses[signal >> 1] += 1
    return uses
