"""What holds of every reform: nothing in, nothing out; what is undone is gone; order is no matter; tighter frees nobody."""

from datetime import date
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.book.load import load_folder
from licet.columns.decider import Decider
from licet.decide.decide import Law
from licet.errors import InputError
from licet.reform import apply
from tests.columns.edits import rows
from tests.conftest import MINI
from tests.reform.written import NEW, limit, reform

BOOK = load_folder(MINI).book
NUMBERS = count()
days = st.sampled_from(["2026-06-01", "2026-07-15", "2027-01-01"])
lower = st.integers(1, 99)
policy = '[[set]]\npath = "xx.review.denial/policy"\nto = "policy_of_denial"\n'
foes = '[[set]]\npath = "group:Foes"\ngains = ["{}"]\n'
APART = (
    limit(90), policy, foes.format("MY"), foes.format("SG"), limit(40, of="xx.EX#notice/notice_days"),
    '[[set]]\npath = "xx.A1#two/density"\nto = 2\n', '[[repeal]]\nid = "xx.letter"\n', '[[add]]\nfile = "new.md"\n',
    '[[set]]\npath = "table:makers"\ngains = [{ name = "Maker Two" }]\n',
    '[[set]]\npath = "xx.need.place/state"\nto = "suspended"\n',
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("reforms")


def written(home: Path, patches: str, since: str = "2026-06-01", more: str = ""):
    new = NEW.replace("2026-06-01", since)
    return reform(home, patches, name=f"r{next(NUMBERS)}", since=since, more=more, new=new)


def test_an_empty_reform_changes_nothing(home):
    assert apply(BOOK, written(home, "")) is BOOK
    assert apply(BOOK) is BOOK


@settings(max_examples=15, deadline=None)
@given(to=lower, since=days)
def test_a_limit_set_and_set_back_leaves_the_law_as_it_was(home, to, since):
    there = apply(BOOK, written(home, limit(to), since))
    back = apply(there, written(home, limit(100), since))
    assert back.hash == BOOK.hash
    assert back["xx.A1"] == BOOK["xx.A1"]


@pytest.mark.parametrize("until", ["", "until = 2027-03-01"])
def test_a_member_gained_and_lost_leaves_the_law_as_it_was(home, until):
    there = apply(BOOK, written(home, foes.format("MY"), more=until))
    back = apply(there, written(home, foes.format("MY").replace("gains", "loses"), more=until))
    assert back.hash == BOOK.hash


@settings(max_examples=25, deadline=None)
@given(pair=st.lists(st.sampled_from(APART), min_size=2, max_size=2, unique=True), since=days, then=days)  # fmt: skip
def test_the_order_of_independent_reforms_is_no_matter(home, pair, since, then):
    one, other = written(home, pair[0], since), written(home, pair[1], then)
    hashes = {
        apply(BOOK, one, other).hash, apply(BOOK, other, one).hash, apply(apply(BOOK, one), other).hash,
    }  # fmt: skip
    assert len(hashes) == 1


def test_two_reforms_of_one_thing_are_refused_and_both_are_named(home):
    one, other = written(home, limit(90)), written(home, limit(80))
    with pytest.raises(InputError, match=f"{one.name} and {other.name} both touch provision xx.A1"):
        apply(BOOK, one, other)


def test_two_reforms_of_one_thing_at_other_times_are_taken(home):
    one = written(home, limit(90), more="until = 2027-01-01")
    other = written(home, limit(80), "2027-01-01")
    assert apply(BOOK, one, other).hash == apply(BOOK, other, one).hash


@settings(max_examples=20, deadline=None)
@given(to=lower, drawn=st.integers(0, 10**6), early=st.booleans())
def test_a_tighter_limit_frees_nobody(home, to, drawn, early):
    after = apply(BOOK, written(home, limit(to)))
    day = date(2026, 5, 31) if early else date(2026, 6, 1)
    frame = rows(drawn, 40)
    frame = frame.drop("on") if "on" in frame.columns else frame
    worst = []
    for book in (BOOK, after):
        found = Decider(Law(book), {}, on=day)(frame)
        worst.append(found["upper"].to_physical().cast(int).to_numpy())
    before, under = worst
    known = ~(np.isnan(before.astype(float)) | np.isnan(under.astype(float)))
    assert (under[known] >= before[known]).all()
    if early:
        assert (under[known] == before[known]).all()
