"""What an attacker tries at a public desk: work without end, numbers beyond counting, guesses at keys."""

import logging
import threading
import time

import pytest
from starlette.testclient import TestClient

from licet.access import accounts, signing
from licet.access.turns import HEAVY, Busy, Turns
from licet.api import decisions
from licet.desk.app import make_app
from licet.desk.explorer.kept import Kept
from licet.errors import InputError
from tests.installed import installed

DEAR = (
    "/law/gaps?group=all&on=2021-03-04", "/law/compare?from=2021-01-01&to=2021-02-01",
    "/chips?on=2021-03-04&to=AE", "/tools?on=2021-03-04",
    "/answer/time?item=nvidia-h200-nvl-141gb&from=US&to=CN&exporter=x",
)  # fmt: skip


@pytest.fixture
def full():
    """The line of heavy work is full."""
    taken = 0
    while HEAVY.in_line.acquire(blocking=False):
        taken += 1
    yield
    for _ in range(taken):
        HEAVY.in_line.release()


@pytest.mark.parametrize("path", DEAR)
def test_pages_that_take_long_are_few_at_once_and_others_are_told_to_come_again(desk, full, path):  # noqa: ARG001
    answer = desk.get(path)
    assert answer.status_code == 503, answer.text[:500]
    assert int(answer.headers["Retry-After"]) > 0
    assert "Content-Security-Policy" in answer.headers


def test_a_question_is_answered_while_heavy_pages_wait(desk, full):  # noqa: ARG001
    assert desk.get("/answer?item=nvidia-h200&from=US&to=CN").status_code == 200
    assert desk.get("/law/changes").status_code == 200


def test_what_was_worked_out_before_is_shown_whoever_else_waits():
    kept = Kept(2)
    assert kept.get("a", lambda: 1) == 1
    outside, free = [], threading.Event()

    def hold():
        with HEAVY.taken():
            outside.append(1)
            free.wait(120)

    holders = [threading.Thread(target=hold) for _ in range(8)]
    for each in holders:
        each.start()
    until = time.monotonic() + 60
    while HEAVY.in_line._value and time.monotonic() < until:
        time.sleep(0.01)
    try:
        assert len(outside) == 2  # two at work, six in line
        assert kept.get("a", lambda: 2) == 1
        with pytest.raises(Busy):
            kept.get("b", lambda: 2)
    finally:
        free.set()
        for each in holders:
            each.join()
    assert kept.get("b", lambda: 2) == 2


def test_a_line_that_does_not_move_is_left():
    turns = Turns(1, 5, patience=0.05)
    held, free = threading.Event(), threading.Event()

    def hold():
        with turns.taken():
            held.set()
            free.wait(120)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(60)
    with pytest.raises(Busy), turns.taken():
        pass
    free.set()
    holder.join()
    with turns.taken():
        pass


def test_bulk_answers_are_few_at_once_and_the_place_comes_back(desk):
    send = {"headers": {"Content-Type": "application/x-ndjson"}, "content": b"{}\n"}
    for _ in range(decisions.BULK_AT_ONCE + 1):
        assert desk.post("/api/v1/decisions/bulk", **send).status_code == 200
    for _ in range(decisions.BULK_AT_ONCE):
        assert decisions._BULK.acquire(blocking=False)
    try:
        answer = desk.post("/api/v1/decisions/bulk", **send)
    finally:
        decisions._BULK.release(decisions.BULK_AT_ONCE)
    assert (answer.status_code, answer.json()["status"]) == (503, 503)
    assert answer.headers["Retry-After"]


@pytest.mark.parametrize("number", ["9" * 19, "9" * 400, "-1", "1e9"])
@pytest.mark.parametrize(
    "path", ["/records/{}", "/records/{}/letter.pdf", "/parties/hits/{}", "/parties/runs/{}", "/people/{}"]
)  # fmt: skip
def test_a_number_that_nothing_has_leads_nowhere(desk, path, number):
    assert desk.get(path.format(number)).status_code == 404


@pytest.mark.parametrize("path", ["/people/{}/end", "/account/sessions/{}/end", "/parties/hits/{}/propose"])  # fmt: skip
def test_a_number_that_nothing_has_is_acted_upon_by_nobody(desk, path):
    assert desk.post(path.format("9" * 30)).status_code == 404


@pytest.mark.parametrize("name", ["add", "skip", "stop"])
def test_a_number_of_five_thousand_digits_is_no_number(desk, name):
    digits = "9" * 5000 if name == "stop" else f"headquarters@{'9' * 5000}"
    path = f"/answer?item=nvidia-h200&from=US&to=CN&value=CN&{name}={digits}"
    assert desk.get(path).status_code in (200, 400)


@pytest.mark.parametrize("path", ["/records/", "/law/", "/api/v1/products/"])
def test_an_address_without_end_is_refused(desk, path):
    answer = desk.get(path + "9" * 5000)
    assert answer.status_code == 414
    assert "Content-Security-Policy" in answer.headers


def test_a_visitor_sends_no_plain_form_that_takes_seconds_to_read(library, tmp_path):
    with installed(tmp_path, library) as service:
        accounts.add(service.store, "ada", roles=["administrator"], by="test")
        client = TestClient(make_app(service))
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert client.post("/sign-in", headers=form, content=b"&" * 1_000_001).status_code == 413
        assert client.post("/ask/new", headers=form, content=b"a=1").status_code in (200, 303)
        assert client.post("/papers/classes", files={"parts": ("p.csv", b"part_no,eccn\nx,3A090.a\n" + b"y" * 1_500_000)}).status_code in (200, 400)  # fmt: skip


def test_a_file_of_ten_thousand_unknown_parts_is_read_in_a_moment(desk):
    rows = b"".join(b"zz%d,3A090.a\n" % number for number in range(9_999))
    began = time.process_time()
    answer = desk.post("/papers/classes", files={"parts": ("parts.csv", b"part_no,eccn\n" + rows)})
    assert answer.status_code == 200, answer.text[:400]
    assert time.process_time() - began < 20  # it took a quarter of an hour


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT"])
def test_no_visitor_holds_a_stream_of_the_agents_server_open(desk, method):
    answer = desk.request(
        method, "/mcp/", headers={"Accept": "text/event-stream, application/json"}
    )
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Content-Security-Policy" in answer.headers


def test_a_signing_password_is_not_guessed_in_an_open_session(library, tmp_path):
    with installed(tmp_path, library) as service:
        right = "a signing password"
        signing.enroll(service.store, "mara", title="Mara", may=["determine"], password=right)
        person = make_app(service).state.knowing.visitor("127.0.0.1", {})

        def sign(password):
            form = {"officer": "mara", "signing_password": password}
            return signing.signer_of_form(service.store, person, form)

        assert sign(right).name == "mara"
        for _ in range(5):
            with pytest.raises(InputError, match="does not open"):
                sign("another password")
        for password in ("another password", right):
            with pytest.raises(InputError, match="signing password was wrong too often"):
                sign(password)


def test_a_line_of_the_log_is_one_line_and_only_ours_to_set_up(library, tmp_path, caplog):
    before = list(logging.getLogger().handlers)
    with installed(tmp_path, library) as service:
        app = make_app(service)
        assert logging.getLogger().handlers == before

        def broken(where: str):
            raise RuntimeError(where)

        app.router.add_route("/broken/{where}", lambda request: broken(request.url.path))
        client = TestClient(app, raise_server_exceptions=False)
        assert client.get("/broken/a%0Afault%20forged").status_code == 500
    said = caplog.records[-1].getMessage()
    assert "\n" not in said
    assert "\\n" in said
