"""``bernstein`` and ``ratios``: published sums on AI compute, done again from the parts they were made of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from licet.assumptions.load import load_ledger
from licet.assumptions.published import load_published
from licet.models.compute import arithmetic
from licet.models.compute.chips import Chip
from licet.pack.store import open_library
from licet.replications.model import LEAST, MOST, Check, Replication, moved

_PARTS = (
    "domestic_chips", "domestic_pf", "imports_low_zf", "imports_high_zf", "blackwell_chips", "blackwell_pf", "other_zf",
)  # fmt: skip
_CHIPS = {"h200_tpp": "nvidia-h200-sxm-141gb", "h20_tpp": "nvidia-h20-sxm-96gb"}
_STORE = {"hbm_stacks": "compute_hbm_stock", "stacks_per_package": "compute_stacks_per_package"}
_EXACT = 1e-9


def replicate_bernstein(
    data: Path | str | None = None,  # noqa: ARG001 - it needs no data, and is called as the others are
    by: Mapping[str, float] | None = None,
) -> Replication:
    """Compute that came on in 2025, in 10^21 operations a second.

    Raises:
        UnknownName: ``by`` names an input that is none.
    """
    told = load_published("arithmetic")["bernstein"]
    inputs = moved({name: float(told[name]) for name in _PARTS}, by or {})
    found, unit = arithmetic.bernstein(**inputs), "ZF"
    checks = (
        Check("made in China", unit, told["china_domestic"], found.china_domestic, _EXACT),
        Check("China, imports and all (below)", unit, told["china_most"], found.china_high, 0, wanted=MOST),
        Check("Blackwell", unit, told["blackwell"], found.blackwell, _EXACT),
        Check("United States and allies", unit, told["allies_least"], found.allies, _EXACT, wanted=LEAST),
    )  # fmt: skip
    return Replication(
        "bernstein", "AI compute that came on in 2025: China beside the United States and its allies",
        told["source"], inputs, checks, (),
        "What custom chips add is what the printed 25 leaves over 18, so that row is a sum and no test.",
    )  # fmt: skip


def replicate_ratios(
    data: Path | str | None = None,  # noqa: ARG001 - it needs no data, and is called as the others are
    by: Mapping[str, float] | None = None,
) -> Replication:
    """H200 over H20 by the catalogue, packages that the stored HBM is enough for, growth of a doubling time.

    Raises:
        UnknownName: ``by`` names an input that is none.
    """
    told, ledger = load_published("arithmetic")["ratios"], load_ledger()
    catalogue = open_library().catalogue
    start = {
        name: float(str(catalogue.get(chip).facts["total_processing_performance"]))
        for name, chip in _CHIPS.items()
    }
    start |= {name: ledger.central(key) for name, key in _STORE.items()}
    inputs = moved(start | {"doubling_months": told["growth_months"]}, by or {})
    fast, slow = (Chip(chip, inputs[name]) for name, chip in _CHIPS.items())
    checks = (
        Check("H200 over H20, by TPP", "times", told["h200_over_h20"], arithmetic.times_as_fast(fast, slow), told["h200_over_h20_tolerance"]),
        Check("packages that the stored stacks are enough for", "packages", told["packages"], arithmetic.packages_of(inputs["hbm_stacks"], inputs["stacks_per_package"]), told["packages_tolerance"], relative=True),
        Check("growth a year of what doubles in seven months", "times", told["growth"], arithmetic.growth_of_doubling(inputs["doubling_months"]), told["growth_tolerance"]),
    )  # fmt: skip
    return Replication(
        "ratios", "Ratios and stores that the press quotes", told["source"], inputs, checks, (),
        "TPP is of the catalogue, which takes makers' data sheets; the press says nearly seven, or six, times.",
    )  # fmt: skip
