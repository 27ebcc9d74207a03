"""What holds for every operation: who may, how often, how it is described."""

import json

import pytest

from licet.access.model import PERMISSIONS, VISITOR
from licet.api import models
from licet.api.limits import Limiter, Limits
from licet.api.register import models as register_models

from .conftest import QUESTION, person, problem

WHO_MAY = {
    ("post", "decisions"): "ask", ("post", "decisions/bulk"): "ask",
    ("post", "signals"): "ask",
    ("get", "products"): "read", ("get", "products/nvidia-h200"): "read",
    ("get", "products/nvidia-h200/history?to=CN&since=2026-01-01"): "read",
    ("get", "law/provisions"): "read", ("get", "law/provisions/us.ccl.3A090.a"): "read",
    ("get", "law/changes"): "read", ("get", "law/coverage"): "read", ("get", "lists"): "read",
    ("post", "screenings"): "screen", ("get", "hits"): "screen", ("get", "hits/1"): "screen",
    ("get", "worklist"): "screen",
    ("post", "orders"): "order", ("get", "orders"): "order", ("get", "orders/SO-1001"): "order",
    ("get", "orders/SO-1001/checks"): "order", ("post", "orders/SO-1001/checks"): "order",
    ("get", "determinations"): "records", ("get", "determinations/1"): "records",
    ("get", "determinations/1/letter.pdf"): "records",
}  # fmt: skip


@pytest.mark.parametrize(("route", "permission"), WHO_MAY.items())
def test_a_scope_opens_its_own_operations_and_no_others(api, route, permission):
    method, where = route
    others = person(*(set(PERMISSIONS) - {permission}))
    refused = problem(api(others).request(method, where), 403, "not-allowed")
    assert repr(permission) in refused["detail"]
    opened = api(person(permission)).request(method, where)
    assert opened.status_code in (200, 404, 415)


@pytest.mark.parametrize("route", WHO_MAY)
def test_who_has_not_signed_in_is_told_how(api, route):
    nobody = person(how="visitor", account=None)
    answer = api(nobody).request(*route)
    problem(answer, 401, "not-signed-in")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_an_answer_that_is_kept_is_not_given_to_who_may_not_ask(api):
    assert api().post("decisions", json=QUESTION).status_code == 200
    client = api(person("read"))
    for _ in range(2):
        problem(client.post("decisions", json=QUESTION), 403)


def test_every_operation_is_in_the_list_of_who_may(api):
    found = api().get("openapi.json").json()
    asked = {
        (method, path.strip("/")): operation["x-permission"]
        for path, operations in found["paths"].items()
        for method, operation in operations.items()
        if not path.startswith("/register/")  # held in tests/api/register
    }
    assert all(asked.values())
    said = {
        (method, _template(where)): permission for (method, where), permission in WHO_MAY.items()
    }
    assert {**said, ("get", "health"): "open"} == asked


def _template(where):
    """The path of an operation as the OpenAPI document writes it."""
    parts = {
        "nvidia-h200": "{product}", "us.ccl.3A090.a": "{provision}", "SO-1001": "{ref}", "1": "{number}",
    }  # fmt: skip
    found = "/".join(parts.get(each, each) for each in where.partition("?")[0].split("/"))
    return found.replace("hits/{number}", "hits/{hit}")


def test_no_operation_signs(api):
    found = api().get("openapi.json").json()
    permissions = {o["x-permission"] for each in found["paths"].values() for o in each.values()}
    assert not permissions & {"sign", "review", "people", "lists"}


def test_every_operation_is_described_with_its_example_and_its_problems(api):
    found = api().get("openapi.json").json()
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation["summary"], where
            assert operation["description"], where
            problems_ = {code for code in operation["responses"] if code >= "400"}
            assert problems_, where
            for code in problems_:
                content = operation["responses"][code]["content"]
                assert content["application/problem+json"]["example"]["way_out"], where
            if method == "post":
                assert all("example" in each for each in operation["requestBody"]["content"].values()), where  # fmt: skip
            ok = operation["responses"]["200"]["content"]
            assert all("example" in each for each in ok.values()), where


