"""A server makes ready what a first visitor would wait for."""

import gc

from licet.desk import warming
from tests.installed import ran


def test_every_page_that_is_made_ready_is_one_for_visitors(desk):
    asked = warming.addresses()
    assert len(asked) > 6
    for address in asked:
        assert ran(warming.ask(desk.app, address)) == 200, address


def test_a_page_that_cannot_be_made_stops_no_other_and_no_server(desk, monkeypatch):
    met = []
    monkeypatch.setattr(warming, "addresses", lambda: ("/parties", "/nowhere", "/"))
    real = warming.ask

    async def noted(app, address):
        met.append(address)
        return await real(app, address)

    monkeypatch.setattr(warming, "ask", noted)
    try:
        with warming.warming(desk.app) as thread:
            thread.join(120)
    finally:
        gc.unfreeze()
    assert met == ["/parties", "/nowhere", "/"]
