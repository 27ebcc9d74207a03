"""Faults that only the solver finds are found whoever's law they stand in and whatever their day.

Xland's law is copied to a second sovereign, Yland, and a fault is planted in one of the two.
"""

import shutil
from datetime import date

import pytest

from licet.check.needed import Needed
from licet.check.rows import plan_of_row, row_results
from licet.check.run import check_folder
from licet.check.solver import solver_findings
from licet.check.witness import verdict
from licet.decide.join import Run
from licet.decide.plan import plan_for
from licet.decide.situation import Situation
from tests.conftest import MINI

A1, B9, NEED, HQ, LISTED = "A1.md", "B9.md", "need.md", "hq.md", "listed.md"
DENIAL, MILD, EX, NOTICE = "denial.md", "mild.md", "EX.md", "notice.md"
WHO = ("xx", "yy")


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "law"
    shutil.copytree(MINI, copy)
    shutil.copytree(copy / "xx", copy / "yy")
    for path in (copy / "yy").rglob("*.*"):
        text = path.read_text().replace("xx.", "yy.").replace('"XX"', '"YY"')
        path.write_text(text.replace("Foes", "Rivals").replace('"makers"', '"yards"'))
    return copy


def plant(folder, who, file, old, new):
    path = folder / who / "rules" / file
    text = path.read_text()
    if who == "yy":
        old, new = (each.replace("xx.", "yy.").replace("Foes", "Rivals") for each in (old, new))
    assert old in text
    path.write_text(text.replace(old, new, 1))


def found(folder, check=None):
    _, findings = check_folder(folder)
    return [each for each in findings if check is None or each.check == check]


def test_two_good_laws_raise_no_alarm(folder):
    assert found(folder) == []


DEAD = [
    # what is planted, and which version can then never hold
    pytest.param(A1, 'rule = "speed >= 100"', 'rule = "speed >= 100 and speed < 50"', "2020-01-01", id="an empty range"),
    pytest.param(A1, 'rule = "speed >= 100"', 'rule = "speed > 100 and speed <= 100"', "2020-01-01", id="a range that just closes"),
    pytest.param(A1, 'rule = "one or two"', 'rule = "one and two and speed < 50"', "2022-01-01", id="a later version, through its parts"),
    pytest.param(A1, 'rule = "one or two"', 'rule = "one and flat and not flat"', "2022-01-01", id="yes and no"),
    pytest.param(A1, 'rule = "speed >= 100"', 'rule = "speed < 0"', "2020-01-01", id="less than the dictionary allows"),
    pytest.param(NEED, 'destination in Foes"', "destination in Foes and destination == 'DE'\"", "2020-01-01", id="a country outside the group"),
    pytest.param(NEED, "@xx.A1 and", "@xx.A1 and @xx.B9 and", "2020-01-01", id="two entries that exclude each other"),
    pytest.param(NEED, "@xx.A1 and", "@xx.A1 and not @xx.A1 and", "2020-01-01", id="a rule and its contrary"),
    pytest.param(NEED, "@xx.A1 and", "@xx.A1 and item_kind == 'tool' and", "2020-01-01", id="an entry for another kind of item"),
    pytest.param(HQ, 'headquarters in Foes)"', "headquarters in Foes and headquarters == 'DE')\"", "2021-01-01", id="a party from two places"),
    pytest.param(HQ, "any_party(recipients, headquarters in Foes)", "not any_party(recipients, headquarters in Foes) and any_party(recipients, headquarters in Foes)", "2021-01-01", id="nobody and somebody"),
    pytest.param(HQ, "any_party(recipients, headquarters in Foes)", "any_party(recipients, headquarters in Foes and role == 'forwarder')", "2021-01-01", id="a party in no role of these"),
    pytest.param(LISTED, "owned_by_listed_pct >= 50)", "owned_by_listed_pct > 100) and any_party(owned_by_listed_pct > 100)", "2020-01-01", id="a share over the whole"),
    pytest.param(NOTICE, 'kind == "export"', 'kind == "export" and kind == "reexport"', "2020-01-01", id="two choices at once"),
    pytest.param(DENIAL, 'rule = "not @xx.review.mild"', 'rule = "not @xx.review.mild and speed < 150"', "2020-01-01", id="a policy that the other leaves nothing"),
]  # fmt: skip


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("file", "old", "new", "since"), DEAD)
def test_a_rule_that_can_never_hold_is_found_in_any_law_and_version(  # noqa: PLR0917 - one row of the table
    folder, who, file, old, new, since
):
    try:
        plant(folder, who, file, old, new)
    except AssertionError:
        pytest.fail(f"{old!r} is not in {file}")
    dead = [each for each in found(folder, "dead") if f"law/{who}/rules/{file}" == each.file]
    assert any(f"the rule from {since} can never hold" in str(each) for each in dead), dead
    assert all(f"law/{who}/" in each.file for each in found(folder, "dead"))


@pytest.mark.parametrize("who", WHO)
def test_a_dead_part_that_another_law_refers_to_is_found(folder, who):
    plant(folder, who, A1, 'two = "density >= 2.5 and speed >= 50"', 'two = "flat and not flat"')
    assert found(folder, "dead") == []  # one of two alternatives, and nobody else reads it
    plant(folder, who, NEED, 'rule = "@xx.A1 and', 'rule = "@xx.A1 and not @xx.A1#two and')
    messages = [str(each) for each in found(folder, "dead")]
    assert any("part two of the rule from 2022-01-01 can never hold" in each for each in messages)


