"""What is kept in events comes back as it was: conditions with who did what, answers, assessments."""

import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest

from licet.decide.report import plain_data
from licet.errors import InputError
from licet.record import record, replaced
from licet.register import entries
from licet.register.conditions import tested
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import ADOPTED, CHANGED, NOT_ADOPTED, PROPOSED, Condition, Step
from licet.register.conditions.ratio import percent_of
from licet.register.conditions.reporting import due_day
from licet.register.conditions.tested import parameters_of
from licet.register.drawdown.model import Book
from licet.register.money.assess import Assessment
from licet.store.records import read_record
from tests.register_conditions.conftest import AT, LINE, REQUEST, VIEW, adopted, asked, cap, taking

CONDITION = Condition(
    "c1", "reporting", "Reports.",
    {"obligation": "o", "every": "quarter", "days": "30", "since": "2026-01-01"}, ("schedule",), "suspend",
    ("1",), "a return", "15 CFR 750", "us.x", date(2026, 1, 1), None, True,
)  # fmt: skip


@record
class Kept:
    """A condition as a case keeps it."""

    id: str
    kind: str
    text: str
    terms: object
    lines: tuple
    history: tuple


@record
class KeptStep:
    """A step as a case keeps it."""

    what: str
    by: str
    authority: str
    at: datetime
    reason: str


def frozen(value):
    """As the body of an event holds it."""
    if isinstance(value, dict):
        return MappingProxyType({key: frozen(each) for key, each in value.items()})
    return tuple(frozen(each) for each in value) if isinstance(value, list) else value


def test_a_condition_goes_into_the_events_of_a_case_and_back_with_its_history():
    body = frozen(json.loads(json.dumps(entries.proposal(CONDITION))))
    steps = (
        KeptStep("proposed", "sue", "State", AT, ""),
        KeptStep("changed", "olga", "", AT, "supply was short"),
        KeptStep("adopted", "cora", "Commerce", AT, ""),
    )
    kept = Kept(body["id"], body["kind"], body["text"], body["terms"], body["lines"], steps)
    found = entries.of_case(kept)
    assert found.binds
    assert (found.by(PROPOSED), found.by(CHANGED), found.by(ADOPTED)) == (
        "State",
        "olga",
        "Commerce",
    )
    assert parameters_of(found) == parameters_of(CONDITION)
    plain = plain_data(found)
    assert {**plain, "history": []} == plain_data(CONDITION)


def test_a_license_carries_its_conditions_whole():
    bound = CONDITION.after(Step(PROPOSED, "State", AT)).after(Step(ADOPTED, "cora", AT))
    (back,) = entries.of_license([frozen(json.loads(json.dumps(entries.on_license(bound))))])
    assert plain_data(back) == plain_data(bound)
    dropped = CONDITION.after(Step(PROPOSED, "State", AT)).after(Step(NOT_ADOPTED, "c", AT, "no"))
    with pytest.raises(InputError, match="never adopted"):
        entries.of_license([entries.on_license(dropped)])


def test_the_book_is_read_back_from_what_was_kept_refusals_too():
    book = taking(REQUEST, asked(key="k2", lot="L2"), conditions=(cap(15),))
    bodies = [json.loads(json.dumps(entries.drawdown_body(each))) for each in book.drawn]
    assert [sorted(set(each) & {"reasons", "date"}) for each in bodies] == [["date"], ["reasons"]]
    assert bodies[0]["tests"] == [
        {"condition": "cap", "holds": True, "why": book.drawn[0].findings[0].why}
    ]
    assert bodies[0]["party"] == "Cloud Firm"
    again = entries.book_of(map(frozen, bodies))
    assert again == book
    assert taking(REQUEST, book=again) is again


def test_an_assessment_is_kept_where_it_is_known_what_is_due():
    due = Assessment(
        "s1", "duty", "", "law", True, "", "customs_value", Decimal(4), Decimal(25), Decimal(1), "USD",
        "", "", "", "", "", "high", date(2026, 1, 1), date(2026, 1, 20),
    )  # fmt: skip
    body = json.loads(json.dumps(entries.assessed_body(due)))
    assert (body["amount"], body["due"], body["base"]) == ("1", "2026-01-20", "customs_value")
    assert entries.of_assessed(frozen(body)) == due
    assert entries.assessed_body(replaced(due, holds=None)) is None


@record
class HeldLine:
    """A line as replay gives it."""

    id: str
    item: str
    quantity: Decimal
    unit: str
    content: object


@record
class HeldLicense:
    """A license as replay gives it."""

    number: str
    holder: str
    valid_from: date | None
    valid_to: date | None
    lines: tuple
    countries: tuple
    parties: tuple = ()


def test_a_license_as_replayed_becomes_the_view_of_drawdowns():
    content = frozen(
        {"id": "1", "value": "1000", "currency": "USD", "value_tolerance": "0.25", "note": "kept apart",
         "parties": [{"role": "end_user", "name": "Cloud Firm", "country": "CN"}]}
    )  # fmt: skip
    line = HeldLine("1", "chip-x", Decimal(100), "units", content)
    held = HeldLicense("D1", "Maker", date(2026, 1, 1), date(2026, 12, 31), (line,), ("CN",))
    found = entries.view_of(
        held, usable=True, application_day=date(2025, 12, 1), closed_roles=VIEW.closed_roles
    )
    assert found == VIEW
    assert found.lines == (LINE,)
    assert found.runs_on(date(2026, 12, 31))
    assert not found.runs_on(date(2027, 1, 1))
    bare = replaced(line, content=frozen({"id": "1"}))
    user = frozen(
        {"id": "p1", "name": "Cloud Firm", "role": "end_user", "country": "CN", "screened": "x"}
    )
    named = entries.view_of(replaced(held, lines=(bare,), parties=(user,)), usable=True)
    assert [(each.id, each.name) for each in named.lines[0].parties] == [("p1", "Cloud Firm")]
    assert entries.view_of(replaced(held, valid_to=None), usable=True).to is None
    with pytest.raises(InputError, match="no first day"):
        entries.view_of(replaced(held, valid_from=None), usable=True)
    assert Book() == entries.book_of(())


