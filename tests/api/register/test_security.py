"""Attacks on the register's addresses, with real parts: what docs/threat-model.md says of the API is held here."""

import json
import re
from itertools import chain

import pytest

from licet.api.described import routes
from licet.register.events import Actor
from licet.register.procedure import procedure_in_use
from licet.registry.registry import Registry
from tests.api.conftest import problem

from .conftest import FILED
from .test_matrix import body_of, filled

EVE = Actor("eve", "applicant", "rival")
HOSTILE = [
    "' OR '1'='1", "'; DROP TABLE register_events; --", '") OR 1=1 --', "%27%20OR%201=1", "{{7*7}}", "${jndi:ldap://x}",
    "../../etc/passwd", "<script>alert(1)</script>", "\u202egnp.exe", "A-000001\u0000", "a" * 5000, "\U0001f600", "%s%n%x",
]  # fmt: skip
ODD = [None, True, 0, -1, 10**40, "", "x" * 3000, [], {}, [[]], {"a": {"b": [None]}}, ["x"] * 600, "2026-02-30", "1e999", "NaN"]  # fmt: skip


@pytest.fixture
def operations(people):
    """Method, address and operation of each route of the register."""
    found = [
        each for each in routes(people.wrapped.app.state.api) if each.path.startswith("/register/")
    ]
    return [(min(e.methods), e.path.removeprefix("/register/"), e.operation_id) for e in found]


@pytest.fixture
def registry(service):
    return Registry(service.store, procedure_in_use(), service.library)


@pytest.fixture
def sound(registry):
    """Whatever was tried, the register is whole afterwards and says nothing that nobody did."""
    yield
    assert registry.verify().faults == ()
    assert registry.store.verify().faults == ()


def asked(someone, method, path, operation, **more):
    body = {"json": body_of(operation)} if method == "POST" else {}
    return someone.ask(method, path, **{**body, **more})


# ---- someone else's file


def same(answer, *numbers):
    """An answer without what names the file that was asked for, and without when."""
    text = answer.text
    for number in numbers:
        text = text.replace(number, "FILE")
    kept = {k: v for k, v in answer.headers.items() if k not in ("date", "ratelimit", "content-length")}  # fmt: skip
    return answer.status_code, text, kept


@pytest.mark.usefixtures("sound")
def test_anothers_number_and_no_number_have_the_very_same_answer_at_every_address(
    people, submitted, operations
):
    eve, differs = people.as_(EVE, account=70), []
    for method, path, operation in operations:
        if "{case" not in path:
            continue
        kinds = ("submit", "withdraw", "edit", "answer", "give_mandate") if "{kind}" in path else ("",)  # fmt: skip
        for kind in kinds:
            here, nowhere = (
                asked(eve, method, filled(path.replace("{case:path}", number).replace("{kind}", kind)), operation)
                for number in (submitted, "A-999999")
            )  # fmt: skip
            if same(here, submitted) != same(nowhere, "A-999999"):
                differs.append(f"{method} {path}: {here.text} {nowhere.text}")
            assert here.status_code in (403, 404), (path, here.text)
    assert not differs, "\n".join(differs)


def test_if_match_and_keys_tell_nothing_of_anothers_file(people, submitted):
    eve = people.as_(EVE, account=70)
    for headers in ({"If-Match": '"1"'}, {"If-Match": '"2"'}, {"Idempotency-Key": "k1"}):
        found = [eve.post(f"applications/{number}/acts/withdraw", {}, headers=headers) for number in (submitted, "A-999999")]  # fmt: skip
        assert same(found[0], submitted) == same(found[1], "A-999999")


# ---- injection, odd bodies, path tricks


@pytest.mark.usefixtures("sound")
def test_hostile_words_in_any_place_are_data_and_nothing_else(people, submitted, operations):
    for word in HOSTILE:
        for who in ("ann", "olga"):
            someone = people[who]
            for method, path, _ in operations:
                if method == "GET":
                    answer = someone.get(filled(path), params={"state": word, "authority": word, "cursor": word, "order": word, "limit": word})  # fmt: skip
                    assert answer.status_code < 500, (path, word, answer.text)
            act = someone.post(f"applications/{submitted}/acts/withdraw", {"reason": word} if who == "olga" else {"x": word})  # fmt: skip
            assert act.status_code < 500, act.text
            for header in ("Licet-Act-As", "If-Match", "Idempotency-Key", "If-None-Match"):
                if word.isascii() and word.isprintable():
                    answer = someone.get("applications", headers={header: word})
                    assert answer.status_code < 500, (header, word)
            firm = someone.post("applications", {**FILED, "applicant": word, "authority": word})
            assert firm.status_code in (400, 403, 409, 422), (word, firm.text)
    listed = people["olga"].seen("applications")["items"]
    assert [each["case"] for each in listed] == [submitted]


