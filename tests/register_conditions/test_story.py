"""The story of the H200: as the script tells it, and what it must say."""

import subprocess
import sys
from datetime import date

import pytest

from licet.register.conditions.evidence import Inputs, Return
from licet.register.conditions.issue import before_issue
from licet.register.conditions.model import Condition
from licet.register.filings import filings
from tests.conftest import ROOT
from tests.register_conditions.conftest import AT, VIEW, adopted


@pytest.fixture(scope="module")
def said():
    script = ROOT / "examples" / "h200-license" / "show.py"
    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-W", "error", str(script)],
        capture_output=True, text=True, check=True, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return run.stdout


@pytest.mark.parametrize(
    "line",
    [
        "proposed by State, not adopted by countersigning officer C: The vendor's software",
        "316,640,000 / 633,280,000 TPP = 1/2 = 50 %, within the cap of 50 %",
        "shipment-1: 8,000 of nvidia-h200-sxm-141gb on 2026-02-24: drawn",
        "shipment-2: 6,000 of nvidia-h200-sxm-141gb on 2026-04-06: drawn",
        "shipment-3: 4,000 of nvidia-h200-sxm-141gb on 2026-05-13: REFUSED",
        "364,136,000 / 633,280,000 TPP = 23/40 = 57.5 %, over the cap of 50 %",
        "the same answer, nothing drawn twice: True",
        "Order line of 4,000: HOLD (license_condition)",
        "Order line of 1,000: PASS (license_assigned)",
        "shipment-1: would take 36,000,000 USD; due 0 USD",
        "shipment-1: would take 60,000,000 USD; due 0 USD",
        "shipment-1: would take 24,000,000 USD; due 24,000,000 USD, paid 24,000,000 USD, open 0 USD",
        "open 18,000,000 USD, OVERDUE since 2026-04-13",
        "Sum of all postings: {'USD': '0'}",
    ],
)
def test_the_story_says(line, said):
    assert line in said


def test_the_page_shows_what_the_script_prints_and_the_kinds_as_the_law_has_them(said, told):
    page = (ROOT / "docs" / "license-conditions.md").read_text("utf-8")
    shown = [
        line for block in page.split("```text\n")[1:] for line in block.split("```")[0].splitlines()
    ]
    assert shown
    assert not [line for line in shown if line not in said.splitlines()]
    for each in told.kinds:
        assert f"| `{each.kind}` | {each.test} | {each.unknown} |" in page


def test_the_third_shipment_is_drawn_nowhere(said):
    assert said.count("14,000 of 18,000 drawn") == 2
    assert "clear" not in said.lower()


def test_before_issue_the_whole_line_is_held_against_the_conditions():
    cap = Condition("cap", "quantity_cap", "", {"most": "99", "unit": "units"}, ("before_issue",))
    (line,) = before_issue(VIEW, (adopted(cap),), Inputs(), AT)
    assert [each.holds for each in line.refuses] == [False]
    assert line.findings[0].why.startswith("100 of 99 units")


def test_reports_are_listed_filed_and_outstanding():
    rule = adopted(
        Condition(
            "d", "reporting", "",
            {"obligation": "deliveries", "every": "quarter", "days": "30", "since": "2026-01-01"},
            ("schedule",),
        )
    )  # fmt: skip
    inputs = Inputs(returns=(Return("deliveries", "2026-Q1", date(2026, 5, 3), "r1"),))
    found = filings((rule,), inputs, date(2026, 8, 1))
    assert [(each.period, each.due, each.filed, each.outstanding(date(2026, 8, 1))) for each in found] == [
        ("2026-Q1", date(2026, 4, 30), date(2026, 5, 3), False),
        ("2026-Q2", date(2026, 7, 30), None, True),
    ]  # fmt: skip
    assert found[0].days_late == 3
    assert not filings((Condition("d", "reporting", "", {}, ()),), inputs, date(2026, 8, 1))
