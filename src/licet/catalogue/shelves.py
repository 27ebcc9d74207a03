"""The shelves of the catalogue: which kinds of product there are, and what a record of each may say.

A shelf is a folder of TOML files.  Everything else (reading, names, families, search, the compiled
form) is the same for all of them.
"""

from __future__ import annotations

from licet.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


@record
class Shelf:
    """One kind of product.

    ``word`` heads its tables (``[[chip]]``) and ``folder`` holds its files.  ``kind`` is the
    ``item_kind`` of all its records; where it is empty each record gives its own.  ``required``
    are fields that each record gives beside the common ones.  ``details`` are those that
    ``Product.details`` holds, with the kind of value of each.  ``facts`` are the facts that a
    record may state, with their kinds; None means any word of the dictionary.
    """

    word: str
    folder: str
    kind: str
    required: Mapping[str, str]
    details: Mapping[str, str]
    facts: Mapping[str, str] | None = None


PRECISION_BITS: dict[str, int] = {
    "fp64": 64,
    "fp32": 32,
    "tf32": 19,  # what the multiplier takes in; stored in 32 (an open reading, see the README)
    "fp16": 16,
    "bf16": 16,
    "fp8": 8,
    "fp6": 6,
    "fp4": 4,
    "int8": 8,
    "int4": 4,
}
"""Bits of the larger input of a multiplication, per precision."""

_VENDOR = {"vendor": "text", "vendor_country": "country", "headquarters": "country"}

CHIPS = Shelf(
    "chip",
    "chips",
    "integrated_circuit",
    _VENDOR,
    {
        "dense_tops": "rates",
        "foundry": "text",
        "dram_type": "text",
        "die_area_basis": "text",
        "tpp_set_by": "precision",
        "tpp_differs_because": "text",
        "transfer_rate_basis": "text",
        "transistor_count": "count",
        "physical_die_area_mm2": "amount",
        "tpp_if_tf32_is_32_bits": "amount",
    },
    {
        "total_processing_performance": "number",
        "performance_density": "number",
        "die_area_mm2": "number",
        "non_planar_logic_die": "flag",
        "aggregate_bidirectional_transfer_rate_gb_s": "number",
        "programmable_to_higher_transfer_rate": "flag",
        "total_dram_bandwidth_gb_s": "number",
        "dram_capacity_gb": "number",
        "processing_tops_8bit": "number",
        "designed_or_marketed_for_datacenter": "flag",
        "production_node_nm": "number",
        "applicable_advanced_logic_ic": "flag",
        "contains_hbm": "flag",
        "designed_or_made_by_headquarters": "country",
    },
)

TOOLS = Shelf(
    "tool",
    "tools",
    "",
    {"kind": "word", **_VENDOR},
    {
        "type": "text",
        "resolution_nm": "amount",
        "matched_machine_overlay_nm": "amount",
        "throughput_wafers_per_hour": "amount",
    },
)

MATERIALS = Shelf(
    "material", "materials", "material", {"group": "text"}, {"group": "text", "formula": "text"}
)

SHELVES: dict[str, Shelf] = {shelf.word: shelf for shelf in (CHIPS, TOOLS, MATERIALS)}
"""Every shelf by the word of its tables."""
