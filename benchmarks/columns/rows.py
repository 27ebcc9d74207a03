"""The rows of the reference set: transfers drawn with a fixed seed, as typed columns.

Every column varies.  Numbers lie on the lines of the rules, just beside them and between them;
listings have days, some after the day of the law.  Of the complete set every fact that a rule may
read is stated; of the other a share of all cells is empty.  Files are kept, so a set is drawn once.
"""

from __future__ import annotations

import hashlib
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from licet.language.nodes import Compare, Constant, FactNumber, walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.book.book import RuleBook

SEED, HIDDEN = 20260216, 0.05
CACHE = Path.home() / ".cache" / "licet-benchmarks"
PARTIES = ("end_user", "ultimate_consignee", "purchaser")

_FACTS = """
total_processing_performance performance_density non_planar_logic_die designed_or_marketed_for_datacenter
aggregate_bidirectional_transfer_rate_gb_s total_dram_bandwidth_gb_s processing_tops_8bit contains_3a090_ic
contains_encryption mass_market_encryption adjusted_peak_performance_wt general_purpose_microprocessor
wavelength_nm numerical_aperture minimum_resolvable_feature_nm dedicated_chuck_overlay_nm
silicon_etch_rate_um_min tsv_aspect_ratio tsv_etch within_wafer_non_uniformity_pct etch_mode
chuck_temperature_zone_count gas_valve_switching_time_ms has_pulsed_rf_output
epitaxy_temperature_c preclean_chamber_count implant_current_ma implant_energy_kev implant_species
wafer_shape_metrology plasma_doping dry_oxide_preclean mask_blank_inspection
item_kind material cn_dual_use_listed nl_annex_listed
kind shipped_from destination transshipment remote_access.possession_transferred
recipient_resides_in_japan recipient_under_foreign_influence
us_origin us_content_pct us_content_pct_at_most contains_us_origin_ic subject_to_ear published fundamental_research
exporter.country exporter.letters designed_or_made_by_headquarters made_in_violation
military military_of military_intelligence wmd red_flag.hides_end_use red_flag.odd_route red_flag.cash_offered
china_volume_within_cap commercially_available_in_us no_foundry_diversion_certified
no_prohibited_end_use_certified recipient_security_certified tested_by_us_lab us_supply_certified
bis_objected commercial_sample eei_filed encryption_exception_met notice_contents_complete notice_item_count
notified_days one_consignee_one_end_user written_purchase_order parties_complete
"""
_OF_PARTIES = (
    "country headquarters ultimate_parent_headquarters lists military_end_user distributor"
)
COLUMNS = (
    *_FACTS.split(),
    *(f"{party}.{fact}" for party, fact in product(PARTIES, _OF_PARTIES.split())),
)

