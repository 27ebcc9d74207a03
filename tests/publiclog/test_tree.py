"""Trees: the known vectors of Certificate Transparency, and what holds of every tree."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.publiclog import tree
from tests.publiclog.made import consistent, included

# The eight leaves that Certificate Transparency's implementations share, and the roots over the first n.
LEAVES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {  # leaf, size: proof
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCY = {  # old, new: proof
    (1, 1): [],
    (1, 8): INCLUSION[(0, 8)],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
HASHES = [tree.leaf_hash(each) for each in LEAVES]


def mth(hashes):
    """The definition of RFC 9162 section 2.1.1, word for word: the measure for all that is quicker."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\1" + mth(hashes[:k]) + mth(hashes[k:])).digest()


def hexes(hashes):
    return [each.hex() for each in hashes]


@st.composite
def trees(draw, most=300):
    """Leaf hashes of a tree, and two sizes of it in order."""
    size = draw(st.integers(1, most))
    seed = draw(st.integers(0, 2**32))
    leaves = [tree.leaf_hash(f"{seed}/{i}".encode()) for i in range(size)]
    return leaves, draw(st.integers(0, size))


def test_the_known_hashes_of_a_leaf_and_a_node():
    assert tree.leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"  # fmt: skip
    assert tree.node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"  # fmt: skip
    assert tree.EMPTY_ROOT.hex().startswith("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934c")


@pytest.mark.parametrize("size", range(1, 9))
def test_the_known_roots_of_eight_leaves(size):
    assert tree.root(tree.among(HASHES), size).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_the_known_inclusion_proofs(index, size):
    assert hexes(tree.inclusion(tree.among(HASHES), index, size)) == INCLUSION[(index, size)]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_the_known_consistency_proofs(old, new):
    assert hexes(tree.consistency(tree.among(HASHES), old, new)) == CONSISTENCY[(old, new)]


@given(trees())
def test_the_root_is_that_of_the_definition(made):
    leaves, size = made
    assert tree.root(tree.among(leaves), size) == mth(leaves[:size])


@given(trees(), st.data())
def test_every_inclusion_proof_holds_and_none_for_another_leaf_place_or_size(made, data):
    leaves, _ = made
    size = len(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion(tree.among(leaves), index, size)
    root = mth(leaves)
    assert len(proof) <= (size - 1).bit_length()
    assert included(index, size, leaves[index], proof, root)
    assert not included(index, size, tree.leaf_hash(b"another"), proof, root)
    other = data.draw(st.integers(-1, size + 1).filter(lambda i: i != index))
    assert not included(other, size, leaves[index], proof, root)
    assert not included(index, size, leaves[index], [*proof, root], root)
    if proof:
        assert not included(index, size, leaves[index], proof[:-1], root)
        at = data.draw(st.integers(0, len(proof) - 1))
        bad = [bytes([each[0] ^ 1]) + each[1:] if i == at else each for i, each in enumerate(proof)]
        assert not included(index, size, leaves[index], bad, root)


@given(trees(), st.data())
def test_every_consistency_proof_holds_and_none_from_a_changed_past(made, data):
    leaves, old = made
    new = len(leaves)
    proof = tree.consistency(tree.among(leaves), old, new)
    old_root, new_root = mth(leaves[:old]), mth(leaves)
    assert len(proof) <= (new - 1).bit_length() + 1
    assert consistent(old, new, old_root, new_root, proof)
    assert not consistent(old, new, old_root, new_root, [*proof, new_root])
    if old:
        at = data.draw(st.integers(0, old - 1))
        changed = [tree.leaf_hash(b"changed") if i == at else each for i, each in enumerate(leaves)]
        forged = tree.consistency(tree.among(changed), old, new)
        assert not consistent(old, new, old_root, mth(changed), forged)
        assert not consistent(old, new, mth(changed[:old]), new_root, forged)
    if old < new and proof:
        assert not consistent(old, new, old_root, new_root, proof[:-1])


@pytest.mark.parametrize("index", [-1, 8, 9])
def test_a_leaf_that_is_not_there_has_no_proof(index):
    with pytest.raises(InputError, match="no leaf"):
        tree.inclusion(tree.among(HASHES), index, 8)


def test_a_log_does_not_shrink():
    with pytest.raises(InputError, match="has not grown"):
        tree.consistency(tree.among(HASHES), 8, 7)
