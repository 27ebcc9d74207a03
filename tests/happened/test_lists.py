"""Queries, feeds, alarms and the table of who followed whom."""

import csv
import io
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError, UnknownName
from licet.happened.alarms import NO_RULE, NOTHING_CAME, PASSED, SUNSET, UNREAD, alarms
from licet.happened.align import Behind, aligned, pairs
from licet.happened.kept import Act, Kept
from licet.happened.linking import Linker
from licet.happened.query import Wanted, found, span_of
from licet.happened.reading import happening
from licet.happened.rss import rss
from licet.happened.shipped import alarm_days, shipped
from licet.happened.words import COLUMNS, row

THERE = tuple(Kept(each) for each in shipped())
DAYS = alarm_days()
TODAY = date(2026, 11, 22)


def ids(kept):
    return [each.happening.id for each in kept]


def made(name, **fields):
    return Kept(
        happening({"id": name, "title": "T", "act": "restrict", "actors": ["US"], **fields})
    )


def test_filters_narrow_and_the_list_is_in_order_of_days():
    some = found(THERE, Wanted(actors=("jp", "NL"), since=date(2023, 1, 1)))
    assert 0 < len(some) < len(THERE)
    assert all({"JP", "NL"} & set(each.happening.states) for each in some)
    days = [each.happening.day for each in some]
    assert days == sorted(days)
    assert ids(found(THERE, Wanted(acts=("incident",)))) == ["2025-12-06-radar-lock"]
    assert all(each.happening.stage == "in force" for each in found(THERE, Wanted(stages=("in force",))))  # fmt: skip
    assert len(found(THERE, Wanted(about="h200 customs"))) == 1


def test_an_event_without_a_date_is_in_no_stretch_of_days_and_last_in_the_list():
    vague = made("vague")
    bound = made("bound", date_kind="not after", date_to="2025-12-10")
    everything = (*THERE, vague, bound)
    assert ids(found(everything, Wanted()))[-1] == "vague"
    assert "vague" not in ids(found(everything, Wanted(until=TODAY)))
    assert "bound" in ids(found(everything, Wanted(until=date(2025, 12, 31))))


def test_a_rejected_event_is_in_no_list():
    gone = Kept(THERE[0].happening, "rejected")
    assert found((gone,), Wanted()) == ()


