"""Whatever the register did, in whatever order, late or corrected: the log that comes of it holds."""

from datetime import timedelta
from random import Random

import pytest

from licet.record import replaced
from tests.publiclog.test_drills import W1, verified
from tests.register.stories import WHO, license_stories, stories
from tests.registry_public.desk import Desk, cosigned, handed, opened, retold


def drawn(random):
    """A register of a few files; some acts were entered late, and some before those that happened earlier."""
    names = random.choices(list(stories()), k=random.randint(2, 6))
    cases = [retold(stories()[name], f"A-{n}", random.randint(0, 40)) for n, name in enumerate(names)]  # fmt: skip
    chosen = random.choices(list(license_stories()), k=random.randint(0, 3))
    licenses = [
        retold(license_stories()[name], f"L-{n}", random.randint(0, 90), application=random.choice(cases)[0].case)
        for n, name in enumerate(chosen)
    ]  # fmt: skip
    desk = Desk(*cases, licenses=licenses)
    for at, each in enumerate(desk.posted):
        if random.random() < 0.1:
            late = timedelta(minutes=random.randint(0, 5000))
            desk.posted[at] = replaced(each, recorded_at=each.recorded_at + late)
    for at in random.sample(range(1, len(desk.posted)), 5):
        one, two = desk.posted[at - 1 : at + 1]
        if one.event.case != two.event.case:
            then = max(one.recorded_at, two.recorded_at)
            desk.posted[at - 1] = replaced(two, number=one.number, recorded_at=then)
            desk.posted[at] = replaced(one, number=two.number, recorded_at=then)
    return desk


@pytest.mark.parametrize("seed", range(2))
def test_a_random_register_gives_a_log_in_which_nothing_differs(tmp_path, seed):
    random = Random(seed)  # noqa: S311 - a test draws the same each time
    desk, earlier = drawn(random), []
    office = opened(tmp_path, desk, witnesses=(W1.verifier,))
    while office.publish(random.randint(5, 20)).entries:
        if random.random() < 0.3:
            earlier.append(cosigned(office))
        event = random.choice(desk.posted[: desk.told + 1]).event
        done = {"reason": "clerical", "by": WHO["cora"]}
        match random.randrange(8):
            case 0:
                office.correct(event.case, event.seq, {"state": "x"}, words="a slip", **done)
            case 1:
                office.forget(event.case, event.seq, ["actor"], **done)
    office.publish()
    cosigned(office)
    assert verified(handed(office, earlier=tuple(earlier)), "--witnesses", "1") == (0, [])
