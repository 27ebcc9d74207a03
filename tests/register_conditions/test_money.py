"""The ledger sums to nought, and a shipment stands under each reading of the money side by side."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.decide.report import plain_data
from licet.errors import InputError
from licet.record import replaced
from licet.register.money.assess import Assessment, Consignment, assess, side_by_side
from licet.register.money.books import MoneyBook, Payment
from licet.register.money.ledger import Entry, Ledger, Posting
from licet.register.money.readings import readings_of
from licet.store.records import read_record

SXM, NVL, H20 = "nvidia-h200-sxm-141gb", "nvidia-h200-nvl-141gb", "nvidia-h20-sxm-96gb"
DAY = date(2026, 5, 1)


def weekdays(day):
    return day.weekday() < 5


@pytest.fixture(scope="session")
def readings(told, book):
    return {each.id: each for each in readings_of(told, book)}


@pytest.fixture(scope="session")
def goods(builder):
    """A shipment of a product to a place, with facts as the engine has them."""

    def made(product=SXM, to="CN", day=DAY, letters="none", **stated):
        transfer = builder.transfer(
            {"kind": "export", "item": {"id": product}, "from": "US", "to": to, "exporter": {"letters": [letters]}}
        )  # fmt: skip
        known = {
            "customs_value": Decimal(1000), "revenue": Decimal(3000), "imported": True, "entry_day": DAY,
        }  # fmt: skip
        return Consignment("s1", product, day, "USD", transfer.facts, **{**known, **stated})

    return made


def test_the_three_readings_stand_side_by_side_for_one_shipment(readings, goods, book):
    found = side_by_side(tuple(readings.values()), goods(), book, working=weekdays)
    assert [(each.reading, each.base, each.as_read, each.due, each.holds) for each in found] == [
        ("share_15_2025", "revenue", Decimal("450.00"), Decimal(0), False),
        ("share_25_2025", "revenue", Decimal("750.00"), Decimal(0), False),
        ("duty_232_2026", "customs_value", Decimal("250.00"), Decimal("250.00"), True),
    ]
    duty = found[2]
    assert (duty.band, duty.due_day, duty.payer) == (
        "inside",
        date(2026, 5, 15),
        "importer of record",
    )
    assert all(each.legal_basis and each.moment and each.confidence for each in found)


@pytest.mark.parametrize(
    ("reading", "said", "holds", "due"),
    [
        ("duty_232_2026", {}, True, "250.00"),
        ("duty_232_2026", {"product": NVL}, True, "0.00"),
        ("duty_232_2026", {"imported": False}, False, "0"),
        ("duty_232_2026", {"imported": None}, None, None),
        ("duty_232_2026", {"entry_day": date(2026, 1, 14)}, False, "0"),
        ("duty_232_2026", {"entry_day": date(2026, 1, 15)}, True, "250.00"),
        ("duty_232_2026", {"customs_value": None}, True, None),
        ("duty_232_2026", {"to": "DE"}, False, "0"),
        ("duty_232_2026", {"to": "DE", "product": NVL}, False, "0"),
        ("share_25_2025", {"day": date(2025, 12, 7)}, False, "0"),
        ("share_25_2025", {"day": date(2025, 12, 8)}, True, "750.00"),
        ("share_25_2025", {"day": date(2026, 1, 14)}, True, "750.00"),
        ("share_25_2025", {"day": date(2026, 1, 15)}, False, "0"),
        ("share_25_2025", {"day": date(2025, 12, 8), "to": "MO"}, False, "0"),
        ("share_15_2025", {"product": H20, "letters": "US-LTR-NVIDIA-2025-04-09", "day": date(2025, 8, 20)}, True, "450.00"),
        ("share_15_2025", {"product": H20, "letters": "none", "day": date(2025, 8, 20)}, False, "0"),
        ("share_15_2025", {"product": SXM, "letters": "US-LTR-NVIDIA-2025-04-09", "day": date(2025, 8, 20)}, False, "0"),
    ],
)  # fmt: skip
def test_a_reading_reaches_what_its_text_reaches(  # noqa: PLR0917 - a table, and what it is held against
    reading, said, holds, due, readings, goods, book
):
    found = assess(readings[reading], goods(**said), book)
    assert found.holds is holds, found.why
    assert found.due == (None if due is None else Decimal(due))
    assert bool(found.missing) is (found.due is None or (found.due_day is None and found.due > 0 and reading.startswith("duty")))  # fmt: skip


def test_where_the_figures_are_not_known_the_rate_is_not(readings, goods, book):
    made = goods()
    facts = {k: v for k, v in made.facts.items() if k != "total_dram_bandwidth_gb_s"}
    found = assess(readings["duty_232_2026"], replaced(made, facts=facts), book)
    assert (found.holds, found.as_read, found.due, found.band) == (None, None, None, "not known")


def test_the_terms_of_a_reading_are_those_of_the_law(readings, book):
    duty = readings["duty_232_2026"]
    charge = dict(book["us.money.section_232.prior_import.duty"].charge)
    assert (duty.payer, duty.moment, duty.legal_basis, duty.heading) == (
        charge["payer"], charge["moment"], charge["legal_basis"], "9903.79.01",
    )  # fmt: skip
    assert (duty.rate_pct, duty.outside_pct) == (25, 0)
    assert [each.standing for each in readings.values()] == ["reported", "announced", "law"]


def test_an_assessment_goes_through_json_and_back(readings, goods, book):
    found = assess(readings["duty_232_2026"], goods(), book, working=weekdays)
    assert read_record(Assessment, json.loads(json.dumps(plain_data(found))), "it") == found


# -- the books --------------------------------------------------------------------------


@pytest.fixture(scope="session")
def duty(readings, goods, book):
    return assess(readings["duty_232_2026"], goods(), book, working=weekdays)


def pay(key, amount, day=date(2026, 5, 10), **changes):
    return replaced(
        Payment(key, "duty_232_2026", "s1", Decimal(amount), "USD", day, "receipt"), **changes
    )


def test_a_payment_closes_what_was_assessed(duty):
    books = MoneyBook().assessed(duty, DAY).paid(pay("p1", 100)).paid(pay("p1", 100))
    (row,) = books.rows(date(2026, 5, 15))
    assert (row.due, row.paid, row.open, row.overdue) == (250, 100, 150, False)
    assert books.rows(date(2026, 5, 16))[0].overdue is True
    closed = books.paid(pay("p2", 150))
    assert (closed.rows(DAY)[0].paid, closed.rows(date.max)[0].open) == (0, 0)
    assert closed.ledger.balance("duty_232_2026:owed", "USD") == 0
    assert closed.ledger.balance("duty_232_2026:paid", "USD") == -250


def test_a_cent_is_open_and_overdue_and_a_cent_too_much_is_not(duty):
    books = MoneyBook().assessed(duty, DAY).paid(pay("p1", "249.99"))
    assert (books.rows(date(2026, 6, 1))[0].open, books.rows(date(2026, 6, 1))[0].overdue) == (
        Decimal("0.01"), True,
    )  # fmt: skip
    over = books.paid(pay("p2", "0.02")).rows(date(2026, 6, 1))[0]
    assert (over.open, over.overdue) == (Decimal("-0.01"), False)


def test_where_nobody_can_tell_the_day_nobody_is_overdue_and_nobody_is_not(duty):
    books = MoneyBook().assessed(replaced(duty, due_day=None), DAY)
    assert books.rows(date.max)[0].overdue is None


def test_an_assessment_is_replaced_by_reversing_it_with_a_reason(duty):
    books = MoneyBook().assessed(duty, DAY)
    assert books.assessed(duty, DAY) is books
    lower = replaced(duty, as_read=Decimal("200.00"))
    with pytest.raises(InputError, match="say why it is assessed again"):
        books.assessed(lower, DAY)
    after = books.assessed(lower, DAY, why="customs value corrected")
    third = after.assessed(replaced(duty, as_read=Decimal("210.00")), DAY, why="corrected again")
    assert [each.ledger.balance("duty_232_2026:owed", "USD") for each in (books, after, third)] == [
        -250, -200, -210,
    ]  # fmt: skip
    assert len(books.ledger.entries) < len(after.ledger.entries) < len(third.ledger.entries)
    assert third.rows(DAY)[0].due == 210


@pytest.mark.parametrize(
    ("payment", "said"),
    [
        (pay("p", 1, shipment="s9"), "assess it first"),
        (pay("p", 0), "an amount above nought"),
        (pay("p", 1, currency="EUR"), "in USD"),
    ],
)
def test_a_payment_that_pays_nothing_is_refused(payment, said, duty):
    with pytest.raises(InputError, match=said):
        MoneyBook().assessed(duty, DAY).paid(payment)


def test_a_payment_key_is_used_once(duty):
    books = MoneyBook().assessed(duty, DAY).paid(pay("p1", 100))
    with pytest.raises(InputError, match="other content"):
        books.paid(pay("p1", 101))


def test_an_entry_that_does_not_sum_to_nought_is_refused():
    with pytest.raises(InputError, match=r"off by 1 USD"):
        Entry("e", DAY, "", (Posting("a", Decimal(2), "USD"), Posting("b", Decimal(-1), "USD")))
    with pytest.raises(InputError, match="off by"):
        Entry("e", DAY, "", (Posting("a", Decimal(2), "USD"), Posting("b", Decimal(-2), "EUR")))
    with pytest.raises(InputError, match="no postings"):
        Entry("e", DAY, "", ())


def test_only_what_was_posted_is_reversed():
    with pytest.raises(InputError, match="only what was posted"):
        Ledger().reversed_entry("e", DAY, "why")


moves = st.tuples(
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["a", "b", "c"]),
    st.decimals(-1000, 1000, places=2),
    st.sampled_from(["USD", "EUR", "JPY"]),
    st.integers(0, 6),
)


@given(st.lists(moves, max_size=30))
def test_the_ledger_sums_to_nought_whatever_is_posted(made):
    ledger = Ledger()
    for debit, credit, amount, currency, key in made:
        postings = (Posting(debit, amount, currency), Posting(credit, -amount, currency))
        try:
            ledger = ledger.posted(Entry(f"e{key}", DAY, "", postings))
            ledger = ledger.posted(ledger.reversed_entry(f"e{key}", DAY, "a slip"))
        except InputError:
            continue
    assert all(amount == 0 for amount in ledger.sums.values())
    assert all(ledger.balance(*account) == 0 for account in ledger.accounts)
    assert len({each.key for each in ledger.entries}) == len(ledger.entries)


acts = st.lists(
    st.tuples(st.sampled_from(["assess", "pay"]), st.integers(0, 3), st.decimals(0, 500, places=2)),
    max_size=20,
)


@given(acts)
def test_rows_and_ledger_always_agree(done):
    books = MoneyBook()
    for number, (act, shipment, amount) in enumerate(done):
        name = f"s{shipment}"
        try:
            if act == "assess":
                books = books.assessed(assessment(name, amount), DAY, why="again")
            else:
                books = books.paid(pay(f"p{number}", amount, shipment=name))
        except InputError:
            continue
    open_ = sum((row.open for row in books.rows(date.max)), Decimal(0))
    assert books.ledger.balance("duty_232_2026:owed", "USD") == -open_
    assert all(amount == 0 for amount in books.ledger.sums.values())


def assessment(shipment, amount):
    return Assessment(
        shipment, "duty_232_2026", "", "law", True, "", "customs_value", amount, Decimal(25), amount, "USD",
        "", "", "", "", "", "high", DAY,
    )  # fmt: skip
