"""Compute stock and self-sufficiency: equation (13) over draws, and what people ask of it.

A result is "under these assumptions": ``parameters.IDS`` names every one that a run rests on, and the
layer of all its numbers is ``LAYER``.
"""

LAYER = "reduced"
"""An accounting identity with reduced-form supply and demand: no prices clear in it."""
