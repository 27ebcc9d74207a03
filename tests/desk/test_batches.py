"""Files of transfers on the desk: sent in, said, decided in the background, looked through, deleted."""

import io
import json
import re
import time
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from starlette.testclient import TestClient

from licet.access.cookies import cookie_name
from licet.desk.app import make_app
from licet.desk.batches.kept import DONE, FAILED, Batches
from licet.desk.batches.working import sweeping
from licet.settings import Desk
from tests.installed import installed

PARTS = (
    b"Part No.,Memory BW [TB/s],TPP,Die size (mm2),Kind of item,Data center,Ship-to country,End-user country,Parent company country,Our remark\r\n"
    b'A-1,4.8,15832,814,integrated circuit,Y,China,China,China,"keep, ""this"""\r\n'
    b"A-2,0.3,900,300,integrated circuit,N,NO,Norway,NO,\r\n"
    b"A-3,,>= 1600,,integrated circuit,Y,Viet Nam,VN,,x\r\n"
    b"A-4,fast,900,300,integrated circuit,N,NO,NO,NO,y\r\n"
)


@pytest.fixture(scope="module")
def service(library, tmp_path_factory):
    with installed(tmp_path_factory.mktemp("batches"), library) as found:
        yield found


@pytest.fixture(scope="module")
def app(service):
    return make_app(service)


@pytest.fixture
def client(app):
    """The one user of a private desk."""
    return TestClient(app, base_url="http://127.0.0.1:8787", follow_redirects=False)


def sent(client, content=PARTS, name="parts.csv", csrf=""):
    answer = client.post("/batches", files={"file": (name, content)}, data={"csrf": csrf})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def guessed(client, where):
    """The form of the page that says what the columns are, as a browser would send it."""
    page = client.get(f"{where}/columns").text
    form = {}
    for name, inner in re.findall(r'<select id="(column\.\d+)"[^>]*>(.*?)</select>', page, re.DOTALL):  # fmt: skip
        chosen = re.search(r'<option value="([^"]+)" selected', inner)
        form[name] = chosen[1] if chosen else "ignore"
    form |= dict(re.findall(r'name="(unit\.\d+)" value="([^"]*)"', page))
    return form


def waited(client, where):
    deadline = time.monotonic() + 300
    while "is being decided" in (page := client.get(where).text):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return page


def decided(client, where, **more):
    answer = client.post(f"{where}/columns", data={**guessed(client, where), **more})
    assert answer.status_code == 303, answer.text
    return waited(client, where)


@pytest.fixture(scope="module")
def done(app):
    """A file that was decided for two days: its address."""
    client = TestClient(app, base_url="http://127.0.0.1:8787", follow_redirects=False)
    where = sent(client)
    decided(client, where, **{"set.from": "US", "on": "2026-02-01", "compare": "2022-01-01"})
    return where


def test_the_columns_are_guessed_and_shown_with_their_cells_and_reasons(client):
    where = sent(client)
    page = client.get(where).text
    assert "8 of them say something" in page
    assert "<code>4.8</code> <code>0.3</code>" in page
    assert "a spelling that is known, in TB/s" in page
    assert "but 1 of 4 cells looked at are products of the catalogue" in page
    assert guessed(client, where)["column.0"] == "ignore"
    assert guessed(client, where)["column.9"] == "ignore"
    assert guessed(client, where)["unit.1"] == "TB/s"


def test_the_result_names_the_columns_that_were_not_read(client, done):
    assert "Columns kept, not read: Part No., Our remark." in client.get(done).text


