"""The register's operations held against their OpenAPI document, asked by people who have files to act on."""

import pytest
from schemathesis import GenerationMode

from licet.register.procedure import procedure_in_use
from licet.registry.registry import Registry
from tests.api.drawn import hold
from tests.register.stories import WHO

from .conftest import FILED, account_of


@pytest.mark.parametrize(
    (
        "who",
        "mode",
    ),  # what is wrong is refused before anybody's role is asked, so one of them sends it
    [
        ("ann", GenerationMode.POSITIVE),
        ("olga", GenerationMode.POSITIVE),
        ("olga", GenerationMode.NEGATIVE),
    ],
)
def test_every_operation_of_the_register_does_what_the_document_says(
    people, service, submitted, who, mode
):
    people["ann"].done("applications", FILED)
    people.wrapped.person = account_of(service.store, who, WHO[who])
    hold(people.wrapped, mode, under="/register/", gaps={"case": submitted})
    registry = Registry(service.store, procedure_in_use(), service.library)
    assert registry.verify().faults == ()
    assert registry.store.verify().faults == ()
