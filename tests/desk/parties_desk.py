"""A desk with made-up lists and two officers who sign; shared by the pages of parties and orders."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from licet.access.signing import enroll
from licet.desk.app import make_app
from tests.installed import installed
from tests.orders.conftest import MALDOVAR, OTHER, load

PASSWORD = "a long password"  # noqa: S105 - of officers made up here
RIGHTS = ("screen", "close", "countersign", "determine", "override")


@pytest.fixture
def parties_desk(library, tmp_path):
    """A client of a desk for this machine, whose ``service`` is at hand."""
    with installed(tmp_path, library) as service:
        load(service, MALDOVAR, OTHER)
        for name in ("anna", "boris"):
            enroll(service.store, name, title=name.title(), may=RIGHTS, password=PASSWORD)
        with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
            client.service = service
            yield client


def words(response, status=200):
    """What a page says, in one line."""
    assert response.status_code == status, response.text[:2000]
    text = re.sub(r"<(script|style|head).*?</\1>", " ", response.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def signed(name, **said):
    return {"officer": name, "signing_password": PASSWORD, **said}
