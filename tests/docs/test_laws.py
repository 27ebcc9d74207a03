"""The page of the laws names every law and every folder of it, and each path that it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "laws.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(law/[^`]+)`", PAGE))
FOLDERS = [
    folder.relative_to(ROOT)
    for law in sorted((ROOT / "law").iterdir())
    if (law / "sovereign.toml").exists()
    for folder in sorted(law.iterdir())
    if folder.is_dir() and folder.name not in ("tests", "groups")
]


@pytest.mark.parametrize("path", sorted(NAMED))
def test_a_path_of_the_page_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_folder_of_law_is_on_the_page(folder):
    assert any(name.startswith(str(folder)) for name in NAMED)


def test_every_law_has_a_section():
    codes = {path.parent.name.upper() for path in (ROOT / "law").glob("*/sovereign.toml")}
    assert codes == set(re.findall(r"^## .* \(([A-Z]{2})\)$", PAGE, re.MULTILINE))


def _ids():
    """Whole ids of provisions that a page names in code marks, with the page."""
    for page in sorted((ROOT / "docs").glob("*.md")):
        for name in re.findall(
            r"`((?:us|jp|nl|eu|gb|kr|tw|ca|sg|my|cn)\.[\w.]+)`", page.read_text(encoding="utf-8")
        ):
            if page.name != "exchange.md" and not name.startswith("us.practice"):
                yield pytest.param(name, id=f"{page.name}:{name}")


@pytest.mark.parametrize("name", list(_ids()))
def test_a_provision_that_a_page_names_is_in_the_book(name, library):
    book = library.law.book
    assert name in book.provisions or any(each.startswith(f"{name}.") for each in book.provisions)
