"""A service over an empty store, and what it answers."""

import pytest

from tests.installed import installed
from tests.interview.samples import enquiry


@pytest.fixture(scope="module")
def service(tmp_path_factory, library):
    """A service over an empty store."""
    home = tmp_path_factory.mktemp("interview")
    with installed(home, library) as one:
        yield one


@pytest.fixture(scope="module")
def status(service):
    """``status(answers)``: what is answered for each part, strictest variant first."""
    from licet.decide.answer import ORDER_RANK
    from licet.interview.talk import standings

    def of(answers, kind="transfer"):
        found = standings(enquiry(answers, kind), service)
        return {
            e.asked.part: min((d.status for d in e.decisions), key=ORDER_RANK.get) for e in found
        }

    return of
