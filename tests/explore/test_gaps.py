"""Where the laws of several sovereigns draw the line of one concept, and since when."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.book.concepts import read_concepts
from licet.decide.decide import decide
from licet.errors import InputError, UnknownName
from licet.explore.gaps import Mapper
from licet.explore.overview import tallies, word
from licet.explore.probe import CONTROLLED, Probe
from licet.explore.regions import boxes, cells_of, grid_of, relation
from licet.transfer.build import Builder

TODAY = date(2026, 11, 22)
FOUR = ("US", "JP", "NL", "CN")
OVERLAY = "dedicated_chuck_overlay_nm"


@pytest.fixture(scope="module")
def concepts(library):
    return read_concepts(library.folder)


@pytest.fixture(scope="module")
def mapper(library, concepts):
    law = library.whole
    return Mapper(law, Builder(law.book, library.products), concepts)


@pytest.fixture(scope="module")
def duv(mapper, concepts):
    """``duv(2024, 9, 8)`` is the map of immersion scanners on that day."""
    made = {}

    def on(*day, between=FOUR):
        key = (day, between)
        if key not in made:
            made[key] = mapper.gap(concepts["duv-immersion"], between, date(*day))
        return made[key]

    return on


def levels(gap, sovereign):
    """Level by overlay: one for each representative item."""
    return [each.now.level for each in gap.line(sovereign).points]


# -- immersion scanners ---------------------------------------------------------------------


def test_in_august_2023_only_japan_controls_immersion_scanners(duv):
    gap = duv(2023, 8, 31)
    assert levels(gap, "JP") == ["license"] * 3
    assert levels(gap, "US") == levels(gap, "NL") == ["none found"] * 3
    assert gap.line("JP").relation == "wider"
    assert gap.line("NL").relation == "neither"


def test_in_october_2023_the_dutch_line_lies_at_1_50(duv):
    gap = duv(2023, 10, 1)
    assert levels(gap, "NL") == ["license", "none found", "none found"]
    (box,) = gap.line("NL").boxes(gap.grid, "license")
    top = gap.grid.axes[0][1][box[0][1]]
    assert top.low == top.high == Decimal("1.50")  # on the line it is inside
    assert gap.line("NL").rests == ("nl.2023.3B001_f_4", "nl.license.2023")


def test_the_older_band_is_dutch_only_from_september_2024(duv):
    for gap, level in ((duv(2024, 9, 6), "none found"), (duv(2024, 9, 7), "license")):
        assert levels(gap, "NL")[1] == level
    assert duv(2024, 9, 7).line("NL").points[1].first == date(2024, 9, 7)


def test_on_8_september_2024_three_lines_are_one(duv):
    gap = duv(2024, 9, 8)
    assert {gap.line(code).relation for code in ("JP", "NL")} == {"equal"}
    assert levels(gap, "JP") == ["license", "license", "none found"]


def test_since_december_2024_the_american_license_is_narrower_than_the_list(duv):
    gap = duv(2026, 11, 22)
    assert levels(gap, "US") == ["license", "listed", "none found"]
    assert gap.line("JP").relation == "wider"
    assert gap.line("JP").listing == "equal"


def test_japan_has_one_item_for_both_bands_and_the_united_states_two(duv):
    gap = duv(2026, 11, 22)
    entries = {
        code: {entry for s in gap.line(code).cells.values() for entry in s.entries}
        for code in ("US", "JP")
    }
    assert entries == {"US": {"3B001.f.1.b", "3B993.f.1"}, "JP": {"JP:art6-17-wo"}}


def test_labels_that_look_alike_are_not_joined(concepts):
    writers = concepts["ebeam-direct-write"]
    scanners = concepts["duv-immersion"]
    dutch = {name for each in scanners.labels_of("NL") for name in each.provisions}
    american = {name for each in writers.labels_of("US") for name in each.provisions}
    assert "nl.2023.3B001_f_4" in dutch
    assert american == {"us.ccl.3B001.f.4"}
    assert not any(each.provisions == ("nl.2023.3B001_f_4",) for each in writers.labels)


def test_first_days_and_days_of_following(duv):
    gap = duv(2026, 11, 22)
    assert {code: gap.line(code).first for code in FOUR} == {
        "US": date(2023, 11, 17),
        "JP": date(2023, 7, 23),
        "NL": date(2023, 9, 1),
        "CN": None,
    }
    assert gap.line("JP").days == -117
    assert gap.line("NL").days == -77
    assert gap.line("CN").days is None


def test_a_line_that_ended_says_when(duv):
    older = duv(2026, 11, 22).line("JP").points[2]
    assert (older.since, older.until, older.now.level) == (
        date(2023, 7, 23), date(2024, 9, 8), "none found",
    )  # fmt: skip


def test_what_rests_on_unverified_text_says_so(duv):
    gap = duv(2026, 11, 22)
    assert gap.line("NL").confidence == "unverified"
    assert gap.line("JP").confidence == "high"


def test_what_nobody_has_read_is_never_none(duv):
    gap = duv(2026, 11, 22, between=("US", "EU", "GB", "KR"))
    assert levels(gap, "EU")[1] == "open"
    assert gap.line("EU").relation == "open"
    assert gap.line("EU").points[1].settled_by == ("eu_annex_i_listed",)
    assert levels(gap, "GB") == ["not read"] * 3  # a line is known, its text was not read
    assert levels(gap, "KR") == ["none named"] * 3  # no line of Korea's is known for it
    assert gap.line("KR").relation == "none named"
    assert {state.controlled for state in gap.line("KR").cells.values()} == {None}


# -- other concepts --------------------------------------------------------------------------


def test_the_japanese_line_for_chips_is_narrower(mapper, concepts):
    gap = mapper.gap(concepts["ai-chip"], ("US", "JP"), TODAY)
    assert gap.line("JP").relation == "narrower"
    assert gap.line("JP").days == (date(2025, 5, 28) - date(2022, 10, 21)).days


def test_products_between_the_lines(mapper, concepts, library):
    gap = mapper.gap(concepts["ai-chip"], ("US", "JP"), TODAY)
    found = {each.product: each for each in mapper.between(gap, library.catalogue.products)}
    a100 = found[
        "nvidia-a100-sxm-80gb" if "nvidia-a100-sxm-80gb" in found else "nvidia-a100-pcie-80gb"
    ]
    assert a100.between
    assert [state.level for _, state in a100.states] == ["license", "none found"]
    assert not any(name.startswith("nvidia-h200") for name in found)  # both control it
    assert all(each.settled_by for each in found.values() if not each.between)


def test_etch_equal_until_may_2025_and_wider_since(mapper, concepts):
    etch = concepts["etch-anisotropic-zoned"]
    before = mapper.gap(etch, ("US", "JP"), date(2025, 5, 27)).line("JP")
    after = mapper.gap(etch, ("US", "JP"), date(2025, 5, 28)).line("JP")
    assert (before.relation, after.relation) == ("equal", "wider")


def test_gallium_is_controlled_by_china_and_the_rest_was_not_looked_for(mapper, concepts):
    gap = mapper.gap(concepts["gallium"], ("CN", "US"), TODAY)
    assert gap.line("CN").first == date(2023, 8, 1)
    assert levels(gap, "US") == ["none named"]


def test_what_was_looked_for_and_not_found_is_none(mapper, concepts):
    gap = mapper.gap(concepts["high-bandwidth-memory"], ("US", "JP"), TODAY)
    assert levels(gap, "JP") == ["none found"]
    assert gap.line("JP").relation == "none"


def test_a_line_older_than_the_book_has_no_days_of_following(mapper, concepts):
    gap = mapper.gap(concepts["euv-scanner"], ("US", "JP"), TODAY)
    assert gap.line("US").older
    assert gap.line("JP").older
    assert gap.line("JP").days is None


def test_a_line_that_is_known_and_a_law_of_which_none_is_known_read_differently(mapper, concepts):
    gap = mapper.gap(concepts["vacuum-reflow"], ("US", "JP", "EU", "CN"), TODAY)
    assert levels(gap, "EU") == levels(gap, "CN") == ["none named"]
    known = mapper.gap(concepts["etch-wet-sige"], ("US", "EU"), TODAY)
    assert set(known.line("EU").levels) == {"license", "open"}  # named, its numbers not read
    assert known.line("EU").relation == "open"


def test_before_a_text_stood_nothing_was_there_to_read(mapper, concepts):
    gap = mapper.gap(concepts["vacuum-reflow"], ("US", "EU"), date(2025, 11, 14))
    assert levels(gap, "EU") == ["none found"]


def test_a_law_known_by_class_alone_decides_the_representative_item_and_no_other(mapper, concepts):
    gap = mapper.gap(concepts["cryocooler-dilution"], ("US", "JP"), TODAY)
    american, japanese = gap.lines
    assert american.points[0].now.level == "license"
    assert american.levels == ("not read",)
    assert american.older
    assert japanese.relation == "open"
    assert japanese.days is None
    assert word(american, gap) == "license by class"
    before = mapper.gap(concepts["cryocooler-dilution"], ("US", "JP"), date(2026, 7, 1))
    assert levels(before, "US") == ["not read"]


def test_each_law_is_asked_in_its_own_words(mapper, concepts):
    gap = mapper.gap(concepts["scanner-technology"], ("US", "JP", "NL"), TODAY)
    assert [line.relation for line in gap.lines] == ["equal"] * 3
    entries = [line.points[0].now.entries for line in gap.lines]
    assert entries == [("3E992.a",), ("JP:FEO-7",), ("NL:3E005",)]


@pytest.mark.parametrize(("concept", "relation", "days"), [
    ("contact-tungsten-two-plasmas", "equal", 289), ("copper-wiring", "equal", 289),
    ("selective-barrier", "equal", 289), ("euv-mirror-coater", "equal", -117),
    ("tungsten-nitride-stack", "wider", None), ("epitaxy-even-layers", "equal", None),
])  # fmt: skip
def test_sequences_and_older_tools(mapper, concepts, concept, relation, days):
    line = mapper.gap(concepts[concept], ("US", "JP"), TODAY).line("JP")
    assert (line.relation, line.days) == (relation, days)


# -- totals ----------------------------------------------------------------------------------


def test_totals_count_each_concept_once_and_take_the_median_of_what_is_dated(mapper, concepts):
    names = ("duv-immersion", "euv-pellicle", "gallium", "ai-chip", "euv-scanner")
    gaps = [mapper.gap(concepts[name], FOUR, TODAY) for name in names]
    found = {each.sovereign: each for each in tallies(gaps)}
    assert all(sum(count for _, count in each.counts) == 5 for each in found.values())
    assert found["JP"].followed == (-117, -117, 950)
    assert (found["JP"].median_days, found["JP"].before) == (-117.0, 2)
    assert dict(found["JP"].counts)["none named"] == 1  # gallium
    assert dict(found["CN"].counts) | {"none named": 4, "not comparable": 1} == dict(
        found["CN"].counts
    )
    assert found["US"].followed == ()
    assert found["CN"].median_days is None
    assert tallies([]) == ()


# -- names -----------------------------------------------------------------------------------


def test_unknown_names(mapper, concepts):
    with pytest.raises(UnknownName, match="duv-immersion"):
        concepts["duv-imersion"]
    with pytest.raises(InputError, match="it holds"):
        mapper.check(["US", "XX"])
    with pytest.raises(InputError, match="two"):
        mapper.check(["US", "US"])


# -- what must be true of any concept ----------------------------------------------------------


@pytest.mark.parametrize(("concept", "sovereign"), [
    ("duv-immersion", "US"), ("duv-immersion", "NL"), ("ai-chip", "JP"),
    ("etch-isotropic-sige", "US"), ("quantum-computer", "JP"), ("carbon-hard-mask", "JP"),
])  # fmt: skip
def test_no_rule_tells_two_items_of_one_cell_apart(mapper, concepts, concept, sovereign):
    """Another value out of the same stretch is judged alike, by the whole book as by the part."""
    law, builder = mapper.law, mapper.builder
    one = concepts[concept]
    probe = Probe(law, builder, one, concepts.reference(one), sovereign)
    grid, _ = grid_of([probe], TODAY)
    base = one.at(one.points[0])
    for place in grid.places[:60]:
        facts = grid.facts(place)
        level = probe.state({**base, **facts}, TODAY).level
        for (fact, cells), at in zip(grid.axes, place, strict=True):
            cell = cells[at]
            if cell.low is None or cell.high is None or cell.low == cell.high:
                continue
            if law.book.facts[fact].type == "integer":
                continue
            near = {**base, **facts, fact: cell.low + (cell.high - cell.low) / 100}
            assert probe.state(near, TODAY).level == level
        whole = decide(
            probe.transfer({**base, **facts}), law, on=TODAY, sovereigns=(sovereign,)
        ).answers[0]
        assert whole.license_required is (None if level == "open" else level in CONTROLLED)


def test_cells_meet_without_overlap(library):
    cells = cells_of(library.whole, OVERLAY, {Decimal("1.50"), Decimal("2.40")})
    assert [(each.low, each.high) for each in cells] == [
        (None, Decimal("1.50")), (Decimal("1.50"), Decimal("1.50")),
        (Decimal("1.50"), Decimal("2.40")), (Decimal("2.40"), Decimal("2.40")),
        (Decimal("2.40"), None),
    ]  # fmt: skip
    whole = cells_of(library.whole, "chuck_temperature_zone_count", {Decimal(1), Decimal(2)})
    assert [each.value for each in whole] == [0, 1, 2, 3]  # nothing between 1 and 2


truths = st.dictionaries(
    st.tuples(st.integers(0, 3)), st.sampled_from([True, False]), min_size=1, max_size=4
)


@given(truths, st.data())
def test_relations_mirror_each_other(first, data):
    second = {place: data.draw(st.sampled_from([True, False])) for place in first}
    mirror = {
        "equal": "equal", "wider": "narrower", "narrower": "wider", "crossing": "crossing",
        "neither": "neither",
    }  # fmt: skip
    forth, back = relation(first, second), relation(second, first)
    if forth == "none":
        assert back == "wider"
    elif back == "none":
        assert forth == "wider"
    else:
        assert mirror[forth] == back


@given(truths, st.data())
def test_hiding_a_cell_only_opens_a_relation(first, data):
    second = {place: data.draw(st.sampled_from([True, False])) for place in first}
    hidden = data.draw(st.sampled_from(sorted(first)))
    assert relation(first, {**second, hidden: None}) in (relation(first, second), "open")


@given(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 2))))
def test_boxes_cover_a_region_and_nothing_else(places):
    class Flat:
        axes = (("a", (1, 2, 3, 4)), ("b", (1, 2, 3)))

    found = boxes(places, Flat)
    inside = {
        at for box in found for at in product(*(range(low, high + 1) for low, high in box))
    }  # fmt: skip
    assert inside == places
