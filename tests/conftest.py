"""What every test may ask for: the repo's own law and a law of twelve rules that nothing else uses."""

import gc
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from starlette.testclient import TestClient

from licet.book.load import load_folder
from licet.decide.decide import Law
from licet.pack import store as packed
from licet.pack.store import open_library
from licet.transfer.build import Builder

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "fixtures" / "mini-law"

FIRST = (
    "browser/test_every_page.py", "batch/test_spark.py", "api/test_schema.py", "columns/test_agrees.py",
    "browser/test_security.py", "columns/test_properties.py", "browser/test_whatif.py", "whatif/test_parts.py",
    "models/network/test_ration.py", "decide/test_monotone.py", "columns/test_slowly.py", "columns/test_many_names.py",
    "registry_public/test_memory.py", "batch/test_going_on.py", "docs/test_examples.py", "desk/test_whatif.py",
    "desk/test_matrix.py", "browser/test_journey_j4.py",
)  # fmt: skip
"""The files that take longest: what is begun last, while another core has nothing left to do, should be short."""

# No test reads what the person at the keyboard has loaded or kept.
os.environ["LICET_HOME"] = tempfile.mkdtemp(prefix="licet-tests-")
os.environ.pop("LICET_DATABASE", None)

# A desk without accounts answers to names of this machine alone, so that is what tests call it.
TestClient.__init__.__defaults__ = tuple(
    "http://localhost" if each == "http://testserver" else each
    for each in TestClient.__init__.__defaults__
)

# As in every command: the law that is made here lasts, and to look for garbage in it takes long.
gc.set_threshold(200_000, 20, 20)


def kept_once(reading):
    """This repository's library: read once in this process, and again only when one of its files has changed."""
    known = {}

    def kept(law, catalogue, cache):
        if law != ROOT / "law":
            return reading(law, catalogue, cache)
        now = packed._stamp(law, catalogue, packed._PACKAGE)
        if now not in known:
            known[now] = reading(law, catalogue, cache)
        return known[now]

    return kept


# Commands and fixtures share it, as the pages of a server do: it is frozen, and what was made ready stays ready.
packed._kept = kept_once(packed._kept)

# The suite draws the same examples every time.  HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(items):
    """Long files first; the others in their order."""
    place = {ROOT / "tests" / name: number for number, name in enumerate(FIRST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


@pytest.fixture(scope="module", autouse=True)
def settled():
    """What a module leaves behind (laws, compiled rows) lasts: it is not searched for garbage again and again."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk():
    """Nothing that tests keep must outlive the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("licet.store.engine.SYNCHRONOUS", "OFF")
        patch.setattr("os.fsync", lambda _handle: None)
        yield


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
