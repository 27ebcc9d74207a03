"""What holds of every graph, and a second evaluator that agrees on small ones."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.ownership.graph import graph_of
from licet.ownership.judge import judge
from licet.ownership.model import Listed, Stake
from licet.ownership.proof import prove
from licet.ownership.regimes import ALONE, OPEN, TOGETHER, Ruling
from licet.ownership.regimes import _test as line
from licet.ownership.shares import PERCENT, read_share, shown, written
from licet.ownership.words import proof_lines
from tests.ownership.naive import found as naive

DAY = date(2025, 10, 15)
FIRMS = "ABCDEF"
LISTED = ("A", "B")
RULES = [
    (("shares >= 50",), False, TOGETHER),
    (("shares > 50", "voting > 50"), True, TOGETHER),
    (("shares > 50", "voting > 50"), True, OPEN),
    (("shares >= 50",), True, ALONE),
]  # fmt: skip

PERCENTS = st.sampled_from([1, 10, 24, 25, 26, 49, 50, 51, 75, 100])
SHARES = st.tuples(PERCENTS, PERCENTS).map(
    lambda pair: tuple(sorted(each * PERCENT for each in pair))
)
INTERESTS = st.sampled_from(
    ["shares"] * 6 + ["voting", "control", "unknown", "indirect", "director"]
)
STAKES = st.lists(
    st.tuples(st.sampled_from(FIRMS), st.sampled_from(FIRMS), INTERESTS, SHARES).filter(lambda s: s[0] != s[1]),
    max_size=14, unique_by=lambda s: s[:3],
)  # fmt: skip


def ruling(rule):
    owned, control, add_up = rule
    return Ruling(
        "X", "", "US", tuple(map(line, owned)), control, add_up, ("X",), "in_force", "", "", ()
    )


def judged(stakes, rule, listed=LISTED):
    graph = graph_of([], [*(Stake(*each) for each in stakes), Stake("A", "ZZ", "director")])
    return judge(graph.on(DAY), [Listed(key, "X") for key in listed], ruling(rule), DAY)


def sets(run):
    keys = run.cut.keys
    return {keys[at] for at in run.certain}, {keys[at] for at in run.possible}


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(stakes=STAKES)
def test_a_second_evaluator_agrees(rule, stakes):
    owned, control, add_up = rule
    lines = [(each.split()[0], Fraction(each.split()[2]), ">=" not in each) for each in owned]
    plain = [
        (a, b, kind, Fraction(low, PERCENT), Fraction(high, PERCENT))
        for a, b, kind, (low, high) in stakes
    ]
    listed = [key for key in LISTED if any(key in each[:2] for each in stakes)]
    run = judged(stakes, rule, listed)
    certain, possible = sets(run)
    assert (certain - set(LISTED), possible - set(LISTED)) == naive(plain, listed, lines, control=control, add_up=add_up)  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(stakes=STAKES)
def test_what_is_certain_is_possible(rule, stakes):
    certain, possible = sets(judged(stakes, rule))
    assert certain <= possible


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(stakes=STAKES, more=STAKES)
def test_more_stakes_and_larger_ones_never_free_anyone(rule, stakes, more):
    known = {each[:3] for each in stakes}
    certain, possible = sets(judged(stakes, rule))
    larger = [(a, b, kind, (high, high)) for a, b, kind, (_, high) in stakes]
    added = [*larger, *(each for each in more if each[:3] not in known)]
    again, at_most = sets(judged(added, rule))
    assert certain <= again
    assert possible <= at_most


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(stakes=STAKES, data=st.data())
def test_the_order_of_rows_does_not_matter(rule, stakes, data):
    run = judged(stakes, rule)
    other = judged(data.draw(st.permutations(stakes)), rule)
    for key in FIRMS:
        if key in run.cut.nodes:
            assert proof_lines(prove(run, key)) == proof_lines(prove(other, key))


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(stakes=STAKES)
def test_rings_without_a_listed_owner_never_lift_themselves(rule, stakes):
    ringed = [each for each in stakes if each[0] not in LISTED]
    certain, possible = sets(judged(ringed, rule))
    assert certain == possible <= set(LISTED)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(stakes=STAKES)
def test_a_proof_shows_sums_that_meet_the_line_on_owners_shown_before(rule, stakes):
    run = judged(stakes, rule)
    for key in run.caught():
        proof = prove(run, key)
        sure = run.found(key) == "certain"
        last = proof.steps[-1]
        assert last.firm == key
        shown_before = set()
        for step in proof.steps:
            assert step.met if sure else step.at_most_met
            total = sum(each.counted[0 if sure else 1] for each in step.holdings)
            assert total >= step.least
            for each in step.holdings:
                assert each.listed or each.owner in shown_before or proof.by_owner
            shown_before.add(step.firm)
        assert proof.roots


@given(low=st.integers(0, 10**12), span=st.integers(0, 10**12))
def test_a_share_is_read_back_as_it_was_written(low, span):
    share = (low, min(low + span, 10**12))
    assert read_share(written(share)) == share
    assert shown(share)


@settings(max_examples=50)
@given(stakes=STAKES)
def test_files_of_every_form_give_the_same_findings(stakes):
    from licet.ownership.read import read_stakes, write_stakes

    if not stakes:
        return
    made = [Stake(*each) for each in stakes]
    for form in ("csv", "bods"):
        _, again, remarks = read_stakes(write_stakes([], made, form, DAY))
        assert remarks == []
        same = [
            each.share if each.interest not in ("control", "director") else () for each in again
        ]
        assert same == [
            each.share if each.interest not in ("control", "director") else () for each in made
        ]
        assert [(s.owner, s.owned, s.interest) for s in again] == [(s.owner, s.owned, s.interest) for s in made]  # fmt: skip
