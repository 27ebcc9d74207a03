"""A concept names what exists, and items that the law decides."""

import shutil

import pytest

from licet.book.concepts import read_concepts
from licet.check.concepts import concept_findings
from licet.errors import LawError
from tests.conftest import ROOT

FILE = "duv-immersion.toml"


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "law" / "concepts"
    home.mkdir(parents=True)
    for name in ("_references.toml", FILE):
        shutil.copy(ROOT / "law" / "concepts" / name, home / name)
    return tmp_path / "law"


def change(folder, old, new, count=1):
    path = folder / "concepts" / FILE
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, count))


def said(folder, library):
    concepts = read_concepts(folder)
    return [each.message for each in concept_findings(library.whole.book, concepts)]


def test_the_concepts_of_the_book_raise_no_alarm(library):
    concepts = read_concepts(ROOT / "law")
    assert len(concepts.by_id) >= 40
    assert list(concept_findings(library.whole.book, concepts)) == []


@pytest.mark.parametrize(("old", "new", "message"), [
    ("wavelength_nm = 193", "wavelenght_nm = 193", "'wavelenght_nm' is no known fact; did you mean"),
    ("wavelength_nm = 193", 'wavelength_nm = "long"', "wavelength_nm"),
    ("euv = false", "destination = 'CN'", "a fact of the transfer"),
    ("euv = false", '"tool.imprint" = false', "only tells kinds of items apart"),
    ('fact = "dedicated_chuck_overlay_nm"', 'fact = "film_material"', "neither a number nor a choice"),
    ('items = ["lithography"]', 'items = ["lithografy"]', "is no kind of item"),
    ('provisions = ["jp.metio.art6_17_wo"]', 'provisions = ["jp.metio.art6_17_w"]', "is no known provision"),
    ('provisions = ["jp.metio.art6_17_wo"]', 'provisions = ["us.ccl.3B001.f.1.b"]', "is law of US, not of JP"),
    ('provisions = ["jp.metio.art6_17_wo"]', 'provisions = ["jp.fefa.48.listed_goods"]', "no entry of a list"),
    ('provisions = ["jp.metio.art6_17_wo"]', 'provisions = ["jp.metio.art6_17_te"]', "no item of the concept meets"),
    ('sovereign = "JP"', 'sovereign = "XX"', "is no sovereign of the book"),
    ('numerical_aperture = "1.35"\n', "", "does not decide the item"),
])  # fmt: skip
def test_faults_are_found(folder, library, old, new, message):
    change(folder, old, new)
    assert any(message in each for each in said(folder, library))


@pytest.mark.parametrize(("old", "new", "message"), [
    ('reference = "to_china"', 'reference = "to_chin"', "to_china"),
    ('confidence = "high"', 'confidence = "sure"', "confidence is one of"),
    ("read = false", 'read = "no"', "read is true or false"),
    ("read = false\n", "", "names its provisions"),
    ("from = 2025-12-16", 'from = "soon"', "from must be a date"),
    ('id = "duv-immersion"', 'id = "duv"', "is called"),
    ('group = "lithography"', 'grupp = "lithography"', "no known key of a concept"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(folder, old, new, message):
    change(folder, old, new)
    with pytest.raises(LawError, match=message):
        read_concepts(folder)


def test_a_folder_without_concepts_has_none(tmp_path):
    assert read_concepts(tmp_path).by_id == {}
