"""``licet register``: what the story of the H200 does not walk through."""

import pytest

ANN, OLGA, CORA = "applicant:ann:Acme", "officer:olga:US:senior", "countersigner:cora:US:head"
CLOUD = "role=end_user,name=Quiet Meadow Analytics,country=CN,headquarters=CN,parent=CN"
DUE = "--authority", "US", "--to", "CN", "--party", CLOUD, "--as", ANN, "--at", "2026-02-02"


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    monkeypatch.delenv("LICET_DATABASE", raising=False)


@pytest.fixture
def do(run):
    """``do("submit A-000001 signer=Ann", ANN)`` does it, and must be allowed to."""

    def done(words, who, *more, at="2026-02-02"):
        found = run("register", *words.split(), *more, "--as", who, "--at", at)
        assert found.code == 0, found.err
        return found

    return done


@pytest.fixture
def held(run, do):
    """A license of a hundred chips, issued after the shortest way there is."""
    assert run("register", "file", "nvidia-h200-sxm-141gb", "--quantity", "100", *DUE).code == 0
    do("submit A-000001 signer=Ann end_use_statement=h", ANN)
    do("register A-000001 number=Z1", OLGA)
    do("assign A-000001 officer=olga", OLGA)
    do("open_review A-000001", OLGA)
    do("route A-000001", OLGA)
    for agency in ("defense", "state"):
        do("position A-000001 line=1 country=CN party=p1 position=approve level=final", f"agency:x:{agency}")  # fmt: skip
    do("positions_complete A-000001", OLGA)
    do("propose A-000001 outcome=approve reasons=742.6", OLGA)
    do("countersign A-000001", CORA)
    do("issue A-000001 --number L-7 --from 2026-02-03 --to 2027-02-02 --notice Yes", OLGA)
    return "L-7"


@pytest.fixture
def shipment(tmp_path):
    """Writes a request of so many chips."""

    def written(key, quantity, day="2026-02-10"):
        file = tmp_path / f"{key}.yaml"
        file.write_text(
            f'key: {key}\nline: "1"\nitem: nvidia-h200-sxm-141gb\nquantity: {quantity}\nunit: units\nday: {day}\n'
            f"country: CN\nlot: {key}\nparties: [{{role: end_user, name: Quiet Meadow Analytics, country: CN}}]\n"
        )
        return file

    return written


def test_a_presumption_of_denial_comes_with_the_application(run):
    found = run("register", "file", "nvidia-b200", "--quantity", "8", *DUE)
    assert found.code == 0, found.err
    assert "review policy: presumption of denial" in found.flat
    shown = run("register", "show", "A-000001", "--as", OLGA)
    assert "the flag presumption of denial belongs on this file and was not set" in shown.flat


def test_a_filing_is_decided_under_the_law_of_its_day(run):
    found = run("register", "file", "nvidia-h200-sxm-141gb", "--quantity", "8", *DUE)
    assert "As decided for 2026-02-02" in found.flat


def test_a_filing_sent_twice_opens_one_application(run):
    asked = (
        "register",
        "file",
        "nvidia-h200-sxm-141gb",
        "--quantity",
        "8",
        *DUE,
        "--key",
        "letter-1",
    )
    assert "nothing was written" not in run(*asked).out
    again = run(*asked)
    assert (again.code, "nothing was written" in again.out) == (0, True)
    assert "A-000002" not in run("register", "list", "--as", ANN).out
    other = run(*(each.replace("8", "9") if each == "8" else each for each in asked))
    assert other.code == 2
    assert "letter-1" in other.err


def test_hits_of_a_filing_wait_for_officers_under_its_number(run):
    party = "role=end_user,name=Example Cloud (Hangzhou) Co., Ltd.,country=CN"
    found = run(
        "register", "file", "nvidia-h200-sxm-141gb", "--quantity", "8", "--authority", "US", "--to", "CN",
        "--party", party, "--record", "--as", ANN,
    )  # fmt: skip
    assert found.code == 0, found.err
    assert "A-000001" in run("worklist").out


def test_another_firm_sees_nothing_of_it(run):
    run("register", "file", "nvidia-h200-sxm-141gb", "--quantity", "8", *DUE)
    for words in (("show", "A-000001"), ("events", "A-000001"), ("ways", "A-000001")):
        missing = run("register", words[0], "A-000099", "--as", "applicant:eve:Other")
        found = run("register", *words, "--as", "applicant:eve:Other")
        assert (found.code, found.err) == (2, missing.err)
    assert "No application fits." in run("register", "list", "--as", "applicant:eve:Other").out


