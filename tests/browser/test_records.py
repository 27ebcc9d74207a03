"""An officer signs an answer, downloads the letter and has it verified, at both widths."""

import pytest

from licet.access.signing import enroll
from licet.settings import Settings
from licet.store.store import Store
from tests.browser.conftest import no_barriers
from tests.browser.steps import enter, follow, press
from tests.signed import PASSWORD

ASKED = "/records/new?item=nvidia-h200-nvl-141gb&to=CN&on=2026-02-01"
PAGES = ("/records", "/records/1", "/records/1/again", "/records/log?check=yes", "/verify", "/papers?record=1", "/papers/us-nac?record=1", "/papers/classes")  # fmt: skip


@pytest.fixture
def officer(settings):
    """An officer with a key at the desk, made before anybody comes."""
    with Store.open(Settings(settings.home, settings.database, "", {})) as store:
        enroll(store, "anna", title="Export control officer", may=["determine"], password=PASSWORD)
    return "anna"


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(("width", "look"), [("desktop", "light"), ("phone", "dark")])
def test_an_answer_is_signed_its_letter_downloaded_and_verified(visit, tmp_path, width, look):  # fmt: skip
    page = visit(ASKED, width=width, look=look)
    no_barriers(page)
    page.get_by_label("Who asks").fill("Example GmbH")
    page.get_by_label("Note").fill("<b>Seen</b> 中芯国际")
    page.get_by_label("Signing password").fill(PASSWORD)
    enter(page.get_by_label("Signing password"))
    assert page.get_by_text("Holds.").is_visible()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Determination 1")
    assert page.get_by_text("Note of the officer. <b>Seen</b> 中芯国际").is_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Letter (PDF)").click()
    coming.value.save_as(tmp_path / "letter.pdf")

    page.goto("/verify")
    page.get_by_label("The letter as PDF").set_input_files(tmp_path / "letter.pdf")
    press(page, "Verify the letter")
    assert page.get_by_role("heading", name="This letter is genuine").is_visible()
    no_barriers(page)

    changed = tmp_path / "changed.pdf"
    changed.write_bytes((tmp_path / "letter.pdf").read_bytes() + b" ")
    page.get_by_label("The letter as PDF").set_input_files(changed)
    press(page, "Verify the letter")
    assert page.get_by_role("heading", name="This letter is not genuine").is_visible()

    for path in PAGES:
        page.goto(path)
        if width == "phone":
            no_barriers(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")  # fmt: skip
        assert wide <= 0, f"{path} is {wide} pixels wider than the window"


@pytest.mark.usefixtures("officer")
def test_the_record_reads_without_scripts(visit):
    signing = visit(ASKED, scripts=False)
    signing.get_by_label("Signing password").fill(PASSWORD)
    press(signing, "Sign this determination")
    assert signing.get_by_role("heading", level=1).inner_text().startswith("Determination 1")
    follow(signing.get_by_role("link", name="Decide again under today's law"))
    assert signing.get_by_role("heading", name="What differs").is_visible()
