"""The same answers in the same order for any number of processes, and no more in memory than chunks."""

from datetime import date

import pytest

from licet.lists.model import Entry
from licet.screen.batch import CHUNK, answered, screened
from licet.screen.model import Query
from licet.screen.screener import Screener

DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def screener():
    names = ["Zarvok Photonics", "Quillmere Trading", "Tordex Havlin Shipping"]
    return Screener({"XX": [Entry("XX-LIST", str(at), name) for at, name in enumerate(names)]})


def parties(count):
    words = ["Zarvok Fotonics", "Acme", "Havlin Tordex", "Trading"]
    return (Query(words[at % 4], ref=str(at)) for at in range(count))


@pytest.mark.parametrize("count", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_one_process_or_two_give_the_same(screener, count):
    one = list(screened(parties(count), screener, DAY, processes=1))
    assert one == list(screened(parties(count), screener, DAY, processes=2))
    assert one == [screener.one(each, DAY) for each in parties(count)]


@pytest.mark.parametrize("processes", [1, 2])
def test_the_stream_is_read_a_few_chunks_ahead_and_no_more(processes):
    read = 0

    def items():
        nonlocal read
        while read < 100 * CHUNK:
            yield read
            read += 1

    found = answered(items(), lambda part: [-each for each in part], processes=processes)
    assert [next(found) for _ in range(3)] == [0, -1, -2]
    assert read < 10 * CHUNK
    found.close()


def test_a_fault_in_a_process_is_told():
    def broken(part):
        raise ValueError(f"{len(part)} items")

    with pytest.raises(ValueError, match=f"{CHUNK} items"):
        list(answered(range(2 * CHUNK), broken, processes=2))
