"""The package sanction-simulator as it is, run as a black box beside our own network model."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any


class Rival:
    """Its own table and its own program; one instance reads the table once."""

    name = "sanction-simulator 0.1.4"

    def __init__(self) -> None:
        spec = find_spec("sanction_simulator")
        assert spec is not None
        assert spec.origin is not None
        folder = Path(spec.origin).parent
        sys.path.insert(0, str(folder))  # its program is a module beside the package, not in it
        try:
            import power_trade_estimation as program
        finally:
            sys.path.remove(str(folder))
        self._program: Any = program
        self._table: Any = program.Benchmark(
            str(folder / "data"), cache=str(folder / "data" / "bench_cache.npz")
        )

    def losses(self, pairs: list[tuple[str, str]], friction: float, leak: float, exponent: float) -> Any:  # fmt: skip
        """Output lost by pair, sector and country (P, 50, 80), USD million, when each pair cuts both ways."""
        at = self._table.cidx
        legs = [self._program.bilateral_legs(at[one], at[other]) for one, other in pairs]
        run = self._program.ScenarioBatch(self._table, legs, tau=friction, delta=leak)
        run.balance()
        found = run.solve(rho=exponent)
        return (self._table.s - found["s_omega"]).reshape(len(pairs), 50, 80)


def installed() -> bool:
    """Whether the package and what its program imports are here."""
    return all(find_spec(each) is not None for each in ("sanction_simulator", "pandas"))
