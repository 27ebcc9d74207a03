"""What the shelf takes in, what it refuses, and what it gives back on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.lists.files import pack, unpack
from licet.lists.manifest import FILE
from licet.lists.model import Identifier, plain
from licet.lists.shelf import Shelf
from licet.lists.shipped import shipped
from tests.lists.conftest import TODAY, edition, entry

WHO = {"officer": "A. Mori", "reason": "BIS removed a group today"}


def day(text):
    return date.fromisoformat(text)


def test_what_was_kept_comes_back_whole(shelf):
    whole = edition(
        [
            entry(
                1, name="浪潮集团", aliases=("Inspur\u2028", "a|b\r\n"), native=("浪潮",), countries=("CN",),
                identifiers=(Identifier("USCC", "91370000", "CN"),), since=day("2023-03-02"),
                footnotes=frozenset({4, 1}),
            ),
            entry(2, footnotes=frozenset(), to=day("2027-01-01")),
        ],
        dropped=("line 7: no name",), publisher="BIS",
    )  # fmt: skip
    kept = shelf.keep(whole, today=TODAY).kept
    assert Shelf(shelf.folder).read(kept) == whole
    assert (kept.entries, kept.dropped, kept.sha256) == (2, 1, whole.sha256)


def test_the_same_edition_is_the_same_bytes():
    assert pack(edition(50)) == pack(edition(50))
    assert unpack(pack(edition(3))) == edition(3)


def test_an_edition_is_in_force_until_the_next(shelf, keep):
    keep(100, "2026-11-01")
    keep(101, "2026-11-10")
    assert [(each.as_of, each.to) for each in shelf.editions("US-EL")] == [
        (day("2026-11-01"), day("2026-11-10")),
        (day("2026-11-10"), None),
    ]

    def counts(when):
        return [len(each.entries) for each in shelf.on(day(when)) if each.list == "US-EL"]

    assert counts("2026-11-01") == counts("2026-11-09") == [100]
    assert counts("2026-11-10") == counts("2026-11-22") == [101]


def test_before_the_first_edition_both_it_and_the_shipped_one_stand_with_warnings(shelf, keep):
    keep(500)
    ours, first = (each for each in shelf.on(day("2019-06-01")) if each.list == "US-EL")
    assert ours in shipped()
    assert len(first.entries) == 500
    assert "2026-11-20, after 2019-06-01" in first.snapshot


def test_before_the_first_edition_the_shipped_table_lends_its_days_of_listing(shelf, keep):
    named = ("Yangtze Memory Technologies Co., Ltd.", "Party of no day")
    keep([entry(n, name=name) for n, name in enumerate(named)])
    _, first = (each for each in shelf.on(day("2022-12-15")) if each.list == "US-EL")
    assert [each.since for each in first.entries] == [day("2022-12-16"), None]
    [now] = (each for each in shelf.on(TODAY) if each.list == "US-EL")
    assert [each.since for each in now.entries] == [None, None]


def test_where_none_of_a_list_is_loaded_the_shipped_one_stands_in(shelf, keep):
    assert shelf.on(TODAY) == shipped()
    assert all("snapshot" in each.snapshot for each in shelf.on(TODAY))
    keep(500)
    stands = {each.list: each for each in shelf.on(TODAY)}
    assert not stands["US-EL"].snapshot
    assert stands["US-1260H"].snapshot


def test_an_edition_that_says_nothing_new_confirms_the_last(shelf, keep):
    keep(100, "2026-11-01")
    again = keep(100, "2026-11-15")
    assert not again.new
    assert len(shelf.editions("US-EL")) == 1
    assert again.kept.confirmed == day("2026-11-15")
    assert keep(100, "2026-11-01", checked=TODAY).kept.confirmed == TODAY
    assert shelf.usable(TODAY, today=TODAY).editions


def test_of_two_editions_of_one_day_the_later_stands(shelf, keep):
    keep(100)
    keep(101)
    (stands,) = (each for each in shelf.on(TODAY) if each.list == "US-EL")
    assert len(stands.entries) == 101


@pytest.mark.parametrize(("before", "after", "passes"), [
    (100, 99, True), (99, 98, False), (500, 495, True), (500, 494, False), (3, 3, True), (1, 2, True),
])  # fmt: skip
def test_one_percent_may_go_and_no_more(keep, shelf, before, after, passes):
    keep(before, "2026-11-01")
    state = (shelf.folder / FILE).read_bytes()
    if passes:
        assert keep(after, "2026-11-10").kept.entries == after
        return
    with pytest.raises(InputError, match=r"% are gone and the limit is 1 %.*--officer"):
        keep(after, "2026-11-10")
    assert (shelf.folder / FILE).read_bytes() == state
    passed = keep(after, "2026-11-10", allow_shrunk=True, **WHO).kept
    assert (passed.overridden, passed.officer, passed.reason) == (("shrunk",), *WHO.values())


def test_the_limits_can_be_set(tmp_path):
    shelf = Shelf(tmp_path, {"US-EL": {"shrink_limit_pct": "10", "stale_after_days": 1}})
    shelf.keep(edition(100, "2026-11-10"), today=TODAY)
    assert shelf.keep(edition(90, "2026-11-20"), today=TODAY).new
    with pytest.raises(InputError, match="limit 1"):
        shelf.usable(TODAY, today=TODAY)


@pytest.mark.parametrize("said", [
    {"stale_after_days": "7"}, {"stale_after_days": -1}, {"stale_after_days": True},
    {"shrink_limit_pct": "much"}, {"shrink_limit_pct": "NaN"}, {"shrink_limit_pct": 101},
])  # fmt: skip
def test_a_limit_that_cannot_be_is_refused(tmp_path, said):
    with pytest.raises(InputError, match=r"settings\.toml"):
        Shelf(tmp_path, {"US-EL": said}).limits("US-EL")


def test_an_empty_edition_is_refused(keep):
    with pytest.raises(InputError, match="holds no entry"):
        keep(0)


def test_an_older_edition_needs_an_officer_and_takes_its_place_in_time(shelf, keep):
    keep(100, "2026-11-10")
    with pytest.raises(InputError, match="older than the edition of 2026-11-10"):
        keep(99, "2026-11-01")
    keep(99, "2026-11-01", allow_old=True, **WHO)
    assert [each.entries for each in shelf.editions("US-EL")] == [99, 100]
    assert shelf.editions("US-EL")[0].overridden == ("old",)


@pytest.mark.parametrize("who", [{}, {"officer": "A"}, {"officer": " ", "reason": "b"}])
def test_no_check_is_passed_without_a_name_and_a_reason(keep, who):
    with pytest.raises(InputError, match="name the officer and the reason"):
        keep(100, allow_shrunk=True, **who)


def test_an_edition_of_a_day_to_come_is_refused(keep):
    with pytest.raises(InputError, match="a day to come"):
        keep(100, "2027-11-01")


@pytest.mark.parametrize("code", ["", "../US-EL", "-US", "US EL", "US/EL"])
def test_a_code_that_is_none_is_refused(shelf, code):
    with pytest.raises(InputError, match="no code of a list"):
        shelf.keep(edition(3, code=code), today=TODAY)


def test_half_a_character_is_refused_in_words(shelf):
    with pytest.raises(InputError, match="half a character"):
        shelf.keep(edition([entry(1, name="\ud800")]), today=TODAY)


def test_of_a_file_with_several_lists_all_come_in_or_none(shelf):
    both = (edition(100), edition(100, code="US-SDN"))
    shelf.keep_all(both, today=TODAY)
    with pytest.raises(InputError, match="US-SDN"):
        shelf.keep_all(
            (edition(101, "2026-11-21"), edition(2, "2026-11-21", "US-SDN")), today=TODAY
        )
    assert [each.entries for each in shelf.editions("US-EL")] == [100]


def test_a_list_that_is_too_old_stops_screening(shelf, keep):
    keep(500, "2026-11-15")
    assert shelf.usable(TODAY, today=TODAY)
    with pytest.raises(
        InputError, match=r"US-EL of 2026-11-15.*8 days.*limit 7.*fetch US-EL.*--officer"
    ):
        shelf.usable(TODAY + timedelta(1), today=TODAY + timedelta(1))


def test_an_officer_may_let_an_old_list_be_used_and_the_answer_says_so(shelf, keep):
    keep(500, "2026-10-01")
    with pytest.raises(InputError):
        shelf.usable(TODAY, officer="A. Mori", today=TODAY)
    found = shelf.usable(TODAY, **WHO, today=TODAY)
    (override,) = found.overrides
    assert (override.list, override.age_days, override.officer, override.reason) == (
        "US-EL", 52, *WHO.values(),
    )  # fmt: skip
    assert any("52 days" in text and "A. Mori" in text for text in found.warnings)


def test_the_age_on_a_past_day_is_that_of_then_and_on_a_day_to_come_that_of_today(shelf, keep):
    keep(500, "2026-11-15")
    later = TODAY + timedelta(90)
    assert shelf.usable(day("2026-11-16"), today=later)
    assert shelf.usable(later, today=TODAY)


def test_a_gap_between_editions_is_told(shelf, keep):
    keep(500, "2026-06-01")
    keep(501, "2026-11-20")
    found = shelf.usable(day("2026-08-01"), today=TODAY)
    assert any("between 2026-06-01 and 2026-11-20" in text for text in found.warnings)


def test_without_any_loaded_list_the_snapshot_is_used_with_one_warning(shelf):
    found = shelf.usable(TODAY, today=TODAY)
    assert found.editions == shipped()
    assert len(found.warnings) == 1
    assert "snapshot" in found.warnings[0]
    assert "US-SDN" in found.missing
    assert "US-EL" not in found.missing


def test_a_loaded_list_smaller_than_its_shipped_part_is_warned_of(shelf, keep):
    keep(100)
    assert any("can hardly be the whole list" in text for text in shelf.usable(TODAY, today=TODAY).warnings)  # fmt: skip


def test_a_changed_edition_file_is_refused_and_a_load_mends_it(shelf, keep):
    kept = keep(500).kept
    file = shelf.folder / kept.file
    file.write_bytes(pack(edition(499)))
    fresh = Shelf(shelf.folder)
    for question in (fresh.on, fresh.usable):
        with pytest.raises(
            InputError, match=r"was changed after it was kept.*Load the publisher's file"
        ):
            question(TODAY)
    assert next(each for each in fresh.status(TODAY) if each.list == "US-EL").state == "damaged"
    assert fresh.confirm("US-EL", kept.sha256, TODAY) is None
    keep(500)
    assert len(Shelf(shelf.folder).on(TODAY)) == len(shipped())


def test_a_lost_edition_file_is_refused_and_mended_even_by_another_order_of_entries(shelf, keep):
    (shelf.folder / keep(500).kept.file).unlink()
    with pytest.raises(InputError, match="cannot be read"):
        Shelf(shelf.folder).on(TODAY)
    keep([entry(number) for number in reversed(range(500))], "2026-11-21")
    (stands,) = (each for each in Shelf(shelf.folder).on(TODAY) if each.list == "US-EL")
    assert (stands.as_of, len(stands.entries)) == (day("2026-11-20"), 500)


@pytest.mark.parametrize("harm", [
    lambda text: text[:-20],
    lambda _: "",
    lambda _: "[]",
    lambda text: text.replace('"entries": 500', '"entries": 5'),
    lambda text: text.replace("2026-11-20", "2026-11-22"),
])  # fmt: skip
def test_a_changed_record_is_refused(shelf, keep, harm):
    keep(500)
    file = shelf.folder / FILE
    file.write_text(harm(file.read_text("utf-8")), "utf-8")
    with pytest.raises(InputError, match="record of kept lists is damaged"):
        shelf.on(TODAY)
    with pytest.raises(InputError, match="backup"):
        keep(501)


def test_a_shelf_of_a_newer_licet_is_left_alone(shelf, keep):
    keep(500)
    file = shelf.folder / FILE
    file.write_text(file.read_text("utf-8").replace('"form": 1', '"form": 2'), "utf-8")
    with pytest.raises(InputError, match="newer version"):
        keep(501)


def test_status_tells_how_every_list_stands(shelf, keep):
    keep(500, "2026-11-01")
    keep(501, "2026-11-02")
    stands = {each.list: each for each in shelf.status(TODAY)}
    assert (stands["US-EL"].state, stands["US-EL"].age_days, stands["US-EL"].before) == ("stale", 20, 500)  # fmt: skip
    assert stands["US-1260H"].state == "snapshot"
    assert stands["US-SDN"].state == "missing"
    assert {each.list: each for each in shelf.status(day("2026-11-03"))}["US-EL"].state == "current"


def test_only_the_last_file_can_be_confirmed(shelf, keep):
    first = keep(500, "2026-11-01").kept
    last = keep(501, "2026-11-10").kept
    assert shelf.confirm("US-EL", first.sha256, TODAY) is None
    assert shelf.confirm("US-EL", last.sha256, TODAY).confirmed == TODAY
    assert shelf.confirm("US-SDN", last.sha256, TODAY) is None


def test_the_difference_names_what_came_went_and_changed(shelf):
    before = [entry(1), entry(2), entry(3, countries=("CN",)), entry(4, name="Moved")]
    after = [
        entry(1), entry(3, countries=("CN", "HK"), notes="x"), entry(9), entry("4b", name="Moved"),
    ]  # fmt: skip
    shelf.keep(edition(before, "2026-11-01"), today=TODAY)
    shelf.keep(edition(after, "2026-11-10"), today=TODAY)
    found = shelf.diff("US-EL")
    assert [each.key for each in found.added] == ["9"]
    assert [each.key for each in found.removed] == ["2"]
    assert [(each.after.key, each.fields) for each in found.changed] == [
        ("3", ("countries", "notes")),
        ("4b", ("key",)),
    ]
    assert not shelf.diff("US-EL", day("2026-11-02"), day("2026-11-03"))
    assert found.as_data()["changed"][0]["fields"]["countries"] == {
        "before": ["CN"], "after": ["CN", "HK"],
    }  # fmt: skip
    with pytest.raises(InputError, match=r"Kept are those of 2026-11-01, 2026-11-10"):
        shelf.diff("US-EL", day("2020-01-01"))
    with pytest.raises(InputError, match="no edition of US-EL before"):
        shelf.diff("US-EL", until=day("2026-11-01"))
    with pytest.raises(InputError, match="US-ELL"):
        shelf.diff("US-ELL")


LISTS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from("abc")), max_size=7
).map(lambda pairs: [entry(key, name=name) for key, name in pairs])  # fmt: skip


@given(LISTS, LISTS)
def test_the_difference_rebuilds_the_later_edition(before, after):
    from licet.lists.difference import difference

    found = difference(edition(before), edition(after, "2026-11-21"))
    rest = list(before)
    for each in (*found.removed, *(change.before for change in found.changed)):
        rest.remove(each)
    rest += [*found.added, *(change.after for change in found.changed)]
    assert sorted(map(repr, map(plain, rest))) == sorted(map(repr, map(plain, after)))
    assert not difference(edition(before), edition(before))


def test_rows_that_could_not_be_read_are_told_beside_every_answer(shelf):
    shelf.keep(edition(500, rows=503, lost=3), today=TODAY)
    assert any("3 rows of US-EL" in text for text in shelf.usable(TODAY, today=TODAY).warnings)