def test_a_rule_that_its_case_rows_show_to_hold_is_not_asked_about(folder):
    """A row on one day says nothing of a version that starts on another."""
    plant(folder, "xx", A1, 'rule = "one or two"', 'rule = "speed < 10 and speed > 20"')
    dead = found(folder, "dead")
    assert any("from 2022-01-01" in str(each) for each in dead)
    assert not any("from 2020-01-01" in str(each) and each.subject == "xx.A1" for each in dead)


@pytest.mark.parametrize("who", WHO)
def test_a_clash_is_found_in_any_law_and_the_engine_confirms_it(folder, who):
    plant(folder, who, DENIAL, 'rule = "not @xx.review.mild"', 'rule = "speed >= 150"')
    [clash] = found(folder, "clash")
    assert clash.subject == f"{who}.review.denial"
    assert f"{who}.review.mild" in str(clash)
    assert clash.confirmed is True
    assert "confirmed by the engine" in str(clash)


VERSION = """
[[version]]
from = {day}
published = 2020-01-01
checked = 2026-01-01
source = "Act 9"
confidence = "high"
rule = "{rule}"
+++
"""


def later(folder, who, file, day, rule):
    """A second version of a provision, from ``day``."""
    path = folder / who / "rules" / file
    text = path.read_text().replace("from = 2020-01-01\n", f"from = 2020-01-01\nto = {day}\n", 1)
    head, _, tail = text.rpartition("+++\n")
    rule = rule.replace("xx.", f"{who}.")
    path.write_text(head + VERSION.format(day=day, rule=rule) + tail)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("day", ["2020-01-02", "2021-07-01", "2024-02-29", "2026-11-30"])
def test_a_clash_of_a_later_version_is_found_on_its_day(folder, who, day):
    later(folder, who, DENIAL, day, "speed >= 199")
    [clash] = found(folder, "clash")
    assert str(clash).partition("on ")[2].startswith(day)
    assert clash.confirmed is True


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("day", ["2020-01-02", "2026-11-30"])
def test_a_dead_later_version_is_found_on_its_day(folder, who, day):
    later(folder, who, MILD, day, "speed < 200 and speed > 300")
    assert any(f"the rule from {day} can never hold" in str(each) for each in found(folder, "dead"))


def test_a_clash_that_another_text_brings_about_is_found(folder):
    """Neither policy changes; the entry that one of them reads does."""
    plant(folder, "xx", DENIAL, 'rule = "not @xx.review.mild"', 'rule = "@xx.A1 and speed < 100"')
    [clash] = found(folder, "clash")
    assert "on 2022-01-01" in str(clash)  # since then A1 takes in dense chips of 50 and more
    assert clash.confirmed is True


def test_a_clash_over_any_need_that_both_review_is_found(folder):
    """Over firms only: the first need that both review is out of reach of one of them."""
    plant(folder, "xx", DENIAL, 'rule = "not @xx.review.mild"', 'rule = "not @xx.need.place"')
    [clash] = found(folder, "clash")
    assert "review xx.need.hq" in str(clash)
    assert clash.confirmed is True


def test_two_tests_of_one_party_are_not_taken_for_two(folder):
    """Nobody is a listed firm, somebody is a listed firm with an end user's role: no clash."""
    plant(
        folder,
        "xx",
        DENIAL,
        'rule = "not @xx.review.mild"',
        "rule = \"any_party(recipients, headquarters == 'CN')\"",
    )
    plant(
        folder, "xx", MILD, 'rule = "speed < 200"', "rule = \"not any_party(headquarters == 'CN')\""
    )
    assert found(folder, "clash") == []


def test_what_the_engine_does_not_confirm_is_said_to_be_the_encoders_fault():
    confirmed, words = verdict((True, None, True))
    assert confirmed is False
    assert "the engine gives yes, ?, yes" in words
    assert "the encoder is at fault" in words


# -- rows ------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2020, 6, 1), date(2022, 6, 1), date(2023, 6, 1)])
def test_a_plan_of_what_a_rule_rests_on_gives_what_the_whole_plan_gives(mini_source, day):
    """Every row of Xland, on days with other texts and pauses too."""
    book = mini_source.book
    needed = Needed(book)
    for row in row_results(mini_source):
        seen = Situation(row.transfer, book, day)
        kind = seen.facts.get("item_kind")
        few = Run(plan_of_row(row.provision, day, seen, needed), seen)
        whole = Run(plan_for(book, day, date.max, kind, row.provision.sovereign), seen)
        names = set(few.plan.by_id) & set(needed.names(row.provision.id))
        assert names or row.provision.id not in whole.plan.by_id
        for name in names:
            assert few.truth(few.plan.by_id[name]) is whole.truth(whole.plan.by_id[name])


def test_what_a_rule_rests_on_takes_in_references_scope_and_what_carves_it_out(mini_source):
    names = Needed(mini_source.book).names("xx.need.place")
    assert {"xx.need.place", "xx.A1", "xx.reach"} <= set(names)
    carvers = [each.id for each in mini_source.book.provisions.values() if each.carves_out]
    assert carvers
    assert set(carvers) & set(names)


def test_the_solver_needs_no_rows(mini_source):
    assert list(solver_findings(mini_source.book)) == []
