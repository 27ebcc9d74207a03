"""The code on a letter: read as people type it, and every slip noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.letters.codes import code_of, read_code


@given(st.binary())
def test_a_code_is_read_back_however_it_is_typed(statement):
    code = code_of(statement)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read_code(typed) == code


@given(st.binary(), st.integers(0, 19), st.integers(1, 31))
def test_one_wrong_sign_is_always_noticed(statement, place, shift):
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    typed = list(code_of(statement).replace("-", ""))
    typed[place] = signs[(signs.index(typed[place]) + shift) % 32]
    with pytest.raises(InputError, match="typed wrong"):
        read_code("".join(typed))


@given(st.binary(), st.integers(0, 16))
def test_two_neighbors_swapped_are_always_noticed(statement, place):
    typed = list(code_of(statement).replace("-", ""))
    if typed[place] == typed[place + 1]:
        return
    typed[place], typed[place + 1] = typed[place + 1], typed[place]
    with pytest.raises(InputError, match="typed wrong"):
        read_code("".join(typed))


@pytest.mark.parametrize(
    "typed", ["", "5132", "U132-R7JV-4M15-A1DX-CQMB", "5132-R7JV-4M15-A1DX-CQMB-9"]
)
def test_what_is_no_code_is_refused_with_what_a_code_looks_like(typed):
    with pytest.raises(InputError, match="A code has 20"):
        read_code(typed)
