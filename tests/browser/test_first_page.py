"""The first page in every width and look."""

import pytest

from tests.browser.conftest import LOOKS, WIDTHS, no_barriers


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_page_has_no_barriers(visit, width, look):
    page = visit("/", width=width, look=look)
    assert page.get_by_role("heading", level=1).inner_text() == "May this go there, today, and why?"
    no_barriers(page)


def test_the_first_page_reads_without_scripts(visit):
    page = visit("/", scripts=False)
    assert "a named officer determines" in page.inner_text("footer")
