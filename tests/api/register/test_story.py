"""The H200 journey, J4, over the wire: agencies differ, a condition is dropped, the third shipment breaks the cap."""

import subprocess
import sys
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from licet.api.described import routes
from licet.cases.read import read_yaml
from licet.publiclog.log import Log, begin
from licet.publiclog.note import new_signer
from licet.register.conditions.asked import conditions_of
from licet.register.conditions.model import Condition
from licet.register.entries import proposal
from licet.register.events import Actor, thawed
from licet.register.law_file import read_law
from licet.register.procedure import procedure_in_use
from licet.registry.public.office import PublicOffice, read_rules
from licet.registry.public.registered import Registered
from licet.registry.registry import Registry
from licet.store.records import read_record
from tests.api.conftest import problem

from .test_security import asked, same

HERE = Path(__file__).resolve().parents[3] / "examples" / "h200-register"
FIRM = "Example Silicon, Inc."
CAST = {
    "ann": Actor("ann", "applicant", FIRM), "olga": Actor("olga", "officer", "US", "senior"),
    "dan": Actor("dan", "agency", "defense"), "stef": Actor("stef", "agency", "state"),
    "bea": Actor("bea", "board", "US", "head"), "cora": Actor("cora", "countersigner", "US", "head"),
    "gil": Actor("gil", "auditor", "GAO"),
}  # fmt: skip
NAMED = {
    "olga": ["performance", "memory_bandwidth", "sold_at_home", "supply", "foundry", "volume", "laboratory", "no_reexport", "rule_stands"],
    "dan": ["end_use", "security"], "stef": ["remote_users"],
}  # fmt: skip


def data(name):
    """A file of the example, as JSON would have it."""
    return _plain(read_yaml(HERE / f"{name}.yaml"))


def _plain(each):
    if isinstance(each, dict):
        return {str(k): _plain(v) for k, v in each.items()}
    if isinstance(each, list):
        return [_plain(v) for v in each]
    return each if each is None or isinstance(each, bool | int) else str(each)


class Story:
    """The people, the days, and the file that they act on."""

    def __init__(self, people, clock):
        self.people, self.clock, self.case = people, clock, ""

    def of(self, who):
        return self.people.as_(CAST[who], account=100 + list(CAST).index(who))

    def on(self, day):
        self.clock.now = max(
            self.clock.now, datetime.combine(date.fromisoformat(day), time(12), UTC)
        )

    def act(self, who, kind, body=None):
        self.clock.move(minutes=1)
        return self.of(who).done(f"applications/{self.case}/acts/{kind}", body)

    def refused(self, who, kind, body=None):
        return problem(
            self.of(who).post(f"applications/{self.case}/acts/{kind}", body), 409, "not-possible"
        )["detail"]


@pytest.fixture
def story(people, clock):
    return Story(people, clock)


