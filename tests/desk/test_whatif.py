"""What if on the desk: scenarios chosen and changed, reforms with other numbers, runs, answers and downloads."""

import io
import json
import re
import time
import zipfile

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app
from licet.desk.whatif.kept import DONE, MOST, STOPPED, WORKING, Runs
from licet.desk.whatif.own import Reforms
from licet.desk.whatif.result import verdict
from licet.errors import UnknownName
from licet.record import replaced
from licet.reform.shelf import shipped as shipped_reforms
from licet.whatif.result import Column, Table
from licet.whatif.shelf import shipped
from tests.installed import installed

BASE = "http://127.0.0.1:8787"
QUICK = {
    "scenario": "january-2026", "title": "Mine", "before_on": "2026-01-14", "after_on": "2026-01-15", "horizon": "2030",
    "draws": "12", "seed": "1", "china": "drawn", "items": "plain", "flips": "chips", "parts": ["compute", "leakage"],
}  # fmt: skip
BLACKWELL = "/what-if/reforms/blackwell-allowed"


@pytest.fixture(scope="module")
def service(library, tmp_path_factory):
    with installed(tmp_path_factory.mktemp("whatif"), library) as found:
        yield found


@pytest.fixture(scope="module")
def client(service):
    """The one user of a private desk."""
    return TestClient(make_app(service), base_url=BASE, follow_redirects=False)


def run(client, **more):
    """Work a quick scenario out; its address."""
    answer = client.post("/what-if/new", data={**QUICK, **more})
    assert answer.status_code == 303, errors(answer)
    where = answer.headers["location"]
    deadline = time.monotonic() + 600
    while 'id="progress"' in client.get(where).text:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return where


def errors(answer):
    return re.findall(r'class="error"[^>]*>([^<]+)', answer.text)


def fields(page):
    """The fields of a form about a reform, as a browser would send them."""
    found = dict(re.findall(r'<input id="([^"]+)" name="[^"]+" type="\w+" value="([^"]*)"', page))
    chosen = re.findall(r'<select id="([^"]+)".*?<option value="([^"]+)" selected', page, re.DOTALL)
    return found | dict(chosen)


@pytest.fixture(scope="module")
def done(client):
    return run(client, **{"set.compute_budget": "100"})


def test_the_front_page_names_every_scenario_and_reform_with_who_stands_behind_it(client):
    page = client.get("/what-if").text
    for each in shipped():
        assert each.title.replace("'", "&#39;") in page, each.name
    for said in ("counterfactual", "announced", "bill", "adopted", "our judgement", ">2027-07-01<"):  # fmt: skip
        assert said in page, said
    assert page.count("Change it: ") == len(shipped())
    assert 'href="/what-if" aria-current="page"' in page
    assert 'href="/what-if"' in client.get("/").text


@pytest.mark.parametrize("name", [each.name for each in shipped_reforms()])
def test_every_shipped_reform_has_its_page_and_its_form(client, name):
    page = client.get(f"/what-if/reforms/{name}")
    assert page.status_code == 200
    assert "It is no law" in page.text
    assert "Counts from" in page.text
    assert client.get(f"/what-if/new?reform={name}").status_code == 200


def test_the_form_takes_the_two_sides_of_a_day_on_which_the_law_changed(client):
    page = client.get("/what-if/new?change=2026-01-15").text
    assert all(f'value="{day}"' in page for day in ("2026-01-14", "2026-01-15"))
    wider = client.get("/what-if/new?change=2026-01-15&before=2025-12-01").text
    assert 'value="2025-12-01"' in wider
    for asked in ("soon", "0001-01-01", "2026-01-15&before=2026-01-15"):
        refused = client.get(f"/what-if/new?change={asked}")
        assert refused.status_code in {400, 422}
        assert "day" in refused.text
    assert "/what-if/new?change=" in client.get("/law/us.742.6.a6iii.destination").text


def test_a_scenario_is_worked_out_told_and_linked(client, done):
    page = client.get(done).text
    for said in ("Memo", "What it cannot say", "On what it rests most", "Law before", "Set in this scenario", "What moves it"):  # fmt: skip
        assert said in page, said
    assert page.index('id="memo"') < page.index('id="compute"') < page.index('id="leakage"')
    assert page.count("<svg") >= 4  # wide and narrow
    assert page.count("The same as a table") >= 3
    again = client.post("/what-if/new", data={**QUICK, "set.compute_budget": "100"})
    assert again.headers["location"] == done
    other = TestClient(client.app, base_url=BASE)
    assert "Mine" in other.get(done).text


