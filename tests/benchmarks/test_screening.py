"""The benchmarks of screening run, at a size that takes a second, and measure what they say."""

from collections import Counter

import pytest

from benchmarks.screening import run
from benchmarks.screening_made import VARIANT, customers, listed, write_list
from benchmarks.screening_rivals import MATCHERS, line_of, measure
from benchmarks.screening_scale import CODE, DAY, Memory, big_list, watched
from licet.lists.formats import read


@pytest.fixture(scope="module")
def entries():
    return list(listed(600))


def test_a_made_list_has_as_many_names_as_asked_and_comes_out_the_same_each_time(entries):
    assert sum(1 + len(each.aliases) for each in entries) == 600
    assert entries == list(listed(600))
    assert len({each.key for each in entries}) == len(entries)


def test_one_customer_in_a_hundred_is_a_listed_party(entries):
    kinds = Counter(ref[0] for ref, _ in customers(1000, entries))
    assert kinds[VARIANT] == 10
    assert list(customers(200, entries)) == list(customers(200, entries))


def test_a_made_list_is_one_that_licet_reads(entries, tmp_path):
    write_list(tmp_path / "made.csv", entries, CODE)
    edition = read((tmp_path / "made.csv").read_bytes(), list=CODE, as_of=DAY, file="made.csv")
    assert len(edition.entries) == len(entries)
    assert edition.lost == 0


def test_the_line_lets_one_negative_in_a_hundred_pass():
    scores = [float(each) for each in range(400)]
    assert sum(score > line_of(scores) for score in scores) == 4


def test_a_matcher_is_measured_on_pairs(tmp_path):
    pairs, index = tmp_path / "pairs.csv", tmp_path / "index.jsonl"
    pairs.write_text(
        "query,expected_ids,label,category\nAcme Kvantum Instiute,1,1,typo1\nHarbor Bakery,,0,neg\n"
    )
    index.write_text('{"id": "1", "list": "XX", "name": "Acme Kvantum Institute"}\n')
    found = measure("licet", pairs, index, 2)
    assert found["scores"][0] > found["line"] >= found["scores"][1] == 0
    assert min(found["batch"] + found["single"]) > 0
    assert set(MATCHERS) == {"licet", "logic-v2", "logic-v2-trigrams", "wratio"}


def test_without_the_pairs_nothing_is_measured_and_it_says_so(tmp_path):
    found = run(rounds=1, quick=True, pairs=tmp_path / "none.csv")
    assert found.found == []
    assert "--pairs" in found.left_out[0]


@pytest.mark.slow
def test_a_made_list_loads_and_answers(tmp_path, monkeypatch):
    file = tmp_path / "made.csv"
    made = list(listed(600, seed=2))
    write_list(file, made, CODE)
    ran = watched(
        tmp_path, ["lists", "load", str(file), "--list", CODE, "--as-of", DAY.isoformat()]
    )
    assert ran.said["taken"][0]["edition"]["entries"] == len(made)
    assert all(isinstance(each, Memory) for each in ran.memory)
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    found = big_list(600, asked=40)
    assert found["of"] == 20
    assert found["found"] >= 18
