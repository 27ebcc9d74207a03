"""Pages of the register: worklists by role, the case, acts as forms, the license, what everybody sees."""

import pytest

from tests.desk.register_desk import register_sitting  # noqa: F401 - a fixture


@pytest.fixture
def sitting(register_sitting):  # noqa: F811
    return register_sitting


def test_the_h200_story_runs_over_the_pages_and_the_third_shipment_is_refused_with_the_ratio(
    sitting,
):
    sitting.shipped()
    assert "Propose a decision : " in sitting.not_to_propose.split("Not possible now")[1]
    said = sitting.draw(3, "2026-05-13", "4,000", "120,000,000")
    assert "Refused: shipment-3" in said
    assert "over the cap of 50 %" in said
    sitting.be("olga")
    for number, value, day in ((1, "96,000,000", "2026-02-17"), (2, "72,000,000", "2026-03-30")):
        sent = {"case": sitting.license, "shipment": f"shipment-{number}", "customs_value": value, "imported": "yes", "entry_day": day, "origin": "US"}  # fmt: skip
        said = sitting.send("/register/assess", sent)
    for each in ("would take 36,000,000 USD", "would take 60,000,000 USD", "due 24,000,000 USD"):
        assert each in said
    dropped = sitting.see(f"/register/{sitting.case}?tab=conditions")
    assert "location dropped" in dropped
    assert "Dropped on 2026-02-03 by bea (US): The tool tells a country at best." in dropped


def test_a_file_of_another_firm_is_not_there_and_an_auditor_names_an_order(sitting):
    sitting.filed()
    sent = {"role": "applicant", "name": "eve", "authority": "Another Firm"}
    sitting.send("/register/as", sent)
    assert "Not yours, or not there" in sitting.see(f"/register/{sitting.case}", 403)
    assert "Not yours, or not there" in sitting.see("/register/A-999999", 403)
    sitting.be("gil")
    assert "reads a file by order" in sitting.see(f"/register/{sitting.case}")
    assert "Applicant Example Silicon, Inc." in sitting.see(f"/register/{sitting.case}?order=committee+7")  # fmt: skip


def test_the_worklist_tells_why_the_clock_stands(sitting):
    sitting.questioned().be("olga")
    assert "stopped: agency information" in sitting.see("/register")
    assert "Who operates the site?" in sitting.see(f"/register/{sitting.case}")


def test_the_same_form_sent_twice_opens_one_application(sitting):
    sitting.filed()
    first = sitting.case
    sitting.send("/register/new", sitting.sent)
    assert str(sitting.page.url).endswith(first)


@pytest.mark.parametrize("where", ["public", "statistics", "verify"])
def test_everybody_reads_what_is_public(sitting, where):
    assert "register" in sitting.see(f"/register/{where}").lower()
