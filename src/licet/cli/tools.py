"""``licet tools [QUERY]``: search the catalogue of chipmaking tools; a name exactly shows all of it."""

from __future__ import annotations

from licet.cli.products import Look, run

LOOK = Look(
    "tools",
    "tool",
    "Search the catalogue of chipmaking tools.",
    """  licet tools                 families by vendor
  licet tools nxt 1980        every tool that the words fit, with its figures
  licet tools asml-nxt-2000i  one tool by its id: everything, with sources""",
    "A range such as (1.5, 2.4] is over the first number and up to the second.",
    (
        ("kind", "kind"),
        ("nm", "wavelength_nm"),
        ("NA", "numerical_aperture"),
        ("feature nm", "minimum_resolvable_feature_nm"),
        ("overlay nm", "dedicated_chuck_overlay_nm"),
    ),
)


def main(words: list[str]) -> int:
    """List families, search, or show one tool; exit 0, or 2 where nothing is found."""
    return run(LOOK, words)
