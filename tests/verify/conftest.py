"""Fixtures of the stranger's side."""

import io

import pytest

from licet_verify.trust import trust_of
from licet_verify.verify import verify_bundle
from tests.verify.story import story
from tests.verify.writer import LOG, WITNESS


@pytest.fixture
def log():
    return story()


@pytest.fixture
def verify():
    """Check the bytes of a bundle with the right keys; gives the report."""

    def check(data, *, keys=(LOG.vkey,), witnesses=(WITNESS.vkey,), needed=0, kept=()):
        return verify_bundle(
            io.BytesIO(data),
            trust_of(keys, witnesses, needed),
            [(f"kept {n}", each) for n, each in enumerate(kept)],
        )

    return check