def test_the_file_comes_back_with_every_cell_and_an_answer_beside_each_row(client, done):
    answer = client.get(f"{done}/output")
    assert "parts-answers.csv" in answer.headers["content-disposition"]
    given = pl.read_csv(io.BytesIO(PARTS), infer_schema=False)
    found = pl.read_csv(io.BytesIO(answer.content), infer_schema=False)
    assert found.select(given.columns).equals(given)
    rows = found.to_dicts()
    assert rows[0]["status"] == "license_required"
    assert rows[0]["reason"]
    assert rows[2]["status"] == "unknown_need_facts"
    assert rows[2]["next_question"]
    assert rows[3]["status"] is None
    assert "memory" in rows[3]["fault"] or "bandwidth" in rows[3]["fault"]
    assert rows[0]["changed"] == "true"
    assert all(row["law_hash"] for row in rows[:3])


def test_the_result_says_what_came_out_what_to_ask_and_what_was_not_modelled(client, done):
    page = client.get(done).text
    for said in ("Rows by answer", "What to ask first", "What the answers rest on", "What was not modelled", "What could not be read", "From 2026-02-01 to 2022-01-01"):  # fmt: skip
        assert said in page, said
    assert "1 could not be read" in page
    assert "Names of parties were not screened" in page
    assert "<svg" in page
    faults = client.get(f"{done}/faults").text.splitlines()
    assert faults[0].startswith("line,row,column")
    assert faults[1].startswith("5,4,")


def test_rows_that_wait_are_listed_and_found_by_answer_law_and_reason(client, done):
    page = client.get(f"{done}/rows").text
    assert "Rows that wait for a person" in page
    assert "A-1" in page
    assert "A-4" in page  # could not be read: a person must look
    only = client.get(f"{done}/rows?status=license_required").text
    assert "A-1" in only
    assert "A-3" not in only
    reason = re.search(r'<option value="(us\.[^"]+)"', only)[1]
    assert client.get(f"{done}/rows?reason={reason}&law=US&show=all").status_code == 200
    assert "A-1" in client.get(f"{done}/rows?changed=yes").text
    assert "No row is so" in client.get(f"{done}/rows?status=prohibited").text


def test_a_row_opens_with_its_proof_and_as_a_question(client, done):
    page = client.get(f"{done}/rows/1").text
    assert "The proof, step by step" in page
    assert "Each law by itself" in page
    assert "4800.0" in page  # as it was read
    assert (
        "Ask it question by question" in page
    )  # a link names a product, and this row has figures alone
    assert "could not be read" in client.get(f"{done}/rows/4").text
    assert client.get(f"{done}/rows/99").status_code == 400


def test_a_row_with_a_product_opens_as_the_same_question(client):
    where = sent(client, b"item,to,end_user.name,end_user.country,end_user.hq,end_user.lists\nnvidia-h200-sxm-141gb,CN,Example Works,CN,CN,none\n")  # fmt: skip
    decided(client, where)
    page = client.get(f"{where}/rows/1").text
    link = re.search(r'href="(/answer\?[^"]+)"', page)[1].replace("&amp;", "&")
    assert "Example" not in link
    told = client.get(link)
    assert told.status_code == 200
    headline = re.search(r'<p class="answer">(.*?)</p>', page)[1]
    assert headline in told.text


def test_what_was_typed_wrong_comes_back_with_a_message_at_its_place(client):
    where = sent(client)
    form = {**guessed(client, where), "unit.1": "furlongs", "column.2": "destination", "on": "soon", "fact.0": "nonsense", "more.0": "Our remark"}  # fmt: skip
    answer = client.post(f"{where}/columns", data=form)
    assert answer.status_code == 400
    for said in ("furlongs", "says destination already", "&#39;soon&#39; is no day", "no known column"):  # fmt: skip
        assert said in answer.text, said
    assert 'value="furlongs"' in answer.text


def test_another_fact_of_the_dictionary_may_stand_in_a_column(client):
    where = sent(client, b"item,x,to\nA,5,CN\n")
    form = guessed(client, where)
    decided(client, where, **{"more.0": "x", "fact.0": "production_node_nm", "in.0": "nm"})
    assert '"x" = { column = "production_node_nm", unit = "nm" }' in client.get(f"{where}/mapping").text  # fmt: skip
    assert form["column.1"] == "ignore"


