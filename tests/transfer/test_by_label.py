"""What the register of a law says of an item by its declared class."""

from datetime import date

import pytest

from licet.transfer.model import REGISTER, STATED
from licet.transfer.public_record import with_public_record

DAY = date(2026, 8, 3)


@pytest.fixture
def made(builder, book):
    def make(label, **facts):
        raw = {"item": {"ownclass": label, "facts": facts}, "from": "US", "to": "IN"}
        return with_public_record(builder.transfer(raw), book, DAY, DAY)

    return make


def test_a_paragraph_settles_its_columns(made):
    facts = made("3A611.y").facts
    assert facts["chart.listed"] is True
    assert (facts["chart.NS_1"], facts["chart.CN_RU_VE"], facts["chart.NP_1"]) == (False, True, False)  # fmt: skip


def test_a_heading_whose_paragraphs_differ_leaves_them_open(made):
    facts = made("3A611").facts
    assert "chart.NS_1" not in facts
    assert facts["chart.AT_1"] is True
    assert made("3A611").sources["chart.AT_1"] == REGISTER


def test_what_is_stated_stands(made):
    transfer = made("3A611", **{"chart.NS_1": True, "chart.AT_1": False})
    assert transfer.facts["chart.NS_1"] is True
    assert transfer.facts["chart.AT_1"] is False
    assert transfer.sources["chart.AT_1"] == STATED


def test_the_kind_of_item_follows_from_the_class_unless_it_is_stated(made):
    assert made("3D006").facts["item_kind"] == "software"
    assert made("3D006").sources["item_kind"] == REGISTER
    assert made("EAR99").facts["item_kind"] == "other"


@pytest.mark.parametrize("label", ["3B001.c.2", "3A001.z.4.a", "3A090.a", "EAR99", "unlisted", "NL:3B001.f.4", "9Z999"])  # fmt: skip
def test_no_column_is_set_where_other_provisions_speak_or_no_row_fits(made, label):
    facts = made(label).facts
    assert facts["chart.listed"] is False
    assert {name for name in facts if name.startswith("chart.")} == {"chart.listed"}


def test_without_a_class_nothing_is_asked_of_the_register(builder, book):
    transfer = builder.transfer({"item": {"kind": "other"}, "from": "US", "to": "IN"})
    assert with_public_record(transfer, book, DAY, DAY) == transfer
    assert transfer.facts["chart.listed"] is False
