"""The index: forms of a published name, spans of its words, weights, numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.lists.model import Entry
from licet.names.canonical import readings
from licet.names.words import FORM, NUMBER, Word
from licet.screen.index import NUMBER_WEIGHT, Index, forms, spans, worth

VEGA = Entry("XX", "1", "Vega Photonics Institute No. 9", aliases=("VPI", "Vega Optik"))
LYRA = Entry("XX", "2", "Lyra Machinery", native=("天琴机械有限公司",))


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("Semiconductor Manufacturing International Corporation (SMIC)", "SMIC"),
        ("National Supercomputing Center Guangzhou (NSCC-GZ)", "NSCC-GZ"),
        ("Vega (VG)", None),  # two letters are too few to be a name
        ("Vega (Shanghai)", None),
        ("Vega (Shanghai) Co., Ltd.", None),
        ("(VEGA)", None),
        ("", None),
    ],
)
def test_initials_in_brackets_are_a_name_too(name: str, also: str | None) -> None:
    found = forms(name)
    assert name in found
    assert (also in found[1:]) if also else found == [name]


@given(st.text(max_size=30))
def test_a_published_name_is_always_one_of_its_forms(name: str) -> None:
    assert name in forms(name)
    assert all(forms(name)) or not name


def test_spans_are_words_and_short_neighbors() -> None:
    words = readings("hua wei tong xin")[0].words
    found = {(start, size): text for text, start, size in spans(words)}
    assert found[0, 1] == "hua"
    assert found[0, 2] == "huawei"
    assert found[0, 3] == "huaweitong"
    assert (0, 4) not in found
    assert (3, 2) not in found


def test_a_number_joins_no_neighbor() -> None:
    words = (Word("vega"), Word("9", NUMBER), Word("lyra"))
    assert all(size == 1 for _, _, size in spans(words))


def test_long_neighbors_are_not_written_together() -> None:
    words = (Word("semiconductor"), Word("manufacturing"))
    assert [size for _, _, size in spans(words)] == [1, 1]


@given(st.lists(st.sampled_from(["vega", "lyra", "a", "technology", "shenzhen"]), max_size=6))
def test_spans_lie_inside_the_name(texts: list[str]) -> None:
    words = [Word(text) for text in texts]
    for text, start, size in spans(words):
        assert 0 <= start < start + size <= len(words)
        assert text == "".join(texts[start : start + size])


def test_worth() -> None:
    assert worth(Word("vega"), 9000) == (9000, 0)
    assert worth(Word("limited", FORM), 8000)[0] < 4000
    assert worth(Word("unmanned", among=3), 9000)[0] == 3000


def test_a_rare_word_weighs_more_than_a_common_one_and_a_number_its_own() -> None:
    index = Index([VEGA])
    rare, common = Word("zzyzxvega"), Word("technology")
    assert index.weight(rare) > 2 * index.weight(common)
    assert index.weight(Word("9", NUMBER)) == NUMBER_WEIGHT


def test_a_weight_does_not_depend_on_what_is_listed() -> None:
    few, more = Index([VEGA]), Index([VEGA, LYRA] * 5)
    for text in ("vega", "photonic", "unheardof", "technology"):
        assert few.weight(Word(text)) == more.weight(Word(text))


def test_every_published_name_is_kept_with_its_entry() -> None:
    index = Index([VEGA, LYRA])
    owners = {name: index.entries[index.owner[at]].key for at, name in enumerate(index.published)}
    assert set(owners) == {*VEGA.names, *LYRA.names}
    assert owners["天琴机械有限公司"] == "2"
    numbers = [index.numbers[at] for at, name in enumerate(index.published) if name == VEGA.name]
    assert numbers == [frozenset({"9"})]


def test_postings_name_each_name_once_in_order() -> None:
    index = Index([VEGA, LYRA, VEGA])
    for postings in index.postings:
        assert list(postings) == sorted(set(postings))


def test_an_empty_index_and_a_name_that_cannot_be_read() -> None:
    assert not Index([]).published
    assert not Index([Entry("XX", "1", "---")]).published
