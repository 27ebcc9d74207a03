"""Anybody's spreadsheet to our columns: guessed where it is sure, shown where it is not, converted exactly."""

from decimal import Decimal

import polars as pl
import pytest

from licet.batch import mapping as module
from licet.batch.guessing import SHOWN, TAKEN
from licet.batch.mapping import Mapping, confirm, guess, read_mapping, samples_of, write
from licet.batch.meaning import fits
from licet.batch.units import said_in, unit_of
from licet.columns.decider import Decider
from licet.columns.layout import layout
from licet.errors import InputError, UnknownName

HEADERS = {
    "Ship-to country": "destination",
    "Ship From": "shipped_from",
    "Part No.": "item",
    "TPP": "total_processing_performance",
    "HBM bandwidth (GB/s)": "total_dram_bandwidth_gb_s",
    "Die size mm^2": "die_area_mm2",
    "ECCN": "declared_class",
    "End user": "end_user.name",
    "End-user country": "end_user.country",
    "Consignee HQ": "ultimate_consignee.headquarters",
    "Parent company country": "end_user.ultimate_parent_headquarters",
    "Incoterm": "",
    "ProcessNode_nm": "production_node_nm",
    "Highest accelerating voltage, in kV": "accelerating_voltage_kv",
    "Datacentre?": "designed_or_marketed_for_datacenter",
}


@pytest.fixture(scope="session")
def book(library):
    return library.law.book


def one(header, book, cells=()):
    return guess([header], {header: cells}, book).columns[0]


def applied(book, header, cells, column=None, unit=""):
    frame = pl.DataFrame({header: cells}, strict=False)
    made = guess([header], samples_of(frame), book)
    if column:
        made = made.changed(header, column, unit)
    return made.apply(frame)


def test_headers_as_people_write_them_are_guessed(book):
    found = guess(HEADERS, {}, book)
    assert {each.header: each.column for each in found.columns} == HEADERS
    assert all(each.sure >= TAKEN for each in found.taken.values())
    assert all(each.why for each in found.columns)


def test_every_name_of_the_dictionary_is_a_header_that_is_known(book):
    for fact in book.facts:
        name = f"end_user.{fact.name}" if fact.owner == "party" else fact.name
        if layout([name], book).known:
            assert one(name, book).column == name
    assert one("tpp", book).column == "total_processing_performance"


def test_no_two_columns_say_the_same(book):
    found = guess(["TPP", "Total Processing Performance", "total_processing_performance"], {}, book)
    assert [each.column for each in found.columns] == ["", "", "total_processing_performance"]
    assert "says it already" in found.columns[0].why


def test_what_is_not_sure_is_shown_and_not_taken(book):
    found = one("bandwith of interconnect (GB/s)", book)
    assert (found.column, found.perhaps) == ("", "aggregate_bidirectional_transfer_rate_gb_s")
    assert SHOWN <= found.sure < TAKEN
    assert one("Bin location in the warehouse", book).perhaps == ""


@pytest.mark.parametrize("header", ["Incoterms", "Net weight (kg)", "Unit price", "Sales Rep", "PO Number", "Country of origin"])  # fmt: skip
def test_what_the_law_does_not_ask_is_ignored(book, header):
    assert (one(header, book).column, one(header, book).perhaps) == ("", "")


@pytest.mark.parametrize(
    "header",
    [
        "Value",
        "Invoice value",
        "Resolution (nm)",
        "Overlay",
        "Date",
        "Order date",
        "Country",
        "Temperature",
    ],
)
def test_what_may_mean_several_things_is_left_to_the_person(book, header):
    assert one(header, book).column == ""


def test_a_sum_is_taken_only_with_its_money(book):
    assert one("Value (USD)", book).column == one("Order value in US$", book).column == "value_usd"
    assert one("Value [k$]", book).unit == "k$"
    assert "which money" in one("Value", book).why
    assert one("value_usd", book).column == "value_usd"


def test_cells_that_cannot_be_what_the_header_says_undo_the_guess(book):
    found = one("TPP", book, ["red", "blue", "4800"])
    assert (found.column, found.perhaps) == ("", "total_processing_performance")
    assert "'red'" in found.why
    assert one("End user", book, ["CN", "Viet Nam"]).column == "end_user.country"
    assert one("End user", book, ["Acme Ltd", "CN"]).column == "end_user.name"


