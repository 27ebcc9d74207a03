"""Numbers with their units and of what; the words that set terms."""

from decimal import Decimal

import pytest

from licet.news.amounts import amounts
from licet.news.conditions import condition, conditions
from licet.news.model import Span
from licet.news.reader import Reader
from licet.news.sources.files import of_text

READER = Reader()


def read(text):
    _, _, cleaned = next(iter(of_text(text, "a")))
    return [(str(each.value), each.unit) for each in READER.read(cleaned).amounts]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It takes 25 pct of the sales revenues.", ("25", "percent")),
        ("It takes twenty-five per cent of sales.", ("25", "percent")),
        ("Its stake is 9.9%.", ("9.9", "percent")),
        ("It takes a quarter of the revenue.", ("25", "percent")),
        ("It books a charge of $5.5 billion.", ("5500000000", "USD")),
        ("It costs US$47m in all.", ("47000000", "USD")),
        ("It is worth 46 billion rupees.", ("46000000000", "INR")),
        ("It gave five billion euros in aid.", ("5000000000", "EUR")),
        ("It has 1.7 trillion yen.", ("1700000000000", "JPY")),
        ("It paid 480 billion won.", ("480000000000", "KRW")),
        ("It got a loan of 12 bln roubles.", ("12000000000", "RUB")),
        ("It added 601 entities to the list.", ("601", "entities")),
        ("It ordered 140,000 units.", ("140000", "units")),
        ("Chips of 4,800 TPP are caught.", ("4800", "TPP")),
        ("A chip whose total processing performance is below 21,000 may go.", ("21000", "TPP")),
        ("Agents seized 3,400 accelerator boards.", ("3400", "boards")),
        ("Police raided 22 locations.", ("22", "locations")),
        ("They were charged with six counts.", ("6", "counts")),
        ("Twenty-seven aircraft crossed the line.", ("27", "aircraft")),
    ],
)
def test_a_number_has_its_unit(text, wanted):
    assert wanted in read(text)


@pytest.mark.parametrize("text", ["The H200 and the A800 are chips.", "It is under Section 301.", "It met on 27 November 2025.", "F-15 jets flew."])  # fmt: skip
def test_product_names_sections_and_days_are_no_amounts(text):
    assert read(text) == []


def test_what_a_share_is_of_is_told_in_the_words_of_the_text():
    (one,) = amounts("It takes 25 percent of the sales revenues to Beijing.")
    assert (one.value, one.of) == (Decimal(25), "sales revenues")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It may sell them in exchange for 25 pct of the revenue, he said.", "in exchange for 25 pct of the revenue"),
        ("It will sell them on condition that no more than 10% go to one fab.", "on condition that no more than 10% go to one fab"),
        ("It may ship them, provided TPP is under 21,000.", "provided TPP is under 21,000"),
        ("Sales are allowed as long as the buyer is named.", "as long as the buyer is named"),
        ("It cut duties in return for a tariff of 15 pct; talks go on.", "in return for a tariff of 15 pct"),
        ("It may sell the chip with the U.S. government taking 25 pct of the sales.", "with the U.S. government taking 25 pct of the sales"),
        ("It may sell the chip with 25 pct going to the Treasury.", "with 25 pct going to the Treasury"),
        ("It may be sold only to approved customers, and not to others.", "only to approved customers"),
        ("The duty will rise unless Beijing withdrew its response.", "unless Beijing withdrew its response"),
    ],
)  # fmt: skip
def test_terms_end_with_their_clause(text, wanted):
    assert [text[span.start : span.end] for span in conditions(text, Span(0, len(text)))] == [wanted]  # fmt: skip


@pytest.mark.parametrize("text", ["The chips are subject to licensing.", "It was given in the open.", "Japan provided aid."])  # fmt: skip
def test_what_sets_no_terms_is_none(text):
    assert condition(text, Span(0, len(text)), Span(0, len(text))) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Some 30 entities were added, bringing the total to 1,100.", ("1100", "entities")),
        ("The ministry listed 20 firms, of which 12 make drones.", ("12", "firms")),
        ("The agency inspected 214 exporters. Nine were charged on Friday.", ("9", "exporters")),
        ("Tokyo put 20 companies on the list. It put 12 more on a watch list.", ("12", "companies")),
        ("It granted 62 permits and refused 17 others.", ("17", "permits")),
        ("It put one hundred and forty firms on the list.", ("140", "firms")),
        ("A dozen firms were added to the list.", ("12", "firms")),
        ("It may ship up to 500,000 chips a year.", ("500000", "chips per year")),
        ("The duty rises from 25 to 50 percent.", ("25", "percent")),
        ("China suspended the rule for one year.", ("1", "year")),
        ("Intel was granted 7.9 billion dollars. Micron was awarded 6.1 billion in June.", ("6100000000", "USD")),
        ("The court sent him to prison for three and a half years.", ("3.5", "years")),
        ("The House passed it by 245 votes to 180.", ("180", "votes")),
    ],
)  # fmt: skip
def test_a_number_that_stands_alone_counts_what_was_named(text, wanted):
    assert wanted in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The two sides met.",
        "It cites 90 FR 5298 and 15 CFR 744.",
        "Exports fell from 2019 to 2021.",
        "He was one of them.",
    ],
)
def test_what_counts_nothing_is_no_amount(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The ministry added 26 companies to the list and removed four.", {"list": ["26"], "delist": ["4"]}),
        ("Beijing suspended a duty of 24 percent and lifted curbs on 15 firms.", {"suspend": ["24"], "relax": ["15"]}),
        ("Of 62 applications the ministry approved 41 and refused 17.", {"license": ["62", "41"], "deny": ["62", "17"]}),
        ("Police seized 3,400 boards worth $160 million.", {"enforce": ["3400", "160000000"]}),
        ("The bureau granted nine licences to a toolmaker.", {"license": ["9"]}),
    ],
)  # fmt: skip
def test_an_act_has_the_numbers_that_hang_on_it(text, wanted):
    _, _, cleaned = next(iter(of_text(text, "a")))
    events = READER.read(cleaned).events
    assert {each.act: [str(one.value) for one in each.amounts] for each in events} == wanted
