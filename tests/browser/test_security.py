"""What a hostile person or page tries, in a real browser; and signing in as people do it."""

import re

import pytest
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from licet.desk.app import make_app
from tests.browser.conftest import PATIENCE, WIDTHS, no_barriers, serving
from tests.browser.steps import enter, follow, press
from tests.desk.test_matrix import walked
from tests.installed import installed

PASSWORD, SIGNING = "correct horse battery", "a signing password of mine"
HURTS = '"><img src=x onerror="window.hurt=1"><script>window.hurt=1</script>{{7*7}}\'"'
TYPED = "input:not([type]), input[type=text], input[type=search], input[type=email], textarea"

FORMS = """fields => [...document.forms].map((form, at) => [form, at])
  .filter(([form]) => form.getAttribute('action') !== '/look' && form.querySelector(fields))
  .map(([form, at]) => [at, form.getAttribute('action') + ' ' + [...form.elements].map(each => each.name)])"""
"""The forms of a page in which something can be typed: place, and where it goes with which fields."""
MOST_FORMS = 20
"""Of one page: what is sent may bring another form each time."""


@pytest.fixture(scope="module")
def app(library, tmp_path_factory):
    """One desk over an empty store for all hostile tries."""

    folder = tmp_path_factory.mktemp("hostile")
    with installed(folder, library) as service:
        yield make_app(service)


@pytest.fixture(scope="module")
def hostile(app):
    with serving(app) as address:
        yield address


@pytest.fixture
def watched(browser, hostile):
    """A page of the hostile desk, and what went wrong on it: dialogs, faults, breaches of the policy."""
    context = browser.new_context(base_url=hostile)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    wrong = []
    page.on("dialog", lambda dialog: (wrong.append(f"{page.url}: dialog {dialog.message}"), dialog.dismiss()))  # fmt: skip
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))

    def said(message):
        text = message.text
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            wrong.append(f"{page.url}: {text}")

    page.on("console", said)
    yield page, wrong
    context.close()


def pages(app):
    """Every page of the desk whose address has no gaps."""
    found = [
        path for path, method, _ in walked(app.routes)
        if method == "GET" and "{" not in path and not path.startswith(("/api/v1", "/sign-in/provider"))
    ]  # fmt: skip
    return sorted(
        set(found) - {"/healthz", "/readyz", "/join", "/law/changes.atom", "/timeline.rss"}
    )


def unhurt(page):
    """Nothing that was typed has become a part of the page or has run."""
    assert page.evaluate("window.hurt") is None, page.url
    assert page.locator('img[src="x"]').count() == 0, page.url


def test_what_is_typed_in_any_field_of_any_page_never_runs(app, watched):
    page, wrong = watched
    tried = 0
    for path in pages(app):
        page.goto(path)
        sent = set()
        while len(sent) < MOST_FORMS:
            forms = [each for each in page.evaluate(FORMS, TYPED) if each[1] not in sent]
            if not forms:
                break
            place, form = forms[0]
            with page.expect_navigation(wait_until="domcontentloaded"):
                page.locator("form").nth(place).evaluate(
                    """(form, [fields, text]) => {
                        for (const each of form.querySelectorAll(fields)) each.value = text;
                        form.noValidate = true;
                        form.submit();
                    }""",
                    [TYPED, HURTS],
                )
            unhurt(page)
            page.goto(path)
            sent.add(form)
        tried += len(sent)
    assert tried >= 8
    for path in pages(app):  # what was kept is shown again
        answer = page.goto(path)
        assert answer.status < 500, path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        unhurt(page)
    assert not wrong, "no page breaches its own policy"


def test_what_stands_in_an_address_never_runs(app, watched):
    page, wrong = watched
    for path in pages(app):
        page.goto(f"{path}?" + "&".join(f"{name}=%22%3E%3Cscript%3Ewindow.hurt%3D1%3C%2Fscript%3E%3Cimg%20src%3Dx%3E" for name in ("q", "on", "next", "item", "name", "ref", "to", "from", "code", "kind")))  # fmt: skip
        unhurt(page)
    page.goto("/%22%3E%3Cimg%20src=x%20onerror=window.hurt=1%3E")
    unhurt(page)
    assert not wrong