@pytest.mark.usefixtures("sound")
def test_no_act_with_any_body_is_a_fault_of_ours(people, submitted):
    law, faults = procedure_in_use(), []
    tables = chain(
        (("applications", submitted, e) for e in law.application.events),
        (("licenses", "L-000009", e) for e in law.license.events),
    )
    for where, number, kind in tables:
        table = law.application if where == "applications" else law.license
        rows = [row for row in table.rows if row.event == kind]
        fields = sorted({each.name for row in rows for each in row.body})
        who = {"applicant": "ann", "agent": "gus", "agency": "dan", "board": "bea", "countersigner": "cora"}  # fmt: skip
        name = next((who[each] for row in rows for each in row.actors if each in who), "olga")
        for odd in ODD:
            body = dict.fromkeys(fields, odd) or {"x": odd}
            answer = people[name].post(f"{where}/{number}/acts/{kind}", body)
            if answer.status_code >= 500:
                faults.append(f"{kind} {str(odd)[:40]}: {answer.text[:200]}")
    assert not faults, "\n".join(faults)


TRICKS = [
    "{}/../A-999999", "../applications/{}", "%2e%2e/applications/{}", "{}%2f..%2f{}", "{}/events/../..", "{}/acts", "{}/", "/{}", "//{}",
    "{};x=1", "{}%00", "{}%0d%0aSet-Cookie:x=1", "{}%20", "{}.json", "{}#x", "{}?x", "{}\\..", "%ef%bc%8e%ef%bc%8e/{}", "a-000001", "A-0000001", "A-000001 ",
]  # fmt: skip


@pytest.mark.usefixtures("sound")
def test_no_spelling_of_a_number_leads_past_the_right_to_its_file(people, submitted):
    eve, nobody = people.as_(EVE, account=70), people.as_(account=71)
    for trick in TRICKS:
        path = trick.format(submitted, submitted)
        for rest in ("", "/events", "/standing", "/ways", "/bundle"):
            for someone in (eve, nobody):
                answer = someone.get(f"applications/{path}{rest}")
                assert answer.status_code in (200, 400, 403, 404, 422), (path, answer.status_code)
                if answer.status_code == 200:  # the address of the list, which is eve's own
                    assert answer.json()["items"] == [], path
                assert "set-cookie" not in answer.headers
                assert "Cloud Co" not in answer.text
            act = eve.post(f"applications/{path}/acts/withdraw", {})
            assert act.status_code in (400, 403, 404, 405, 422), (path, act.text)
    assert people["ann"].seen(f"applications/{submitted}/standing")["state"] == "submitted"


# ---- mass assignment, size


@pytest.mark.usefixtures("sound")
def test_no_address_takes_a_field_that_it_does_not_have(people, submitted, operations):
    more = {"actor": {"id": "olga", "role": "officer"}, "account": 1, "role": "officer", "at": "2020-01-01T00:00:00Z", "state": "approved", "is_admin": True, "__proto__": {"x": 1}}  # fmt: skip
    taken = []
    for method, path, operation in operations:
        if method != "POST":
            continue
        where = filled(path.replace("{case:path}", submitted).replace("{kind}", "withdraw"))
        for who in ("ann", "olga", "bea", "gus", "auditor", "customs", "lab"):
            for name, value in more.items():
                answer = people[who].post(where, {**body_of(operation), name: value})
                if answer.status_code < 400:
                    taken.append(f"{who} {path} {name}")
    assert not taken, "\n".join(taken)


def test_every_address_that_is_sent_something_refuses_what_is_too_large(people, operations):
    large = b'{"x": "' + b"x" * 2_000_000 + b'"}'
    for method, path, operation in operations:
        if method == "POST":
            codes = {
                people[who].ask("POST", filled(path).replace("{kind}", "withdraw"), content=large, headers={"Content-Type": "application/json"}).status_code
                for who in ("ann", "olga", "auditor")
            }  # fmt: skip
            assert codes <= {403, 404, 413}, (operation, codes)
            assert 413 in codes, operation
    for header in ("Licet-Act-As", "If-Match", "Idempotency-Key"):
        answer = people["ann"].post("applications", FILED, headers={header: "x" * 20_000})
        assert answer.status_code in (403, 422, 431), header


def test_lists_are_of_bounded_length(people):
    lines = [{**FILED["lines"][0], "id": str(number)} for number in range(501)]
    problem(people["ann"].post("applications", {**FILED, "lines": lines}), 422)
    deep = json.loads("[" * 60 + "]" * 60)
    problem(people["ann"].post("applications", {**FILED, "lines": [{**FILED["lines"][0], "more": deep}]}), 422)  # fmt: skip


def test_no_answer_names_an_inner_part(people, operations):
    for who in ("ann", "olga"):
        for method, path, operation in operations:
            text = asked(people[who], method, filled(path), operation).text
            assert not re.search(r"Traceback|sqlalchemy|/tmp/|\.py\b|SELECT |INSERT ", text), (path, text)  # fmt: skip