def test_unknown_words_are_refused():
    with pytest.raises(UnknownName):
        found(THERE, Wanted(acts=("ban",)))
    for text in ("soon", "2023-13", "2023-02-30", "-1", ""):
        with pytest.raises(InputError, match="year, month or day"):
            span_of(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_lies_in_its_month_and_year(day):
    for text in (str(day), str(day)[:7], str(day)[:4]):
        first, last = span_of(text)
        assert first <= day <= last


def test_the_feed_is_rss_that_a_careful_parser_reads_newest_first():
    feed = rss([(each, "") for each in THERE])
    channel = ElementTree.fromstring(feed).find("channel")
    items = channel.findall("item")
    assert len(items) == len(THERE)
    assert len({each.findtext("guid") for each in items}) == len(items)
    moments = [parsedate_to_datetime(each.findtext("pubDate")) for each in items if each.find("pubDate") is not None]  # fmt: skip
    assert moments == sorted(moments, reverse=True)
    assert feed == rss([(each, "") for each in THERE])


@given(st.text())
def test_no_text_breaks_the_feed_or_a_cell(text):
    kept = made("x", condition=text, on="2026-01-02", sources=[{"source": text}])
    item = ElementTree.fromstring(rss([(kept, text)])).find("channel/item")
    assert item.findtext("title") == "2026-01-02: T"
    cells = row(kept, ())
    out = io.StringIO()
    csv.DictWriter(out, COLUMNS).writerow(cells)
    assert not cells["condition"].startswith(("=", "+", "-", "@"))


def test_an_event_without_a_day_gets_no_day_in_the_feed():
    assert b"pubDate" not in rss([(made("x"), "")])


def kinds(there, book, today=TODAY):
    return [(each.kind, each.about) for each in alarms(there, Linker(book), book, today, DAYS)]


def test_an_act_in_force_without_a_rule_change_rings_after_so_many_days(book):
    silent = made("silent", stage="in force", actor_type="agency", on="2026-08-01")
    assert (NO_RULE, ("silent",)) in kinds((silent,), book)
    assert (NO_RULE, ("silent",)) not in kinds((silent,), book, date(2026, 8, 30))
    said = made("said", stage="in force", actor_type="agency", on="2026-08-01", unmodelled="A tax.")
    late = made("late", stage="in force", actor_type="agency", on="2026-08-01", law=["us.748.15.VEU_fabs@2025-12-31"])  # fmt: skip
    firm = made("firm", stage="in force", actor_type="firm", on="2026-08-01")
    assert [about for kind, about in kinds((said, late, firm), book) if kind == NO_RULE] == [("late",)]  # fmt: skip


def test_none_of_the_events_that_come_with_licet_lacks_its_rule(book):
    assert [about for kind, about in kinds(THERE, book) if kind == NO_RULE] == []


def test_an_announcement_of_which_nothing_came_rings_after_a_year(book):
    one = made("one", stage="announced", actor_type="state", on="2025-01-01", measure="m")
    then = made("then", stage="in force", actor_type="state", on="2025-06-01", measure="m", unmodelled="-")  # fmt: skip
    assert (NOTHING_CAME, ("one",)) in kinds((one,), book)
    assert (NOTHING_CAME, ("one",)) not in kinds((one, then), book)


def test_sunsets_are_read_off_the_law_and_name_the_event_behind_them(book):
    there = alarms(THERE, Linker(book), book, TODAY, DAYS)
    near = next(each for each in there if "cn.46_2024.para2" in each.about)
    assert (near.kind, near.day) == (SUNSET, date(2026, 11, 28))
    assert near.events == ("2026-11-27-ga-ban-suspension-ends",)
    gone = next(each for each in there if "us.744.11.affiliates" in each.about)
    assert (gone.kind, "extension" in gone.says) == (PASSED, True)
    assert not any("us.744.11.affiliates" in each.about for each in alarms(THERE, Linker(book), book, date(2026, 6, 1), DAYS))  # fmt: skip


def test_a_suggestion_that_nobody_judged_rings(book):
    one = made("one", on="2026-10-01").happening
    act = Act(1, datetime(2026, 11, 1, tzinfo=UTC), "reader", "suggested", "", {}, one)
    assert (UNREAD, ("one",)) in kinds((Kept(one, "suggested", (act,)),), book)
    assert (UNREAD, ("one",)) not in kinds((Kept(one, "suggested", (act,)),), book, date(2026, 11, 10))  # fmt: skip


@pytest.fixture(scope="module")
def table(library):
    from licet.explore.gaps import Mapper
    from licet.transfer.build import Builder

    law = library.whole
    mapper = Mapper(law, Builder(law.book, library.products), library.concepts)
    linker = Linker(law.book)
    behind = Behind((each.happening, linker.links(each.happening)) for each in THERE)
    concepts = [library.concepts[name] for name in ("duv-immersion", "ai-chip", "euv-mask")]
    return aligned(mapper, concepts, ("US", "JP", "NL"), TODAY, behind)


def test_who_followed_whom_is_counted_from_whoever_came_first(table):
    immersion, chip, _ = table
    assert (immersion.leader, str(immersion.since)) == ("JP", "2023-07-23")
    assert chip.leader == "US"
    for each in table:
        for step in each.steps:
            assert step.days is None or step.days >= 0
            assert step.days is None or (step.first - each.since).days == step.days


def test_the_days_of_the_table_name_the_events_behind_them(table):
    immersion = table[0]
    assert "2023-07-23-23-items-in-force" in immersion.leading_events
    dutch = next(step for step in immersion.steps if step.sovereign == "NL")
    assert (dutch.days, dutch.lies) == (40, "equal")
    assert "2023-09-01-dutch-rule-in-force" in dutch.events


def test_pairs_count_every_dated_step_once(table):
    steps = [step for each in table for step in each.steps if step.days is not None and not each.perhaps_earlier]  # fmt: skip
    assert sum(each.concepts for each in pairs(table)) == len(steps)
    assert all(each.least <= each.median_days <= each.most for each in pairs(table))


def test_fewer_than_two_laws_cannot_be_aligned(library):
    from licet.explore.gaps import Mapper
    from licet.transfer.build import Builder

    mapper = Mapper(library.whole, Builder(library.whole.book, library.products), library.concepts)
    with pytest.raises(InputError, match="two sovereigns"):
        aligned(mapper, [library.concepts["ai-chip"]], ("US",), TODAY, Behind(()))
