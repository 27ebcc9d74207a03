"""A circuit as a list of ands of planes, in an order that needs few of them at a time.

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


@record
class Program:
    """``code`` has for each of ``gates`` its target, how many planes it joins (``widest`` at most), and these.

    What is joined is written as twice the number of its plane, and one where it is negated: every gate is
    the and of what it joins, so that a processor never has to guess what comes next.
    ``inputs`` are the keys of the input planes that are read, in the order of their numbers;
    ``outputs`` how many output planes follow them, ``scratch`` how many scratch planes then.
    ``fixed`` are the output planes, by place, that say the same of every row.
    """

    code: NDArray[np.int32]
    gates: int
    widest: int
    inputs: tuple[Hashable, ...]
    outputs: int
    scratch: int
    fixed: tuple[tuple[int, bool], ...]


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
    code: list[int] = []
    count = 0
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
    fixed: list[tuple[int, bool]] = []
    for at, signal in enumerate(outputs):
        if signal >> 1:
            told.setdefault(signal >> 1, []).append((first_output + at, signal))
        else:
            fixed.append((at, bool(signal)))
    for number in order:
        if joined := gates[number]:
            target = where[number] = scratch()
            code += (target, len(joined), *(where[each >> 1] * 2 | each & 1 for each in joined))
            count += 1
            for each in joined:
                let_go(each >> 1)
        for at, signal in told.get(number, ()):
            code += (at, 1, where[number] * 2 | signal & 1)
            count += 1
            let_go(number)
    return Program(
        np.array(code, dtype=np.int32),
        count,
        max((len(gates[number] or ()) for number in order), default=1),
        tuple(circuit.inputs[number] for number in keys),
        len(outputs),
        size,
        tuple(fixed),
    )


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
