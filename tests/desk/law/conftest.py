"""One desk over an empty store, for pages that only read."""

import re

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app
from tests.installed import installed


@pytest.fixture(scope="session")
def client(library, tmp_path_factory):
    """A browser without scripts that looks at the law."""
    home = tmp_path_factory.mktemp("law-desk")
    with installed(home, library) as service:
        yield TestClient(
            make_app(service), base_url="http://127.0.0.1:8787", follow_redirects=False
        )


@pytest.fixture(scope="session")
def words(client):
    """``words(address)``: the main part of a page as its words alone; the page must be there."""

    def read(address, status=200):
        found = client.get(address)
        assert found.status_code == status, f"{address} gave {found.status_code}"
        main = found.text.split("<main", 1)[1].split("</main>", 1)[0]
        return " ".join(re.sub(r"<[^>]+>", " ", main).split())

    return read


@pytest.fixture(scope="session")
def dead(client):
    """``dead(address)``: links of a page into the law that lead nowhere.

    Each address is tried once a session, and of the pages that compute for seconds one each.
    """
    tried = {}
    slow = ("/law/compare", "/law/gaps", "/law/changes")

    def find(address):
        links = re.findall(r'href="(/(?:law|help)[^"#]*)', client.get(address).text)
        for each in dict.fromkeys(each.replace("&amp;", "&") for each in links):
            page = each.partition("?")[0]
            key = page if page in slow else each
            if key not in tried:
                tried[key] = client.get(each).status_code
            if tried[key] != 200:
                yield each

    return lambda address: list(find(address))
