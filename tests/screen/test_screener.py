"""The front door: days, limits, order, what cannot be screened, and that nothing else sways an answer."""

import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from licet.lists.model import Edition, Entry, Identifier
from licet.screen.model import BELOW, SAME, Query
from licet.screen.screener import MOST_HITS, Screener, before_address
from tests.screen.own_set import ON, entries, rows, screener

DAY = date(2026, 1, 1)
A = Entry("XX-L", "1", "Vostrek Quantorix Plant", since=date(2025, 3, 1), to=date(2026, 3, 1))


def over(*entries: Entry) -> Screener:
    return Screener({"XX-L": entries})


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2025, 2, 28), False), (date(2025, 3, 1), True), (date(2026, 2, 28), True), (date(2026, 3, 1), False),
    ],
)  # fmt: skip
def test_an_entry_is_found_on_its_days(day: date, stands: bool) -> None:
    assert bool(over(A).one(Query(A.name), day).hits) is stands


def test_an_identifier_and_an_address_are_found_on_their_days_too() -> None:
    entry = Entry(
        "XX-L", "1", "Vostrek", identifiers=(Identifier("LEI", "X1"),), addresses=("14 Ostrelia Street, Kazan",),
        since=date(2025, 3, 1),
    )  # fmt: skip
    query = Query(
        "Rosy Bakery", address="14 Ostrelia Street, Kazan", identifiers=(Identifier("LEI", "X1"),)
    )
    assert over(entry).one(query, date(2025, 2, 1)).hits == ()
    assert len(over(entry).one(query, date(2025, 4, 1)).hits) == 2


def test_ten_hits_and_every_identity() -> None:
    near = [Entry("XX-L", f"n{at:02}", f"Vostrek Quantorix Plant {'abcdefghijklmnopqrst'[at] * 5}") for at in range(20)]  # fmt: skip
    same = [Entry("XX-L", f"s{at:02}", "Vostrek Quantorix Plant") for at in range(12)]
    found = over(*near).one(Query("Vostrek Quantorix Plant"), DAY).hits
    assert 0 < len(found) <= MOST_HITS
    found = over(*near, *same).one(Query("Vostrek Quantorix Plant"), DAY).hits
    assert {hit.entry.key for hit in found if hit.band == SAME} == {each.key for each in same}


def test_hits_stand_strongest_first_then_by_entry() -> None:
    for row in rows()[:200]:
        found = [(-hit.score, hit.entry.id) for hit in screener().one(Query(row.query), ON).hits]
        assert found == sorted(found)


def test_one_hit_an_entry_and_channel() -> None:
    for row in rows()[:200]:
        found = [(hit.channel, hit.entry.id) for hit in screener().one(Query(row.query), ON).hits]
        assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "name",
    ["", "   ", "---", "12345", "Technology Co., Ltd.", "科技有限公司", "Ltd", "ООО", "株式会社", "公司"],
)  # fmt: skip
def test_a_name_that_says_nothing_cannot_be_screened(name: str) -> None:
    answer = screener().one(Query(name), ON)
    assert answer.cannot
    assert all(hit.band == SAME for hit in answer.hits)


@pytest.mark.parametrize(
    "name", ["Huawei", "华为", "Вострек", "한빛누리", "Quantorix", "X-Fab Vega", "ไทยออยล์"]
)
def test_a_name_that_says_something_can(name: str) -> None:
    assert not screener().one(Query(name), ON).cannot


def test_a_listed_name_of_general_words_is_found_by_its_very_words() -> None:
    entry = Entry("XX-L", "1", "General Technology Company")
    answer = over(entry).one(Query("General Technology Co., Ltd."), DAY)
    assert [hit.entry.key for hit in answer.hits] == ["1"]


def test_nearest_is_below_the_line_and_only_on_request() -> None:
    query = Query("Vostrek Bakery Kettledrum Emporium")
    found = over(A).one(query, DAY, nearest=True)
    assert found.hits == ()
    assert found.nearest is not None
    assert found.nearest.band == BELOW
    assert over(A).one(query, DAY).nearest is None


