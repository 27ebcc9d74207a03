"""Every column engine says of every row what one row at a time says of it."""

import pytest

from tests.columns import frames, oddities, thresholds
from tests.columns.frames import LATE, the_book
from tests.columns.held import ENGINES, FEW_LAWS, FORMS, QUICK, assert_held, decider_for, slowly

LAWS = the_book().deciding
BUSY = 2
"""Spans of constant law that the suite looks at: an engine makes a plan for each, so each costs a second.
``python -m tests.columns.sweep`` looks at all."""

engines = pytest.mark.parametrize("engine", ENGINES)
quick_engines = pytest.mark.parametrize("engine", QUICK)
engines_and_forms = pytest.mark.parametrize(
    ("engine", "form"), [*((each, form) for each in QUICK for form in FORMS), ("sql", "text")]
)
"""SQL is made for words and types alike: it is tried with either here or there."""
laws = pytest.mark.parametrize("law", LAWS)


def held(engine, form, frame, days=None, **options):
    """That the engine agrees on the frame in that form."""
    decider = decider_for(frame.laws or FEW_LAWS.get(engine), **options)
    days = days or (BUSY if engine in QUICK else 1)
    for part in frames.in_few_plans(frame, days):
        assert_held(engine, decider, FORMS[form](part.data, the_book()))


@engines
def test_worked_cases_are_decided_alike(engine):
    for frame in frames.cases():
        held(engine, "text", frame, days=1)


@engines_and_forms
@laws
def test_rows_under_every_provision_hold_alike(engine, form, law):
    held(engine, form, frames.law_rows(law))


@engines
@laws
def test_numbers_on_and_beside_every_line_fall_alike(engine, law):
    held(engine, "typed", thresholds.on_lines(law))


@quick_engines
@laws
def test_numbers_finer_than_a_float_fall_as_their_digits_say(engine, law):
    frame = frames.in_few_plans(thresholds.on_lines(law, each=1, exact=True), 1)[0]
    assert_held(engine, decider_for(frame.laws), frame.data)


@engines_and_forms
def test_what_is_worked_out_falls_alike_on_and_beside_every_line(engine, form):
    for frame in thresholds.on_ratios():
        held(engine, form, frame, days=1)


@pytest.mark.parametrize(
    ("engine", "form", "first"),
    [("columns", "text", 0), ("columns", "typed", 10_000), ("sql", "typed", 20_000)],
)
def test_drawn_transfers_are_decided_alike(engine, form, first):
    held(engine, form, frames.drawn_rows(first, 250, days=1))


@engines
def test_declared_classes_settle_alike(engine):
    frame = frames.declared(300, kinds=("integrated_circuit", "computer"))
    assert_held(engine, decider_for(FEW_LAWS.get(engine)), frame.data)


@engines
def test_products_are_known_alike(engine):
    held(engine, "text", frames.products())


@engines_and_forms
def test_imports_and_places_without_law_are_told_alike(engine, form):
    held(engine, form, frames.places(seed=1))


@engines
def test_conflicts_of_laws_are_told_alike(engine):
    for part in frames.in_few_plans(frames.sure_conflicts(), BUSY):
        assert_held(engine, decider_for(None), part.data)


@engines
def test_days_on_and_beside_the_edges_of_the_law_are_told_apart_alike(engine):
    held(engine, "text", frames.days_beside_edges(6), days=6 if engine in QUICK else 3)


@engines
@pytest.mark.parametrize("law", ["JP", "NL", "US"])
def test_each_law_asked_alone_answers_alike(engine, law):
    frame = frames.places(seed=2, count=60)
    held(engine, "text", frames.Frame(frame.name, frame.data, (law,)))


@engines
def test_laws_that_the_book_has_not_are_left_to_a_person_alike(engine):
    frame = frames.places(seed=3, count=40)
    held(engine, "text", frames.Frame(frame.name, frame.data, ("FR", "NL", "JP")))


@quick_engines
def test_the_answer_is_the_same_without_the_bits(engine):
    held(engine, "text", frames.places(seed=1), bits=False)


@engines
def test_what_was_known_on_an_earlier_day_counts_alike(engine):
    held(engine, "text", frames.places(seed=4, count=80), known_on=frames.a_day_of("2024-06-01"))


@pytest.mark.parametrize(("engine", "law"), [("columns", "US"), ("columns", "CN"), ("sql", "CN")])
def test_a_cell_that_cannot_be_read_faults_its_row_alone(engine, law):
    """Under one law each: what a cell says is read alike for all."""
    for frame in oddities.faults():
        assert_held(engine, decider_for((law,), bits=False), frame.data)


@engines
@pytest.mark.parametrize("frame", [*oddities.nothing(), *oddities.types()], ids=str)
def test_odd_frames_and_wide_types_read_alike(engine, frame):
    assert_held(engine, decider_for(("US", "NL"), on=frames.a_day_of(LATE)), frame.data)


def test_the_measure_finds_every_status_on_these_rows():
    """So that no engine agrees for want of anything to disagree on."""
    seen, beside = set(), set()
    made = (frames.cases()[0], frames.drawn_rows(0, 250, days=1), frames.sure_conflicts())
    for frame in (part for each in made for part in frames.in_few_plans(each, 1)):
        answers = slowly(decider_for(None), frame.data)
        assert answers["fault"].count() == 0
        seen |= set(answers["status"].drop_nulls().unique())
        beside |= {
            word for each in answers["beside"].drop_nulls().unique() for word in each.split(",")
        }
    assert len(seen) >= 7
    assert {"conflict_of_laws", "out_of_scope"} <= beside
