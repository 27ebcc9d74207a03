"""What each room of the explorer shows: its shelf, the planes that it draws, and the figures of its list."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

TPP = "total_processing_performance"
OVERLAY = "dedicated_chuck_overlay_nm"
FEATURE = "minimum_resolvable_feature_nm"
MAKER = "maker"
"""In place of a country: each product leaves from the country of its vendor."""


@record
class View:
    """One plane: two facts with what their axes are called, and the item that its lines are drawn for.

    ``item`` are facts of that item beside the two figures, ``said`` the same in words.
    """

    key: str
    name: str
    facts: tuple[str, str]
    titles: tuple[str, str]
    item: Mapping[str, Any]
    said: str


@record
class Room:
    """One room: the shelf it reads, words for what is on it, and what its list shows.

    ``origin`` is where things leave from unless another place is named.  ``laws`` may be asked for lines
    one by one; none where the laws that claim the route draw them.  ``columns`` are the heads of the list
    with the fact or field of each; ``kind`` is the kind of item that lines are drawn for.
    """

    path: str
    shelf: str
    title: str
    one: str
    many: str
    kind: str
    origin: str
    views: tuple[View, ...]
    columns: tuple[tuple[str, str], ...]
    laws: tuple[str, ...] = ()

    def view(self, key: str) -> View:
        """The view of that key, the first where there is none."""
        return next((each for each in self.views if each.key == key), self.views[0])


_CHIP = MappingProxyType({"non_planar_logic_die": True})
_SCANNER = MappingProxyType({"immersion": True, "euv": False, "designed_for_euv": False})

CHIPS = Room(
    "/chips",
    "chip",
    "Chips",
    "chip",
    "chips",
    "integrated_circuit",
    "US",
    (
        View(
            "density", "performance density", (TPP, "performance_density"),
            ("Total processing performance (TPP)", "Performance density (TPP per mm²)"),
            _CHIP, "a chip with non-planar logic dies",
        ),
        View(
            "memory", "memory bandwidth", (TPP, "total_dram_bandwidth_gb_s"),
            ("Total processing performance (TPP)", "Memory bandwidth (GB/s)"),
            _CHIP, "a chip with non-planar logic dies, its density unknown",
        ),
        View(
            "links", "link bandwidth", (TPP, "aggregate_bidirectional_transfer_rate_gb_s"),
            ("Total processing performance (TPP)", "Transfer rate to other chips (GB/s, both ways)"),
            _CHIP, "a chip with non-planar logic dies, its density unknown",
        ),
    ),
    (
        ("TPP", TPP),
        ("density", "performance_density"),
        ("memory GB/s", "total_dram_bandwidth_gb_s"),
        ("links GB/s", "aggregate_bidirectional_transfer_rate_gb_s"),
    ),
)  # fmt: skip

TOOLS = Room(
    "/tools",
    "tool",
    "Chipmaking tools",
    "tool",
    "tools",
    "lithography",
    MAKER,
    (
        View(
            "wavelength", "wavelength", ("wavelength_nm", OVERLAY),
            ("Wavelength of the light (nm)", "Overlay on one chuck (nm)"),
            MappingProxyType({**_SCANNER, "numerical_aperture": "1.35"}),
            "an immersion scanner of aperture 1.35",
        ),
        View(
            "feature", "smallest feature", (FEATURE, OVERLAY),
            ("Smallest resolvable feature (nm)", "Overlay on one chuck (nm)"),
            MappingProxyType({**_SCANNER, "wavelength_nm": "193"}),
            "an immersion scanner at 193 nm whose aperture is not stated",
        ),
    ),
    (
        ("kind", "kind"),
        ("wavelength nm", "wavelength_nm"),
        ("aperture", "numerical_aperture"),
        ("feature nm", FEATURE),
        ("overlay nm", OVERLAY),
    ),
    ("NL", "JP", "US"),
)  # fmt: skip

MATERIALS = Room(
    "/materials",
    "material",
    "Materials",
    "material",
    "materials",
    "material",
    "CN",
    (),
    (("formula", "formula"), ("material", "material"), ("purity %", "material_purity_pct"),
     ("Chinese code", "cn_control_code")),
)  # fmt: skip

ROOMS = {each.shelf: each for each in (CHIPS, TOOLS, MATERIALS)}
"""Every room by its shelf."""
