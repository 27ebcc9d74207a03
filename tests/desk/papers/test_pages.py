"""Pages of papers: filled from a record or an answer, completed, and made."""

import html
import re

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app
from tests.signed import determined, installation


@pytest.fixture(scope="module")
def desk(library, tmp_path_factory):
    with installation(tmp_path_factory.mktemp("papers"), library) as service:
        determined(service)
        yield TestClient(make_app(service), base_url="http://127.0.0.1:8787")


def test_the_papers_that_a_record_calls_for_stand_first(desk):
    page = desk.get("/papers?record=1").text
    assert "The answer calls for it." in page
    assert page.index("Electronic Export Information") < page.index("German end-use certificate")
    assert "The answer does not call for it." in page


def test_a_paper_is_filled_from_an_answer_completed_and_made_as_pdf(desk):
    page = desk.get("/papers/us-eei?item=nvidia-h20&to=CN&on=2026-02-01").text
    assert 'value="NVIDIA H20' in page
    assert "entries are empty" in page
    source = html.unescape(re.search(r'name="source" value="([^"]*)"', page)[1])
    made = desk.post("/papers/us-eei", data={"source": source, "entry.value": "5000", "as": "pdf"})
    assert made.headers["content-type"] == "application/pdf"
    assert made.content.startswith(b"%PDF-")
    printed = desk.post("/papers/us-eei", data={"source": source, "entry.value": "<b>5000", "as": "page"})  # fmt: skip
    assert "Draft, not a filing, not signed." in printed.text
    assert "&lt;b&gt;5000" in printed.text


def test_a_paper_may_start_empty(desk):
    assert "8 of 8 entries are empty" in desk.get("/papers/nl-end-use").text


def test_what_is_not_verified_is_said_on_the_page(desk):
    assert "could not be read" in desk.get("/papers/de-end-use").text


@pytest.mark.parametrize("path", ["/papers/us-eeii", "/papers?record=99", "/papers?record=x", "/papers?item=nothing-such"])  # fmt: skip
def test_what_is_not_there_is_said(desk, path):
    assert desk.get(path).status_code == 400


def test_a_parts_file_is_compared_and_given_back_with_columns_added(desk):
    file = b"note,part_no,eccn\n<b>keep</b>,RTX 4090,EAR99\nx,h200,3A090.a\n"
    page = desk.post("/papers/classes", files={"parts": ("p.csv", file, "text/csv")}, data={"on": "2026-02-01"})  # fmt: skip
    assert "1 differs, 0 cannot be told, 1 agrees, of 2 rows" in page.text
    assert "Kept and not read: note" in page.text
    carried = re.search(r'name="carried" value="([^"]*)"', page.text)[1]
    rows = desk.post("/papers/classes", data={"carried": carried, "on": "2026-02-01", "as": "file"})
    assert rows.headers["content-type"].startswith("text/csv")
    assert rows.text.splitlines()[1].startswith("<b>keep</b>,RTX 4090,EAR99,NVIDIA GeForce RTX 4090,3A090.a,differs")  # fmt: skip


def test_a_parts_file_that_cannot_be_read_is_said_at_its_field(desk):
    page = desk.post("/papers/classes", files={"parts": ("p.csv", b"a,b\n1,2\n", "text/csv")})
    assert page.status_code == 400
    assert 'href="#parts"' in page.text
    assert desk.post("/papers/classes").status_code == 400


def test_a_large_parts_file_is_given_back_too(desk):
    file = b"part_no,eccn,note\n" + b"".join(b"widget %d,,%b\n" % (each, b"x" * 900) for each in range(1000))  # fmt: skip
    page = desk.post("/papers/classes", files={"parts": ("p.csv", file, "text/csv")})
    carried = re.search(r'name="carried" value="([^"]*)"', page.text)[1]
    rows = desk.post("/papers/classes", data={"carried": carried, "as": "file"})
    assert rows.headers["content-type"].startswith("text/csv")
    assert rows.text.count("\n") == 1001
