"""Canonical JSON, against the published vectors of RFC 8785 as far as they have no fractions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.publiclog.canonical import DEEPEST, LARGEST, read, written

DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


def test_keys_are_sorted_by_utf_16_units_and_texts_are_escaped_as_rfc_8785_says():
    # The example of RFC 8785 section 3.2.3: by code points, the smiley would come last.
    given_ = {
        "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One", "\U0001f600": "Emoji: Grinning Face", "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }  # fmt: skip
    names = list(json.loads(written(given_)))
    assert names == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    # Section 3.2.2.2: the string of its example.
    assert written("\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/") == b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'  # fmt: skip
    assert written("\x08\x0c\x7f\u2028") == b'"\\b\\f\x7f\xe2\x80\xa8"'


@given(DATA)
def test_what_is_written_is_read_back_and_written_the_same(data):
    assert read(written(data)) == data
    assert json.loads(written(data)) == data


@given(st.dictionaries(st.text(), st.integers(0, 9), min_size=2, max_size=5), st.randoms())
def test_the_order_in_which_data_was_made_does_not_matter(data, random):
    names = [name for name in data if name.isprintable()]
    shuffled = random.sample(names, len(names))
    assert written({n: data[n] for n in shuffled}) == written({n: data[n] for n in names})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"b":1,"a":2}', "not in canonical form"),
        ('{"a": 1}', "not in canonical form"),
        ('{"a":1}\n', "not in canonical form"),
        ('{"a":1,"a":1}', "twice"),
        ("1.0", "whole number"),
        ("1e3", "whole number"),
        ("NaN", "whole number"),
        ("-0", "not in canonical form"),
        ("9007199254740992", "beyond"),
        ('"\\u00e9"', "not in canonical form"),
        ('"\\ud800"', "half a character"),
        ('"\\/"', "not in canonical form"),
        ("[" * 40 + "]" * 40, "nested"),
        ("[" * 100_000, "no JSON"),
        ("1" * 10_000, "no JSON|beyond"),
        ("\ufeff1", "no JSON"),
        ("", "no JSON"),
    ],
)
def test_another_form_of_json_is_refused(text, why):
    with pytest.raises(InputError, match=why):
        read(text.encode())


@pytest.mark.parametrize("data", [1.5, {1: 2}, {"a": {2}}, LARGEST + 1, -LARGEST - 1, "\ud800", b"x"])  # fmt: skip
def test_data_without_a_canonical_form_is_refused(data):
    with pytest.raises(InputError):
        written(data)


def test_as_deep_as_the_page_says_and_no_deeper():
    data = "x"
    for _ in range(DEEPEST):
        data = [data]
    assert read(written(data)) == data
    with pytest.raises(InputError, match="nested"):
        written([data])
