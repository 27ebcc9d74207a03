"""Webhooks: signed, fresh, tried again, told of nothing that their owner may not know, and no secret anywhere."""

import json
import logging

import pytest

from licet.access import accounts, registered
from licet.access.hooks import kept, sending, signing
from licet.access.hooks.sealing import Seal
from licet.access.registered import Seat
from licet.errors import InputError
from licet.register.events import Actor
from licet.register.procedure import procedure_in_use
from licet.registry.registry import Registry
from tests.api.conftest import problem

from .conftest import FILED, account_of

URL = {"url": "https://hooks.example.com/licet"}


@pytest.fixture
def registry(service):
    return Registry(service.store, procedure_in_use(), service.library)


@pytest.fixture
def deliver(registry, settings):
    """``deliver(receiver)``: one turn."""
    return lambda receiver: sending.deliver(registry, Seal(settings.home), receiver)


@pytest.fixture
def ann(people, service):
    """Ann, whose account is in the store."""
    made = account_of(service.store, "ann", Seat("applicant", "firm"))
    return people.person(made)


class Far:
    """A receiver that answers what it is told to."""

    def __init__(self, *answers):
        self.answers, self.got = list(answers), []

    def __call__(self, url, headers, body):
        self.got.append((url, headers, body))
        found = self.answers.pop(0) if self.answers else 204
        if isinstance(found, Exception):
            raise found
        return found


def test_an_event_is_told_signed_and_says_nothing_of_what_is_in_the_file(ann, deliver, clock):
    made = ann.done("hooks", URL)
    ann.done("applications", FILED)
    far = Far()
    assert deliver(far) == (1, 0)
    _, headers, body = far.got[0]
    now = int(clock().timestamp())
    name = signing.check(made["secret"], headers, body, now)
    told = json.loads(body)
    assert (told["type"], told["data"]["file"], told["data"]["to"]) == (
        "register.create",
        "A-000001",
        "draft",
    )
    assert "Cloud Co" not in body.decode()
    assert deliver(far) == (0, 0)
    for wrong in (
        (made["secret"], headers, body + b" ", now),
        (signing.new_secret(), headers, body, now),
        (made["secret"], {**headers, "webhook-id": name + "1"}, body, now),
    ):
        with pytest.raises(InputError, match="No signature"):
            signing.check(*wrong)
    for off in (signing.WINDOW + 1, -signing.WINDOW - 1):
        with pytest.raises(InputError, match="sent again"):
            signing.check(made["secret"], headers, body, now + off)
    later = {**headers, "webhook-timestamp": str(now + 1000)}
    with pytest.raises(InputError, match="No signature"):
        signing.check(made["secret"], later, body, now + 1000)


def test_the_signature_is_that_of_the_open_specification():
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of the specification
    body = b'{"test": 2432232314}'
    made = signing.headers_of(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_does_not_arrive_comes_again_later_under_the_same_id_and_is_given_up_in_the_end(
    ann, deliver, clock
):
    number = ann.done("hooks", URL)["id"]
    ann.done("applications", FILED)
    far = Far(500, OSError("away"), 301)
    assert deliver(far) == (0, 1)
    assert deliver(far) == (0, 0), "not before its time"
    for wait in (*kept.WAITS[1:], 10**6):
        clock.move(seconds=wait)
        far.answers = far.answers or [503]
        deliver(far)
    assert len(far.got) == len(kept.WAITS)
    assert len({headers["webhook-id"] for _, headers, _ in far.got}) == 1
    row = ann.seen(f"hooks/{number}/messages")["items"][0]
    assert (row["arrived"], row["next"], row["tries"]) == (None, None, len(kept.WAITS))


def test_a_hook_tells_what_its_owner_may_know_now_and_nothing_of_others(
    ann, people, deliver, service
):
    eve = people.person(account_of(service.store, "eve", Seat("applicant", "rival")))
    eve.done("hooks", URL)
    mine = ann.done("hooks", URL)
    ann.done("applications", FILED)
    far = Far()
    assert deliver(far) == (1, 0)
    assert f"evt_{mine['id']}_" in far.got[0][1]["webhook-id"]
    problem(eve.get(f"hooks/{mine['id']}/messages"), 404)
    problem(eve.post(f"hooks/{mine['id']}/end"), 404)
    seat = registered.given(service.store, ann.person.account)[0]
    registered.take(service.store, seat.number, by="ada")
    ann.done("applications", FILED)
    assert deliver(far) == (0, 0)
    ann.done(f"hooks/{mine['id']}/end")
    assert ann.seen("hooks")["items"] == []


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.com/",
        "https://localhost/x",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://a:b@hooks.example.com/",
        "https://hooks.example.com:22/",
        "https://db.internal/",
        "file:///etc/passwd",
    ],
)
def test_messages_go_to_the_open_internet_alone(url):
    with pytest.raises(InputError):
        sending.checked(url)


def test_a_name_that_leads_inside_is_sent_nothing(monkeypatch):
    inner = [(2, 1, 6, "", ("10.0.0.5", 443))]
    monkeypatch.setattr(sending.socket, "getaddrinfo", lambda *_, **__: inner)
    with pytest.raises(InputError, match="inner network"):
        sending.send("https://hooks.example.com/", {}, b"{}")


def test_no_secret_stands_in_a_log_or_in_a_later_answer(ann, deliver, service, caplog):
    caplog.set_level(logging.DEBUG)
    secret = ann.done("hooks", URL)["secret"]
    ann.done("applications", FILED)
    deliver(Far(OSError("away")))
    assert secret not in ann.get("hooks").text
    assert secret not in repr(kept.standing(service.store))
    assert secret not in caplog.text
    from licet.store.tables import log

    with service.store.reading() as db:
        assert secret not in str(db.execute(log.select()).all())


def test_register_roles_are_given_kept_apart_and_ended(service):
    store = service.store
    ann = account_of(store, "ann", Seat("applicant", "firm"))
    account = accounts.find(store, ann.account)
    registered.set_seat(store, account, "agent", end=False, by="ada")
    assert registered.actors_of(store, account) == (
        Actor("ann", "applicant", "firm"),
        Actor("ann", "agent"),
    )
    registered.set_seat(store, account, "agent", end=True, by="ada")
    assert [str(each.seat) for each in registered.given(store, account.id)] == ["applicant:firm"]
    for wrong in ("system", "public", "king:US", "officer", "applicant:firm", "officer:US:a:b"):
        with pytest.raises(InputError):
            registered.set_seat(store, account, wrong, end=False, by="ada")
    with pytest.raises(InputError, match="lacks the account role"):
        registered.give(store, accounts.named(store, "ada").id, Seat("officer", "US"), by="ada")