def test_examples_of_requests_are_requests(api):
    client = api()
    found = client.get("openapi.json").json()
    for path, operations in sorted(found["paths"].items()):  # an order is sent before it is checked
        body = operations.get("post", {}).get("requestBody")
        if body and not path.startswith(
            "/register/"
        ):  # which need a file to act on: tests/api/register
            example = body["content"]["application/json"]["example"]
            where = path.strip("/").replace("{ref}", "SO-1001")
            assert client.post(where, json=example).status_code == 200, path


def test_examples_of_answers_fit_the_models_of_answers(api):
    found = api().get("openapi.json").json()
    for path, operations in found["paths"].items():
        for operation in operations.values():
            content = operation["responses"]["200"]["content"].get("application/json", {})
            if "$ref" in content.get("schema", {}):
                name = content["schema"]["$ref"].rpartition("/")[2]
                model = getattr(models, name, None) or getattr(register_models, name)
                model.model_validate_json(json.dumps(content["example"])), path


def test_nothing_and_other_methods_are_problems_too(api):
    client = api()
    problem(client.get("nothing"), 404, "not-found")
    problem(client.get("products/"), 404)
    answer = client.delete("products")
    problem(answer, 405, "no-such-method")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("where", ["products/%00", "orders/S%00O", "hits?ref=%00", "orders?cursor=Ilx1MDAwMCI"])  # fmt: skip
def test_what_no_database_keeps_does_not_come_so_far(api, where):
    assert problem(api().get(where), api().get(where).status_code)["status"] in (400, 422)


def test_a_fault_of_ours_is_a_problem_that_tells_nothing_of_the_inside(api, service):
    service.store.close()
    service.store.worklist = lambda _days: 1 / 0
    data = problem(api().get("worklist"), 500, "fault")
    assert "division" not in json.dumps(data)


def test_a_store_that_cannot_be_read_is_said_by_health(api, service, settings):
    from licet.store.store import Store

    service.store.close()
    other = Store.open.__func__  # the file is replaced by what is no database
    assert other
    for each in settings.home.glob("licet.sqlite*"):
        each.unlink()
    (settings.home / "licet.sqlite").write_bytes(b"no database" * 1000)
    problem(api().get("health"), 503, "unavailable")


def test_who_asks_too_often_is_told_to_wait(api, monkeypatch):
    monkeypatch.setattr(Limiter.__init__, "__defaults__", (lambda: 0.0,))  # no second passes
    client = api(person("read"), limits=Limits(1, 3, 1, 1))
    left = [client.get("health").headers["ratelimit"] for _ in range(3)]
    assert left == ['"requests";r=2;t=0', '"requests";r=1;t=0', '"requests";r=0;t=1']
    answer = client.get("health")
    problem(answer, 429, "too-many")
    assert answer.headers["retry-after"] == "1"
    assert answer.headers["ratelimit-policy"] == '"requests";q=3;w=3'


def test_visitors_are_counted_by_address_and_accounts_by_themselves():
    now = [0.0]
    limiter = Limiter(Limits(1, 2, 1, 1), lambda: now[0])
    ada, bob = person(account=1), person(account=2, how="session")
    assert [limiter.take(ada, "a").granted for _ in range(3)] == [True, True, False]
    assert limiter.take(bob, "a").granted
    assert limiter.take(VISITOR, "a").granted
    assert not limiter.take(VISITOR, "a").granted
    assert limiter.take(VISITOR, "b").granted
    now[0] = 1.0
    assert limiter.take(ada, "c").granted
    assert not limiter.take(ada, "c").granted


def test_the_one_user_of_a_private_desk_is_not_counted(api):
    client = api(limits=Limits(1, 1, 1, 1))
    assert [client.get("health").status_code for _ in range(4)] == [200] * 4
    assert "ratelimit" not in client.get("health").headers
