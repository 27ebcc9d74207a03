"""``licet chips [QUERY]``: search the catalogue of chips; a name exactly shows all of it."""

from __future__ import annotations

from licet.cli.products import Look, run

LOOK = Look(
    "chips",
    "chip",
    "Search the catalogue of chips.",
    """  licet chips                 families by vendor
  licet chips h200            every chip that the words fit, with its figures
  licet chips nvidia-l4       one chip by its id: everything, with sources""",
    "Figures are the vendor's dense rates, or a source's.",
    (
        ("TPP", "total_processing_performance"),
        ("density", "performance_density"),
        ("DRAM GB/s", "total_dram_bandwidth_gb_s"),
        ("I/O GB/s", "aggregate_bidirectional_transfer_rate_gb_s"),
        ("datacentre", "designed_or_marketed_for_datacenter"),
    ),
)


def main(words: list[str]) -> int:
    """List families, search, or show one chip; exit 0, or 2 where nothing is found."""
    return run(LOOK, words)