def test_a_form_on_another_site_changes_nothing(app, browser, hostile):
    form = f"""<!doctype html><form method="post" action="{hostile}/people/officers">
      <input name="officer" value="mallory"><input name="title" value="Mallory"><input name="may" value="close">
      <input name="signing_password" value="{SIGNING}"><input name="signing_password_again" value="{SIGNING}">
      <button>Win a prize</button></form>
      <script>fetch("{hostile}/people/officers", {{method: "POST", mode: "no-cors", credentials: "include",
        body: new URLSearchParams(new FormData(document.querySelector("form")))}}).finally(() => document.title = "sent")</script>"""
    evil = Starlette(routes=[Route("/", lambda _: HTMLResponse(form))])
    with serving(evil) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address.replace("127.0.0.1", "localhost"))
        expect(page).to_have_title("sent")
        follow(page.get_by_role("button", name="Win a prize"))
        assert page.get_by_role("heading", name="From another site").is_visible()
        framed = f'<!doctype html><iframe src="{hostile}/people"></iframe>'
        page.set_content(framed)
        page.wait_for_timeout(300)
        assert not any("Officers" in frame.content() for frame in page.frames)
        context.close()
    assert not app.state.service.store.officers()


def invited(ada):
    """The first account makes a second, an officer's; gives the link to send."""
    ada.goto("/people")
    no_barriers(ada)
    ada.get_by_text("Make the first account").click()
    ada.get_by_label("Account name").fill("ada")
    ada.get_by_label("Full name", exact=True).fill("Ada <b>Lind</b>")
    ada.get_by_label("Password", exact=True).fill(PASSWORD)
    ada.get_by_label("Password again", exact=True).fill(PASSWORD)
    press(ada, "Make the account and sign in")
    assert ada.get_by_role("heading", name="Accounts").is_visible()
    no_barriers(ada)
    ada.get_by_text("Make an account").click()
    ada.get_by_label("Account name").fill("otto")
    ada.get_by_label("Full name", exact=True).fill("Otto Weiss")
    ada.get_by_label(re.compile("^reader")).uncheck()
    ada.get_by_label(re.compile("^officer:")).check()
    press(ada, "Make the account")
    ada.get_by_label("Full name and office").fill("Otto Weiss, export control officer")
    ada.get_by_label(re.compile("^determine")).check()
    press(ada, "Make a link")
    link = ada.get_by_label("Invitation").input_value()
    no_barriers(ada)
    return link


@pytest.mark.parametrize("width", WIDTHS)
def test_people_come_in_by_invitation_and_sign_as_themselves(browser, desk, width):
    wide, high = WIDTHS[width]
    view = {"viewport": {"width": wide, "height": high}, "base_url": desk}
    ada = browser.new_context(**view).new_page()
    link = invited(ada)
    otto = browser.new_context(**view).new_page()
    otto.goto(link)
    no_barriers(otto)
    for label, typed in (("Password", PASSWORD), ("Password again", PASSWORD), ("Signing password", SIGNING), ("Signing password again", SIGNING)):  # fmt: skip
        otto.get_by_label(label, exact=True).fill(typed)
    press(otto, "Set and sign in")
    assert otto.get_by_role("heading", name="Otto Weiss").is_visible()
    no_barriers(otto)
    otto.get_by_text("Make a token").click()
    otto.get_by_label("What it is for").fill("the ERP")
    otto.get_by_label(re.compile("^order")).check()
    press(otto, "Make the token")
    assert otto.get_by_label("Token", exact=True).input_value().startswith("licet_")
    no_barriers(otto)
    follow(otto.get_by_role("button", name="Sign out", exact=True))
    assert otto.get_by_role("heading", name="Sign in").is_visible()
    no_barriers(otto)
    otto.get_by_label("Account name").fill("otto")
    otto.get_by_label("Password").fill("not the password")
    enter(otto.get_by_label("Password"))
    assert "do not fit" in otto.get_by_role("alert").inner_text()
    no_barriers(otto)
    otto.get_by_label("Password").fill(PASSWORD)
    enter(otto.get_by_label("Password"))
    assert otto.get_by_role("link", name="Otto Weiss").is_visible()
    answer = otto.goto("/people")
    assert answer.status == 403
    for page in (ada, otto):
        page.context.close()
