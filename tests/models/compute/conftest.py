"""The shipped parameters, drawn once, and chips with the figures of the catalogue."""

import pytest

from licet.assumptions.load import load_ledger
from licet.models.compute import parameters
from licet.models.compute.path import run
from licet.models.leakage import supply
from tests.models.compute.made import CHIPS, DRAWS, YEARS


@pytest.fixture(scope="session")
def ledger():
    return load_ledger()


@pytest.fixture(scope="session")
def drawn(ledger):
    return parameters.draws(ledger, DRAWS, seed=3)


@pytest.fixture(scope="session")
def diversion(ledger):
    return supply.draws(ledger, DRAWS, seed=3)


@pytest.fixture(scope="session")
def path_of(drawn, diversion):
    return lambda policy, **more: run(drawn, policy, CHIPS, diversion.chips, YEARS, **more)
