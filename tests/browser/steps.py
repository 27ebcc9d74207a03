"""Steps from page to page: each ends when the page that it leads to is there and whole.

A click alone returns when the browser has taken it. On a busy machine that can be before the next page has begun:
what is read then is the page before, and what is done then falls between two pages. So whatever loads a page is
done through here or inside ``page.expect_navigation()``; what is swapped in place is awaited by Playwright's ``expect``.
"""

import re


def follow(found):
    """Click a link or a button that leads to another page."""
    with found.page.expect_navigation():
        found.click()


def enter(found):
    """Press Enter in a field or on a link that leads to another page."""
    with found.page.expect_navigation():
        found.press("Enter")


def press(page, name, within="main"):
    """Press the first button of this name, which leads to another page."""
    follow(page.locator(within).get_by_role("button", name=name, exact=True).first)


def worked_out(page):
    """Wait for the answer to a what-if, to which its page goes by itself."""
    page.wait_for_url(re.compile(r"/what-if/[0-9a-f]{32}$"))
    page.locator("#memo").wait_for(timeout=300_000)
    page.wait_for_load_state()
