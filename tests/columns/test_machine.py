"""Circuits say what their gates say, by machine code and by NumPy, whatever the number of rows."""

import gc
import weakref

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.book.evaluate import all3, any3
from licet.columns import laying, machine
from licet.columns.circuit import ALWAYS, NEVER, OPEN, Circuit, not3
from licet.columns.feeds import Feeds
from licet.columns.laying import bits_of, laid
from licet.columns.native import picked, used
from licet.columns.program import program
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


def ran(circuit, signals, feeds, planes, spelled=()):
    """What machine code and NumPy make of signals over planes by key, which must be the same."""
    made = program(circuit, signals)
    inputs = [planes[key] for key in made.inputs]
    ours = machine.run(made, feeds, inputs, spelled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "native", lambda: None)
        plain = machine.run(made, feeds, inputs, spelled)
    found = []
    for mine, theirs in zip(ours.planes, plain.planes, strict=True):
        found.append(bits_of(mine, feeds.rows))
        assert found[-1].tolist() == bits_of(theirs, feeds.rows).tolist()
    for mine, theirs in zip(ours.codes, plain.codes, strict=True):
        assert mine.tolist() == theirs.tolist()
    return found, ours.codes


@given(st.lists(trees, min_size=1, max_size=5))
def test_a_program_says_of_every_row_what_its_trees_say(several):
    circuit = Circuit()
    signals = [built(circuit, tree) for tree in several]
    rows = [[number >> bit & 1 for bit in range(6)] for number in range(64)]
    feeds = Feeds(64)
    planes = {
        key: laid(np.array([row[key] for row in rows], dtype=bool), feeds.words) for key in range(6)
    }
    found, (codes,) = ran(circuit, signals, feeds, planes, [tuple(range(len(signals)))])
    for at, tree in enumerate(several):
        assert found[at].tolist() == [worth(tree, row) for row in rows]
    wanted = [sum(int(worth(tree, row)) << at for at, tree in enumerate(several)) for row in rows]
    assert codes.tolist() == wanted


@pytest.mark.parametrize("rows", [1, 4096, 4097, 9000])
@pytest.mark.parametrize("bits", [1, 8, 9, 17])
def test_numbers_of_any_width_are_spelled_over_many_tiles_of_which_some_are_all_alike(rows, bits):
    pick = np.random.default_rng(rows + bits)
    feeds = Feeds(rows)
    values = [pick.integers(0, 2, rows).astype(bool) for _ in range(bits)]
    for at, each in enumerate(values):  # tiles all noughts, all ones
        each[: 4096 * (at % 3)] = at % 2
    circuit = Circuit()
    one, rest = circuit.input(0), [circuit.input(at) for at in range(bits)]
    signals = [circuit.choose(one, each, each ^ 1) for each in rest]
    planes = {at: laid(each, feeds.words) for at, each in enumerate(values)}
    _, (codes,) = ran(circuit, signals, feeds, planes, [tuple(range(bits))])
    wanted = sum(
        np.where(values[0], each, ~each).astype(np.int64) << at for at, each in enumerate(values)
    )
    assert codes.tolist() == wanted.tolist()


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


def planes_of(feeds, places):
    """The planes that feeds lay at places, by machine code and by NumPy, which must be the same."""
    circuit = Circuit()
    signals = [circuit.input(at) for at in range(len(places))]
    found, _ = ran(circuit, signals, feeds, dict(enumerate(places)))
    return found


@pytest.mark.parametrize("rows", [1, 63, 64, 65, 4095, 4096, 4097])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32])
def test_tests_of_words_are_laid_alike_by_machine_code_and_numpy(rows, kind):
    pick = np.random.default_rng(rows)
    codes, table = (
        pick.integers(0, 200, rows).astype(kind),
        pick.integers(0, 256, 200).astype(np.uint8),
    )
    for each in (codes, np.repeat(codes, 2)[::2]):  # which does not lie in one piece
        feeds = Feeds(rows)
        for bit, plane in enumerate(planes_of(feeds, feeds.spread(each, table, 8))):
            assert plane.tolist() == (table[codes] >> bit & 1).astype(bool).tolist()


