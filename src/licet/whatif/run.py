"""A scenario run: each model in its turn, told of as it goes, stopped when asked, gone on with later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from licet.whatif.laws import Laws
from licet.whatif.result import Part, Result
from licet.whatif.steps import Asked, Done, Step

if TYPE_CHECKING:
    from licet.assumptions.ledger import Ledger
    from licet.whatif.kept import Shelf
    from licet.whatif.opening import Opened
    from licet.whatif.result import Stamp
    from licet.whatif.scenario import Scenario

Watch = Callable[[str, str, float], None]
"""Told the step, what it is doing, and the share of the whole run that is done, 0 to 1."""


def run(
    scenario: Scenario, ledger: Ledger, opened: Opened, stamp: Stamp, steps: Mapping[str, Step],
    *, shelf: Shelf | None = None, watch: Watch = lambda _step, _doing, _share: None,
) -> Result:  # fmt: skip
    """Every part that the scenario asks for, in order.

    A step that is on the shelf is not run again. ``Stopped``, raised by ``watch``, leaves the finished
    steps on the shelf. A step needs no other: what it lacks from an earlier one it says in ``missing``.
    """
    earlier: dict[str, Done] = {}
    laws = Laws(opened, scenario)
    for at, name in enumerate(scenario.parts):
        done = shelf.take(name) if shelf else None
        if done is None:

            def tell(doing: str, share: float, name: str = name, at: int = at) -> None:
                watch(name, doing, (at + share) / len(scenario.parts))

            tell("begins", 0.0)
            frozen = MappingProxyType(dict(earlier))
            done = steps[name](Asked(scenario, ledger, opened, stamp, frozen, tell, laws))
            if shelf:
                shelf.put(name, done)
        earlier[name] = done
    watch("", "done", 1.0)
    return Result(scenario.data(), stamp, tuple(done.part for done in earlier.values()))


def lacking(name: str, why: str) -> Done:
    """A step that could not be taken, and why."""
    return Done(Part(name, missing=why), {})
