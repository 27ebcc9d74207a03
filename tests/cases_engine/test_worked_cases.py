"""Every worked case of this repository, one test each.  They were written apart from the rules."""

import pytest

from licet.cases.read import read_cases
from licet.cases.run import run_case
from tests.conftest import ROOT

FILES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
CASES = [case for path in FILES for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_answer_is_the_expected_one(law, builder, case):
    assert run_case(case, law, builder).differences == ()


def test_no_id_stands_in_two_files():
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))


def test_at_least_sixty_cases_are_our_own():
    assert sum(case.id.startswith("own-") for case in CASES) >= 60