def test_nearest_is_nothing_where_nothing_is_near() -> None:
    assert over(A).one(Query("Rosy Kettledrum"), DAY, nearest=True).nearest is None


def test_the_answer_brings_the_question_back() -> None:
    query = Query("Vostrek Quantorix Plant", "RU", ref="row 7")
    answer = over(A).one(query, DAY)
    assert (answer.query, answer.on) == (query, DAY)


def test_many_are_one_by_one_in_order() -> None:
    queries = [Query(row.query) for row in rows()[::7]]
    fresh = Screener({"XX-OWN": screener().entries})
    assert list(fresh.many(queries, ON)) == [fresh.one(each, ON) for each in queries]


def test_no_entries_is_an_answer_and_no_error() -> None:
    assert Screener({}).one(Query("Vostrek"), DAY).hits == ()


def test_an_edition_is_named_with_its_day_and_hash() -> None:
    edition = Edition("XX-L", date(2025, 12, 1), "x.csv", "ab" * 32, (A,))
    [hit] = Screener.of([edition]).one(Query(A.name), DAY).hits
    assert hit.edition == "XX-L 2025-12-01 abababababab"
    assert len(Screener.of([edition]).tables) == 64


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Acme Works Co., Ltd., 12 Harbor Road, Springfield", "Acme Works Co., Ltd."),
        ("Acme Works, Shenzhen", "Acme Works"),
        ("Acme Works，深圳市南山区科技路12号", "Acme Works"),
        ("Acme, Inc.", ""),
        ("Acme Works Co., Ltd.", ""),
        ("Acme", ""),
        ("", ""),
        (",", ""),
    ],
)  # fmt: skip
def test_the_part_before_an_address(name: str, head: str) -> None:
    assert before_address(name) == head


TEXT = st.one_of(
    st.text(max_size=30),
    st.text("aZ1 .,-&()华为半导体公司カ株한빛жО«سش\u200b\u200c", max_size=20),
    st.sampled_from([row.query for row in rows()]),
)


@given(TEXT, TEXT)
@settings(max_examples=120)
@example("\ud800", "\udfff")
@example("🙂" * 50, "\x00\x1b")
@example("huawei technology " * 500, "a" * 10_000)
@example("华" * 10_000, ", 1" * 3_000)
@example("A." * 5_000, "Ab" * 5_000)
def test_any_text_is_answered(name: str, address: str) -> None:
    answer = screener().one(Query(name, address=address), ON, nearest=True)
    assert 0 <= max((hit.score for hit in answer.hits), default=0) <= 1000
    for hit in answer.hits:
        assert sum(pair.weight for pair in hit.aligned) <= 1000 or hit.channel == "identifier"


def test_the_order_of_entries_does_not_count() -> None:
    """But for which of equals stand last, where more than ten answer."""
    straight, turned = over(*entries()), over(*reversed(entries()))
    for row in rows():
        assert told(straight, row.query) == told(turned, row.query), row.query


def told(over_these: Screener, name: str) -> list[tuple[str, int, str]]:
    hits = over_these.one(Query(name), ON).hits
    return [(hit.entry.id, hit.score, hit.band) for hit in hits]


def test_an_entry_scores_the_same_among_others_wherever_it_is_a_hit() -> None:
    """An entry alone and the same in the whole index: the cut of candidates may lose it, no more."""
    for entry in entries():
        alone = told(over(entry), entry.name)
        screener().forget()
        among = [each for each in told(screener(), entry.name) if each[0] == entry.id]
        assert among == alone


def test_another_process_answers_with_the_same_bytes() -> None:
    code = (
        "import sys; from tests.screen.test_screener import answers\n"
        "sys.stdout.buffer.write(answers())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join([*sys.path, "."])}
    command = [sys.executable, "-W", "ignore", "-c", code]
    there = subprocess.run(command, env=env, capture_output=True, check=True).stdout  # noqa: S603 - this very interpreter
    assert there == answers()


def answers() -> bytes:
    fresh = over(*entries())
    return ascii([fresh.one(Query(row.query), ON) for row in rows()[::5]]).encode()