def test_numbers_too_long_for_python_to_keep_by_itself_are_compared_exactly():
    most = Decimal(10) ** 27
    wide = replaced(VIEW, lines=(replaced(LINE, quantity=most * 2, value=None),))
    over = asked(quantity=Decimal(f"{most:f}.01"), value=None)
    assert taking(over, view=wide, conditions=(cap(most),)).taken == ()
    assert taking(asked(quantity=most, value=None), view=wide, conditions=(cap(most),)).taken
    assert replaced(over, quantity=most).content != over.content
    half = asked(key="a", quantity=most, value=None)
    rest = asked(key="b", quantity=Decimal("0.01"), value=None, lot="L2")
    tight = replaced(wide, lines=(replaced(wide.lines[0], quantity=most),))
    assert len(taking(half, rest, view=tight).taken) == 1


@pytest.mark.parametrize(
    ("ratio", "percent", "is_exact"),
    [
        ("1/2000000", "0.0000", False), ("3/2000000", "0.0002", False), ("5/2000000", "0.0002", False),
        ("1/1999999", "0.0001", False), ("1/1000000", "0.0001", True), ("0", "0.0000", True),
        ("7/3", "233.3333", False), ("8/3", "266.6667", False),
    ],
)  # fmt: skip
def test_a_percent_is_rounded_to_the_even_neighbor_and_says_that_it_is(ratio, percent, is_exact):
    found, exactly = percent_of(Fraction(ratio))
    assert (str(found), exactly) == (percent, is_exact)


FRIDAY = date(2026, 5, 15)


def open_on(day):
    """Monday to Friday, and nothing known beyond June."""
    if day > date(2026, 6, 30):
        raise InputError("the calendar ends in June")
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("end", "days", "working", "roll", "due"),
    [
        (FRIDAY, 1, False, False, date(2026, 5, 16)),
        (FRIDAY, 1, False, True, date(2026, 5, 18)),
        (FRIDAY, 3, False, True, date(2026, 5, 18)),
        (FRIDAY, 4, False, True, date(2026, 5, 19)),
        (FRIDAY, 0, False, True, FRIDAY),
        (FRIDAY, 1, True, False, date(2026, 5, 18)),
        (FRIDAY, 6, True, False, date(2026, 5, 25)),
        (FRIDAY, 60, True, False, None),
        (FRIDAY, 60, False, True, None),
        (FRIDAY, 60, False, False, date(2026, 7, 14)),
    ],
)
def test_a_due_day_is_told_by_the_calendar_or_not_at_all(end, days, working, roll, due):
    assert due_day(end, days, working, roll, open_on) == due
    if working or roll:
        assert due_day(end, days, working, roll, None) is None


def test_without_a_shipment_the_worst_ratio_of_all_products_counts():
    rule = {
        "most_pct": "50",
        "basis": "units",
        "countries": ["CN"],
        "home": ["US"],
        "home_until": "drawdown",
    }
    condition = adopted(Condition("r", "ratio_cap", "", rule, ("schedule",)))

    def found(*drawn, basis="units"):
        goods = [{"ref": f"{item}{units}", "item": item, "units": units, "day": "2026-01-01", "country": "CN"}
                 for item, units in drawn]  # fmt: skip
        home = [
            {
                "ref": "h",
                "item": "a",
                "units": "10",
                "day": "2026-01-01",
                "country": "US",
                "tpp": "1",
            }
        ]
        inputs = read_record(Inputs, {"drawn": goods, "home": home, "elsewhere": []}, "inputs")
        return tested.test(replaced(condition, parameters={**rule, "basis": basis}), inputs, AT)

    assert found().holds is True
    assert found(("a", "5")).holds is True
    assert found(("a", "5"), ("b", "1")).holds is False
    assert found(("a", "5"), basis="TPP").holds is None


@pytest.mark.parametrize("number", ["1E+40", "1E-40", "1" * 31, "NaN", "Infinity"])
def test_a_number_beyond_all_measure_is_refused_at_the_door(number):
    with pytest.raises(InputError, match="at most 30 digits"):
        read_record(Inputs, {"drawn": [{"ref": "r", "item": "i", "day": "2026-01-01", "units": number, "country": "CN"}]}, "inputs")  # fmt: skip


def test_goods_that_go_the_other_way_make_no_room_under_a_cap():
    back = {"ref": "back", "item": "chip-x", "day": "2026-02-01", "units": "-50", "country": "CN"}
    inputs = read_record(Inputs, {"drawn": [back]}, "inputs")
    answer = taking(REQUEST, conditions=(cap(15),), inputs=inputs).drawn[0]
    assert not answer.taken
    assert answer.findings[0].missing == ("units of back: -50 is below nought",)
