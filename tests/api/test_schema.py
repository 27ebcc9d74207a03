"""The API held against its own OpenAPI document by schemathesis: no fault, no answer it does not describe.

Requests are drawn from the document, right and wrong ones, the same each time.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from licet.access.model import LOCAL, VISITOR

from .conftest import FREE, As, mounted

# A body may fit the document and yet name no fact, product or list that exists: such is refused with a
# problem, which the other checks hold against the document.
LEFT_OUT = {"positive_data_acceptance"}
drawn = settings(
    max_examples=10, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
)  # fmt: skip


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("person", [VISITOR, LOCAL], ids=["a visitor", "who may do everything"])
def test_every_operation_does_what_the_document_says(service, person, mode):
    app = As(mounted(service, FREE), person)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    wrong = schema.config.checks.negative_data_rejection
    wrong.expected_statuses = [
        *wrong.expected_statuses,
        "413",
    ]  # too many rows is refused as too large
    checks = [each for each in CHECKS.get_all() if each.__name__ not in LEFT_OUT]
    for each in schema.get_all_operations():
        operation = each.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @drawn
        def holds(case):
            case.call_and_validate(checks=checks)

        try:
            holds()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE, operation.label  # nothing that could be wrong
