import copy
import json
import shutil

import pytest

from licet.book.load import load_folder
from licet.publish.export import document, to_bytes
from licet.publish.schema import schema
from tests.conftest import MINI

LISTED = MINI.parent / "listed-law"
"""What Xland has beside its twelve rules here: a register, a conflict, shared parts and defaults."""


@pytest.fixture(scope="session")
def xland_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("xland") / "law"
    for each in (MINI, LISTED):
        shutil.copytree(each, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def xland(xland_folder):
    """The law of Xland as it is published; tests that change it take a copy."""
    return document(load_folder(xland_folder))


@pytest.fixture
def copy_of(xland):
    return copy.deepcopy(xland)


@pytest.fixture(scope="session")
def whole(source):
    return document(source)


@pytest.fixture(scope="session")
def smallest(source):
    """The sovereign with the fewest provisions: quick to send round."""
    counts = dict.fromkeys(source.book.sovereigns, 0)
    for each in source.book.provisions.values():
        counts[each.sovereign] += 1
    return min(counts, key=lambda code: (counts[code], code))


@pytest.fixture(scope="session")
def validator():
    from jsonschema import Draft202012Validator

    found = json.loads(to_bytes(schema()))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)