@pytest.mark.parametrize("ending", ["xlsx", "tsv", "parquet"])
def test_other_kinds_of_file_come_back_as_they_were_sent(client, ending, tmp_path):
    frame = pl.DataFrame({"Part No.": ["A-1", "A-2"], "To": ["CN", "NO"], "remark": ["x", None]})
    path = tmp_path / f"mine.{ending}"
    {"xlsx": frame.write_excel, "parquet": frame.write_parquet}.get(ending, lambda p: frame.write_csv(p, separator="\t"))(path) if ending != "xlsx" else _workbook(frame, path)  # fmt: skip
    where = sent(client, path.read_bytes(), path.name)
    decided(client, where)
    found = client.get(f"{where}/output").content
    read = {"xlsx": pl.read_excel, "parquet": pl.read_parquet}.get(ending, lambda each: pl.read_csv(each, separator="\t"))  # fmt: skip
    assert read(io.BytesIO(found)).select(frame.columns).equals(frame)


def _workbook(frame, path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(frame.columns)
    for row in frame.rows():
        book.active.append(row)
    book.save(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.pdf", b"%PDF", "is no kind of file that is read here"),
        ("x.csv", b"", "The file is empty"),
        ("x.csv", b"a,b\n", "no rows"),
        ("x.xlsx", b"nonsense", "cannot be read"),
        ("x.parquet", b"PAR1nonsense", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_at_its_field_and_not_kept(client, service, name, content, said):  # fmt: skip
    before = len(list(Batches(service.settings).home.iterdir()))
    answer = client.post("/batches", files={"file": (name, content)})
    assert answer.status_code == 400
    assert said in answer.text
    assert str(service.settings.home) not in answer.text
    assert len(list(Batches(service.settings).home.iterdir())) == before
    assert client.post("/batches").status_code == 400


def test_a_file_with_too_many_rows_is_refused_with_the_way_out(library, tmp_path):
    with installed(tmp_path, library) as service:
        service.settings = _with(service.settings, batch_rows=2)
        client = TestClient(make_app(service), base_url="http://127.0.0.1:8787")
        answer = client.post("/batches", files={"file": ("p.csv", PARTS)})
        assert answer.status_code == 400
        assert "more than 2 rows, which are all that is taken here" in answer.text


def test_a_file_that_unpacks_to_far_more_is_refused_before_it_is_read(library, tmp_path):
    import zipfile

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    wide = io.BytesIO()
    pl.DataFrame({"item": ["x" * 1_000_000] * 60}).write_parquet(wide)
    with installed(tmp_path, library) as service:
        service.settings = _with(service.settings, body_megabytes=1)
        client = TestClient(make_app(service), base_url="http://127.0.0.1:8787")
        for name, content in (("x.xlsx", bomb), ("x.parquet", wide)):
            assert len(content.getvalue()) < 1_000_000
            answer = client.post("/batches", files={"file": (name, content.getvalue())})
            assert answer.status_code == 400
            assert "comes to more than 40 megabytes" in answer.text


def test_what_is_left_of_a_file_deleted_while_it_was_written_is_swept_away(service):
    import os

    kept = Batches(service.settings)
    left = kept.home / ("A" * 32)
    left.mkdir(parents=True)
    (left / "output.csv").write_text("x")
    kept.sweep()
    assert left.exists()
    os.utime(left, (0, 0))
    kept.sweep()
    assert not left.exists()


def test_a_result_of_another_law_says_so(client, done, service):
    kept = Batches(service.settings)
    path = kept.home / done.rpartition("/")[2] / "summary.json"
    before = path.read_text()
    path.write_text(before.replace(service.hashes["law"], "0" * 64))
    assert "have changed since this was decided" in client.get(done).text
    path.write_text(before)
    assert "have changed since this was decided" not in client.get(done).text


def _with(settings, **desk):
    from licet.record import replaced

    return replaced(settings, desk=Desk(**desk))


def test_a_file_is_deleted_by_its_button_and_when_its_time_is_over(client, service):
    kept = Batches(service.settings)
    where = sent(client)
    key = where.rpartition("/")[2]
    assert (kept.home / key).is_dir()
    assert client.post(f"{where}/delete").status_code == 303
    assert not (kept.home / key).exists()
    assert client.get(where).status_code == 400
    old = sent(client).rpartition("/")[2]
    state = kept.home / old / "state.json"
    told = json.loads(state.read_text())
    told["sent"] = (datetime.now(UTC) - timedelta(hours=kept.hours, seconds=1)).isoformat()
    state.write_text(json.dumps(told))
    assert client.get(f"/batches/{old}").status_code == 400
    with sweeping(service, 3600):
        deadline = time.monotonic() + 60
        while (kept.home / old).exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_work_that_broke_off_can_be_started_again(client, service):
    kept = Batches(service.settings)
    where = sent(client)
    key = where.rpartition("/")[2]
    form = guessed(client, where)
    state = kept.home / key / "state.json"
    told = json.loads(state.read_text()) | {"stage": "working", "heard": 0, "done": 2}
    state.write_text(json.dumps(told))
    assert "broken off at row 2" in client.get(where).text
    assert client.post(f"{where}/columns", data=form).status_code == 303
    assert "answers" in waited(client, where)


def test_two_visitors_of_a_public_desk_see_only_their_own_files(library, tmp_path):
    with installed(tmp_path, library) as service:
        from licet.access import accounts

        with service.store.writing() as work:
            accounts.add_in(work, "ada", shown="Ada", roles=["administrator"], by="test")
        app = make_app(service)
        first, second = (TestClient(app, base_url="http://127.0.0.1:8787", follow_redirects=False) for _ in range(2))  # fmt: skip
        where = sent(first)
        assert cookie_name("http", "licet_batches") in first.cookies
        assert first.get(where).status_code == 200
        assert "parts.csv" in first.get("/batches").text
        for path in ("", "/columns", "/rows", "/rows/1", "/output", "/faults", "/mapping"):
            assert second.get(where + path).status_code == 400, path
        assert second.post(f"{where}/delete").status_code == 400
        assert "parts.csv" not in second.get("/batches").text
        sent(second)
        assert second.get(where).status_code == 400
        assert first.get(where).status_code == 200


def test_an_account_sees_its_own_files_and_nobody_elses(library, tmp_path):
    from licet.access import accounts, sessions

    with installed(tmp_path, library) as service:
        app, people = make_app(service), {}
        with service.store.writing() as work:
            for name, role in (("ada", "administrator"), ("eve", "analyst"), ("max", "reader")):
                account = accounts.add_in(work, name, shown=name, roles=[role], by="test")
                people[name] = TestClient(app, base_url="http://127.0.0.1:8787", follow_redirects=False)  # fmt: skip
                secret = sessions.begin(work, account, service.settings.desk)
                people[name].cookies.set(cookie_name("http"), secret)
        eve = people["eve"]
        assert eve.post("/batches", files={"file": ("p.csv", PARTS)}).status_code == 403  # no mark
        csrf = re.search(r'name="csrf" value="([^"]+)"', eve.get("/batches").text)[1]
        where = sent(eve, csrf=csrf)
        assert "Only your account sees it" in eve.get("/batches").text
        assert eve.get(where).status_code == 200
        stranger = TestClient(app, base_url="http://127.0.0.1:8787", follow_redirects=False)
        for other in (people["ada"], people["max"], stranger):
            assert other.get(where).status_code == 400
            assert "parts.csv" not in other.get("/batches").text


def test_what_is_not_decided_yet_has_no_output(client):
    where = sent(client)
    for path in ("/output", "/faults", "/rows", "/rows/1"):
        assert client.get(where + path).status_code == 400
    assert client.get("/batches/template.xlsx").content[:2] == b"PK"
    assert client.get("/batches/template.ods").status_code == 400


def test_the_states_are_words():
    assert {DONE, FAILED} == {"done", "failed"}
