"""What is signed is of a size that can be kept, however little is known."""

import json

from licet.letters.sealed import Part, seal
from licet.service.service import Question
from tests.signed import TO_CHINA


def sealed(service, question):
    return seal([Part("", question, service.decide(question).decisions)])


def test_a_question_of_which_nothing_is_known_seals_to_a_megabyte_and_not_to_gigabytes(service):
    """The proof of an open question was told as a tree, and never came to an end."""
    assert len(sealed(service, Question({"item": {}, "from": "US", "to": "CN"}))) < 2_000_000


def test_a_step_is_told_in_full_once_and_named_after_that(service):
    data = json.loads(sealed(service, TO_CHINA))
    told, named = [], []

    def walk(step):
        if "see" in step:
            named.append((step["see"], step["part"]))
            return
        told.append((step["id"], step["part"], step["is_scope"]))
        for each in step["steps"]:
            walk(each)

    for answer in data["answers"]:
        for step in answer.get("steps", ()):
            walk(step)
        assert len(told) == len(set(told))
        assert set(named) <= {(name, part) for name, part, _ in told}
        told, named = [], []


def test_the_same_question_seals_to_the_same_bytes(service):
    assert sealed(service, TO_CHINA) == sealed(service, TO_CHINA)
