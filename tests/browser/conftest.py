"""A real browser (Debian's Chromium) on a real desk over an empty store.

``desk`` starts a server of its own for a test; ``browser`` is one Chromium for the whole session.
Where there is no Chromium the tests fail and name the line to type: they are never skipped.
"""

import json
import os
import shutil
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from licet.service.service import Service
from tests.installed import settings_in

WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
LOOKS = ("light", "dark")
PATIENCE = 60
"""Seconds until a page, an element or a server counts as missing: long, for it only bounds a failure."""
MARKUP = """() => [...document.querySelectorAll('*')].map(each => [each.tagName, each.parentElement ? each.parentElement.children.length : 0,
  [...each.attributes].filter(one => !['href', 'src', 'action', 'value', 'content', 'datetime', 'title', 'nonce'].includes(one.name))
    .map(one => one.name + '=' + one.value.replace(/[0-9a-f]{16,}|[0-9]+/g, '#')),
  [...each.attributes].filter(one => ['href', 'value', 'title'].includes(one.name)).map(one => one.name + (one.value ? '+' : '-')),
  [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())])"""
"""A page without its words: every element, its attributes, and whether words stand in it."""
LOOK_RULES = ["color-contrast", "scrollable-region-focusable", "target-size"]
"""What may differ in the dark or on a phone, or with other words."""


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium."""
    found = shutil.which(os.environ.get("LICET_CHROMIUM", "chromium"))
    if found is None:
        pytest.fail("There is no Chromium: apt-get install --yes chromium fonts-noto-cjk")
    return found


@pytest.fixture(scope="session")
def browser(chromium):
    """One Chromium, driven by Playwright."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield one
        one.close()


@contextmanager
def serving(app):
    """The address of a server that runs ``app`` in a thread until the block ends."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE
    while not server.started:
        if time.monotonic() > deadline:
            pytest.fail(f"the server did not start within {PATIENCE} seconds")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


@pytest.fixture
def settings(tmp_path):
    """An installation that nobody has used yet."""
    return settings_in(tmp_path)


@pytest.fixture
def desk(settings, library):
    """The address of a desk over an empty store."""
    from licet.desk.app import make_app
    from licet.store.store import Store

    with (
        Service(library, settings, Store.open(settings)) as service,
        serving(make_app(service)) as address,
    ):
        yield address


@pytest.fixture
def visit(browser, desk):
    """``visit(path, width=, look=, scripts=)``: a page of the desk in a fresh browser profile."""
    contexts = []

    def go(path="/", *, width="desktop", look="light", scripts=True):
        wide, high = WIDTHS[width]
        context = browser.new_context(
            viewport={"width": wide, "height": high}, color_scheme=look,
            java_script_enabled=scripts, base_url=desk, reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        answer = page.goto(path)
        assert answer is None or answer.status < 500, f"{path} gave {answer.status}"
        return page

    yield go
    for each in contexts:
        each.close()


SEEN = set()
"""Pages that axe has looked at whole, without their words."""


def no_barriers(page):
    """Hold a page against axe's rules (WCAG 2.2 A and AA and best practice).

    A page of the same markup as one before is held to those that another look, width or text may break.
    """
    from axe_playwright_python.sync_playwright import Axe

    markup = json.dumps(page.evaluate(MARKUP))
    rules = {"runOnly": LOOK_RULES} if markup in SEEN else {}
    found = Axe().run(page, options={"resultTypes": ["violations"], **rules})
    assert found.violations_count == 0, found.generate_report()
    SEEN.add(markup)
