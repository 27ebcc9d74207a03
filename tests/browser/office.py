"""What persons do at a desk before they can work: make accounts, accept an invitation, sign in."""

from tests.browser.steps import press

PASSWORD = "correct horse battery"  # noqa: S105 - of people made up here
SIGNING = "staple signing words"
RIGHTS = ("screen", "close", "countersign", "determine")


def first_account(page, name="ada"):
    """The first account, an administrator's, made by whoever sits at the machine."""
    page.goto("/people")
    page.get_by_text("Make the first account").click()
    form = page.locator("form[action='/people/first']")
    for field, value in (
        ("name", name),
        ("shown", name.title()),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ):
        form.locator(f"#{field}").fill(value)
    press(page, "Make the account and sign in")
    page.wait_for_url("**/people")


def invited_officer(page, name, *, roles=("officer",), may=RIGHTS):
    """The link by which somebody becomes an officer of the desk."""
    page.goto("/people")
    page.get_by_text("Make an account", exact=True).click()
    form = page.locator("form[action='/people/accounts']")
    form.locator("#name").fill(name)
    form.locator("#shown").fill(name.title())
    form.locator("#roles-reader").uncheck()
    for role in roles:
        form.locator(f"#roles-{role}").check()
    press(page, "Make the account")
    page.get_by_label("Full name and office").fill(f"{name.title()}, export control officer")
    for right in may:
        page.locator(f"#may-{right}").check()
    press(page, "Make a link")
    return page.locator("#link").input_value()


def joined(page, link):
    """Accept an invitation with a password and a signing password of one's own."""
    page.goto(link)
    for field in ("password", "password_again"):
        page.locator(f"#{field}").fill(PASSWORD)
    for field in ("signing_password", "signing_password_again"):
        page.locator(f"#{field}").fill(SIGNING)
    press(page, "Set and sign in")
    page.wait_for_url("**/account")


def token(page, *scopes):
    """A token for a program, made on one's own account page."""
    page.goto("/account")
    page.get_by_text("Make a token").click()
    page.get_by_label("What it is for").fill("order system")
    for scope in scopes:
        page.locator(f"#scopes-{scope}").check()
    press(page, "Make the token")
    return page.locator("#token-text").input_value()
