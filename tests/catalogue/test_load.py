"""Reading TOML records: what is refused, and how the refusal reads."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from licet.catalogue import Catalogue, CatalogueError
from licet.catalogue.load import assemble, read
from licet.catalogue.shelves import CHIPS, MATERIALS, TOOLS

GOOD = """\
[[chip]]
id = "acme-x1"
name = "Acme X1"
vendor = "Acme"
vendor_country = "US"
headquarters = "US"
family = "acme-x1"
confidence = "low"
source = "made up"
[chip.dense_tops]
int8 = 10.50
[chip.facts]
total_processing_performance = 84
die_area_mm2 = "<= 400.0"
"""


def chips(text):
    return read(text.encode(), "acme.toml", CHIPS)[1]


def test_a_good_record_is_read_digit_for_digit():
    [chip] = chips(GOOD)
    assert str(chip.details["dense_tops"]["int8"]) == "10.50"
    assert chip.facts["total_processing_performance"] == Decimal(84)
    assert chip.facts["die_area_mm2"] == "<= 400"
    assert chip.notes is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'name = "Acme X1"',
            'nane = "Acme X1"',
            "acme.toml, line 3, chip 1, nane: unknown key; did you mean 'name'?",
        ),
        ('name = "Acme X1"\n', "", "acme.toml, line 1, chip 1: name is missing"),
        (
            "= 84",
            "= -84",
            "line 13, chip 1, total_processing_performance: wanted a number above zero",
        ),
        ("= 84", "= 0", "wanted a number above zero"),
        ("= 84", "= true", "found true"),
        ("= 84", "= nan", "wanted a number above zero"),
        ("= 84", "= inf", "wanted a number above zero"),
        ("= 84", "= 1e400", "wanted a number above zero"),
        ("= 84", '= "84"', 'a bound such as ">= 4800"'),
        ("= 84", '= "around 84"', 'a bound such as ">= 4800"'),
        ("total_processing", "total_procesing", "did you mean 'total_processing_performance'?"),
        (
            "int8 = 10.50",
            "int9 = 10.50",
            "line 11, chip 1, int9: unknown key; did you mean 'int8'?",
        ),
        ('"US"', '"us"', "wanted a country code of two capitals"),
        ('"low"', '"sure"', "wanted one of high, medium, low"),
        ("[[chip]]", "[[chap]]", "unknown key; wanted [[chip]] or [[family]]"),
        ("[[chip]]", "[chip]", "wanted [[chip]] tables"),
        ("= 84", "= ", "not TOML in UTF-8"),
    ],
)
def test_a_bad_record_is_refused_with_its_place(old, new, message):
    with pytest.raises(CatalogueError) as refusal:
        chips(GOOD.replace(old, new, 1))
    assert message in str(refusal.value)
    assert str(refusal.value).startswith("acme.toml")


def test_the_line_is_that_of_the_second_chip_when_the_second_is_wrong():
    second = GOOD.replace("acme-x1", "acme-x2").replace("= 84", "= -1")
    with pytest.raises(CatalogueError, match="line 27, chip 2, total_processing_performance"):
        chips(GOOD + second)


def test_an_id_may_stand_only_once():
    with pytest.raises(CatalogueError, match="product 'acme-x1' is there twice"):
        assemble(chips(GOOD + GOOD))


def test_a_name_may_not_mean_two_products():
    other = GOOD.replace("acme-x1", "acme-y").replace("Acme X1", "ACME x-1")
    with pytest.raises(CatalogueError, match="both called"):
        assemble(chips(GOOD + other))


def test_variants_need_a_family_with_a_name():
    other = GOOD.replace('id = "acme-x1"', 'id = "acme-x1-pcie"').replace("Acme X1", "Acme X1 PCIe")
    with pytest.raises(CatalogueError, match=r"no \[\[family\]\] names it"):
        assemble(chips(GOOD + other))


def test_a_family_needs_chips():
    families, some = read(
        b'[[family]]\nid = "acme-z"\nname = "Acme Z"\n' + GOOD.encode(), "a", CHIPS
    )
    with pytest.raises(CatalogueError, match="no product belongs to it"):
        assemble(some, families)


def test_a_family_has_one_vendor():
    other = GOOD.replace('id = "acme-x1"', 'id = "acme-x1-b"').replace(
        'vendor = "Acme"', 'vendor = "Emca"'
    )
    families, some = read(f'[[family]]\nid="acme-x1"\nname="X"\n{GOOD}{other}'.encode(), "a", CHIPS)
    with pytest.raises(CatalogueError, match="more than one vendor"):
        assemble(some, families)


def test_a_folder_without_records_is_refused(tmp_path):
    with pytest.raises(CatalogueError, match="found none"):
        Catalogue.load(tmp_path)


def test_a_folder_is_read_whole(tmp_path):
    (tmp_path / "chips").mkdir()
    (tmp_path / "chips" / "acme.toml").write_text(GOOD, encoding="utf-8")
    assert [chip.id for chip in Catalogue.load(tmp_path).products] == ["acme-x1"]


SCANNER = """\
[[tool]]
id = "acme-s1"
name = "Acme S1"
kind = "lithography"
type = "ArF scanner"
vendor = "Acme"
vendor_country = "US"
headquarters = "US"
family = "acme-s1"
confidence = "low"
source = "made up"
matched_machine_overlay_nm = 2.50
[tool.facts]
wavelength_nm = 193
dedicated_chuck_overlay_nm = "(1.50, 2.40]"
immersion = true
deposition_process = "ald | cvd"
"tool.mask_writer" = false
"""


def test_a_tool_states_any_fact_by_the_form_of_its_value():
    [tool] = read(SCANNER.encode(), "acme.toml", TOOLS)[1]
    assert (tool.shelf, tool.kind) == ("tool", "lithography")
    assert dict(tool.facts) == {
        "wavelength_nm": Decimal(193),
        "dedicated_chuck_overlay_nm": "(1.5, 2.4]",
        "immersion": True,
        "deposition_process": "ald | cvd",
        "tool.mask_writer": False,
    }
    assert tool.details == {"type": "ArF scanner", "matched_machine_overlay_nm": Decimal("2.5")}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "(1.50, 2.40]",
            "(2.40, 1.50]",
            "line 15, tool 1, dedicated_chuck_overlay_nm: wanted true",
        ),
        ("(1.50, 2.40]", "= 1.5", "a range such as"),
        ("(1.50, 2.40]", "> much", "a range such as"),
        ("(1.50, 2.40]", "> -1", "a range such as"),
        ('"ald | cvd"', '["ald"]', "wanted true, false, a word"),
        ('"ald | cvd"', '" ald"', "wanted true, false, a word"),
        ('kind = "lithography"\n', "", "kind is missing"),
        ("matched_machine", "matchd_machine", "did you mean 'matched_machine_overlay_nm'?"),
        ("[[tool]]", "[[chip]]", "unknown key; wanted [[tool]] or [[family]]"),
    ],
)
def test_a_bad_tool_is_refused_with_its_place(old, new, message):
    with pytest.raises(CatalogueError) as refusal:
        read(SCANNER.replace(old, new, 1).encode(), "acme.toml", TOOLS)
    assert message in str(refusal.value)


def test_a_material_has_a_group_and_no_vendor():
    text = (
        '[[material]]\nid = "x"\nname = "X"\ngroup = "Metals"\nfamily = "x"\nconfidence = "low"\n'
        'source = "made up"\n[material.facts]\nmaterial = "x"\n'
    )
    [material] = read(text.encode(), "x.toml", MATERIALS)[1]
    assert (material.kind, material.vendor) == ("material", None)
    assert material.details == {"group": "Metals"}
    with pytest.raises(CatalogueError, match="vendor: unknown key"):
        read(text.replace("group", 'vendor = "Acme"\ngroup').encode(), "x.toml", MATERIALS)


def test_a_name_may_not_mean_products_of_two_shelves():
    tool = SCANNER.replace("Acme S1", "Acme X1")
    with pytest.raises(CatalogueError, match="both called"):
        assemble(chips(GOOD) + read(tool.encode(), "acme.toml", TOOLS)[1])


def refused_or_read(data):
    for shelf in (CHIPS, TOOLS, MATERIALS):
        try:
            assemble(*reversed(read(data, "any.toml", shelf)))
        except CatalogueError:
            continue


@given(st.binary())
@example(b"\xff")
@example(b"chip = " + b"[" * 5000)
@example(b"x = 1" + b"0" * 5000)
@example(b"x = 1e" + b"9" * 40)
@example(b"[[chip]]\nid = 1" + b"0" * 5000)
@example(b"chip = 1")
@example(b"chip = [1]")
@example(b"[[chip]]\nid = 0x" + b"f" * 5000)
def test_any_bytes_are_a_catalogue_or_a_catalogue_error(data):
    refused_or_read(data)


VALUE = st.one_of(
    st.text(max_size=8).map(repr),
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(
        [
            "true",
            "[]",
            "{}",
            '""',
            '" "',
            '">= 1"',
            '">= ."',
            '"> "',
            '">= 1e9"',
            '"<"',
            "1979-05-27",
            "07:32:00",
            '">= ٣"',
        ]
    ),
)


@given(st.integers(0, 13), VALUE)
def test_any_value_in_place_of_a_good_one_is_read_or_a_catalogue_error(line, value):
    lines = GOOD.splitlines()
    lines[line] = lines[line].partition("=")[0] + "= " + value
    refused_or_read("\n".join(lines).encode("utf-8", "replace"))


@given(st.integers(0, 16), VALUE)
def test_any_value_in_place_of_a_good_one_of_a_tool_is_read_or_a_catalogue_error(line, value):
    lines = SCANNER.splitlines()
    lines[line] = lines[line].partition("=")[0] + "= " + value
    refused_or_read("\n".join(lines).encode("utf-8", "replace"))
