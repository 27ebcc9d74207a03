"""A circuit built anew over fewer questions: some are settled for the words at hand, some are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.columns.circuit import NO, YES, Circuit

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from licet.columns.circuit import Signal


def order(circuit: Circuit, outputs: Iterable[Signal]) -> list[int]:
    """The gates that the outputs need, each after what it joins.

    >>> circuit = Circuit()
    >>> a, b = circuit.input("a"), circuit.input("b")
    >>> order(circuit, [circuit.every([a, b]), a])
    [2, 1, 3]
    """
    seen, found = {0}, []
    for output in outputs:
        waiting = [(output >> 1, False)]
        while waiting:
            gate, below = waiting.pop()
            if below:
                found.append(gate)
            elif gate not in seen:
                seen.add(gate)
                waiting.append((gate, True))
                waiting += [(each >> 1, False) for each in circuit.gates[gate] or ()]
    return found


def folded(
    circuit: Circuit, outputs: Sequence[Signal], answer: Callable[[Hashable], Hashable]
) -> tuple[Circuit, list[Signal]]:
    """The outputs over the questions that ``answer`` gives in place of each: a bool settles it.

    >>> circuit = Circuit()
    >>> a, b, c = (circuit.input(each) for each in "abc")
    >>> less, (out,) = folded(
    ...     circuit, [circuit.every([a, b, c])], {"a": True, "b": "x", "c": "x"}.get
    ... )
    >>> less.inputs[out >> 1]
    'x'
    """
    less = Circuit()
    made: dict[int, Signal] = {0: NO}
    for gate in order(circuit, outputs):
        joined = circuit.gates[gate]
        if joined is None:
            key = answer(circuit.inputs[gate])
            made[gate] = (YES if key else NO) if isinstance(key, bool) else less.input(key)
        else:
            made[gate] = less.every(made[each >> 1] ^ (each & 1) for each in joined)
    return less, [made[each >> 1] ^ (each & 1) for each in outputs]
