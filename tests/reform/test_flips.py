"""Flip tables: what the design names of January 2026, which rule did it, and that nothing in gives nothing out."""

from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from licet.decide.decide import decide
from licet.errors import UnknownName
from licet.pack.store import open_library
from licet.reform import named, reformed
from licet.reform.flips import SCHEMA, flips, statuses
from licet.reform.grid import frame, products_of, read_grid
from licet.reform.sizes import sizes, table, weightings
from licet.reform.sweep import sweep
from licet.transfer.build import Builder

LIBRARY = open_library()
GRID = read_grid()
CHIPS = (
    "nvidia-h200-sxm-141gb",
    "nvidia-h20-141gb",
    "nvidia-h20",
    "nvidia-b200",
    "nvidia-b300",
    "nvidia-rtx-4090",
)
EVE, DAY = date(2026, 1, 14), date(2026, 1, 15)
BOX = "us.review.742_6_b10.box_2026"


def grid(items=CHIPS, to=("CN", "DE"), classes=("civil", "listed")):
    known = {each.id for each in LIBRARY.catalogue.products}
    families = {each.family for each in LIBRARY.catalogue.products}
    items = [each for each in items if each in known | families]
    return frame(products_of(LIBRARY.catalogue, items), to, GRID.chosen(classes), GRID)


def standings(table, side):
    rows = table.filter(pl.col("destination") == "CN", pl.col("end_user_class") == "civil")
    return dict(rows.select("item", f"standing_{side}").iter_rows())


def test_the_rule_of_january_2026_moves_the_h200_from_denied_to_license_and_no_blackwell():
    found = flips(grid(), LIBRARY, LIBRARY, EVE, DAY, laws=("US",), every=True)
    before, after = standings(found, "before"), standings(found, "after")
    assert (before["nvidia-h200-sxm-141gb"], after["nvidia-h200-sxm-141gb"]) == (
        "denied",
        "license",
    )
    assert {(before[name], after[name]) for name in ("nvidia-b200", "nvidia-b300")} == {("denied", "denied")}  # fmt: skip
    h20 = [name for name in before if "h20-" in name or name.endswith("h20")]
    assert h20
    assert all(before[name] == after[name] for name in h20)


def test_the_marginal_rule_is_the_one_that_moved_by_itself():
    found = flips(grid(), LIBRARY, LIBRARY, EVE, DAY, laws=("US",)).filter("flipped")
    assert set(found["marginal_rule"]) == {BOX}
    assert set(found["destination"]) == {"CN"}
    assert set(found["way"].cast(str)) == {"milder"}
    assert found["marginal_why"][0] == "stands since 2026-01-15 (91 FR 1684)"


def test_no_change_in_no_change_out():
    rows = grid()
    found = flips(rows, LIBRARY, reformed(LIBRARY), DAY, DAY)
    assert found.height == 0
    assert found.schema == pl.Schema(SCHEMA)


def test_the_table_says_what_the_engine_says_row_by_row():
    after = reformed(LIBRARY, named("blackwell-allowed"))
    day = date(2026, 12, 1)
    found = flips(grid(classes=("listed",)), LIBRARY, after, day, day, laws=("US",), every=True)
    for row in found.iter_rows(named=True):
        for side, library in (("before", LIBRARY), ("after", after)):
            party = {"role": "end_user", "country": row["destination"], "headquarters": row["destination"], "ultimate_parent_headquarters": row["destination"], "lists": "US-EL", "entity_list_policy": "presumption_of_denial"}  # fmt: skip
            raw = {"kind": "export", "item": {"id": row["item"]}, "from": row["origin"], "to": row["destination"], "parties": [party], "parties_complete": True, "end_use": {"no_knowledge_beyond_stated": True}}  # fmt: skip
            transfer = Builder(library.law.book, library.products).transfer(raw)
            assert decide(transfer, library.law, on=day, sovereigns=("US",)).status == row[f"status_{side}"]  # fmt: skip


def test_a_weight_that_is_given_is_carried_and_others_count_nothing():
    rows = grid(classes=("civil",))
    found = flips(rows, LIBRARY, LIBRARY, EVE, DAY, laws=("US",), weights={"nvidia-h200-sxm-141gb": 30_000}, every=True)  # fmt: skip
    worth = dict(found.select("item", "weight").iter_rows())
    assert worth["nvidia-h200-sxm-141gb"] == 30_000
    assert {each for name, each in worth.items() if "h200" not in name} == {0.0}


def test_a_limit_swept_shuts_and_opens_the_box():
    rows = grid(("nvidia-h200-sxm-141gb",), ("CN",), ("civil",))
    values = [15832, 15833]
    found = sweep(rows, LIBRARY, f"{BOX}#tpp_below_21000/total_processing_performance", values, DAY)
    assert found.select("value", "license", "denied", "flipped").rows() == [(15832, 0, 1, 1), (15833, 1, 0, 0)]  # fmt: skip


def test_changes_are_measured_by_day_in_every_weighting():
    rows = grid(classes=("civil",))
    found = sizes(rows, LIBRARY, date(2025, 12, 1), DAY, laws=("US",))
    here = next(each for each in found if each.on == DAY)
    assert (here.flipped, here.way) == (1, "milder")
    assert here.weight("compute") == 15832
    assert [each.on for each in found if each.flipped] == [DAY]
    assert table(found).row(0, named=True)["rank_rows"] == 1
    assert set(weightings(rows, LIBRARY, {})) == {"rows", "families", "compute", "value", "given"}


def test_what_a_place_buys_is_shared_by_its_rows_and_counted_once():
    rows = grid(classes=("civil",))
    value = weightings(rows, LIBRARY)["value"]
    bought = read_grid().value["chip"]
    places = rows["destination"].unique().to_list()
    assert value.sum() == pytest.approx(sum(bought.get(place, 0.0) for place in places))


def test_one_side_alone_says_the_same_as_both():
    rows = grid()
    both = flips(rows, LIBRARY, LIBRARY, EVE, DAY, laws=("US",), every=True)
    alone = statuses(rows, LIBRARY, EVE, ("US",))
    names = {f"{name}_before": name for name in ("standing", "status", "review")}
    assert_frame_equal(both.select(*names).rename(names), alone.select(names.values()))


def test_unknown_names_come_with_suggestions():
    with pytest.raises(UnknownName, match="Did you mean civil"):
        GRID.chosen(["civl"])
    with pytest.raises(UnknownName, match="Did you mean nvidia-gh200"):
        products_of(LIBRARY.catalogue, ["nvidia-h2000"])