def test_a_column_is_taken_for_products_only_where_most_of_its_cells_are_some(book, library):
    """A column of one's own part numbers was taken for the catalogue's, because its header said Part No."""

    def said(header, cells):
        return guess([header], {header: cells}, book, library.catalogue).columns[0]

    ours = ["nvidia-h200", "NVIDIA H200 SXM 141GB", "h200", "Bolt M4"]
    assert said("Part No", ours).column == "item"
    assert said("Part No", ours).why.endswith(
        "3 of 4 cells looked at are products of the catalogue"
    )
    theirs = said("Part No", ["PN-101", "PN-102", "nvidia-h200", "PN-102"])
    assert (theirs.column, theirs.perhaps) == ("", "item")
    assert "but 1 of 4 cells looked at are products of the catalogue" in theirs.why
    assert "kept and not read" in theirs.why
    assert said("item", ["PN-101", "PN-102"]).column == "item"  # our own name is no guess
    assert "0 of 2" in said("item", ["PN-101", "PN-102"]).why
    assert said("Part No", []).column == "item"


def test_another_column_of_products_takes_the_place_of_part_numbers_of_ones_own(book, library):
    frame = pl.DataFrame({"Part No": ["PN-101", "PN-102"], "Product": ["h200", "nvidia-l20"]})
    found = guess(frame.columns, samples_of(frame), book, library.catalogue)
    assert [each.column for each in found.columns] == ["", "item"]


@pytest.mark.parametrize(
    ("header", "cells", "column", "said"),
    [
        ("TPP", [*["red"] * 900, *["4800"] * 100], "", "900 of 1,000 cells looked at cannot be read so, such as 'red'"),
        ("TPP", [*["4800"] * 990, *["red"] * 10], "total_processing_performance", "10 of 1,000 cells"),
        ("End user lists", ["none", "US-EL", "US-XYZ"], "end_user.lists", "1 of 3 cells looked at cannot be read so, such as 'US-XYZ'"),
        ("Ship-to country", ["NO", "Atlantis", "Utopia"], "", "2 of 3 cells"),
        ("End user", [*["China"] * 99, "Atlantis"], "end_user.country", "1 of 100 cells"),
    ],
)  # fmt: skip
def test_cells_that_cannot_be_read_are_counted_and_never_passed_over(book, header, cells, column, said):  # fmt: skip
    found = one(header, book, cells)
    assert found.column == column
    assert said in found.why


def test_units_are_read_out_of_headers():
    assert said_in("Memory BW [TB/s]") == ("Memory BW", "TB/s")
    assert said_in("wavelength in nm") == ("wavelength", "nm")
    assert said_in("US content %") == ("US content", "%")
    assert said_in("Vitamin C") == ("Vitamin C", "")
    assert unit_of("mm²") == unit_of("sq mm") == unit_of("mm^2")
    assert unit_of("gb/s") is None  # bits or bytes
    assert unit_of("µm") == unit_of("μm") == unit_of("um")


def test_every_unit_of_the_dictionary_can_stand_in_a_header(book):
    for fact in book.facts:
        if fact.numeric:
            assert fits(fact.unit, fact).nothing, fact.name


def test_an_unreadable_unit_is_a_fault_with_the_way_out(book):
    found = guess(["Memory BW (furlongs)"], {}, book)
    assert not found.taken
    assert "furlongs" in found.faults[0]
    assert "total_dram_bandwidth_gb_s is in GB/s" in found.faults[0]
    assert "ignore the column" in found.faults[0]


@pytest.mark.parametrize("header", ["Memory bandwidth (mm2)", "Value (EUR)", "Die size (GB/s)"])
def test_a_unit_of_another_kind_refuses_the_guess(book, header):
    found = one(header, book)
    assert (found.column, found.perhaps) == ("", "")
    assert "cannot be converted" in found.why


