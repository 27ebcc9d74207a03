"""Rules of the law in use, and graphs written as cases write them."""

from datetime import date

import pytest

from licet.ownership.cases import stakes_of_text
from licet.ownership.graph import graph_of
from licet.ownership.judge import judge
from licet.ownership.model import Listed
from licet.ownership.regimes import regimes

DAY = date(2025, 10, 15)
LISTS = {"BIS": "US-EL", "OFAC": "US-SDN", "EU": "EU-FSF", "EU-833": "EU-833-III", "UK": "UK-SL"}


@pytest.fixture(scope="session")
def rules(book):
    return regimes(book)


@pytest.fixture(scope="session")
def find(rules):
    """What a rule finds of P (or another firm) from stakes as text; owners whose key begins with L are listed."""

    def found(text, code="BIS", firm="P", day=DAY):
        return judged(rules, text, code, day).found(firm)

    return found


@pytest.fixture(scope="session")
def run(rules):
    return lambda text, code="BIS", day=DAY: judged(rules, text, code, day)


def judged(rules, text, code, day):
    graph = graph_of([], stakes_of_text(text))
    ruling = rules[code].on(day) or rules[code].first
    listed = [Listed(key, LISTS[code], key) for key in graph.nodes if key.startswith("L")]
    return judge(graph.on(day), listed, ruling, day)