@pytest.mark.parametrize("op", list(laying.OPERATORS))
@pytest.mark.parametrize("some_empty", [False, True])
def test_numbers_are_held_to_a_line_alike_by_machine_code_and_numpy(op, some_empty):
    line = 5.92
    beside = [line, np.nextafter(line, 0), np.nextafter(line, 9), 0.0, -1.0, 1e300, np.nan] * 801
    values = np.array(beside)
    feeds = Feeds(len(values))
    there = np.arange(len(values)) % 3 > 0 if some_empty else np.ones(len(values), dtype=bool)
    known = laid(there, feeds.words) if some_empty else None
    wanted = laying.OPERATORS[op](values, line) & there & ~np.isnan(values)
    for each in (values, np.repeat(values, 2)[::2]):
        (plane,) = planes_of(feeds, [feeds.compare(each, op, line, known)])
        assert plane.tolist() == wanted.tolist()


@pytest.mark.parametrize("rows", [1, 64, 200, 4097])
@pytest.mark.parametrize("integer", [False, True])
@pytest.mark.parametrize(
    "cell", [0.0, 1.0, 5.0, 5.5, 9.0, 9.5, -1.0, 1e-60, float("nan"), float("inf")]
)
def test_one_number_out_of_its_limits_is_seen_unless_its_cell_is_empty(rows, cell, integer):
    values = np.ones(rows)
    values[rows // 2] = cell
    there = np.ones(rows, dtype=bool)
    fine = cell in (0.0, 1.0, 5.0, 9.0) or (cell == 5.5 and not integer)
    for known, wanted in (
        (None, not fine),
        (there, not fine),
        (np.arange(rows) != rows // 2, False),
    ):
        feeds = Feeds(rows)
        plane = None if known is None else laid(known, feeds.words)
        feeds.refuse(values, (0.0, 9.0, 1e-50, integer), plane)
        feeds.odd[:] = 0
        planes_of(feeds, [])
        odd = bits_of(feeds.odd, rows)
        assert odd.any() == odd[rows // 2] == wanted


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.uint32])
def test_the_codes_that_some_row_has_are_seen(kind):
    codes = np.array([3, 3, 0, 7], dtype=kind)
    wanted = [True, False, False, True, False, False, False, True, False]
    assert used(codes, 9).tolist() == wanted
    assert used(np.repeat(codes, 2)[::2], 9).tolist() == wanted


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 1.0])
@pytest.mark.parametrize("rows", [1, 64, 4096, 9001])
def test_bits_of_some_rows_are_picked_alike_by_machine_code_and_numpy(rows, share, monkeypatch):
    pick = np.random.default_rng(rows)
    bits, which = pick.random(rows) < 0.5, pick.random(rows) < share
    words = laying.words_of(rows)
    count = int(which.sum())
    ours = picked(laid(bits, words), laid(which, words), count)
    assert bits_of(ours, count).tolist() == bits[which].tolist()
    monkeypatch.setattr("licet.columns.native.native", lambda: None)
    assert picked(laid(bits, words), laid(which, words), count).tolist() == ours.tolist()


def test_a_block_goes_when_it_is_done_and_waits_for_no_collector():
    feeds = Feeds(64)
    feeds.spread(np.zeros(64, dtype=np.uint8), np.zeros(1, dtype=np.uint8), 1)
    feeds.refuse(np.ones(64), (0.0, 9.0, 1e-50, False), None)
    feeds.compare(np.ones(64), ">", 1.0, None)
    gone = weakref.ref(feeds.odd)
    gc.disable()
    try:
        del feeds
        assert gone() is None
    finally:
        gc.enable()
