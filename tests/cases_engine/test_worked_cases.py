"""Every worked case of this repository, one test each.  They were written apart from the rules."""

from pathlib import Path

import pytest

from licet.cases.read import read_cases
from licet.cases.run import run_case
from tests.conftest import ROOT

FILES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
CASES = [case for path in FILES for case in read_cases(path)]
GIVEN = Path("/work/shared/law/cases/us-chips.yaml")


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_answer_is_the_expected_one(law, builder, case):
    assert run_case(case, law, builder).differences == ()


def test_no_id_stands_in_two_files():
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))


def test_at_least_sixty_cases_are_our_own():
    assert sum(case.id.startswith("own-") for case in CASES) >= 60


@pytest.mark.skipif(not GIVEN.exists(), reason="the design papers are not part of the repository")
def test_the_restated_cases_carry_over_every_fact_and_expectation():
    """Words for the reader are our own; what a program reads is the same."""
    restated = {case.id: case for case in CASES if case.id.startswith("chip-")}
    given = read_cases(GIVEN)
    assert len(restated) == len(given)
    for case in given:
        ours = restated[case.id.removeprefix("us-")]
        assert (ours.law, ours.on, ours.known_on) == (case.law, case.on, case.known_on)
        assert bare(ours.transfer) == bare(case.transfer), case.id
        for key, value in case.expect.items():
            if key != "other":
                assert ours.expect.get(key) == value, f"{case.id}: {key}"


def bare(value):
    """A transfer without what only people read."""
    if isinstance(value, dict):
        inner = {key: bare(each) for key, each in value.items() if key not in ("name", "text")}
        return {key: each for key, each in inner.items() if each != {}}
    if isinstance(value, list):
        return [bare(each) for each in value]
    return value