def test_what_lies_behind_a_number_is_told(client, done):
    where = re.search(rf'href="({done}/numbers/compute[^"]+)"', client.get(done).text)[1]
    page = client.get(where).text
    for said in ("How it was made", "Rules behind it", "Assumptions behind it", "Data behind it", "5th and the 95th"):  # fmt: skip
        assert said in page, said
    assert re.search(r'href="/law/us\.[^"]+"', page)
    assert "judgement" in page
    assert "set by the user" in page
    assert client.get(f"{done}/numbers/nothing").status_code == 400


def test_everything_can_be_taken_home_and_nothing_else(client, service, done):
    page = client.get(done).text
    files = sorted(set(re.findall(rf'href="({done}/files/[^"]+)"', page)))
    assert {each.rpartition(".")[2] for each in files} == {"csv", "parquet", "json", "svg", "png", "md", "zip"}  # fmt: skip
    for each in files:
        answer = client.get(each)
        assert answer.status_code == 200, each
        assert "attachment" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(client.get(f"{done}/files/all.zip").content)) as found:
        assert {"memo.md", "result.json", "tables/numbers.csv"} <= set(found.namelist())
    for name in ("..%2fstate.json", "../state.json", "%2e%2e%2fstate.json", "tables", "", "/etc/passwd", "state.json"):  # fmt: skip
        assert client.get(f"{done}/files/{name}").status_code in (400, 404), name
    kept = Runs(service.settings).get(done.rpartition("/")[2])
    assert kept.stage == DONE
    assert str(service.settings.home) not in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"draws": "999999999999"}, "The number of draws is “999999999999”. A whole number from 1 to"),
        ({"draws": "-3"}, "The number of draws"),
        ({"horizon": "9999"}, "The last year"),
        ({"seed": "one"}, "The seed is “one”"),
        ({"after_on": "soon"}, "“soon” is no day"),
        ({"before_on": "0001-01-01"}, "is out of reach"),
        ({"title": " "}, "Give it a title"),
        ({"parts": []}, "Choose one model at least"),
        ({"parts": ["trade", "astrology"]}, "“astrology” is no model"),
        ({"china": "perhaps"}, "is none of the answers"),
        ({"set.compute_budget": "much"}, "“much” is no number"),
        ({"set.compute_budget": "nan"}, "is no number"),
        ({"set.compute_budgit": "1"}, "is no known assumption. Did you mean compute_budget"),
        ({"after": ["../../../etc"]}, "is no known reform"),
        ({"after": ["/usr"]}, "is no known reform"),
        ({"after": ["match-act", "match-act-x"]}, "Did you mean match-act"),
        ({"after": ["blackwell-allowed", "h200-withdrawn"]}, "touch"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_scenario_is_said_at_its_field_and_nothing_is_lost(client, more, said):
    answer = client.post("/what-if/new", data={**QUICK, "title": "A title to keep", **more})
    assert answer.status_code == 400
    told = " ".join(errors(answer)).replace("&#39;", "'")
    assert said in told, told
    assert 'role="alert"' in answer.text
    if "title" not in more:
        assert 'value="A title to keep"' in answer.text


def test_assumptions_are_found_by_words_and_model_with_range_and_source(client):
    page = client.post("/what-if/new", data={**QUICK, "do": "find", "find": "growth"}).text
    assert "compute_growth_fade" in page
    assert "most likely" in page
    assert 'value="Mine"' in page
    only = client.post("/what-if/new", data={**QUICK, "do": "find", "model": "leakage"}).text
    assert "compute_growth_fade" not in only
    assert 'name="set.leakage_' in only
    none = client.post("/what-if/new", data={**QUICK, "do": "find", "find": "unicorns"}).text
    assert "No assumption fits" in none


def test_numbers_of_a_reform_are_changed_and_kept_as_ones_own(client, service):
    form = fields(client.get(BLACKWELL).text)
    limit = next(name for name, value in form.items() if value == "60000")
    start = next(name for name, value in form.items() if value == "2026-12-01")
    answer = client.post(BLACKWELL, data={**form, limit: "40,000", start: "2026-12-15", "title": 'My "lines"\\'})  # fmt: skip
    assert answer.status_code == 303, errors(answer)
    where = answer.headers["location"]
    page = client.get(where).text
    assert "My &#34;lines&#34;\\" in page
    assert "is 40000" in page
    assert "from 2026-12-15" in page
    assert ">counterfactual<" in page
    name = where.rpartition("/")[2]
    made = Reforms(service.settings).named(name)
    assert str(made) == f"{name} (counterfactual)"
    assert "60000" in client.get(BLACKWELL).text  # the shipped one stays
    assert f'value="{name}"' in client.get("/what-if/new?scenario=january-2026").text
    assert name in client.get("/what-if").text
    told = run(client, after=[name], after_on="2027-01-01", before_on="2027-01-01", horizon="2028", parts=["compute"])  # fmt: skip
    assert f'href="/what-if/reforms/{name}"' in client.get(told).text


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("60000", "many", "is no number"),
        ("60000", "-1", "is no number"),
        ("60000", '1" #', "is no number"),
        ("60000", "9" * 50, "is no number"),
        ("60000", "21000", "the patch would change nothing"),
        ("2026-12-01", "tomorrow", "is no day"),
        ("", "2026-11-01", "until"),
        ("60000", "60000", "Change at least one"),
    ],
)
def test_what_is_wrong_in_a_reform_is_said_at_its_field_and_nothing_is_kept(client, service, was, now, said):  # fmt: skip
    home = Reforms(service.settings).home
    before = sorted(home.iterdir()) if home.is_dir() else []
    form = fields(client.get(BLACKWELL).text)
    field = next(name for name, value in form.items() if value == was)
    answer = client.post(BLACKWELL, data={**form, field: now, "title": "Mine"})
    assert answer.status_code == 400
    assert said in " ".join(errors(answer))
    assert str(service.settings.home) not in answer.text
    assert (sorted(home.iterdir()) if home.is_dir() else []) == before


