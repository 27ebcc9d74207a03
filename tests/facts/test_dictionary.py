"""The dictionary of facts: how a declaration is read, and how a value of a fact is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError, LawError, Place, UnknownName
from licet.facts.dictionary import TYPES, Dictionary, Fact, fact_from
from licet.facts.values import NOT_MET, Interval, OneOf

HERE = Place("facts/x.toml", 3)


def fact(type_="number", **more):
    return Fact("thing", type_, "item", "What?", "Because.", **more)


@pytest.mark.parametrize("raw", [None, "", "?", " ? ", "unknown", "Unknown", "null", "~"])
@pytest.mark.parametrize("type_", TYPES)
def test_every_type_may_be_left_unknown(type_, raw):
    assert fact(type_).read(raw) is None


@pytest.mark.parametrize(
    ("known", "raw", "value"),
    [
        (fact("number"), "5.920", Decimal("5.920")),
        (fact("number"), 5, Decimal(5)),
        (fact("number"), 0.1, Decimal("0.1")),
        (fact(exclusive_minimum=Decimal(0)), "> 0", Interval(Decimal(0), None, low_open=True)),
        (fact("number"), "> 5", Interval(Decimal(5), None, low_open=True)),
        (fact("integer"), "5.0", Decimal("5.0")),
        (fact("boolean"), "yes", True),
        (fact("boolean"), "No", False),
        (fact("boolean"), "true", True),
        (fact("boolean"), False, False),
        (fact("country"), "cn", "CN"),
        (fact("country"), "CN | mo", OneOf(frozenset({"CN", "MO"}))),
        (fact("country"), "NO", "NO"),
        (fact("choice", choices=("a", "b")), "a", "a"),
        (fact("choice", choices=("a", "b", "c")), "a | b", OneOf(frozenset({"a", "b"}))),
        (fact("choice", choices=("a", "b")), "a | a", "a"),
        (fact("codes"), [], frozenset()),
        (fact("codes"), ["x", "y"], frozenset({"x", "y"})),
        (fact("codes"), "x", frozenset({"x"})),
        (fact("text"), " 3E001 ", "3E001"),
    ],
)
def test_a_value_is_read_by_its_type(known, raw, value):
    assert known.read(raw) == value


@pytest.mark.parametrize(
    ("known", "raw", "message"),
    [
        (fact("number"), "many", "facts/x.toml:3: thing: 'many' is not a number"),
        (fact("number"), True, "a number was wanted"),
        (fact("number"), [4], "is not a number"),
        (fact("integer"), "5.5", "a whole number was wanted"),
        (fact("boolean"), "maybe", "'maybe' was found; yes, no or ? was wanted"),
        (fact("boolean"), ["yes"], "yes, no or ? was wanted"),
        (fact("country"), "China", "'CHINA' was found; a country of two letters (ISO 3166) was wanted"),
        (fact("country"), "CN |", "a country of two letters"),
        (fact("choice", choices=("a", "b")), "c", "one of a, b was wanted"),
        (fact("choice", choices=("ab",)), "a b", "one of ab was wanted"),
        (fact("choice", choices=("a", "b")), "a | ?", "one of a, b was wanted"),
        (fact("codes"), 5, "was wanted"),
        (fact("codes"), {"a": "b"}, "was wanted"),
        (fact("codes"), [["a"]], "was wanted"),
        (fact("text"), ["a"], "was wanted"),
        (fact("text"), {"a": "b"}, "was wanted"),
        (fact(minimum=Decimal(0)), "-1", "cannot be under 0"),
        (fact(exclusive_minimum=Decimal(0)), "0", "must be more than 0"),
        (fact(maximum=Decimal(100)), "100.5", "cannot be over 100"),
        (fact(exclusive_minimum=Decimal(0)), "[0, 5]", "must be more than 0"),
        (fact(minimum=Decimal(0)), "[-1, 5]", "cannot be under 0"),
        (fact(maximum=Decimal(100)), "[5, 101]", "cannot be over 100"),
    ],
)  # fmt: skip
def test_what_is_no_value_of_the_fact_says_what_was_wanted(known, raw, message):
    with pytest.raises(InputError) as caught:
        known.read(raw, HERE)
    assert message in str(caught.value)
    assert str(HERE) in str(caught.value)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(
    type_=st.sampled_from(TYPES),
    raw=anything | st.text(alphabet="0123456789.<>=[](),|CNab ", max_size=12),
)
def test_anything_at_all_is_a_value_unknown_or_an_input_error(type_, raw):
    known = fact(type_, choices=("a", "b"), minimum=Decimal(0))
    try:
        value = known.read(raw, HERE)
    except InputError as error:
        assert "thing" in str(error)  # noqa: PT017 - any other error fails the test
        return
    match type_:
        case "boolean":
            assert value in (None, True, False)
        case "number" | "integer":
            assert value is None or isinstance(value, Decimal | Interval)
        case "codes":
            assert value is None or all(isinstance(each, str) for each in value)
        case "text" | "choice" | "country":
            assert value is None or isinstance(value, str | OneOf)


@pytest.mark.parametrize(
    ("known", "value"),
    [
        (fact("boolean"), False),
        (fact("number"), NOT_MET),
        (fact("codes"), frozenset()),
        (fact("listings"), frozenset()),
        (fact("choice", choices=("none", "a")), "none"),
    ],
)
def test_due_care_closes_a_fact_to_no_none_or_a_number_that_meets_no_test(known, value):
    assert known.closed == value


GOOD = {"name": "thing", "type": "number", "owner": "item", "question": "What?", "why": "Because."}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"nane": "x"}, "a fact has no 'nane'; it may have"),
        ({"name": ""}, "lacks its name"),
        ({"question": None}, "the fact thing lacks its question"),
        ({"why": 5}, "the fact thing lacks its why"),
        ({"type": "numeric"}, "thing: type 'numeric' is none of"),
        ({"owner": "nobody"}, "thing: owner 'nobody' is none of"),
        ({"aliases": "x"}, "thing: aliases must be a list"),
        ({"choices": 5}, "thing: choices must be a list"),
        ({"minimum": "low"}, "thing: minimum: 'low' is not a number"),
        ({"minimum": "[1, 2]"}, "thing: minimum"),
        ({"maximum": ">= 5"}, "thing: maximum"),
        ({"minimum": True}, "thing: minimum"),
        ({"due_care": "yes"}, "thing: due_care"),
        ({"unit": 5}, "thing: unit"),
        ({"meaningless_when": ["a"]}, "thing: meaningless_when"),
        ({"note": 1}, "thing: note"),
        ({"aliases": [5]}, "thing: aliases"),
        ({"type": "choice"}, "thing: a choice has choices"),
    ],
)
def test_a_bad_declaration_is_refused_with_its_place(change, message):
    table = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
    with pytest.raises(LawError) as caught:
        fact_from(table, HERE)
    assert message in str(caught.value)
    assert str(HERE) in str(caught.value)


def test_a_good_declaration_is_read_whole():
    known = fact_from({**GOOD, "minimum": 0, "aliases": ["t"], "derived": ["a / b"]}, HERE)
    assert (known.minimum, known.aliases, known.derived) == (Decimal(0), ("t",), ("a / b",))


def test_an_unknown_fact_is_named_with_those_near_it():
    facts = Dictionary(
        [fact(), Fact("die_area_mm2", "number", "item", "?", "?", aliases=("area",))]
    )
    assert facts["area"].name == "die_area_mm2"
    assert "area" in facts
    with pytest.raises(
        UnknownName, match=r"'die_area_mm' is no known fact\. Did you mean die_area_mm2\?"
    ):
        facts["die_area_mm"]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ([fact(), fact()], "thing is declared twice"),
        (
            [fact(), Fact("a", "text", "item", "?", "?", aliases=("thing",))],
            "both facts and aliases: thing",
        ),
        (
            [Fact(n, "text", "item", "?", "?", aliases=("same",)) for n in "ab"],
            "same is an alias of both a and b",
        ),
    ],
)
def test_a_word_stands_for_one_fact_only(facts, message):
    with pytest.raises(LawError, match=message):
        Dictionary(facts)


def test_every_fact_of_the_repo_has_a_question_that_ends_as_one(book):
    for each in book.facts:
        assert each.question.rstrip(")").endswith("?"), each.name
        assert each.why, each.name
        assert each.type != "choice" or each.choices, each.name
