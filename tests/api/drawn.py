"""Requests drawn by schemathesis from the OpenAPI document, and every answer held against it."""

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

# A body may fit the document and yet name no fact, product or list that exists: such is refused with a
# problem, which the other checks hold against the document.
LEFT_OUT = {"positive_data_acceptance"}
DRAWN = settings(
    deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
)  # fmt: skip


def hold(app, mode, *, under="/", gaps=None, draws=10):
    """Ask each operation whose path starts with ``under`` so many times.

    ``gaps`` fills parts of paths of right requests with what is there.
    """
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    wrong = schema.config.checks.negative_data_rejection
    # too many rows is refused as too large
    wrong.expected_statuses = [*wrong.expected_statuses, "413"]
    checks = [each for each in CHECKS.get_all() if each.__name__ not in LEFT_OUT]
    asked = 0
    for each in schema.get_all_operations():
        operation = each.ok()
        if not operation.path.startswith(under):
            continue
        asked += 1

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(DRAWN, max_examples=draws)
        def holds(case):
            for name, value in (gaps or {}).items() if mode is GenerationMode.POSITIVE else ():
                if name in (case.path_parameters or {}):
                    case.path_parameters[name] = value
            case.call_and_validate(checks=checks)

        try:
            holds()
        except Unsatisfiable:
            assert mode is GenerationMode.NEGATIVE, operation.label  # nothing that could be wrong
    assert asked
