"""What every test may ask for: the repo's own law and a law of twelve rules that nothing else uses."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from starlette.testclient import TestClient

from licet.book.load import load_folder
from licet.decide.decide import Law
from licet.pack.store import open_library
from licet.transfer.build import Builder

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "fixtures" / "mini-law"

# No test reads what the person at the keyboard has loaded or kept.
os.environ["LICET_HOME"] = tempfile.mkdtemp(prefix="licet-tests-")
os.environ.pop("LICET_DATABASE", None)

# A desk without accounts answers to names of this machine alone, so that is what tests call it.
TestClient.__init__.__defaults__ = tuple(
    "http://localhost" if each == "http://testserver" else each
    for each in TestClient.__init__.__defaults__
)

# The suite draws the same examples every time.  HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def source():
    """The law of this repository with its pages, read from its files."""
    return load_folder(ROOT / "law")


@pytest.fixture(scope="session")
def library():
    """The compiled law and catalogue that commands use."""
    return open_library()


@pytest.fixture(scope="session")
def law(library):
    return library.law


@pytest.fixture(scope="session")
def book(law):
    return law.book


@pytest.fixture(scope="session")
def builder(book, library):
    return Builder(book, library.products)


@pytest.fixture(scope="session")
def mini_source():
    """The law of Xland: small enough to hold in one's head."""
    return load_folder(MINI)


@pytest.fixture(scope="session")
def mini(mini_source):
    return Law(mini_source.book)
