"""``licet watch register``, ``trade`` and ``case``, end to end on one small register and one made table."""

import json

from tests.cli.test_register import ANN, OLGA, do, held, home, shipment  # noqa: F401 - fixtures
from tests.watch.test_trade import HEAD, rows

FILED = {
    "deliveries": [{"shipment": "s1", "units": "3", "as_of": "2026-05-20", "country": "CN"}],
    "replies": [{"serial": "A1", "asked": "2026-05-01"}],
}


def test_signals_on_a_shipment_become_a_case_file(run, do, held, shipment, tmp_path):  # noqa: F811
    request = shipment("s1", 5)
    request.write_text(request.read_text("utf-8") + "serials: [A1, A2, A3, A4, A5]\n")
    do(f"draw {held} {request}", ANN, at="2026-02-10")
    asked = ("watch", "register", "--as", OLGA, "--at")
    before = run(*asked, "2026-06-15")
    assert (before.code, "Looked at 1; 0 show a signal; of 1 something is not known" in before.flat) == (3, True), before.out  # fmt: skip
    body = tmp_path / "return.json"
    body.write_text(json.dumps({"obligation": "deliveries", "period": "2026-Q2", "hash": "h", "content": FILED}))  # fmt: skip
    do(f"return_filed {held} --body {body}", ANN, at="2026-06-01")
    found = run(*asked, "2026-06-15")
    assert found.code == 20
    assert "chain L-7/s1, on 2026-06-15" in found.flat
    assert "signal (strong), needs an explanation: Drawn and not reported as delivered [15 CFR 750.7(d); 15 CFR 762.6" in found.flat  # fmt: skip
    assert "3 units delivered as of 2026-05-20 (stated by ann, 2026-06-01)" in found.flat
    assert "chip that was asked where it is does not answer" in found.flat
    assert run(*asked, "2026-03-01").code == 3  # nobody had filed it by then
    assert run("watch", "register", "--as", "officer:nel:NL:senior").flat.startswith("Looked at 0;")
    told = tmp_path / "told.json"
    told.write_text(run(*asked, "2026-06-15", "--json").out)
    assert "W-0001: L-7/s1: open" in run("watch", "case", "open", told, "--officer", "ines").flat
    more = ("--stated-by", "Acme", "--stated-on", "2026-06-16", "--ref", "L-7: shipment s1", "--officer", "ines")  # fmt: skip
    entered = run("watch", "case", "evidence", "W-0001", "Two are at the port", *more)
    assert "Two are at the port (stated by Acme, 2026-06-16) [L-7: shipment s1]" in entered.flat
    assert "W-0001" in run("watch", "case", "list").out


def test_a_table_of_trade_shows_the_route_that_stands_out_and_a_file_that_is_none_is_refused(run, tmp_path):  # fmt: skip
    file = tmp_path / "export.csv"
    file.write_text(HEAD + "".join(rows(20)))
    found = run("watch", "trade", file)
    assert found.code == 20
    assert "route MYS to CHN, 847150" in found.flat
    assert "Mirror gap" in found.flat
    assert "looks alike: Tables speak of goods and places and never of a firm" in found.flat
    file.write_text("a,b\n1,2\n")
    refused = run("watch", "trade", file)
    assert (refused.code, str(file) in refused.err) == (2, True)