PLACES = (
    "CN", "HK", "MO", "TW", "SG", "MY", "JP", "KR", "VN", "TH", "IN", "ID", "PH", "AE", "SA", "IL", "TR", "EG",
    "DE", "NL", "FR", "GB", "IE", "IT", "PL", "SE", "CH", "NO", "RU", "BY", "UA", "KZ", "AM", "GE", "IR", "IQ",
    "KP", "SY", "CU", "VE", "MM", "KH", "LA", "PK", "BR", "MX", "CA", "US", "AU", "NZ", "ZA", "NG", "QA", "KW",
    "JO", "LB", "YE", "AF", "LY", "SD",
)  # fmt: skip
_MUCH = {
    "CN": 9,
    "HK": 6,
    "TW": 5,
    "SG": 5,
    "US": 5,
    "MY": 3,
    "AE": 3,
    "JP": 3,
    "DE": 3,
    "KR": 3,
    "VN": 2,
}
_FROM = {"US": 40, "JP": 14, "NL": 14, "CN": 12, "TW": 6, "SG": 6, "DE": 4, "HK": 4}
_KINDS = {
    "export": 58, "reexport": 20, "transfer_in_country": 8, "deemed_export": 4, "remote_access": 4,
    "import": 3, "us_person_support": 1, "financing_or_service": 2,
}  # fmt: skip
_ITEMS = {
    "integrated_circuit": 34, "computer": 12, "assembly": 8, "memory_hbm": 3, "lithography": 9, "etch": 8,
    "deposition": 5, "implant": 5, "inspection": 3, "cleaning": 1, "annealing": 1, "epitaxy": 4,
    "material": 4, "technology": 1, "software": 1, "other": 1,
}  # fmt: skip
_WORDS: dict[str, dict[str, int]] = {
    "kind": _KINDS, "item_kind": _ITEMS, "shipped_from": _FROM, "exporter.country": _FROM,
    "contains_3a090_ic": {"a": 2, "b": 2, "none": 6},
    "etch_mode": {"anisotropic_dry": 5, "isotropic_dry": 2, "wet": 3},
    "implant_species": {"H": 2, "D": 1, "He": 1, "O": 2, "Si": 1, "B": 2, "P": 2},
    "material": {"gallium": 2, "GaAs": 2, "germanium": 2, "silicon": 4, "tungsten": 2, "none": 8},
    "exporter.letters": {
        "none": 7, "US-LTR-NVIDIA-2025-04-09": 2, "US-LTR-AMD-2025-04": 1,
        "US-LTR-AMD-2025-04 | US-LTR-NVIDIA-2025-04-09": 1,
    },
    "designed_or_made_by_headquarters": {"US": 6, "CN": 2, "TW": 1, "KR": 1, "JP": 1, "NL": 1},
}  # fmt: skip
_SELDOM = {
    "published": 0.02, "fundamental_research": 0.02, "wmd": 0.02, "military": 0.06, "made_in_violation": 0.01,
    "military_intelligence": 0.02, "red_flag.hides_end_use": 0.05, "red_flag.odd_route": 0.05,
    "red_flag.cash_offered": 0.03, "transshipment": 0.1, "bis_objected": 0.1, "military_end_user": 0.04,
    "distributor": 0.1, "subject_to_ear": 0.3, "cn_dual_use_listed": 0.1, "nl_annex_listed": 0.2,
    "us_origin": 0.6, "non_planar_logic_die": 0.9, "written_purchase_order": 0.8, "eei_filed": 0.9,
    "one_consignee_one_end_user": 0.9, "notice_contents_complete": 0.9, "us_supply_certified": 0.9,
    "tested_by_us_lab": 0.9, "no_prohibited_end_use_certified": 0.9, "recipient_security_certified": 0.9,
    "no_foundry_diversion_certified": 0.9, "commercially_available_in_us": 0.9, "china_volume_within_cap": 0.8,
    "parties_complete": 1.0,
}  # fmt: skip
"""Chances of a yes; one in two for all others."""
_LISTS = (
    "US-EL",
    "US-EL/4",
    "US-EL/1+4",
    "US-UVL",
    "US-1260H",
    "US-MEU",
    "CN-UEL",
    "US-EL, US-1260H",
)
_APERTURES = (0.33, 0.55, 0.6, 0.75, 0.85, 0.93, 1.07, 1.2, 1.35, 1.55)
_LIGHT = (13.5, 157.0, 192.9, 193.0, 193.4, 248.3, 365.0)


def path_of(name: str, book: RuleBook, count: int, draw: Callable[[], pl.DataFrame]) -> Path:
    """The file of a set, written whole or not at all."""
    code = "".join(
        sorted(each.read_text(encoding="utf-8") for each in Path(__file__).parent.glob("rows*.py"))
    )
    key = hashlib.sha256(f"{book.hash} {count} {code}".encode()).hexdigest()[:16]
    path = CACHE / f"{name}-{key}.parquet"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        draw().write_parquet(part)
        part.replace(path)
    return path


def drawn(book: RuleBook, count: int, seed: int = SEED) -> pl.DataFrame:
    """As many transfers with every fact stated."""
    pick = np.random.default_rng(seed)
    edges = lines_of(book)
    made = {name: drawn_column(name, book, edges, pick, count) for name in COLUMNS}
    for party in PARTIES:
        seat(made, f"{party}.", pick, 0.7)
    least, most = made["us_content_pct"], made["us_content_pct_at_most"]
    made["us_content_pct_at_most"] = pl.select(pl.max_horizontal(least, most)).to_series()
    same = pick.random(count) < 0.6
    user = made["end_user.country"]
    made["destination"] = pl.select(
        pl.when(pl.Series(same)).then(user).otherwise(made["destination"])
    ).to_series()
    return pl.DataFrame([made[name].alias(name) for name in COLUMNS])


