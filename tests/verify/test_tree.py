"""Trees and proofs: known vectors, the RFC's definitions, and changes that must be caught."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet_verify.faults import Differs
from licet_verify.proofs import consistency_path, inclusion_path
from licet_verify.tree import check_consistency, check_inclusion, leaf_hash, root_of
from tests.verify.writer import mth, path_of, proof_of

# The leaves and roots that implementations of Certificate Transparency share as test vectors.
VECTOR_LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
VECTOR_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [sha256(bytes([n])).digest() for n in range(200)]
SIZES = st.integers(1, 200)


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size):
    leaves = [leaf_hash(bytes.fromhex(each)) for each in VECTOR_LEAVES[:size]]
    assert root_of(leaves).hex() == VECTOR_ROOTS[size]


def test_a_known_proof():
    """RFC 9162 section 2.1.5: the proofs of its tree of seven leaves."""
    leaves = LEAVES[:7]
    a, b, c, d, e, f, j = leaves
    g, h, i = mth([a, b]), mth([c, d]), mth([e, f])
    k, last = mth([a, b, c, d]), mth([e, f, j])
    assert path_of(0, leaves) == [b, h, last]
    assert path_of(3, leaves) == [c, g, last]
    assert path_of(4, leaves) == [f, j, k]
    assert path_of(6, leaves) == [i, k]
    assert proof_of(3, leaves) == [c, d, g, last]
    assert proof_of(4, leaves) == [last]
    assert proof_of(6, leaves) == [i, j, k]


def node(height, index):
    return mth(LEAVES[index << height : (index + 1) << height])


@given(SIZES, st.data())
def test_every_inclusion_holds_and_no_other(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaves = LEAVES[:size]
    path, root = path_of(index, leaves), mth(leaves)
    assert inclusion_path(node, index, size) == path
    check_inclusion(leaves[index], index, (size, root), path)
    other = data.draw(st.integers(0, 199))
    for leaf, at, way in (
        (LEAVES[other], index, path), (leaves[index], other, path), (leaves[index], index, [*path, root]),
        (leaves[index], index, path[:-1]), (leaves[index], index, path[1:]),
    ):  # fmt: skip
        if (leaf, at, way) != (leaves[index], index, path):
            with pytest.raises(Differs):
                check_inclusion(leaf, at, (size, root), way)


@given(st.integers(0, 200), st.integers(0, 200), st.data())
def test_every_continuation_holds_and_no_other(one, two, data):
    old, new = sorted((one, two))
    leaves = LEAVES[:new]
    path = proof_of(old, leaves)
    heads = (old, mth(leaves[:old])), (new, mth(leaves))
    assert consistency_path(node, old, new) == path
    check_consistency(*heads, path)
    wrong = data.draw(st.sampled_from([[*path, b"x" * 32], path[:-1], path[1:], path[::-1]]))
    if wrong != path:
        with pytest.raises(Differs):
            check_consistency(*heads, wrong)
    if old > 0:
        with pytest.raises(Differs):
            check_consistency((old, b"x" * 32), heads[1], path)
        with pytest.raises(Differs):
            check_consistency(heads[0], (new, b"x" * 32), path)
    if old < new:
        with pytest.raises(Differs):
            check_consistency(heads[1], heads[0], path)
