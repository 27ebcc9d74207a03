"""Questions that are kept are those that would be weighed anew."""

import random
from datetime import date
from decimal import Decimal

import pytest

from licet.decide import questions as asking
from licet.decide.decide import decide
from licet.decide.report import report
from licet.record import replaced
from tests.transfers import drawn

NUMBERS = (0, 8)
DAYS = (date(2023, 12, 1), date(2026, 2, 2))


def near(transfer, rng):
    """Transfers beside this one: each of them may cross a line, or be alike to the law."""
    for name, value in transfer.facts.items():
        if isinstance(value, Decimal):
            yield transfer.knowing(name, value * Decimal(rng.choice((99, 101, 150))) / 100)
    for place in ("MY", "BR", "CN"):
        yield transfer.knowing("destination", place)
        parties = tuple(each.knowing("country", place) for each in transfer.parties)
        yield replaced(transfer, parties=parties)
    yield replaced(transfer, due_care=not transfer.due_care)


@pytest.mark.parametrize("number", range(*NUMBERS))
def test_kept_questions_are_those_that_would_be_weighed_anew(law, number):
    rng = random.Random(number)  # noqa: S311 - which examples, no secret
    first, _ = drawn(law.book, number)
    for transfer in (first, *near(first, rng)):
        decision = decide(transfer, law, on=rng.choice(DAYS))
        for answer in decision.telling:
            alone = decision.only(answer.sovereign)
            kept = asking.questions(alone, most=4)
            assert kept == asking._weighed(alone, (), 4, None)


def test_a_kept_question_is_not_weighed_again(law, monkeypatch):
    transfer = drawn(law.book, 0)[0].knowing("item_kind", "chip")
    facts = {name: v for name, v in transfer.facts.items() if name != "declared_class"}
    decision = decide(replaced(transfer, facts=facts), law, on=DAYS[1], sovereigns=("US",))
    first = asking.questions(decision)
    monkeypatch.setattr(asking, "_weighed", None)
    assert asking.questions(decision) is first


def test_what_a_report_keeps_of_one_transfer_is_not_told_of_another(law):
    for number in range(12):
        decision = decide(drawn(law.book, number)[0], law, on=DAYS[1])
        told = report(decision, proof=False, questions=False)
        for answer in decision.answers:
            answer.run.plan.texts.pop("told", None)
        assert report(decision, proof=False, questions=False) == told
