"""A registry on each engine, and an application told act by act."""

import pytest

from licet.pack.store import open_library
from licet.registry.registry import Registry
from licet.settings import Settings
from licet.store.store import Store
from tests.register.stories import LAW
from tests.registry.acts import Office
from tests.registry.watch import Watch
from tests.store.conftest import (  # noqa: F401 - fixtures
    database,
    empty,
    postgres,
    postgres_made,
    sqlite_made,
)


@pytest.fixture(scope="session")
def library():
    """The law of this checkout."""
    return open_library()


@pytest.fixture
def clock():
    """A clock that stands until it is moved; the story begins in February 2026."""
    return Watch()


@pytest.fixture
def store(database, tmp_path, clock):  # noqa: F811 - the fixture above
    """An empty store on either engine."""
    with Store.open(Settings(tmp_path, database, "", {}), clock) as found:
        yield found


@pytest.fixture
def registry(store, library):
    """The register of the store."""
    return Registry(store, LAW, library)


@pytest.fixture
def office(registry, clock):
    """The people of the stories, who act through the registry."""
    return Office(registry, clock)
