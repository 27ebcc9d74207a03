"""Circuits say what their gates say, by machine code and by NumPy, whatever the number of rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.book.evaluate import all3, any3
from licet.columns import laying
from licet.columns.circuit import ALWAYS, NEVER, OPEN, Circuit, not3
from licet.columns.machine import by_numpy, run, words_of
from licet.columns.program import program
from licet.columns.reading import mask, plane
from licet.facts.values import not3 as kleene_not

KLEENE = {NEVER: False, ALWAYS: True, OPEN: None}
trees = st.recursive(
    st.integers(0, 5).map(lambda n: ("in", n)) | st.booleans().map(lambda b: ("const", b)),
    lambda parts: (
        st.tuples(st.sampled_from(["and", "or"]), st.lists(parts, min_size=1, max_size=4))
        | st.tuples(st.just("not"), parts)
    ),
    max_leaves=25,
)


def built(circuit, tree):
    kind, body = tree
    if kind == "in":
        return circuit.input(body)
    if kind == "const":
        return int(body)
    if kind == "not":
        return built(circuit, body) ^ 1
    parts = [built(circuit, each) for each in body]
    return circuit.every(parts) if kind == "and" else circuit.either(parts)


def worth(tree, row):
    kind, body = tree
    if kind == "in":
        return bool(row[body])
    if kind == "const":
        return body
    if kind == "not":
        return not worth(body, row)
    return (all if kind == "and" else any)(worth(each, row) for each in body)


@given(st.lists(trees, min_size=1, max_size=5))
def test_a_program_says_of_every_row_what_its_trees_say(several):
    circuit = Circuit()
    made = program(circuit, [built(circuit, tree) for tree in several])
    rows = [[number >> bit & 1 for bit in range(6)] for number in range(64)]
    words = words_of(64)
    inputs = [plane(np.array([row[key] for row in rows], dtype=bool), words) for key in made.inputs]
    found = run(made, inputs, words)
    plain = np.empty_like(found)
    by_numpy(made, inputs, plain, words)
    for at, tree in enumerate(several):
        wanted = [worth(tree, row) for row in rows]
        assert mask(found[at], 64).tolist() == wanted
        assert mask(plain[at], 64).tolist() == wanted


@given(st.lists(st.sampled_from([NEVER, ALWAYS, OPEN]), min_size=1, max_size=5))
def test_three_values_follow_kleene(truths):
    circuit = Circuit()
    assert KLEENE[circuit.all3(truths)] is all3(KLEENE[each] for each in truths)
    assert KLEENE[circuit.any3(truths)] is any3(KLEENE[each] for each in truths)
    assert KLEENE[not3(truths[0])] is kleene_not(KLEENE[truths[0]])


def test_the_same_question_is_one_gate_however_it_is_put():
    circuit = Circuit()
    a, b, c = (circuit.input(each) for each in "abc")
    assert circuit.either([a, b]) == circuit.either([b, a, a])
    assert circuit.every([a, circuit.every([b, c])]) == circuit.every([circuit.every([a, b]), c])
    assert circuit.every([a, circuit.either([a, b])]) == a
    assert circuit.every([circuit.either([a, b]), a ^ 1, b ^ 1]) == 0
    assert circuit.choose(a, b, b) == b


@pytest.mark.parametrize("rows", [1, 63, 64, 65, 8191, 8192, 8193])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32])
def test_tests_of_words_are_laid_alike_by_machine_code_and_numpy(rows, kind):
    pick = np.random.default_rng(rows)
    codes, table = (
        pick.integers(0, 200, rows).astype(kind),
        pick.integers(0, 256, 200).astype(np.uint8),
    )
    strided = np.repeat(codes, 2)[::2]  # which machine code does not take
    words = words_of(rows)
    for bit, (ours, plain) in enumerate(
        zip(
            laying.spread(codes, table, 8, words),
            laying.spread(strided, table, 8, words),
            strict=True,
        )
    ):
        wanted = (table[codes] >> bit & 1).astype(bool)
        assert mask(ours, rows).tolist() == mask(plain, rows).tolist() == wanted.tolist()
        assert not ours.view(np.uint8)[-(-rows // 8) :].any()


@pytest.mark.parametrize("op", list(laying.OPERATORS))
def test_numbers_are_held_to_a_line_alike_by_machine_code_and_numpy(op):
    line = 5.92
    beside = [line, np.nextafter(line, 0), np.nextafter(line, 9), 0.0, -1.0, 1e300] * 31
    values = np.array(beside)
    words = words_of(len(values))
    wanted = laying.OPERATORS[op](values, line).tolist()
    assert mask(laying.beyond(values, op, line, words), len(values)).tolist() == wanted
    assert (
        mask(laying.beyond(np.repeat(values, 2)[::2], op, line, words), len(values)).tolist()
        == wanted
    )


@pytest.mark.parametrize("rows", [1, 64, 200])
@pytest.mark.parametrize("cell", [0.0, 1.0, 5.0, 9.0, 9.5, -1.0, 1e-60, float("nan"), float("inf")])
def test_one_number_out_of_bounds_is_seen_unless_its_cell_is_empty(rows, cell):
    values = np.ones(rows)
    values[rows // 2] = cell
    there = np.ones(rows, dtype=bool)
    fine = cell in (0.0, 1.0, 5.0, 9.0)
    assert laying.all_within(values, None, 0.0, 9.0, 1e-50) is fine
    assert laying.all_within(values, plane(there, words_of(rows)), 0.0, 9.0, 1e-50) is fine
    there[rows // 2] = False
    assert laying.all_within(values, plane(there, words_of(rows)), 0.0, 9.0, 1e-50)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32])
def test_the_codes_that_some_row_has_are_seen(kind):
    codes = np.array([3, 3, 0, 7], dtype=kind)
    wanted = [True, False, False, True, False, False, False, True, False]
    assert laying.used(codes, 9).tolist() == wanted
    assert laying.used(np.repeat(codes, 2)[::2], 9).tolist() == wanted
