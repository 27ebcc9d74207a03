"""The fixed questions: each is reached, can be answered, and fills a place that the engine reads."""

import pytest

from licet.interview.said import NONE, in_words, read, typed
from licet.interview.steps import PARTY, PROJECT, TRANSFER, book, first_open, party_step, path_of
from licet.interview.transfers import questions
from licet.transfer.build import Builder
from tests.interview.samples import CHIP
from tests.interview.samples import PROJECT as JOINT

SOME = {
    "product": "nvidia-h200-sxm-141gb", "text": "3A090.a", "country": "CN", "date": "2026-02-01",
    "number": "814", "yesno": "yes",
}  # fmt: skip


STEPS = [party_step(1) if each.flow == PARTY else each for each in book().steps]


def filled(step):
    """A form with each field of a step filled in."""
    form = {}
    for field in step.fields:
        if field.kind == "rates":
            form[f"{field.name}-16"] = ["989"]
        elif field.kind in ("choice", "ticks"):
            form[field.name] = [field.choices[0].value]
        else:
            form[field.name] = [SOME[field.kind]]
    return form


def reached(kind):
    """Every step that some answers lead to."""
    found = {each.id for each in path_of(kind, {})}
    found |= {e.id for e in path_of(kind, {"item": {"sheet": "yes"}})}
    for act in book().acts:
        found |= {e.id for e in path_of(kind, {"act": {"act": act.id}})}
    return found | {e.id for e in path_of(kind, JOINT)}


@pytest.mark.parametrize("kind", [TRANSFER, PROJECT])
def test_every_step_is_reached(kind):
    assert reached(kind) == {each.id for each in book().steps if each.flow == kind}


@pytest.mark.parametrize("step", STEPS, ids=lambda each: f"{each.flow}-{each.id}")
def test_every_step_can_be_answered_and_fills_a_place_that_the_engine_reads(step, library):
    form = filled(step)
    said, wrong = read(step, typed(step, form), library)
    assert not wrong
    assert set(said) == {each.name for each in step.fields}
    answers = {step.id: said}
    if step.when:
        name, field, values = step.when
        value = min(values)
        answers[name] = {field: [value] if step.flow == PROJECT else value}
    builder = Builder(library.law.book, library.products)
    for each in questions(PROJECT if step.flow == PROJECT else TRANSFER, answers, library):
        raw = dict(each.question.transfer)
        assert builder.transfer(raw)
    for field in step.fields:
        assert in_words(field, said[field.name], library) not in ("", "not known")


@pytest.mark.parametrize("step", STEPS, ids=lambda each: f"{each.flow}-{each.id}")
def test_each_step_says_why_it_is_asked(step):
    assert step.why
    assert step.question.endswith("?")


def test_no_threshold_and_no_date_of_law_stands_in_the_questions():
    from pathlib import Path

    from licet.interview import steps

    text = Path(steps.__file__).with_name("steps.toml").read_text(encoding="utf-8")
    for line in ("4800", "4,800", "1600", "2.4 TB", "3A090", "D:5"):
        assert line not in text


def test_an_accelerator_takes_six_questions():
    assert len(path_of(TRANSFER, CHIP)) == 6
    assert first_open(TRANSFER, CHIP) is None
    assert first_open(TRANSFER, {}).id == "item"


def test_further_parties_come_last_and_only_the_last_can_be_taken_out():
    path = path_of(TRANSFER, {**CHIP, "party-1": "?", "party-2": {"role": "bank"}})
    assert [each.id for each in path[-2:]] == ["party-1", "party-2"]
    assert [bool(each.other) for each in path[-2:]] == [False, True]


def test_a_data_sheet_takes_the_pages_of_its_figures():
    path = [each.id for each in path_of(TRANSFER, {**CHIP, "item": {"sheet": "yes"}})]
    assert path == ["item", "speed", "figures", "act", "route", "receiver", "use", "care"]


def step_called(name, flow=TRANSFER):
    return next(each for each in book().steps if each.id == name and each.flow == flow)


@pytest.mark.parametrize(
    ("step", "form", "says"),
    [
        ("item", {"product": ["H2000"]}, "Did you mean NVIDIA H200"),
        ("item", {"product": [""]}, "I don't know"),
        ("route", {"to": ["Chinaa"]}, "Did you mean"),
        ("route", {"day": ["next week"]}, "write it as 2026-02-01"),
        ("figures", {"die_area": ["large"]}, "large"),
        ("figures", {"die_area": ["-3"]}, "under nought"),
        ("figures", {"form": ["spaceship"]}, "none of the answers"),
        ("speed", {"rates-16": ["[1, 2]"]}, "one number"),
        ("use", {"uses": ["military", NONE]}, "cannot stand beside"),
        ("receiver", {"name": ["x" * 401]}, "at most 400"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(step, form, says, library):
    found = step_called(step)
    _, wrong = read(found, typed(found, form), library)
    assert len(wrong) == 1
    assert says in wrong[0][1]


def test_a_country_may_be_named_and_a_number_may_have_commas(library):
    route, figures = step_called("route"), step_called("figures")
    assert read(route, {"to": "china", "from": "us"}, library)[0] == {"to": "CN", "from": "US"}
    assert read(figures, {"memory": "3,350"}, library)[0] == {"memory": "3350"}
