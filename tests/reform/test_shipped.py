"""The reforms that come with Licet: each fits the law, and its cases come out as they say on both sides."""

import pytest

from licet.decide.decide import Law
from licet.pack.store import open_library
from licet.reform import apply, base, named
from licet.reform.cases import tried
from licet.reform.conflicts import conflicts
from licet.reform.shelf import shipped

LIBRARY = open_library()
BOOK = base(LIBRARY)
NAMES = [each.name for each in shipped()]
WANTED = (
    "h200-withdrawn", "blackwell-allowed", "revenue-share-25", "japan-drops-immersion", "japan-adds-older-immersion",
    "netherlands-drops-second-band", "netherlands-adds-dry-scanners", "match-act", "affiliates-returned",
    "affiliates-extended", "affiliates-repealed", "chip-security-act", "ai-diffusion-enforced",
    "china-rare-earths-revived",
)  # fmt: skip


def test_every_reform_of_the_issue_is_shipped():
    assert sorted(NAMES) == sorted(WANTED)


@pytest.mark.parametrize("name", NAMES)
def test_its_cases_hold_before_and_after_and_one_flips(name):
    reform = named(name)
    found = list(tried(reform, Law(BOOK), Law(apply(BOOK, reform)), LIBRARY.products))
    assert [text for each in found for text in each.wrong] == []
    assert any(each.pair.flips for each in found)


@pytest.mark.parametrize("name", NAMES)
def test_it_says_where_it_comes_from(name):
    reform = named(name)
    assert reform.sources
    assert all(each.url.startswith("http") for each in reform.sources)
    assert len(reform.about) > 100
    assert reform.name == reform.folder.name


def test_reforms_of_other_laws_go_together_and_those_of_one_rule_do_not():
    one, other = named("h200-withdrawn"), named("japan-drops-immersion")
    assert apply(BOOK, one, other).hash == apply(BOOK, other, one).hash
    assert [str(t) for _, t, _, _ in conflicts([named("affiliates-returned"), named("affiliates-repealed")])] == ["provision us.744.11.affiliates state"]  # fmt: skip
