"""Small worlds for tests: whole tables that add up, made from a seed."""

import numpy as np
from hypothesis import strategies as st

from licet.models.trade.solve import balanced
from licet.models.trade.table import WorldTable, economy


def made_table(seed, regions=3, sectors=2):
    """A table of positive flows; home is favored, and rows and columns add up."""
    random = np.random.default_rng(seed)
    home = np.ones((regions, regions)) + 4 * np.eye(regions)
    flows = random.uniform(0.1, 1, (sectors, regions, sectors, regions)) * home[None, :, None, :]
    final = random.uniform(0.5, 2, (sectors, regions, regions)) * home
    # Column sums must leave value added: each column of inputs takes a drawn part of what is sold.
    output = flows.sum(axis=(2, 3)) + final.sum(axis=2)
    for _ in range(200):
        flows *= random_share(seed, sectors, regions) * output / flows.sum(axis=(0, 1))
        output = flows.sum(axis=(2, 3)) + final.sum(axis=2)
    final += ((output - flows.sum(axis=(2, 3)) - final.sum(axis=2)) / regions)[:, :, None]
    added = output - flows.sum(axis=(0, 1))
    names = tuple(f"R{at}" for at in range(regions)), tuple(f"S{at}" for at in range(sectors))
    return WorldTable(*names, flows, final, output, added)


def random_share(seed, sectors, regions):
    """Share of materials in output [k,n]."""
    return np.random.default_rng(seed + 1).uniform(0.1, 0.7, (sectors, regions))


def made_economy(seed, regions=3, sectors=2, *, theta=None, taxed=False, even=True):
    """An economy of such a table; ``taxed`` puts tariffs on it, ``even`` balances its trade."""
    random = np.random.default_rng(seed + 2)
    own = np.arange(regions)
    tariff = random.uniform(1, 1.4 if taxed else 1, (sectors, regions, regions))
    tariff[:, own, own] = 1
    theta = random.uniform(1, 9, sectors) if theta is None else np.full(sectors, float(theta))
    found = economy(made_table(seed, regions, sectors), theta, tariff=tariff)
    return balanced(found) if even else found


def economies(**choices):
    """Economies of 2 to 4 regions and 1 to 3 sectors."""
    return st.builds(
        made_economy, st.integers(0, 10_000), st.integers(2, 4), st.integers(1, 3),
        **{name: st.just(value) for name, value in choices.items()},
    )  # fmt: skip


def only_home(economy):
    """Kappa of a world without trade."""
    kappa = np.zeros_like(economy.pi)
    own = np.arange(len(economy.regions))
    kappa[:, own, own] = 1
    return kappa
