"""The catalogue of lists, countries and the small readings that all forms share."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.lists.catalog import by_program, code_for, known
from licet.lists.formats import FORMS
from licet.lists.formats.footnotes import footnotes
from licet.lists.formats.identifiers import labelled
from licet.lists.formats.words import apart, day_of, scripts, tidy
from licet.lists.places import code_of, ends_in, starts_with

OF_THE_LAW = [
    "US-EL",
    "US-MEU",
    "US-SDN",
    "US-UVL",
    "US-DPL",
    "US-MIEU",
    "US-NS-CMIC",
    "US-1260H",
    "US-NDAA5949",
    "JP-EUL",
    "TW-SHTC",
    "EU-833-IV",
    "CN-CONTROL",
    "CN-WATCH",
    "CN-UEL",
    "CN-AFSL",
]


def test_every_list_that_the_law_uses_is_known():
    assert set(OF_THE_LAW) <= set(known())


@pytest.mark.parametrize("code", known())
def test_a_list_says_all_that_a_reader_of_it_needs(code):
    each = known()[code]
    assert each.form in FORMS
    assert each.url.startswith("https://")
    assert each.country == code.split("-")[0]
    assert each.stale_after_days > 0
    assert each.means.endswith(".")
    assert code_for(code) == code
    assert all(code_for(name) == code for name in each.also), "a name stands for two lists"
    assert all(by_program(tag) == code for tag in each.programs)


def test_every_form_of_a_list_is_told_to_someone():
    assert all(text and len(text) < 120 for text in FORMS.values())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CHINA, PEOPLE'S REPUBLIC OF", "CN"), ("People’s Republic of China", "CN"), ("Burma", "MM"),
        ("Türkiye", "TR"), ("Korea, North", "KP"), ("Crimea Region of Ukraine", "UA"), ("U.A.E.", "AE"),
        ("Côte d'Ivoire", "CI"), ("日本", "JP"), ("Republic of Belarus", "BY"), ("gb", "GB"),
        ("Atlantis", ""), ("", ""),
    ],
)  # fmt: skip
def test_countries_are_known_as_published(name, code):
    assert code_of(name) == code


def test_an_address_tells_its_country_where_it_ends_with_one():
    assert ends_in("Room 2, Shenzhen, China 518031") == "CN"
    assert ends_in("1 Main Street, Los Angeles, CA") == ""
    assert ends_in("4F, Bangkok 10520, Kingdom of Thailand") == "TH"
    assert ends_in("House 9, Kabul, Afghanistan. (See alternate addresses under Pakistan).") == "AF"
    assert starts_with("Moscow, Russia") == ("", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)4", {4}),
        ("For all items subject to the EAR, see §§ 734.9(e) 1 and 744.11 of the EAR 2", {1, 2}),
        ("All items. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)", {3}),
        ("For all items subject to the EAR (See §§ 734.9(g)3, 746.8(a)(3) of the EAR.)", {3}),
        ("For all items (See §§ 734.4(a)(9), 734.9(e)(3), and 744.11 of the EAR) 5", {5}),
        ("For all items subject to the EAR (See § 744.11 of the EAR) 4, 5", {4, 5}),
        ("For all items subject to the EAR (See § 744.11 of the EAR)⁴", {4}),
        ("For items on the CCL and EAR 99 items listed in supplement no. 7 to part 746", set()),
        (
            "All items subject to the EAR. (See § 744.11 of the EAR), except for EAR99-designated",
            set(),
        ),
        ("", None),
    ],
)
def test_footnotes_are_read_and_nothing_else_is(text, wanted):
    assert footnotes(text) == wanted


def test_days_are_read_as_their_publishers_write_them():
    assert day_of("2026-07-30T14:07:33+00:00") == date(2026, 7, 30)
    assert day_of("13.07.20") == date(2020, 7, 13)
    assert day_of("12/23/2020") == date(2020, 12, 23)
    assert [day_of(each) for each in ("2023-02-29", "31.2.2020", "3017-08-22", "soon", None)] == [
        None
    ] * 5


def test_two_scripts_side_by_side_are_two_names():
    assert scripts("EKT SMART (黎巴嫩卡氏有限公司)") == ("EKT SMART", "黎巴嫩卡氏有限公司")
    assert scripts("朝鮮貿易 (Korea Trade)") == ("朝鮮貿易", "Korea Trade")
    assert apart(["АО «Волна»", "Wave", "Wave"]) == (("Wave",), ("АО «Волна»",))


@given(st.text(max_size=80))
def test_tidy_text_is_one_line_and_stays_as_it_is(text):
    once = tidy(text)
    assert once == tidy(once)
    assert "\n" not in once
    once.encode()


@given(st.text(max_size=60))
def test_any_number_is_read_or_left(text):
    found = labelled(text)
    assert found is None or (found.kind and found.value)


def test_every_list_whose_parties_count_as_owners_is_known():
    from licet.ownership.regimes import regimes
    from licet.pack.store import open_library

    for each in regimes(open_library(None).law.book).values():
        for row in each.rows:
            for code in each._lists(row):
                assert any(name == code or name.startswith(f"{code}.") for name in known()), code
