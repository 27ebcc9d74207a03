"""A labelled text inside a web page: the story comes out whole, and the furniture leaves no trace."""

import pytest

from licet.news.furniture import reason
from licet.news.sources.files import of_text
from tests.news.gold import texts

PAGES = [each for each in texts("development") if each.page()]


@pytest.mark.parametrize("text", PAGES, ids=lambda text: text.id)
def test_a_page_gives_its_story_and_nothing_else(text):
    ((_, _, found),) = of_text(text.page(), text.id)
    assert [part for part in text.labels["furniture"] if part in found.text] == []
    assert all(part.strip() in found.text for part in text.text.split("\n"))


def test_a_story_that_begins_with_a_product_is_no_caption():
    assert reason("Photoresist makers said on Monday that Tokyo had asked them to wait.") == ""
    assert reason("Photo: a wafer") == "caption"
    assert reason("Handout photo shows boxes that agents seized.") == "caption"
