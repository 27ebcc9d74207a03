"""A listing is the party's own, perhaps its own, or not told: what a test of a list makes of each."""

from datetime import date
from types import MappingProxyType

import pytest

from licet.book.evaluate import leaf
from licet.decide.situation import Situation
from licet.language.nodes import OnList
from licet.transfer.build import Builder
from licet.transfer.model import UNTOLD, Listing, Party, Transfer

DAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("listings", "any_note", "note_four"),
    [
        ((), False, False),
        ((UNTOLD,), None, None),
        ((Listing("XX-BAD", None, frozenset({4})),), True, True),
        ((Listing("XX-BAD", None, frozenset({4})), UNTOLD), True, True),
        ((Listing("XX-BAD", None, frozenset({4}), certain=False),), None, None),
        ((Listing("XX-BAD", None, frozenset({5}), certain=False),), None, False),
        ((Listing("XX-BAD", None, None, certain=False),), None, None),
        ((Listing("XX-BAD", None, None),), True, None),
        ((Listing("US-EL", certain=False),), False, False),
        ((Listing("US-EL"), UNTOLD), None, None),
        ((Listing("XX-BAD", certain=False), Listing("XX-BAD", None, frozenset({4}))), True, True),
    ],
)
def test_a_list_holds_a_party_for_certain_perhaps_or_not(mini, listings, any_note, note_four):
    for note, expected in ((None, any_note), (4, note_four)):
        assert leaf(OnList("XX-BAD", note), mini.book, DAY)({"lists": listings}) is expected


def test_due_care_closes_what_nobody_knows_of_and_no_listing_that_is_known_to_be_possible(mini):
    maybe = Listing("XX-BAD", certain=False)
    party = Party("firm", MappingProxyType({"lists": (maybe, UNTOLD)}))
    for due_care, seen in ((False, (maybe, UNTOLD)), (True, (maybe,))):
        transfer = Transfer("thing", MappingProxyType({}), (party,), due_care)
        assert Situation(transfer, mini.book, DAY).facts["*parties"][0]["lists"] == seen


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("US-EL/4 since 2023-10-17", "US-EL/4 since 2023-10-17"),
        ("US-EL/4? since 2023-10-17", "perhaps US-EL/4 since 2023-10-17"),
        ("US-UVL?, ?", "perhaps US-UVL, perhaps others"),
        ([{"list": "US-EL", "possible": "yes"}], "perhaps US-EL"),
        (["?"], "perhaps others"),
    ],
)
def test_a_possible_listing_is_written_with_a_question_mark(mini, raw, read):
    assert ", ".join(map(str, Builder(mini.book).listings(raw))) == read