@pytest.mark.parametrize(
    ("header", "cells", "wanted"),
    [
        ("Memory BW [TB/s]", ["3.35", ">= 1.2", "[1.2, 3.35]", "800 GB/s", "n/a", "?", None], ["3350.00", ">= 1200.0", "[1200.0, 3350.00]", "800", "n/a", "?", None]),
        ("Memory BW [TB/s]", [4.35, 0.1, None], [4350.0, 100.0, None]),
        ("Memory bandwidth (GB/s)", ["4.8 TB/s", "819"], ["4800.0", "819"]),
        ("Die size (cm2)", ["8.14"], ["814.00"]),
        ("Process temperature (K)", ["673.15", "< 300"], ["400.00", "< 26.85"]),
        ("US content (fraction)", [0.25], [25.0]),
        ("Process node (Å)", [18], [1.8]),
    ],
)  # fmt: skip
def test_numbers_are_converted_exactly_and_ranges_stay_ranges(book, header, cells, wanted):
    made = applied(book, header, cells)
    assert made[made.columns[0]].to_list() == wanted


def test_a_number_in_thousands_does_not_lose_its_last_digit(book):
    cells = [each / 100 for each in range(1, 2000)]
    made = applied(book, "Memory BW [TB/s]", cells)["total_dram_bandwidth_gb_s"]
    assert made.to_list() == [float(Decimal(str(each)) * 1000) for each in cells]


def test_countries_truths_choices_classes_and_days_are_read_as_people_write_them(book):
    for header, cells, wanted in [
        ("Ship-to country", ["China", "Viet Nam", "NO", "no", "CN | Macao", "Atlantis"], ["CN", "VN", "NO", "NO", "CN | MO", "Atlantis"]),
        ("Transit countries", ["China; Viet Nam", "none"], ["CN; VN", "none"]),
        ("Data center", ["Y", "n", "TRUE", "0"], ["yes", "no", "TRUE", "0"]),
        ("Data center", [1.0, 0.0], ["1", "0"]),
        ("Transfer type", ["Re-export", "Deemed Export"], ["reexport", "deemed_export"]),
        ("ECCN", ["3a090.A", "ear99", "n/a", "PL 9013"], ["3A090.a", "EAR99", "", "PL 9013"]),
        ("Ship date", ["1 Feb 2026", "2026-02-01 00:00:00", "2026-02-01", "soon"], ["2026-02-01", "2026-02-01", "2026-02-01", "soon"]),
    ]:  # fmt: skip
        made = applied(book, header, cells)
        assert made[made.columns[0]].to_list() == wanted, header


def test_products_are_known_by_their_names_where_one_is_meant(book, library):
    frame = pl.DataFrame(
        {"Part No.": ["NVIDIA H200 SXM 141GB", "h200", "nvidia-l20", "Bolt M4", None, "NO"]}
    )
    made = guess(frame.columns, {}, book, library.catalogue).apply(frame)
    assert made["item"].to_list() == [
        "nvidia-h200-sxm-141gb",
        "h200",
        "nvidia-l20",
        "Bolt M4",
        None,
        "NO",
    ]


def test_other_columns_are_untouched_and_nothing_is_lost(book):
    frame = pl.DataFrame({"row": [2, 1], "To": ["China", "NO"], "destination": ["a", "b"], "ü": [None, "x"], "remarks": ["1.50", "NA"]})  # fmt: skip
    made = guess(frame.columns, {}, book)
    assert made.columns[1].column == ""  # our own name comes first
    made = made.changed("destination", "ignore").changed("To", "to")
    found = made.apply(frame)
    assert found.columns == ["row", "destination", "ignored: destination", "ü", "remarks"]
    assert found["destination"].to_list() == ["CN", "NO"]
    assert found["ignored: destination"].to_list() == ["a", "b"]
    assert found.select("row", "ü", "remarks").equals(frame.select("row", "ü", "remarks"))
    assert layout(found.columns, book).known == ("destination",)


def test_constants_stand_in_every_row_and_fill_what_is_empty(book):
    made = guess(["To"], {}, book).setting({"from": "United States", "to": "my"})
    found = made.apply(pl.DataFrame({"To": ["CN", None, ""]}))
    assert found.to_dict(as_series=False) == {"destination": ["CN", "MY", "MY"], "shipped_from": ["US"] * 3}  # fmt: skip
    with pytest.raises(InputError, match="cannot be read"):
        made.setting({"from": "Atlantis"})
    with pytest.raises(UnknownName, match="destination"):
        made.setting({"destinatoin": "CN"})