def test_a_name_of_a_reform_is_never_a_path(service, tmp_path):
    found = Reforms(service.settings)
    for name in ("../reforms/match-act", str(tmp_path), ".", "", "x" * 300, "match-act/.."):
        with pytest.raises(UnknownName):
            found.named(name)


def test_a_scenario_is_stopped_and_goes_on_from_what_is_finished(client, service):
    runs = Runs(service.settings)
    where = client.post("/what-if/new", data={**QUICK, "draws": "300", "seed": "7"}).headers["location"]  # fmt: skip
    key = where.rpartition("/")[2]
    assert client.post(f"{where}/stop").status_code == 303
    deadline = time.monotonic() + 300
    while runs.get(key).busy:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert runs.get(key).stage == STOPPED
    assert "It was stopped" in client.get(where).text
    assert client.get(where, headers={"HX-Request": "true"}).headers["HX-Redirect"] == where
    assert client.post(f"{where}/go-on").status_code == 303
    while runs.get(key).busy:
        assert time.monotonic() < deadline + 300
        time.sleep(0.05)
    assert runs.get(key).stage == DONE
    state = runs.folder(key) / "state.json"
    told = json.loads(state.read_text())
    state.write_text(json.dumps({**told, "stage": WORKING, "heard": 0}))
    assert "The work broke off" in client.get(where).text


def test_one_person_has_few_under_way_and_the_oldest_makes_room(service, client, done):
    runs = Runs(service.settings)
    model = runs.get(done.rpartition("/")[2])
    busy = [replaced(model, key=f"{n:032x}", stage=WORKING, heard=time.time()) for n in (1, 2)]
    for each in busy:
        runs.folder(each.key).mkdir()
        runs.saved(each)
    answer = client.post("/what-if/new", data={**QUICK, "seed": "99"})
    assert answer.status_code == 400
    assert "under way already" in errors(answer)[0]
    for each in busy:
        runs.saved(replaced(each, stage=STOPPED, heard=1.0))
    assert len(list(runs.every())) < MOST


def test_who_is_not_signed_in_reads_and_does_not_run(library, tmp_path):
    from licet.access import accounts

    with installed(tmp_path, library) as shared:
        with shared.store.writing() as work:
            accounts.add_in(work, "ada", shown="Ada", roles=["administrator"], by="test")
        visitor = TestClient(make_app(shared), base_url=BASE, follow_redirects=False)
        page = visitor.get("/what-if")
        assert page.status_code == 200
        assert "sign in" in page.text
        assert "Run: " not in page.text
        assert visitor.get("/what-if/new").status_code == 200
        for where in ("/what-if/run", "/what-if/new", BLACKWELL, "/what-if/x/stop"):
            assert visitor.post(where, data=QUICK).headers["location"] == "/sign-in", where


def test_where_the_game_beats_no_baseline_the_page_says_so_plainly():
    heads = tuple(map(Column, ("scored on", "forecast", "log score", "Brier", "hits")))
    rows = (("moves", "game", -0.8, 0.27, 60.0), ("moves", "repeat", -0.6, 0.23, 58.0), ("moves", "persist", -1.2, 0.34, 60.0), ("moves", "best constant", -0.7, 0.2, 1.0))  # fmt: skip
    told = list(verdict(Table("s", "Scores", heads, rows)))
    assert told[0] == "Scored on moves, the game does not beat “repeat”."
    assert "in hindsight" in told[1]


def test_an_address_that_names_no_scenario_is_told(client):
    for where in ("/what-if/" + "0" * 32, "/what-if/xyz", "/what-if/reforms/none", "/what-if/new?run=x", "/what-if/new?scenario=none"):  # fmt: skip
        assert client.get(where).status_code == 400, where
