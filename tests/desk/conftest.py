"""A desk over an empty store, asked without a browser."""

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app
from tests.installed import installed


@pytest.fixture(scope="module")
def desk(library, tmp_path_factory):
    """A client of a desk that nobody has used yet."""
    folder = tmp_path_factory.mktemp("desk")
    with (
        installed(folder, library) as service,
        TestClient(make_app(service)) as client,
    ):
        yield client
