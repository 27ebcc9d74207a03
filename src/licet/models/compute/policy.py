"""What the law lets through and what China lets in: the levers of a scenario."""

from __future__ import annotations

import math
from enum import Enum

import numpy as np

from licet.assumptions.model import Floats
from licet.models.compute.chips import Chip
from licet.models.compute.parameters import Parameters
from licet.record import record


class Acceptance(Enum):
    """What China does at its own border; ``DRAWN`` leaves it to each draw."""

    ACCEPTS = "accepts"
    LIMITS = "limits"
    BLOCKS = "blocks"
    DRAWN = "drawn"


class Market(Enum):
    """Whose price, supply and sales in the United States a chip has."""

    HOPPER = "hopper"
    BLACKWELL = "blackwell"


@record
class Policy:
    """A rule on sales to China. ``chip`` None is a ban.

    ``cap_share`` is the most that may go to China, as a share of what users in the United States have
    had of the product since its first shipment (``inf``: no cap); ``levy_share`` the part of revenue
    taken (0.25); ``reviewed`` whether each application is approved or not; ``opens`` the first year
    in which sales may flow; ``tools_shift`` moves the share of tool imports allowed.
    """

    name: str
    chip: Chip | None = None
    market: Market = Market.HOPPER
    cap_share: float = math.inf
    levy_share: float = 0.0
    reviewed: bool = True
    acceptance: Acceptance = Acceptance.DRAWN
    opens: int = 0
    tools_shift: float = 0.0


def let_in(parameters: Parameters, acceptance: Acceptance) -> Floats:
    """Share of its buyers' demand that China lets in, (draws,).

    Drawn: all, a limited share or none, by the probabilities of each draw. None is exactly none; what
    comes in past customs is counted as smuggled.
    """
    p = parameters
    match acceptance:
        case Acceptance.ACCEPTS:
            return np.ones(p.draws)
        case Acceptance.LIMITS:
            return p.limited
        case Acceptance.BLOCKS:
            return np.zeros(p.draws)
        case Acceptance.DRAWN:
            roll = p.acceptance_roll
            some = np.where(roll < 1.0 - p.blocks, p.limited, 0.0)
            return np.where(roll < p.accepts, 1.0, some)


def price_factor(parameters: Parameters, levy_share: float) -> Floats:
    """What a levy on revenue does to the buyer's price, (draws,): 1 + rho r / (1 - r)."""
    return 1.0 + parameters.pass_through * (levy_share / (1.0 - levy_share))
