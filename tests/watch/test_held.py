"""The watch over the register itself, as far as the reader's role reaches."""

from pathlib import Path

import pytest

from licet.watch.held import chains_seen
from licet.watch.signals import read_signals
from tests.register.stories import WHO
from tests.registry.conftest import (  # noqa: F401 - fixtures
    clock,
    database,
    empty,
    library,
    office,
    postgres,
    postgres_made,
    registry,
    sqlite_made,
    store,
)

SIGNALS = read_signals(Path(__file__).resolve().parents[2] / "law")


@pytest.mark.parametrize("who", ["ann", "olga"])
def test_what_was_filed_on_a_license_raises_a_signal_on_its_shipment(office, registry, clock, who):  # noqa: F811
    office.issued()
    assert office.draw("5", "k1", serials=("A1", "A2", "A3", "A4", "A5")).taken
    content = {"claims": [{"serial": "A2", "day": "2026-02-03", "country": "JP", "ref": "claim 9"}]}
    body = {"obligation": "claims", "period": "k1", "hash": "h", "content": content}
    registry.file_return(office.license, body, WHO["ann"])
    (chain,) = chains_seen(registry, WHO[who], clock()).chains
    seen = {each.code: each.truth for each in SIGNALS.tried("chain", chain.facts, clock().date())}
    assert chain.shipment == "k1"
    assert seen["claim_elsewhere"] is True
    assert seen["serial_twice"] is False
    assert seen["reply_missing"] is None
