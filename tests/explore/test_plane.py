"""Regions in a plane of two figures: read off the law, and moving when the law moves."""

import shutil
from datetime import date
from decimal import Decimal

import pytest

from licet.book.load import load_folder
from licet.decide.decide import Law
from licet.explore.plane import days_of, plane
from licet.transfer.build import Builder
from tests.conftest import MINI

FIGURES = ("speed", "density")


def laid(law, on=date(2023, 1, 1), to="CN"):
    builder = Builder(law.book)

    def make(figures):
        facts = {name: str(value) for name, value in figures.items()}
        item = {"kind": "chip", "facts": facts}
        return builder.transfer({"kind": "export", "from": "XX", "to": to, "item": item})

    return plane(make, law, FIGURES, on=on)


def lines(found):
    return {(each.fact, each.at, each.span) for each in found.lines if found.parts_entries(each)}


@pytest.fixture
def moved(tmp_path):
    """The law of Xland with the speed of A1 at 120 and not at 100."""
    folder = tmp_path / "law"
    shutil.copytree(MINI, folder)
    file = folder / "xx" / "rules" / "A1.md"
    text = file.read_text().replace("speed >= 100", "speed >= 120")
    file.write_text(text[: text.index("| case")])
    return Law(load_folder(folder).book)


def test_the_lines_are_those_of_the_rules_in_force(mini):
    assert lines(laid(mini)) == {
        ("speed", Decimal(50), (Decimal("2.5"), None)),
        ("speed", Decimal(100), (None, Decimal("2.5"))),
        ("density", Decimal("2.5"), (Decimal(50), Decimal(100))),
    }


def test_a_threshold_moved_in_the_law_moves_its_line(moved):
    places = {at for fact, at, _ in lines(laid(moved)) if fact == "speed"}
    assert places == {Decimal(50), Decimal(120)}


def test_the_day_decides_which_lines_there_are(mini):
    before = lines(laid(mini, on=date(2021, 6, 1)))
    assert before == {("speed", Decimal(100), (None, None))}


def test_a_line_says_which_side_it_belongs_to_and_who_draws_it(mini):
    line = next(each for each in laid(mini).lines if each.at == 50)
    assert line.included
    assert "xx.A1" in line.by


def test_the_regions_cover_the_plane_and_name_their_entries(mini):
    found = laid(mini)
    assert {("A1",)} <= {each.entries for each in found.regions}
    assert all(each.boxes for each in found.regions)
    for line in found.lines:
        assert found.regions[line.below] is not found.regions[line.above]


def test_the_days_are_those_on_which_a_rule_on_the_figures_changed(mini):
    assert date(2022, 1, 1) in days_of(mini, FIGURES, ("XX",))
    assert days_of(mini, FIGURES, ("YY",)) == ()
