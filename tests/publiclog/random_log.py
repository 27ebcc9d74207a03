"""Logs drawn at random: clocks that make no sense, several outcomes, corrections of all of it."""

from datetime import timedelta
from random import Random

from licet.publiclog.entry import told_time
from licet.publiclog.reserved import ACTS, CLOCK, OUTCOMES
from licet.publiclog.statistics import Query
from tests.publiclog.made import Cases, at, condition

PLACES = ("CN", "TW", "", None, 7, True, ["CN", "TW"], {"b": 1, "a": "é"})


def drawn(seed):
    """Some cases, up to eighty entries, in the order of their times."""
    random = Random(seed)  # noqa: S311 - a test draws the same each time
    made, events, days = Cases(str(seed)), {}, 0.0
    names = [f"{random.getrandbits(128):032x}" for _ in range(random.randint(1, 12))]
    for _ in range(random.randint(1, 80)):
        days += random.choice([0, 0, 1, 2, 5]) * random.random()
        case, when = random.choice(names), at(0) + timedelta(seconds=int(days * 86_400))
        fields = _fields(random, names)
        if events.get(case) and random.random() < 0.2:
            of = random.choice(events[case])
            gone = {name: None for name in of.public if random.random() < 0.3}
            made.add(case, "corrected", when, {**fields, **gone}, of=of)
        else:
            events.setdefault(case, []).append(made.add(case, "step", when, fields))
    return made


def query(random):
    """A period, a group and a bound for small cells."""
    first, last = sorted((random.randint(-5, 200), random.randint(-5, 200)))
    group = random.choice(["", "destination", "cause", "outcome", "nothing"])
    return Query(told_time(at(first)), told_time(at(last)), group, random.choice([0, 1, 2, 5]))


def _fields(random, names):
    found = {}
    if random.random() < 0.5:
        found["clock"] = random.choice((*CLOCK, "start"))
        if found["clock"] == "stop" and random.random() < 0.8:
            found["cause"] = random.choice(["question", "visit", "notice"])
    if random.random() < 0.3:
        found["outcome"] = random.choice(OUTCOMES)
    if random.random() < 0.3:
        found |= condition(random.choice(["cap", "lab"]), random.choice(ACTS), reason="r")
    if random.random() < 0.03:
        found["superseded_by"] = random.choice(names)
    if random.random() < 0.3:
        found["destination"] = random.choice(PLACES)
    return found
