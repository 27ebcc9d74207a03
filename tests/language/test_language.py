"""Text of a rule to tree and back; whatever is out of the grammar is refused with its column."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from licet.errors import LawError, Place
from licet.language.nodes import (
    All,
    Compare,
    Constant,
    Either,
    FactNumber,
    Holds,
    Not,
    OnList,
    Ref,
    Within,
    facts_of,
    from_json,
    to_json,
    walk,
)
from licet.language.parse import Vocabulary, parse_quantity, parse_rule
from licet.language.text import prose, rule_text
from tests.strategies import rules


@pytest.fixture(scope="session")
def words(mini):
    book = mini.book
    return Vocabulary(book.facts, book.groups, book.roles, ("one", "two"))


@given(tree=rules())
def test_a_tree_reads_back_from_its_own_text(words, tree):
    assert parse_rule(rule_text(tree), words) == tree


@given(tree=rules())
def test_a_tree_comes_back_from_json(tree):
    assert from_json(to_json(tree)) == tree


@given(tree=rules())
def test_every_rule_can_be_said_in_english(mini, tree):
    assert prose(tree, mini.book.facts, {"xx.A1": "Entry A1"})


RULES = [
    "speed >= 100",
    "100 <= speed < 200",
    "200 > speed and flat",
    "speed == fast == 3",
    "(flat and military) and us_origin",
    "flat or (military or us_origin)",
    "flat and 1 <= speed <= 2",
    "not (flat or not military)",
    "not speed >= 5 or flat",
    "speed / area_mm2 >= 2.50",
    "(speed + 1) * 2 > density - 0.10",
    "speed >= 1e3 or speed >= 1_000.50 or speed < .5",
    'destination in {"CN", "MO"}',
    'destination != "CN"',
    "destination not in Foes",
    '"XX-7" in exporter.letters',
    '"XX-7" not in exporter.letters',
    r'"a\"b\\c\n" in exporter.letters',
    "'it\\'s' in exporter.letters",
    "any_party(recipients, headquarters in Foes)",
    'any_party(on_list("XX-BAD", footnote=0) or not on_list("XX-BAD"))',
    "@xx.A1#two and not @xx.reach",
    "one or two",
    "true and not False",
    "(\n  flat\n  or military\n)",
]


@pytest.mark.parametrize("text", RULES)
def test_text_to_tree_to_text_to_tree_is_the_same_tree(words, text):
    tree = parse_rule(text, words)
    assert parse_rule(rule_text(tree), words) == tree
    assert from_json(to_json(tree)) == tree
    assert prose(tree, words.facts)


def test_a_number_keeps_the_digits_that_were_written(words):
    tree = parse_rule("density >= 5.92", words)
    assert tree == Compare(FactNumber("density"), ">=", Constant(Decimal("5.92")))


def test_a_line_written_on_the_left_is_the_same_test_as_on_the_right(words):
    """It became a difference of two quantities, which no range of values settles and no check of thresholds saw."""
    assert parse_rule("100 <= speed", words) == parse_rule("speed >= 100", words)
    assert parse_rule("1 < speed < 2", words) == parse_rule("speed > 1 and speed < 2", words)


def test_an_alias_becomes_the_fact_that_it_stands_for(words):
    assert parse_rule("fast >= 100", words) == parse_rule("speed >= 100", words)
    assert parse_quantity("fast / 2", words) == parse_quantity("speed / 2", words)


def test_facts_and_references_of_a_tree_are_listed(words):
    tree = parse_rule("@xx.A1 and any_party(on_list('XX-BAD')) and speed / density > 2", words)
    assert facts_of(tree) == {"lists", "speed", "density"}
    assert Ref("xx.A1") in list(walk(tree))


def test_footnote_nought_is_no_footnote_left_out():
    """The text left a footnote 0 out, so that it read back as a test of any entry."""
    assert rule_text(OnList("XX-BAD", 0)) == 'on_list("XX-BAD", footnote=0)'


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("sped >= 100", 1, "'sped' is no known fact or part. Did you mean speed?"),
        ("flat and milltary", 10, "Did you mean military?"),
        ("destination in Fos", 16, "'Fos' is no known country group. Did you mean Foes?"),
        ('kind == "exprt"', 9, "'exprt' is no known choice of kind. Did you mean export, reexport?"),
        ('destination == "China"', 16, "a country of two capital letters was wanted"),
        ('destination in {"CN", "China"}', 23, "a country of two capital letters was wanted"),
        ("any_party(recipient, flat)", 11, "a named set of roles (recipients) or roles in braces was wanted"),
        ('any_party({"enduser"}, country == "CN")', 12, "'enduser' is no known role. Did you mean end_user?"),
        ("anyparty(flat)", 1, "the functions are any_party, on_list"),
        ("any_party()", 1, "write any_party(test) or any_party(roles, test)"),
        ("any_party(any_party(country == 'CN'))", 11, "one level deep"),
        ("any_party(flat)", 11, "inside any_party(...) only facts of a party may stand"),
        ("headquarters in Foes", 1, "a party's fact stands inside any_party(...)"),
        ("on_list('XX-BAD')", 1, "write on_list('US-EL') or on_list('US-EL', footnote=4) inside any_party(...)"),
        ("any_party(on_list('XX-BAD', footnote=True))", 11, "write on_list"),
        ("speed", 1, "speed is a number, so compare it with something"),
        ("flat >= 5", 1, "flat is a boolean; a number was wanted"),
        ("speed == 'CN'", 1, "speed is a number, not a word"),
        ("destination > 'CN'", 1, "words are compared with == or !="),
        ("speed >= true", 10, "'true' is no known fact"),
        ("speed is 5", 1, "use >= > <= < == != or in"),
        ("speed in Foes", 1, "speed is no country, so it is in no group"),
        ("'x' in speed", 8, "speed is no list of codes"),
        ("destination in 'CN'", 16, "a group, or words in braces"),
        ("destination in {CN}", 17, "a word in quotation marks was wanted"),
        ("flat if military else flat", 1, "a test that holds or not was wanted"),
        ("lambda: flat", 1, "a test that holds or not was wanted"),
        ("5", 1, "a test that holds or not was wanted"),
        ("speed ** 2 > 5", 1, "a number or a numeric fact was wanted"),
        ("-speed > 5", 1, "a number or a numeric fact was wanted"),
        ("speed >= 0x10", 10, "a number is written with digits and a point"),
        ("speed >= 0b1", 10, "a number is written with digits and a point"),
        ("speed >= 1e99999", 10, "sensible size"),
        ("speed >= 5j", 10, "a number or a numeric fact was wanted"),
        ("flat and", 9, "invalid syntax"),
        ("(flat", 1, ""),
        ("flat military", 6, "invalid syntax"),
        ("flat = military", 6, "invalid syntax"),
        ("flat and $", 10, ""),
        ('"é" in exporter.letters and falt', 29, "Did you mean flat?"),
        ('"\\ud800" in exporter.letters', 1, "cannot be written in a file"),
        ("", 1, ""),
        ("flat) or (military", 5, ""),
        ("flat # for now\n and military", 6, "a rule holds no remarks"),
        ('"\\q" in exporter.letters', 1, "invalid escape"),
        ("flat\x00", 5, "null bytes"),
    ],
)  # fmt: skip
def test_what_is_out_of_the_grammar_is_refused_where_it_stands(words, text, column, message):
    with pytest.raises(LawError) as caught:
        parse_rule(text, words, Place("xx/A1.md", 7))
    assert message in str(caught.value)
    assert (caught.value.place.file, caught.value.place.line) == ("xx/A1.md", 7)
    assert caught.value.place.column == column


def test_a_mistake_in_the_third_line_of_a_rule_is_found_there(words):
    with pytest.raises(LawError) as caught:
        parse_rule("flat\n  or military\n  or us_orign", words, Place("xx/A1.md", 7, 9))
    assert str(caught.value.place) == "xx/A1.md:9:6"


def test_columns_count_from_where_the_rule_stands_in_its_line(words):
    with pytest.raises(LawError) as caught:
        parse_rule("flat or us_orign", words, Place("xx/A1.md", 7, 9))
    assert str(caught.value.place) == "xx/A1.md:7:17"


def test_a_remark_cannot_swallow_the_lines_after_it(words):
    """Lines were joined before the rule was read, so a remark in the first took the rest with it."""
    with pytest.raises(LawError, match="a rule holds no remarks"):
        parse_rule("flat  # as before\nand military", words)
    assert parse_rule('"#" in exporter.letters', words).code == "#"


def test_the_caret_points_at_what_was_refused(words):
    with pytest.raises(LawError) as caught:
        parse_rule("flat or us_orign", words)
    _, text, caret = str(caught.value).splitlines()
    assert text[caret.index("^") :].startswith("us_orign")


@pytest.mark.parametrize(
    "text",
    [
        "not " * 900 + "flat",
        "(" * 300 + "flat" + ")" * 300,
        "speed > " + "+".join(["speed"] * 600),
        "speed > " + "-" * 3000 + "1",
        ".".join("a" * 1500),
        "a" + "()" * 1500,
        "a" + "[0]" * 1200,
        " and ".join(["flat"] * 400),
        "speed" + " < speed" * 200,
        "flat or " * 1000 + "flat",
    ],
)
def test_a_rule_nested_beyond_reason_is_read_or_refused(words, text):
    try:
        tree = parse_rule(text, words)
    except LawError as error:
        assert error.place is not None  # noqa: PT017 - any other error fails the test
    else:
        assert parse_rule(rule_text(tree), words) == tree
        assert prose(tree, words.facts)


VOCABULARY = [
    "speed", "flat", "destination", "Foes", "exporter.letters", "any_party", "on_list", "recipients", "@xx.A1", "one",
    "and", "or", "not", "in", ">=", "==", "<", "(", ")", "{", "}", ",", '"CN"', "5.92", "1e9", "+", "/", "-", "true",
    "footnote=4", "headquarters", "\n", "'", '"', "#", "@", "=", ":", "lambda", "if", "else", "é", "0x1", "[", "]", ".",
]  # fmt: skip


@settings(max_examples=500)
@given(text=st.text(max_size=60) | st.lists(st.sampled_from(VOCABULARY), max_size=15).map(" ".join))
@example(text="speed >= 0o17")
@example(text="speed >= 1e999999999")
@example(text="f'{flat}'")
@example(text="(yield)")
@example(text="flat # and military")
def test_any_text_is_a_tree_or_a_refusal_with_a_column(words, text):
    try:
        tree = parse_rule(text, words)
    except LawError as error:
        assert error.place.column >= 1  # noqa: PT017 - any other error fails the test
        return
    assert parse_rule(rule_text(tree), words) == tree
    assert from_json(to_json(tree)) == tree
    assert prose(tree, words.facts)


def test_a_reference_inside_quotation_marks_stays_text(words):
    """The name that stands in for a reference was put into quoted words as well."""
    tree = parse_rule('"@xx.A1" in exporter.letters', words)
    assert tree.code == "@xx.A1"


def test_shapes_are_what_they_look_like(words):
    assert parse_rule("flat and military or us_origin", words) == Either(
        (All((Holds("flat"), Holds("military"))), Holds("us_origin"))
    )
    assert parse_rule('destination != "CN"', words) == Not(Within("destination", ("CN",)))


def test_prose_names_units_titles_and_groups(words):
    tree = parse_rule("speed >= 4800.0 and @xx.A1#two and destination in Foes", words)
    assert prose(tree, words.facts, {"xx.A1": "Entry A1"}) == (
        "speed is 4,800 GB/s or more and “Entry A1” (two) and destination is in Foes"
    )


def test_the_rules_of_the_repo_read_back_from_their_own_text(book):
    for provision in book.provisions.values():
        for version in provision.versions:
            known = Vocabulary(
                book.facts, book.groups, book.roles, [name for name, _ in version.parts]
            )
            trees = [version.rule, *(tree for _, tree in version.parts)]
            trees += [each.rule for each in version.conditions if each.rule is not None]
            for tree in trees:
                assert parse_rule(rule_text(tree), known) == tree
                assert from_json(to_json(tree)) == tree
                assert prose(tree, book.facts)


def test_quantities_of_different_units_are_neither_compared_nor_added(law):
    words = Vocabulary(law.book.facts)
    for text in (
        "total_dram_bandwidth_gb_s >= total_processing_performance",
        "total_dram_bandwidth_gb_s + die_area_mm2 >= 3",
    ):
        with pytest.raises(LawError, match="one side is in GB/s, the other in"):
            parse_rule(text, words)
    same = "total_dram_bandwidth_gb_s + aggregate_bidirectional_transfer_rate_gb_s >= 1700"
    assert parse_rule(same, words)
    assert parse_rule("total_processing_performance / die_area_mm2 >= 5.92", words)
