"""The page for programs, made from the OpenAPI document."""

import re
import shlex

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app


@pytest.fixture
def desk(service):
    with TestClient(make_app(service), base_url="http://127.0.0.1:8787") as client:
        yield client


def test_the_page_shows_every_operation_with_a_line_to_try(desk):
    text = desk.get("/api/docs").text
    document = desk.get("/api/v1/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert f'id="{operation["operationId"]}"' in text
            assert f"{method.upper()} /api/v1{path}" in text
    assert text.count("<code>curl ") == sum(map(len, document["paths"].values()))


def test_every_kind_of_problem_has_its_line_there(desk):
    from licet.api.problems import KINDS

    text = desk.get("/api/docs").text
    assert all(f'<tr id="{kind}">' in text for kind in KINDS)
    link = desk.get("/api/v1/nothing").json()["type"]
    assert link == "/api/docs#not-found"


def test_the_lines_to_try_work_as_they_stand(desk):
    from licet.api.reference import reference

    topics = reference(desk.get("/api/v1/openapi.json").json(), "http://127.0.0.1:8787")
    for each in (one for topic in topics.values() for one in topic):
        if "/register/" in each.curl:  # wants a file, and somebody: tests/api/register
            continue
        parts = shlex.split(each.curl)
        url = parts[-1]
        if "--data" in parts:
            answer = desk.post(url, content=parts[parts.index("--data") + 1], headers={"content-type": "application/json"})  # fmt: skip
        else:
            answer = desk.get(url)
        # determinations are signed at the desk, so there is none; all else is there
        assert answer.status_code == (404 if re.search("determinations/1|hits/1", url) else 200), each.curl  # fmt: skip


def test_the_desk_gives_the_api_its_person_and_its_headers(desk):
    answer = desk.get("/api/v1/health")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert desk.get("/api/v1/no%0Athing").headers["content-type"] == "application/problem+json"