def test_a_mapping_is_written_and_read_back(book, tmp_path):
    made = guess(['He said "x"', "To\\", "Memory BW [TB/s]", "Incoterm"], {}, book)
    made = made.changed("To\\", "destination").setting({"from": "US", "on": "2026-02-01"})
    path = tmp_path / "mapping.toml"
    path.write_text(write(made), "utf-8")
    again = read_mapping(path, book)
    assert write(again) == write(made)
    assert again.constants == {"shipped_from": "US", "on": "2026-02-01"}
    assert {e.header: (e.column, e.unit) for e in again.columns} == {e.header: (e.column, e.unit) for e in made.columns}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns]\nTo = 'destinaton'", "Did you mean destination"),
        ("[columns]\nTo = 'destination'\nA = 'to'", "says destination already"),
        ("[columns]\nBW = {column = 'total_dram_bandwidth_gb_s', unit = 'gb/s'}", "GB/s or Gb/s"),
        ("[columns]\nBW = {column = 'total_dram_bandwidth_gb_s', unit = 'kg'}", "cannot be converted"),
        ("[columns]\nBW = {fact = 'x'}", "was wanted"),
        ("[column]\nBW = 'x'", "no 'column'"),
        ("format = 'licet.batch.mapping/9'", "mapping/1 was wanted"),
        ("nonsense", "cannot be read"),
        ("columns = 3", "must be a table"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_is_refused_with_its_file(book, tmp_path, text, said):
    path = tmp_path / "mapping.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said) as error:
        read_mapping(path, book)
    assert "mapping.toml" in str(error.value)


def test_a_mapping_of_columns_that_the_file_lacks_says_so(book):
    with pytest.raises(InputError, match="'To', and the file has no such column"):
        guess(["To"], {}, book).apply(pl.DataFrame({"From": ["US"]}))


def test_a_person_confirms_changes_and_is_told_of_slips(book):
    asked = []
    typed = iter(
        ["To = nonsense", "hello", "BW = total_dram_bandwidth_gb_s, TB/s", "To = ignore", ""]
    )
    found = confirm(guess(["To", "BW"], {}, book), lambda text: asked.append(text) or next(typed))
    assert {e.header: (e.column, e.unit) for e in found.columns} == {"To": ("", ""), "BW": ("total_dram_bandwidth_gb_s", "TB/s")}  # fmt: skip
    assert "no known column" in asked[1]
    assert "no change" in asked[2]
    assert asked[3].startswith("BW")


def test_a_mapped_file_is_decided_as_if_it_had_been_written_by_our_names(book, library):
    theirs = pl.DataFrame({
        "Part No.": ["A-1", "A-2"], "TPP": ["15832", "1000"], "Die size (cm2)": ["8.14", "3"], "Memory BW [TB/s]": ["4.8", "0.8"],
        "Kind of item": ["Integrated circuit"] * 2, "Data center": ["Y", "N"], "Ship to": ["China", "NO"], "End user": ["X", "Y"],
        "End-user country": ["China", "Norway"], "Parent company country": ["CN", "NO"],
    })  # fmt: skip
    ours = pl.DataFrame({
        "item": ["A-1", "A-2"], "tpp": ["15832", "1000"], "die_area_mm2": ["814", "300"], "total_dram_bandwidth_gb_s": ["4800", "800"],
        "item_kind": ["integrated_circuit"] * 2, "designed_or_marketed_for_datacenter": ["yes", "no"], "to": ["CN", "NO"],
        "end_user.name": ["X", "Y"], "end_user.country": ["CN", "NO"], "end_user.parent": ["CN", "NO"], "from": ["US", "US"], "kind": ["export"] * 2,
    })  # fmt: skip
    made = guess(theirs.columns, samples_of(theirs), book).setting({"from": "US", "kind": "export"})
    assert len(made.taken) == len(theirs.columns)
    decider = Decider(library.law, library.products)
    found = decider(made.apply(theirs))
    assert found["fault"].null_count() == 2
    assert found.equals(decider(ours))


def test_the_module_says_in_lines_what_it_took(book):
    lines = guess(["To", "Incoterm"], {}, book).setting({"from": "US"}).lines()
    assert lines[0].startswith("To        destination  98 %")
    assert "ignored" in lines[1]
    assert lines[2].endswith("shipped_from = US")
    assert module.FORMAT.endswith("/1")
    assert isinstance(guess([], {}, book), Mapping)
