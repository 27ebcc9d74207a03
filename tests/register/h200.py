"""The story of the H200 in pure domain: from the engine's decision to a third shipment that breaks the cap."""

from datetime import UTC, date, datetime, time, timedelta

from licet.cases.read import read_yaml
from licet.decide.decide import decide
from licet.facts.values import Decimal
from licet.record import replaced
from licet.register import entries
from licet.register.conditions.asked import conditions_of
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.expiry import happenings_of_law
from licet.register.conditions.model import Condition
from licet.register.drawdown.draw import draw
from licet.register.drawdown.model import Request
from licet.register.law_file import read_law
from licet.register.opening import application_from
from licet.register.state import ADOPTED
from licet.store.records import read_record
from tests.conftest import ROOT
from tests.register.stories import LAW, File

STORY = read_yaml(ROOT / "examples" / "h200-license" / "story.yaml")
CLOUD = "Example Cloud (Hangzhou) Co., Ltd."
WHO = {"Commerce": "olga", "Defense": "dan", "State": "stef"}


def noon(day):
    return datetime.combine(day, time(12), UTC)


def filed(builder, law):
    """Filed, referred by the visible rules, escalated, signed and issued."""
    decision = decide(
        builder.transfer({"item": {"id": "nvidia-h200-sxm-141gb"}, "from": "US", "to": "CN", "kind": "export"}),
        law, on=date(2026, 1, 20),
    )  # fmt: skip
    lines = [
        {
            "id": "1",
            "item": "nvidia-h200-sxm-141gb",
            "quantity": "18000",
            "unit": "units",
            "country": "CN",
        }
    ]
    parties = [{"id": "p1", "name": CLOUD, "role": "ultimate_end_user", "country": "CN"}]
    file = File(at=noon(date(2026, 1, 20)))
    body = application_from(
        decision, authority="US", applicant="firm", lines=lines, parties=parties
    )
    file.do("create", "ann", **body).do("submit", "ann", signer="A", end_use_statement="h")
    file.do("register", "olga", number="D1").do("assign", "system", officer="olga").do(
        "open_review", "olga"
    )
    for agency, rule in LAW.routing.asked(file.state):
        file.do("refer", "system", agency=agency, rule=rule.id)
    asked = {
        each.id: each
        for each in conditions_of(
            read_law(ROOT / "law").rule("us.h200_2026"), law.book, date(2026, 2, 10)
        ).conditions
    }
    for each in STORY["proposed"]:
        file.do("condition_proposed", WHO[each["by"]], **entries.proposal(asked[each["id"]]))
    for each in STORY["own_conditions"]:
        own = read_record(Condition, each["condition"], "own", texts=True)
        file.do("condition_proposed", WHO[each["by"]], **entries.proposal(own))
    file.position("dan", "approve_with_conditions").position("stef", "deny")
    file.do("positions_complete", "system").do("escalate", "olga", trigger="State denies")
    for who, vote in (
        ("dan", "approve_with_conditions"),
        ("stef", "deny"),
        ("bea", "approve_with_conditions"),
    ):
        file.do("vote", who, vote=vote)
    file.do(
        "escalation_decided", "bea", outcome="approve_with_conditions", reasons=["742.6(b)(10)"]
    )
    for each in file.state.conditions:
        why = next(
            (
                own["not_adopted"]
                for own in STORY["own_conditions"]
                if own["condition"]["id"] == each.id and own.get("not_adopted")
            ),
            "",
        )
        if why:
            file.do("condition_dropped", "bea", id=each.id, reason=why)
        else:
            file.do("condition_adopted", "bea", id=each.id)
    file.at += timedelta(days=6)
    return file.do("countersign", "cora").do(
        "issue", "olga", notice="Issued", license="D-EXAMPLE-1"
    )


def licensed(application, library, law):
    """The license with the three shipments of the story: two taken, the third refused."""
    held = [each for each in application.state.conditions if each.status == ADOPTED]
    conditions = [entries.on_license(entries.of_case(each)) for each in held]
    line = {**STORY["license"]["lines"][0], "id": "1", "quantity": "18000"}
    file = File(case="D-EXAMPLE-1", license_=True, at=noon(date(2026, 2, 16)))
    file.do(
        "issue", "olga", number="D-EXAMPLE-1", application="A-1", authority="US", holder="firm",
        valid_from="2026-02-16", valid_to="2030-02-15", lines=[line], countries=["CN"], conditions=conditions,
        parties=[{"name": CLOUD, "role": "end_user", "country": "CN"}, {"name": CLOUD, "role": "ultimate_consignee", "country": "CN"}],
    )  # fmt: skip
    figures = {
        name: value
        for name, value in library.products["nvidia-h200-sxm-141gb"].items()
        if isinstance(value, Decimal)
    }
    inputs = replaced(
        read_record(Inputs, STORY["inputs"], "inputs", texts=True),
        parameters={"nvidia-h200-sxm-141gb": figures},
        happenings=happenings_of_law(
            law.book, read_law(ROOT / "law").rule("us.h200_2026").provision, date(2026, 5, 20)
        ),
    )
    for shipment in STORY["shipments"]:
        request = read_record(Request, shipment["request"], "request", texts=True)
        file.at = noon(request.day)
        view = entries.view_of(
            file.state,
            usable=file.state.state in LAW.license.group("usable"),
            application_day=date(2026, 1, 20),
            closed_roles=("end_user", "ultimate_consignee"),
        )
        book = entries.book_of(each.content for each in file.state.draws)
        answer = draw(
            view,
            book,
            request,
            entries.of_license(file.state.conditions),
            inputs,
            at=file.at,
            by="clerk",
        )
        file.do(
            "drawdown" if answer.taken else "drawdown_refused",
            "ann" if answer.taken else "system",
            **entries.drawdown_body(answer),
        )
    return file
