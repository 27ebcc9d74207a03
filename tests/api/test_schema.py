"""The API held against its own OpenAPI document by schemathesis: no fault, no answer it does not describe.

Requests are drawn from the document, right and wrong ones, the same each time.
"""

import pytest
from schemathesis import GenerationMode

from licet.access.model import LOCAL, VISITOR

from .conftest import FREE, As, mounted
from .drawn import hold


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(
    ("person", "draws"),  # most of what a visitor asks is turned away before it is read
    [(VISITOR, 3), (LOCAL, 10)],
    ids=["a visitor", "who may do everything"],
)
def test_every_operation_does_what_the_document_says(service, person, draws, mode):
    hold(As(mounted(service, FREE), person), mode, draws=draws)
