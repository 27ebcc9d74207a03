"""``licet materials [QUERY]``: search the catalogue of materials; a name exactly shows all of it."""

from __future__ import annotations

from licet.cli.products import Look, run

LOOK = Look(
    "materials",
    "material",
    "Search the catalogue of materials.",
    """  licet materials             families by group
  licet materials gallium     every material that the words fit
  licet materials gallium-arsenide    one material by its id: everything, with sources""",
    "A material is what the law names; a shipment's purity is yours to state.",
    (
        ("formula", "formula"),
        ("material", "material"),
        ("purity %", "material_purity_pct"),
        ("Chinese code", "cn_control_code"),
    ),
    groups="group",
)


def main(words: list[str]) -> int:
    """List families, search, or show one material; exit 0, or 2 where nothing is found."""
    return run(LOOK, words)
