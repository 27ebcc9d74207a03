"""What the register has itself is taken from it; what the asker says beside it is kept as said."""

from datetime import date
from decimal import Decimal

import pytest

from licet.errors import InputError
from licet.register.conditions.evidence import Inputs, Laboratory, Shipment, TestReport
from licet.register.events import Actor
from tests.register.stories import WHO

LOT = {
    "id": "lot", "kind": "third_party_test", "text": "A laboratory looks at each lot.",
    "terms": {
        "parameters": {"facts": ["total_processing_performance"]}, "tested": ["drawdown"], "consequence": "block",
    },
}  # fmt: skip
RATIO = {
    "id": "ratio", "kind": "ratio_cap", "text": "At most half of what goes to customers at home.",
    "terms": {
        "parameters": {"most_pct": "50", "basis": "units", "countries": ["CN"], "home": ["US"]}, "tested": ["drawdown"], "consequence": "block",
    },
}  # fmt: skip
ITEM = "nvidia-h200"
MEASURED = {"total_processing_performance": Decimal(15832)}
REPORT = TestReport(
    "report 1", Laboratory("lab-1", "US", "US", ("US",), False), date(2026, 2, 1), ITEM, MEASURED, lot="lot of k1",
    filed=date(2026, 2, 1), signer="T",
)  # fmt: skip
FILED = {
    "ref": "report 1", "laboratory": {"name": "Lab-1", "headquarters": "US", "tested_in": "US", "controlled_from": ["US"], "stake_in_party": "no"},
    "day": "2026-02-02", "item": ITEM, "lot": "lot of k1", "signer": "T", "measured": {"total_processing_performance": "15832"},
}  # fmt: skip
STATED = {ITEM: MEASURED}


def named(office, registry):
    office.issued(LOT)
    registry.act(office.license, "name_laboratory", {"laboratory": "lab-1"}, WHO["ann"])


def filed(office, registry, tests, by=WHO["lab"]):
    body = {"obligation": "lot", "period": "lot of k1", "hash": "h", "content": {"tests": tests}}
    return registry.file_return(office.license, body, by)


def test_a_report_that_the_laboratory_filed_is_tested_on_and_the_asker_need_not_say_it(office, registry):  # fmt: skip
    named(office, registry)
    filed(office, registry, [FILED])
    answer = office.draw("5", "k1", inputs=Inputs(parameters=STATED))
    assert answer.taken, answer.refused
    assert answer.stated == (f"parameters of {ITEM}, stated by ann (applicant of firm)",)


def test_what_the_asker_says_is_kept_as_said_and_gives_way_to_what_was_filed(office, registry):
    named(office, registry)
    answer = office.draw("5", "k1", inputs=Inputs(tests=(REPORT,), parameters=STATED))
    assert answer.taken, answer.refused
    assert "tests: report 1, stated by ann (applicant of firm)" in answer.stated
    kept = registry.license(office.license, WHO["ann"]).draws[-1].content
    assert kept["answer"]["stated"] == answer.stated
    bad = {**FILED, "lot": "lot of k2", "measured": {"total_processing_performance": "99999"}}
    filed(office, registry, [bad])
    good = TestReport(**{**{n: getattr(REPORT, n) for n in REPORT.__match_args__}, "lot": "lot of k2"})  # fmt: skip
    answer = office.draw("5", "k2", inputs=Inputs(tests=(good,), parameters=STATED))
    assert not answer.taken
    assert "99999" in answer.refused[0].text.replace(",", "")


def test_a_report_counts_from_the_day_on_which_it_was_filed_whatever_it_says(office, registry):
    named(office, registry)
    early = office.request("5", "k1", day=office.clock().date())
    office.clock.move(days=3)
    filed(office, registry, [{**FILED, "filed": "2026-02-01"}])
    answer = registry.draw(office.license, early, Inputs(parameters=STATED), WHO["ann"])
    assert not answer.taken
    assert "after the shipment" in answer.refused[0].text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"tests": [{**FILED, "laboratory": {**FILED["laboratory"], "name": "lab-2"}}]}, "is of lab-2"),
        ({"home": []}, "and not home"),
        ({"tests": [{"ref": "x"}]}, "laboratory"),
        ({"tests": 5}, "tests"),
    ],
)  # fmt: skip
def test_a_laboratory_files_its_own_tests_and_what_can_be_read(office, registry, content, said):
    named(office, registry)
    body = {"obligation": "lot", "period": "x", "hash": "h", "content": content}
    with pytest.raises(InputError, match=said):
        registry.file_return(office.license, body, WHO["lab"])
    other = Actor("lena", "applicant", "firm")
    if said == "is of lab-2":  # the holder may file the report of any laboratory
        assert registry.file_return(office.license, body, other)


def test_what_went_under_another_license_of_the_holder_counts_though_nobody_says_so(office):  # fmt: skip
    home = (Shipment("US-1", ITEM, date(2026, 1, 1), Decimal(200), "US"),)
    office.issued(RATIO)
    first = office.license
    office.file()
    office.issued(RATIO)
    inputs = Inputs(home=home, elsewhere=())
    assert office.draw("60", "k1", inputs=inputs).taken
    office.license = first
    answer = office.draw("60", "k2", inputs=inputs)
    assert not answer.taken
    assert "over the cap" in answer.refused[0].text
    assert office.draw("40", "k3", inputs=inputs).taken
    assert not office.draw(
        "1", "k4", inputs=Inputs(home=home)
    ).taken  # nobody said what went elsewhere
