"""Transfers that the exploring tests share."""

import pytest


@pytest.fixture(scope="session")
def shipment(builder):
    """A function that makes the export of a product from the United States."""

    def make(product, to="CN", *, parties=(), **more):
        raw = {
            "kind": "export",
            "from": "US",
            "to": to,
            "item": {"id": product, "name": product, "kind": "integrated_circuit"},
            "parties": list(parties),
            **more,
        }
        return builder.transfer(raw)

    return make
