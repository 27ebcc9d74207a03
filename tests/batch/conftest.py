"""What the tests of batches share."""

import pytest

from tests.batch.batches import Batches


@pytest.fixture
def batch(library):
    """``batch(source, out, ...)`` decides a file and gives the summary."""
    return Batches(library)
