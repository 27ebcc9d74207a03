"""What tables of law say of a product by its id, and of a party by its name."""

from __future__ import annotations

from datetime import date

import pytest

from licet.pack.store import Library
from licet.transfer.build import Builder
from licet.transfer.model import PUBLIC, Transfer
from licet.transfer.public_record import with_public_record

_DAY = date(2026, 2, 1)


def _known(library: Library, item: dict[str, object], **more: object) -> Transfer:
    builder = Builder(library.law.book, library.products)
    raw = {"kind": "import", "to": "CN", "item": item, **more}
    return with_public_record(builder.transfer(raw), library.law.book, _DAY, _DAY)


@pytest.mark.parametrize(
    ("product", "named"),
    [
        ("nvidia-h20-sxm-96gb", "h20"),
        ("nvidia-h200-sxm-141gb", "h200"),
        ("nvidia-rtx-pro-6000d", "rtx_pro_6000d"),
        ("nvidia-rtx-pro-6000-blackwell", "other_nvidia"),
        ("amd-mi325x", "another"),
    ],
)
def test_a_product_of_the_catalogue_is_known_by_its_id(
    library: Library, product: str, named: str
) -> None:
    transfer = _known(library, {"name": product, "kind": "integrated_circuit", "id": product})
    assert transfer.facts["cn_named_product"] == named
    assert transfer.sources["cn_named_product"] == PUBLIC


def test_what_is_stated_stands_and_a_name_is_no_id(library: Library) -> None:
    item = {"name": "H200", "kind": "integrated_circuit"}
    assert "cn_named_product" not in _known(library, item).facts
    stated = {**item, "id": "nvidia-h200-sxm-141gb", "facts": {"cn_named_product": "another"}}
    assert _known(library, stated).facts["cn_named_product"] == "another"
    unknown = {**item, "id": "nvidia-h200-of-tomorrow"}
    assert "cn_named_product" not in _known(library, unknown).facts


def test_a_maker_is_known_by_its_name(library: Library) -> None:
    item = {"name": "memory", "kind": "integrated_circuit"}
    names = ("Micron Technology, Inc.", "Intel")
    parties = [{"role": "supplier", "name": name} for name in names]
    found = _known(library, item, parties=parties).parties
    assert [each.facts.get("cn_named_maker") for each in found] == ["micron", None]
