"""A year of the register: the H200 story with its license, and every story of the tables under a number of its own."""

import pytest

from licet.publiclog.entry import read_time
from licet.registry.public import figures
from tests.register.h200 import filed, licensed
from tests.register.stories import license_stories, stories
from tests.registry_public.desk import W1, Desk, cosigned, opened, retold

SINCE, UNTIL = read_time("2026-01-01T00:00:00Z"), read_time("2027-01-01T00:00:00Z")


@pytest.fixture(scope="session")
def h200(builder, library, law):
    """The events of the application and of its license."""
    application = filed(builder, law)
    return application.events, licensed(application, library, law).events


@pytest.fixture(scope="session")
def told(h200):
    """All stories: the H200 is A-1; the amended license is of the approval that carries conditions."""
    others = [retold(file, f"A-{n}", n) for n, file in enumerate(stories().values(), 2)]
    approved = next(each for each in others if each[-1].kind == "close_again")[0].case
    amended = retold(license_stories()["amended"], "L-2", 90, application=approved)
    return [h200[0], *others], [h200[1], amended]


@pytest.fixture
def desk(told):
    return Desk(*told[0], licenses=told[1])


@pytest.fixture(scope="session")
def year(told, tmp_path_factory):
    """An office that has published everything, cosigned half-way and at the end, with its figures."""
    desk = Desk(*told[0], licenses=told[1])
    office = opened(tmp_path_factory.mktemp("year"), desk, witnesses=(W1.verifier,))
    office.publish(60)
    earlier = cosigned(office)
    office.publish()
    cosigned(office)
    said = [figures.published(office, "US", SINCE, UNTIL, exact=exact) for exact in (True, False)]
    yield office, desk, earlier, said
    office.store.close()
