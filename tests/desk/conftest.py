"""A desk over an empty store, asked without a browser."""

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app
from licet.service.service import Service
from licet.settings import Settings
from licet.store.store import Store


@pytest.fixture(scope="module")
def desk(library, tmp_path_factory):
    """A client of a desk that nobody has used yet."""
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(folder, f"sqlite:///{folder / 'licet.sqlite'}", "", {})
    with (
        Service(library, settings, Store.open(settings)) as service,
        TestClient(make_app(service)) as client,
    ):
        yield client