def seat(made: dict[str, pl.Series], party: str, pick: Any, share: float) -> None:
    """Let a party's seat mostly be where the party is, and its parent's where its seat is."""
    for fact, other in (
        ("headquarters", "country"),
        ("ultimate_parent_headquarters", "headquarters"),
    ):
        here, there = made[party + fact], made[party + other]
        same = pl.Series(pick.random(len(here)) < share)
        made[party + fact] = pl.select(pl.when(same).then(there).otherwise(here)).to_series()


def hidden(frame: pl.DataFrame, share: float = HIDDEN, seed: int = SEED + 1) -> pl.DataFrame:
    """The same rows with a share of all cells empty."""
    pick = np.random.default_rng(seed)
    return frame.select(
        pl.when(pl.Series(pick.random(len(frame)) >= share)).then(pl.col(name)).alias(name)
        for name in frame.columns
    )


def lines_of(book: RuleBook) -> dict[str, list[float]]:
    """Numbers that rules and the dictionary's formulas compare each fact with."""
    found: dict[str, set[float]] = {}
    rules = [tree for each in book.provisions.values() for tree in each.trees]
    for tree in rules:
        for node in walk(tree):
            match node:
                case Compare(FactNumber(fact), _, Constant(value)):
                    found.setdefault(fact, set()).add(float(value))
    return {name: sorted(values) for name, values in found.items()}


def drawn_column(
    name: str, book: RuleBook, edges: dict[str, list[float]], pick: Any, count: int
) -> pl.Series:
    """One column: yes or no, numbers about the lines of the rules, or words."""
    fact = book.facts.get(name) or book.facts[name.partition(".")[2]]
    if fact.type == "boolean":
        return pl.Series(pick.random(count) < _SELDOM.get(fact.name, 0.5))
    if name == "numerical_aperture":
        return pl.Series(pick.choice(_APERTURES, count))
    if name == "wavelength_nm":
        return pl.Series(pick.choice(_LIGHT, count))
    if fact.numeric:
        return pl.Series(_numbers(edges[fact.name], fact.type == "integer", fact, pick, count))
    if fact.type == "listings":
        return worded(_listings(pick), pick, count, categorical=True)
    weights = _WORDS.get(name) or {place: _MUCH.get(place, 1) for place in PLACES}
    return worded(weights, pick, count)


def worded(
    weights: dict[str, int], pick: Any, count: int, *, categorical: bool = False
) -> pl.Series:
    """Words by their weights; an enumeration, or a category that may grow."""
    share = np.array(list(weights.values()), dtype=float)
    codes = pick.choice(len(share), count, p=share / share.sum())
    texts = pl.Series(list(weights), dtype=pl.Enum(list(weights)))
    series = texts.gather(pl.Series(codes))
    return series.cast(pl.String).cast(pl.Categorical()) if categorical else series


def _numbers(lines: list[float], whole: bool, fact: Any, pick: Any, count: int) -> Any:
    """A third on a line, a third just beside one, a third anywhere from below the first to above the last."""
    digits = 0 if whole else 4 if lines[-1] < 1 else 2
    step = 10.0**-digits if digits != 2 or lines[-1] < 100 else 0.1
    on = pick.choice(lines, count)
    beside = on + pick.choice([-step, step], count)
    between = pick.uniform(lines[0] * 0.5, lines[-1] * 1.5 + step, count)
    found = np.choose(pick.integers(0, 3, count), [on, beside, between])
    found = np.round(found, digits)
    low = fact.minimum if fact.minimum is not None else fact.exclusive_minimum
    if low is not None:
        found = np.maximum(found, float(low) + (0 if fact.minimum is not None else step))
    return np.minimum(found, float(fact.maximum)) if fact.maximum is not None else found


def _listings(pick: Any) -> dict[str, int]:
    """Texts of listings: nine in ten of no list; days from 2019 to 2027, so that some are yet to come."""
    texts = []
    for name in _LISTS:
        for _ in range(60):
            year, month, day = pick.integers(2019, 2028), pick.integers(1, 13), pick.integers(1, 29)
            texts.append(
                ", ".join(f"{each} since {year}-{month:02}-{day:02}" for each in name.split(", "))
            )
    every = dict.fromkeys(texts, 1)
    return {"none": 9 * len(every), **every}
