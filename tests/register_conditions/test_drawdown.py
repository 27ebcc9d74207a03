"""Goods are taken once, within the balance, with every condition tested and kept."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.decide.report import plain_data
from licet.errors import InputError
from licet.record import replaced
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import Condition
from licet.register.drawdown.balance import balance_of
from licet.register.drawdown.draw import draw, drawn_so_far
from licet.register.drawdown.match import Held, match
from licet.register.drawdown.model import CODES, Back, Book, Drawn, Request
from licet.register.license import Party
from licet.store.records import read_record
from tests.register_conditions.conftest import AT, LINE, REQUEST, VIEW, adopted, asked, cap, taking


def codes(book):
    return [each.code for each in book.drawn[-1].refused]


def test_a_request_that_fits_is_drawn_and_the_balance_falls():
    answer = taking(REQUEST).drawn[0]
    assert answer.taken
    assert (answer.balance.left, answer.balance.value_left) == (90, 900)
    assert answer.alerts == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"line": "2"}, "no_such_line"),
        ({"item": "chip-y"}, "other_item"),
        ({"unit": "kg"}, "other_unit"),
        ({"quantity": Decimal(0)}, "quantity_odd"),
        ({"quantity": Decimal(-1)}, "quantity_odd"),
        ({"quantity": Decimal(101)}, "over_quantity"),
        ({"serials": ("S1", "S2")}, "quantity_odd"),
        ({"serials": ("S1",) * 10}, "quantity_odd"),
        ({"lot": ""}, "not_identified"),
        ({"country": "MO"}, "country_not_named"),
        ({"day": date(2025, 12, 31)}, "not_valid_on_day"),
        ({"day": date(2027, 1, 1)}, "not_valid_on_day"),
        ({"parties": ()}, "party_not_named"),
        ({"parties": (Party("end_user", "Other Firm", "CN"),)}, "party_not_named"),
        ({"parties": (*REQUEST.parties, Party("purchaser", "Trader", "SG"))}, "party_not_named"),
        ({"value": None}, "value_missing"),
        ({"currency": "EUR"}, "other_currency"),
        ({"value": Decimal("1250.01")}, "over_value"),
    ],
)
def test_what_the_license_does_not_cover_is_refused_and_says_so(changes, code):
    book = taking(asked(**changes))
    assert code in codes(book)
    assert not book.taken
    assert {each.code for each in book.drawn[-1].refused} <= set(CODES)


@pytest.mark.parametrize(
    "changes",
    [
        {"day": date(2026, 1, 1)}, {"day": date(2026, 12, 31)},
        {"quantity": Decimal(100)}, {"value": Decimal(1250)},
        {"parties": (*REQUEST.parties, Party("forwarder", "Carrier", "US"))},
        {"parties": (Party("end_user", "CLOUD  firm", "CN"),)},
        {"serials": tuple(f"S{n}" for n in range(10)), "lot": ""},
    ],
)  # fmt: skip
def test_at_the_very_edge_it_is_covered(changes):
    assert taking(asked(**changes)).taken


def test_a_license_that_cannot_be_used_gives_nothing():
    view = replaced(VIEW, usable=False, why_not="suspended since 2026-04-01")
    book = taking(REQUEST, view=view)
    assert codes(book) == ["not_usable"]
    assert "suspended since 2026-04-01" in book.drawn[0].refused[0].text


def test_the_same_key_with_the_same_content_gives_the_same_answer():
    book = taking(REQUEST)
    again = replaced(REQUEST, quantity=Decimal("10.0"), parties=tuple(reversed(REQUEST.parties)))
    answer = draw(VIEW, book, again, (), Inputs(), at=datetime(2026, 6, 1, tzinfo=UTC), by="other")
    assert answer is book.drawn[0]
    assert book.with_answer(answer) is book


def test_the_same_key_with_other_content_is_refused_and_not_kept():
    book = taking(REQUEST)
    answer = draw(VIEW, book, asked(quantity=Decimal(11)), (), Inputs(), at=AT, by="clerk")
    assert [each.code for each in answer.refused] == ["key_reused"]
    assert not answer.taken
    assert book.with_answer(answer) is book


def test_a_refusal_is_repeated_under_its_key_and_cured_under_a_new_one():
    book = taking(REQUEST, conditions=(cap(5),))
    assert codes(book) == ["condition"]
    assert taking(REQUEST, conditions=(cap(50),), book=book) is book
    assert taking(asked(key="k2"), conditions=(cap(50),), book=book).drawn[-1].taken


def test_the_same_goods_are_not_drawn_twice_under_two_keys():
    serials = tuple(f"S{n}" for n in range(10))
    book = taking(
        asked(serials=serials), asked(key="k2", serials=("S9", *(f"T{n}" for n in range(9))))
    )
    assert codes(book) == ["drawn_before"]
    assert "S9" in book.drawn[-1].refused[0].text
    assert codes(taking(REQUEST, asked(key="k2"))) == ["drawn_before"]


def test_each_level_is_told_once_as_it_is_reached():
    steps = [
        asked(key=f"k{place}", quantity=Decimal(n), value=Decimal(1), lot=f"L{place}")
        for place, n in enumerate((79, 1, 10, 5, 4, 1))
    ]
    told = [[(each.level, each.of) for each in drawn.alerts] for drawn in taking(*steps).drawn]
    assert told == [
        [], [(80, "quantity")], [(90, "quantity")], [(95, "quantity")], [], [(100, "quantity")],
    ]  # fmt: skip
    assert taking(*steps).drawn[-1].balance.left == 0


def test_a_level_is_told_where_use_was_a_hair_below_it():
    steps = [asked(key=f"k{n}", quantity=Decimal(n), lot=n) for n in ("79.5", "0.5", "19")]
    last = taking(*steps).drawn
    assert [[each.level for each in drawn.alerts] for drawn in last] == [[], [80], [90, 95]]
    assert last[-1].balance.left == 1


def test_one_drawdown_may_reach_several_levels_of_quantity_and_value():
    drawn = taking(asked(quantity=Decimal(91), value=Decimal(1100))).drawn[0]
    assert [(each.level, each.of) for each in drawn.alerts] == [
        (80, "quantity"), (90, "quantity"),
        (80, "value"), (90, "value"), (95, "value"), (100, "value"),
    ]  # fmt: skip
    assert drawn.balance.value_left == -100


def test_every_finding_is_kept_with_the_drawdown_those_that_warn_too():
    warning = adopted(
        Condition("sold", "certification", "", {"subjects": ["sold"]}, ("drawdown",), "warn")
    )
    answer = taking(REQUEST, conditions=(cap(100), warning)).drawn[0]
    assert answer.taken
    assert [(each.condition, each.holds) for each in answer.findings] == [
        ("cap", True),
        ("sold", None),
    ]


def test_a_condition_that_is_not_known_blocks_and_says_what_is_missing():
    certificate = adopted(
        Condition("sold", "certification", "", {"subjects": ["sold"]}, ("drawdown",))
    )
    answer = taking(REQUEST, conditions=(certificate,)).drawn[0]
    assert not answer.taken
    assert answer.findings[0].holds is None
    assert "a signed certificate on sold" in answer.findings[0].missing[0]


def test_a_condition_that_was_dropped_or_never_adopted_or_is_for_another_line_is_not_tested():
    proposed = Condition("p", "quantity_cap", "", {"most": "1", "unit": "units"}, ("drawdown",))
    other = replaced(cap(1), lines=("2",))
    later = replaced(cap(1), tested=("schedule",))
    answer = taking(REQUEST, conditions=(proposed, other, later)).drawn[0]
    assert answer.taken
    assert answer.findings == ()


def test_a_broken_condition_may_call_for_suspension():
    harsh = replaced(cap(5), consequence="suspend")
    answer = taking(REQUEST, conditions=(harsh,)).drawn[0]
    assert not answer.taken
    assert [each.condition for each in answer.findings if each.calls_for_suspension] == ["cap"]


def test_an_answer_goes_through_json_and_back():
    answer = taking(asked(quantity=Decimal("0.5")), conditions=(cap(100),)).drawn[0]
    data = json.loads(json.dumps(plain_data(answer)))
    assert read_record(Drawn, data, "the answer") == answer


def test_goods_that_come_back_fill_the_balance_only_when_an_officer_says_so():
    book = taking(REQUEST)
    back = Back("b1", "k1", Decimal(4), date(2026, 6, 1), "entry 1", value=Decimal(40))
    assert balance_of(LINE, book.with_back(back)).left == 90
    restored = replaced(back, restored_by="officer", reason="never used, same goods")
    after = book.with_back(restored)
    assert (balance_of(LINE, after).left, balance_of(LINE, after).value_left) == (94, 940)
    assert (drawn_so_far(after)[0].units, drawn_so_far(after)[0].value) == (6, 60)
    rest = Back(
        "b2", "k1", Decimal(6), date(2026, 6, 2), "entry 2", (), Decimal(60), "officer", "same"
    )
    assert drawn_so_far(after.with_back(rest)) == ()
    assert balance_of(LINE, after.with_back(rest)).left == 100
    assert after.with_back(restored) is after


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"of": "k9"}, "nothing was drawn"),
        ({"quantity": Decimal(11)}, "came back, and 11 more cannot"),
        ({"quantity": Decimal(0)}, "cannot"),
        ({"serials": ("S1",)}, "did not go"),
        ({"value": Decimal(101)}, "was worth 100"),
        ({"restored_by": "officer"}, "say why"),
    ],
)
def test_nothing_comes_back_that_did_not_go(changes, said):
    back = replaced(Back("b1", "k1", Decimal(4), date(2026, 6, 1), "entry 1"), **changes)
    with pytest.raises(InputError, match=said):
        taking(REQUEST).with_back(back)


def test_goods_without_a_stated_value_come_back_without_one():
    view = replaced(VIEW, lines=(replaced(LINE, value=None),))
    book = taking(asked(value=None), view=view)
    back = Back("b1", "k1", Decimal(4), date(2026, 6, 1), "entry 1")
    assert book.with_back(back).back == (back,)
    with pytest.raises(InputError, match="was worth None"):
        book.with_back(replaced(back, value=Decimal("0.01")))


def test_serials_that_came_back_may_go_again():
    serials = tuple(f"S{n}" for n in range(10))
    book = taking(asked(serials=serials))
    book = book.with_back(Back("b1", "k1", Decimal(10), date(2026, 6, 1), "entry", serials))
    assert taking(asked(key="k2", serials=serials), book=book).drawn[-1].taken


# -- an order line is matched to a license line ----------------------------------------


def held(number="D1", conditions=(), book=None, **line):
    view = replaced(VIEW, number=number, lines=(replaced(LINE, **line),))
    return Held(view, conditions, book or Book(), Inputs())


def test_an_order_passes_only_against_the_balance_of_one_line():
    found = match(asked(lot=""), (held(), held("D2", item="chip-y")), AT)
    assert (found.result, found.code) == ("PASS", "license_assigned")
    assert (found.fits[0].license, found.fits[0].line) == ("D1", "1")
    assert "100 units left" in found.reason


def test_with_two_lines_that_fit_a_person_says_which():
    found = match(REQUEST, (held(), held("D2")), AT)
    assert (found.result, found.code) == ("HOLD", "two_licenses_fit")
    assert "D1 line 1, D2 line 1" in found.reason


def test_a_line_without_balance_does_not_fit():
    found = match(REQUEST, (held(quantity=Decimal(9)), held("D2")), AT)
    assert (found.result, found.fits[0].license) == ("PASS", "D2")
    assert "9 units left" in found.passed_over[0][1]


def test_an_order_holds_where_nothing_fits_or_a_condition_is_open():
    assert match(REQUEST, (), AT).code == "no_license_fits"
    none = match(REQUEST, (held(countries=("MO",)),), AT)
    assert (none.result, none.code) == ("HOLD", "no_license_fits")
    assert "names MO, not CN" in none.reason
    broken = match(REQUEST, (held(conditions=(cap(5),)),), AT)
    assert (broken.result, broken.code) == ("HOLD", "license_condition")
    assert "10 of 5 units" in broken.reason


# -- whatever comes, in whatever order -------------------------------------------------

requests = st.builds(
    Request,
    key=st.sampled_from([f"k{n}" for n in range(8)]),
    line=st.sampled_from(["1", "1", "1", "2"]),
    item=st.just("chip-x"),
    quantity=st.decimals(-5, 60, places=2),
    unit=st.just("units"),
    day=st.dates(date(2025, 12, 1), date(2027, 2, 1)),
    country=st.sampled_from(["CN", "CN", "MO"]),
    parties=st.just(REQUEST.parties),
    value=st.none() | st.decimals(0, 600, places=2),
    currency=st.just("USD"),
    lot=st.sampled_from(["L1", "L2", "L3"]),
)
backs = st.builds(
    Back,
    key=st.sampled_from(["b1", "b2", "b3"]),
    of=st.sampled_from([f"k{n}" for n in range(8)]),
    quantity=st.decimals(-1, 40, places=2),
    day=st.just(date(2026, 6, 1)),
    ref=st.just("entry"),
    value=st.none() | st.decimals(0, 300, places=2),
    restored_by=st.sampled_from(["", "officer"]),
    reason=st.just("why"),
)


def ratio():
    return adopted(
        Condition(
            "ratio", "ratio_cap", "",
            {"most_pct": "50", "basis": "units", "countries": ["CN"], "home": ["US"]}, ("drawdown",),
        )
    )  # fmt: skip


@given(st.lists(requests | backs, max_size=25), st.integers(1, 150), st.integers(0, 300))
def test_no_sequence_takes_more_than_the_balance_the_cap_or_the_ratio(acts, most, at_home):
    shipment = {
        "ref": "h",
        "item": "chip-x",
        "day": "2025-01-01",
        "units": at_home,
        "country": "US",
    }
    inputs = read_record(Inputs, {"home": [shipment], "elsewhere": []}, "inputs")
    conditions, book = (cap(most), ratio()), Book()
    for act in acts:
        if isinstance(act, Request):
            book = taking(act, conditions=conditions, inputs=inputs, book=book)
        else:
            try:
                book = book.with_back(act)
            except InputError:
                continue
    balance = balance_of(LINE, book)
    drawn = sum((each.units for each in drawn_so_far(book)), Decimal(0))
    assert 0 <= balance.drawn <= balance.quantity
    assert 0 <= balance.value_drawn <= LINE.value * (1 + LINE.value_tolerance)
    assert balance.drawn == drawn <= most
    assert 2 * drawn <= at_home


@given(st.lists(requests, max_size=15))
def test_sent_again_in_any_order_nothing_changes(sent):
    book = taking(*sent)
    assert taking(*reversed(sent), book=book) == book
    assert len({each.request.key for each in book.drawn}) == len(book.drawn)