def told(story, library):
    """From filing to the license."""
    ann = story.of("ann")
    asked = data("transfer")
    filing = {
        "authority": "US",
        "transfer": asked["transfer"],
        "lines": data("lines"),
    }
    filed = ann.done("applications", filing, headers={"Idempotency-Key": "letter-1"})
    story.case = filed["event"]["case"]
    story.act("ann", "submit", {"signer": "Ann", "end_use_statement": "sha256:5f0c"})
    story.on("2026-01-21")
    flag = {
        "flag": "hit_not_closed",
        "on": "p1",
        "reason": "the name is like that of Light Cloud (Hangzhou)",
    }
    story.act("olga", "flag", flag)
    assert "hit_not_closed" in story.refused("olga", "register", {"number": "Z1000001"})
    story.act("olga", "remove_flag", {**flag, "reason": "another firm"})
    story.on("2026-01-22")
    story.act("olga", "register", {"number": "Z1000001"})
    story.act("olga", "assign", {"officer": "olga"})
    story.act("olga", "open_review")
    for each in story.of("olga").seen(f"applications/{story.case}/standing")["must_be_asked"]:
        story.act("olga", "refer", {"agency": each["agency"], "rule": each["rule"]})
    rule = conditions_of(
        read_law(library.folder).rule("us.h200_2026"), library.law.book, date(2026, 1, 30)
    ).conditions
    own = {
        e.id: e
        for e in (
            read_record(Condition, each, "x", texts=True)
            for each in read_yaml(HERE / "own-conditions.yaml")
        )
    }
    story.on("2026-01-30")
    for who, ids in NAMED.items():
        for name in ids:
            story.act(
                who,
                "condition_proposed",
                _json(proposal(next(e for e in rule if e.id == f"us.h200_2026.{name}"))),
            )
    story.act("stef", "condition_proposed", _json(proposal(own["location"])))
    for name in ("deliveries", "share"):
        story.act("olga", "condition_proposed", _json(proposal(own[name])))
    where = {"line": "1", "country": "CN", "party": "p1", "level": "final"}
    story.act("dan", "position", {**where, "position": "approve_with_conditions"})
    denied = {
        "reasons": ["the use cannot be watched"],
        "basis": "50 U.S.C. 4812; 15 CFR 742.6(b)(10)",
    }
    story.act("stef", "position", {**where, "position": "deny", **denied})
    story.on("2026-02-02")
    story.act("olga", "positions_complete")
    assert story.refused(
        "olga",
        "propose",
        {"outcome": "approve_with_conditions", "reasons": ["15 CFR 742.6(b)(10)"]},
    )
    story.act("olga", "escalate", {"trigger": "State would deny"})
    story.on("2026-02-03")
    story.act("dan", "vote", {"vote": "approve_with_conditions"})
    story.act("stef", "vote", {"vote": "deny", "reasons": ["the use cannot be watched"]})
    story.act("bea", "vote", {"vote": "approve_with_conditions"})
    story.act(
        "bea",
        "escalation_decided",
        {"outcome": "approve_with_conditions", "reasons": ["15 CFR 742.6(b)(10)"]},
    )
    story.act(
        "bea",
        "condition_dropped",
        {"id": "location", "reason": "The vendor's software tells a country at best."},
    )
    for each in story.of("bea").seen(f"applications/{story.case}")["file"]["conditions"]:
        if each["status"] == "proposed":
            story.act("bea", "condition_adopted", {"id": each["id"]})
    story.on("2026-02-10")
    assert story.of("bea").post(f"applications/{story.case}/acts/countersign").status_code in (
        403,
        409,
    )
    story.act("cora", "countersign")
    story.on("2026-02-11")
    issue = {
        "number": "D-EXAMPLE-1",
        "valid_from": "2026-02-16",
        "valid_to": "2030-02-15",
        "notice": "Licensed",
        "inputs": data("known"),
    }
    done = story.of("olga").done(f"applications/{story.case}/license", issue)
    assert done["also"][0]["event"]["case"] == "D-EXAMPLE-1"
    assert {each["holds"] for each in done["findings"]} <= {True, None}


def _json(body):
    return _plain(thawed(body))


def shipped(story):
    """Two shipments, one that is refused, and the money of the two."""
    ann, where = story.of("ann"), "licenses/D-EXAMPLE-1"
    answers = []
    for number, day in enumerate(("2026-02-24", "2026-04-06", "2026-05-13"), 1):
        story.on(day)
        answers.append(
            ann.done(f"{where}/drawdowns", {**data(f"shipment-{number}"), "inputs": data("known")})
        )
    assert [each["taken"] for each in answers] == [True, True, False]
    said = " ".join(each["why"] for each in answers[2]["findings"] if each["holds"] is False)
    assert "%" in said, said
    assert answers[2]["refused"][0]["code"] == "condition"
    again = ann.done(f"{where}/drawdowns", {**data("shipment-2"), "inputs": data("known")})
    assert again == answers[1]
    matched = ann.done("matches", {**data("order"), "inputs": data("known")})
    assert matched["result"] == "HOLD"
    for shipment, value, day in (
        ("shipment-1", "96000000", "2026-02-17"),
        ("shipment-2", "72000000", "2026-03-30"),
    ):
        asked = {"shipment": shipment, "customs_value": value, "imported": True, "entry_day": day}
        found = story.of("olga").done(f"{where}/assessments", asked)["readings"]
        assert len(found) >= 3
        assert (
            Decimal(next(e["due"] for e in found if e["reading"] == "duty_232_2026"))
            == Decimal(value) / 4
        )
    paid = {
        "key": "p1",
        "reading": "duty_232_2026",
        "shipment": "shipment-1",
        "amount": "24000000",
        "currency": "USD",
        "day": "2026-03-02",
        "ref": "entry summary 1",
    }
    assert ann.done(f"{where}/payments", paid) == ann.done(f"{where}/payments", paid)
    ann.done(
        f"{where}/returns", {"obligation": "deliveries", "period": "2026-Q1", "hash": "sha256:77ab"}
    )
    rows = {(e["reading"], e["shipment"]): e for e in ann.seen(f"{where}/money")["rows"]}
    assert Decimal(rows["duty_232_2026", "shipment-1"]["open"]) == 0
    held = ann.seen("licenses")["items"]
    assert [each["number"] for each in held] == ["D-EXAMPLE-1"]
    assert problem(story.of("dan").get(where), 403)
    stranger = story.people.as_(Actor("eve", "applicant", "rival"))
    for asked in (data("shipment-1"), {**data("shipment-1"), "key": "mine"}):
        problem(stranger.post(f"{where}/drawdowns", asked), 404)
    problem(stranger.get(f"{where}/money"), 404)
    seen_by_nobody_else(stranger, story)


