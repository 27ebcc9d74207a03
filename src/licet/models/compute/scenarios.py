"""The four rules that people argue over, each with what China may do about it."""

from __future__ import annotations

from licet.models.compute.chips import Chip
from licet.models.compute.policy import Acceptance, Market, Policy

BAN = Policy("ban")


def headline(
    h200: Chip, blackwell: Chip, *, cap_share: float, levy_share: float, opens: int = 0
) -> tuple[Policy, ...]:
    """The ban, and three openings with China accepting, limiting, blocking, and drawn among them.

    ``cap_share`` and ``levy_share`` are the law's (0.5, 0.25). "Free" and "Blackwell-class" stand
    for sales that need no application; supply and China's budget still bound them.

    >>> found = headline(Chip("H200", 15832), Chip("B30A", 28000), cap_share=0.5, levy_share=0.25)
    >>> found[0].name, found[1].name, len(found)
    ('ban', 'H200, cap and levy, China accepts', 13)
    """
    hopper, later = Market.HOPPER, Market.BLACKWELL
    return (BAN, *(
        policy
        for china in Acceptance
        for policy in (
            Policy(f"{h200.name}, cap and levy, China {china.value}", h200, hopper, cap_share, levy_share,
                   acceptance=china, opens=opens),
            Policy(f"{h200.name} free, China {china.value}", h200, hopper, reviewed=False,
                   acceptance=china, opens=opens),
            Policy(f"{blackwell.name} free, China {china.value}", blackwell, later, reviewed=False,
                   acceptance=china, opens=opens),
        )
    ))  # fmt: skip
