"""J1: an analyst drops a CSV of 200 parts, picks countries and two dates, and takes the same CSV back with answers.

The parts are made up: their headers are as people write them, their figures lie around lines that the law draws.
"""

import csv
import io

import pytest

from tests.browser.conftest import no_barriers
from tests.browser.steps import follow, press

HEADERS = ("Mfr Part Number", "Description", "Total Processing Performance", "Memory BW [TB/s]", "Die size (mm2)", "Item type", "Data centre?", "ECCN", "Price (USD)")  # fmt: skip


def parts(count=200):
    """A CSV of parts with quotes, blanks, letters of other alphabets and one cell that nobody can read."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(HEADERS)
    for n in range(count):
        figures = (str(100 * n), f"{n * 25 / 1000}", str(300 + n)) if n % 3 else ("", "", "")
        declared = ("EAR99", "3a090.A", "", "3A991")[n % 4]
        named = f'Part "{n}", für Öl' if n % 5 == 0 else f"part {n}"
        lines.writerow((f"00{n}-A", named, *figures, "Integrated Circuit", "yn"[n % 2], declared, f"{n}.50"))  # fmt: skip
    return out.getvalue().replace("1900,", "much,", 1)


def send(page, content, name="parts.csv"):
    page.goto("/batches")
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content.encode()})  # fmt: skip
    press(page, "Send it in")
    page.wait_for_url("**/batches/*")


@pytest.mark.parametrize(("width", "look"), [("desktop", "light"), ("phone", "dark")])
def test_a_file_of_200_parts_goes_in_and_comes_back_with_answers(visit, width, look):
    page = visit("/", width=width, look=look)
    follow(page.get_by_role("link", name="Files", exact=True))
    no_barriers(page)
    content = parts()
    send(page, content)

    # What the columns say is guessed, shown, and changed where it is wrong.
    assert "200 rows, 9 columns; 6 of them say something" in page.inner_text("main")
    no_barriers(page)
    assert page.get_by_label("What Memory BW [TB/s] says").input_value() == "total_dram_bandwidth_gb_s"  # fmt: skip
    assert page.get_by_label("What Price (USD) says").input_value() == "ignore"
    page.get_by_label("From", exact=True).select_option("US")
    page.get_by_label("To", exact=True).select_option("CN")
    page.get_by_label("End user's head office").select_option("CN")
    page.get_by_label("Law of this day").fill("2026-02-01")
    page.get_by_label("And of a second day").fill("2022-01-01")
    press(page, "Decide 200 rows")

    # The page goes on by itself.
    page.get_by_role("link", name="Download your file with the answers").wait_for(timeout=180_000)
    page.wait_for_load_state()
    said = page.inner_text("main")
    for wanted in ("1 could not be read", "What to ask first", "What was not modelled", "From 2026-02-01 to 2022-01-01"):  # fmt: skip
        assert wanted in said, wanted
    no_barriers(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")

    # The same file, cell by cell, with an answer beside each row.
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download your file with the answers").click()
    download = waiting.value
    assert download.suggested_filename == "parts-answers.csv"
    with open(download.path(), encoding="utf-8", newline="") as file:  # noqa: PTH123
        rows = list(csv.reader(file))
    given = list(csv.reader(io.StringIO(content, newline="")))
    assert [row[: len(HEADERS)] for row in rows] == given
    answers = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    unread = [each for each in answers if each["fault"]]
    assert len(unread) == 1
    assert "total_processing_performance" in unread[0]["fault"]
    assert all(each["status"] and each["law_hash"] for each in answers if not each["fault"])
    assert all(each["reason"] for each in answers if each["status"] == "license_required")
    assert all(each["next_question"] for each in answers if each["status"] == "unknown_need_facts")
    assert len({each["status"] for each in answers if not each["fault"]}) > 1
    assert any(each["changed"] == "true" for each in answers)

    # The rows that need a person, and one with its proof.
    follow(page.get_by_role("link", name="See the rows that wait"))
    no_barriers(page)
    page.get_by_label("Answer").select_option("license_required")
    press(page, "Show")
    follow(page.locator("tbody th a").first)
    page.get_by_text("The proof, step by step").first.click()
    assert "15 CFR" in page.inner_text("main")
    no_barriers(page)

    # And it is gone when the button is pressed.
    follow(page.get_by_role("link", name="parts.csv"))
    press(page, "Delete it now")
    page.wait_for_url("**/batches")
    assert "parts.csv" not in page.inner_text("main")


def test_it_works_without_scripts(visit):
    page = visit("/batches", scripts=False)
    send(page, parts(20))
    page.get_by_label("To", exact=True).select_option("CN")
    press(page, "Decide 20 rows")
    for _ in range(600):
        if page.get_by_role("link", name="Download your file with the answers").count():
            break
        page.wait_for_timeout(200)
        follow(page.get_by_role("link", name="See how far it is now"))
    assert "What was not modelled" in page.inner_text("main")


def test_a_file_that_cannot_be_read_is_said_at_its_field(visit):
    page = visit("/batches")
    page.locator("#file").set_input_files({"name": "x.xlsx", "mimeType": "text/plain", "buffer": b"no workbook"})  # fmt: skip
    press(page, "Send it in")
    assert "cannot be read as a workbook" in page.inner_text("#wrong")
    no_barriers(page)