def seen_by_nobody_else(stranger, story):
    """At every address of a license a stranger is told the same of this number as of none."""
    app, differs = story.people.wrapped.app.state.api, []
    for route in routes(app):
        path = route.path.removeprefix("/register/")
        if "{number:path}" not in path:
            continue
        method = min(route.methods)
        for kind in ("surrender", "return_filed", "amend") if "{kind}" in path else ("",):
            here, nowhere = (
                asked(stranger, method, path.replace("{number:path}", number).replace("{kind}", kind), route.operation_id)
                for number in ("D-EXAMPLE-1", "D-EXAMPLE-9")
            )  # fmt: skip
            if same(here, "D-EXAMPLE-1") != same(nowhere, "D-EXAMPLE-9") or here.status_code not in (403, 404):  # fmt: skip
                differs.append(f"{method} {path}: {here.text} {nowhere.text}")
    assert not differs, "\n".join(differs)


def handed_out(story, service):
    """The committee's bundle shows who dropped the condition; a stranger checks the log without a network."""
    home = service.settings.home
    signer = new_signer("register.example/licenses")
    (home / "keys").mkdir()
    (home / "keys" / "log.skey").write_text(f"{signer.text}\n", "utf-8")
    (home / "keys" / "log.vkey").write_text(f"{signer.verifier.vkey}\n", "utf-8")
    begin(home / "log", signer)
    registry = Registry(service.store, procedure_in_use(), service.library)
    PublicOffice(
        service.store,
        Registered(registry),
        Log(home / "log", signer),
        read_rules(service.library.folder),
    ).publish()
    public = story.people.as_(account=None, how="visitor", may=frozenset({"read"}))
    entries = public.seen("public/entries?limit=200")["items"]
    assert entries
    assert FIRM not in str(entries)
    case = entries[0]["entry"]["case"]
    assert public.seen(f"public/cases/{case}?limit=1")["next"]
    assert public.get("public/files/checkpoint").text == public.seen("public/log")["checkpoint"]
    for path in (
        "../keys/log.skey",
        "%2e%2e/keys/log.skey",
        ".lock",
        "tile/0/%2e%2e/%2e%2e/checkpoint",
        "/etc/passwd",
        "checkpoint%00",
    ):
        assert public.get(f"public/files/{path}").status_code in (400, 404), path
    figures = public.seen("public/statistics?authority=US&from=2026-01-01&to=2027-01-01")
    assert figures["statement"]
    order = {
        "cases": [story.case],
        "reader": "Committee on Foreign Affairs",
        "order": "committee order 7",
    }
    problem(story.of("dan").post("bundles", order), 403)
    answer = story.of("gil").post("bundles", order)
    assert answer.status_code == 200, answer.text
    assert "The vendor's software tells a country at best" in answer.text
    assert "bea" in answer.text
    for name, content in (
        ("log", public.get("public/bundle").content),
        ("committee", answer.content),
    ):
        (home / f"{name}.licetlog").write_bytes(content)
        checked = verified(home, name)
        assert checked.returncode == 0, checked.stdout + checked.stderr
    forged = answer.content.replace(b"bea", b"bob", 1)
    assert forged != answer.content
    (home / "forged.licetlog").write_bytes(forged)
    assert verified(home, "forged").returncode != 0, "another name under the dropped condition"


def verified(home, name):
    """What the stranger's program says of a bundle; it shares no code with the register."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "licet_verify", str(home / f"{name}.licetlog"), "--key", str(home / "keys" / "log.vkey")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_h200_from_filing_to_the_refused_shipment_and_the_committees_bundle(
    story, service, library
):
    told(story, library)
    shipped(story)
    handed_out(story, service)