def test_a_body_may_come_from_a_file(run, tmp_path):
    run("register", "file", "nvidia-h200-sxm-141gb", "--quantity", "8", *DUE)
    file = tmp_path / "body.json"
    file.write_text(
        '{"lines": [{"id": "1", "item": "nvidia-h200-sxm-141gb", "quantity": "5", "unit": "units", "country": "CN"}]}'
    )
    assert run("register", "edit", "A-000001", "--body", file, "justification=Fewer", "--as", ANN).code == 0  # fmt: skip
    assert '"quantity": "5"' in run("register", "show", "A-000001", "--as", ANN, "--json").out


def test_a_decision_is_made_again_and_never_sent(run, tmp_path, do):
    run("register", "file", "nvidia-h200-sxm-141gb", "--quantity", "8", *DUE)
    file = tmp_path / "body.json"
    for body, said in (
        ('{"opening": {"laws": []}}', "never sent"), ('{"parties": []}', "those of its decision"),
        ('{"lines": [{"id": "1", "item": "nvidia-b200", "country": "CN"}]}', "that were decided"),
    ):  # fmt: skip
        file.write_text(body)
        refused = run("register", "edit", "A-000001", "--body", file, "--as", ANN)
        assert (refused.code, said in refused.err) == (2, True), refused.err
    to = ("--to", "CN", "--party", CLOUD, "--at", "2026-02-02")
    done = run("register", "file", "nvidia-h20-sxm-96gb", "--quantity", "5", "--again", "A-000001", *to, "--as", ANN)  # fmt: skip
    assert done.code == 0, done.err
    do("submit A-000001 signer=Ann end_use_statement=h", ANN)
    done = run("register", "file", "nvidia-h20-sxm-96gb", "--again", "A-000001", *to, "--why", "our own", "--as", OLGA)  # fmt: skip
    assert done.code == 0, done.err
    told = run("register", "events", "A-000001", "--as", OLGA).out
    assert "attach decision by olga" in told
    both = run("register", "file", "nvidia-h20-sxm-96gb", "--again", "A-000001", *DUE)
    assert (both.code, "--again CASE" in both.err) == (2, True)


def test_an_agency_that_is_silent_does_not_object_once_its_time_is_over(run, do):
    run("register", "file", "nvidia-h200-sxm-141gb", "--quantity", "8", *DUE)
    do("submit A-000001 signer=Ann end_use_statement=h", ANN)
    do("register A-000001 number=Z1", OLGA)
    do("assign A-000001 officer=olga", OLGA)
    do("open_review A-000001", OLGA)
    do("route A-000001", OLGA)
    assert "Nothing is due." in run("register", "tick", "--at", "2026-02-20").out
    done = run("register", "tick", "--at", "2026-03-10").out
    assert "agency silent by system" in done
    assert "A-000001: Consolidation of positions." in done


def test_what_is_left_is_drawn_and_no_more(run, held, shipment):
    assert run("register", "draw", held, shipment("a", 60), "--as", ANN).code == 0
    over = run("register", "draw", held, shipment("b", 60), "--as", ANN)
    assert over.code == 1
    assert "Line 1 has 40 units left of 100; 60 were asked for." in over.flat
    assert "PASS (license assigned). Against L-7 line 1" in run("register", "match", shipment("c", 40), "--as", ANN).flat  # fmt: skip
    last = run("register", "draw", held, shipment("d", 40), "--as", ANN)
    assert "alert: 100 of 100 units drawn: 100 % reached" in last.out
    assert "Exhausted: L-7" in run("register", "license", held, "--as", ANN).out


def test_goods_that_come_back_fill_the_balance_only_by_an_officers_word(run, held, shipment):
    run("register", "draw", held, shipment("a", 60), "--as", ANN)
    back = "goods_back", held, "key=b1", "of=a", "quantity=10", "date=2026-03-01", "ref=broken"
    assert run("register", *back, "--as", ANN).code == 0
    assert "60 of 100 units drawn" in run("register", "license", held, "--as", ANN).out
    restored = run("register", "restore_balance", held, "key=b1", "reason=destroyed", "--as", OLGA)
    assert restored.code == 0, restored.err
    assert "50 of 100 units drawn" in run("register", "license", held, "--as", ANN).out
    assert "50 of 100 units drawn" in run("register", "holder", "--as", ANN).out


def test_a_suspended_license_lets_nothing_go(run, held, shipment):
    assert run("register", "suspend_proposed", held, "cause=enquiry", "from=2026-02-04", "--as", OLGA).code == 0  # fmt: skip
    alone = run("register", "suspend", held, "cause=enquiry", "from=2026-02-04", "authority=head", "--as", OLGA)  # fmt: skip
    assert alone.code == 2
    assert run("register", "suspend", held, "cause=enquiry", "from=2026-02-04", "authority=head", "--as", CORA).code == 0  # fmt: skip
    refused = run("register", "draw", held, shipment("a", 5), "--as", ANN)
    assert refused.code == 1
    assert "cannot be used" in refused.flat
    assert run("register", "check").code == 0
