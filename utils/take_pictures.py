"""Takes the pictures of the desk that the pages of docs/ show, in Debian's Chromium.

    python utils/take_pictures.py            starts a desk over an empty store and rewrites docs/pictures/*.png

Everything seen was typed in by this script: no list, order or name of anyone's own is shown.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
WIDE, NARROW = (1180, 860), (390, 844)
PICTURES: tuple[tuple[str, str, tuple[int, int], str, str], ...] = (
    ("first-page", "/", WIDE, "light", ""),
    (
        "answer",
        "/answer?item=nvidia-h200&from=US&to=CN&on=2026-02-01&party=role%3Dend_user%2Ccountry%3DCN%2Cheadquarters%3DCN",
        WIDE,
        "light",
        "",
    ),
    ("chips", "/chips?to=CN&on=2026-02-01", WIDE, "light", "figure.chart"),
    ("chips-dark", "/chips?to=CN&on=2022-12-01", WIDE, "dark", "figure.chart"),
    ("two-days", "/law/compare?from=2026-01-14&to=2026-01-15", WIDE, "light", ""),
    (
        "watch",
        "/watch/transfer?item=nvidia-h200-sxm-141gb&to=MY&on=2026-06-01&fact=red_flag.odd_route%3Dyes",
        WIDE,
        "light",
        "",
    ),
    (
        "answer-on-a-phone",
        "/answer?item=nvidia-h200&from=US&to=CN&on=2026-02-01",
        NARROW,
        "dark",
        "",
    ),
)
"""Name, address, size of the window, look, and the part that is shown where it is not all."""
ARTICLE = """Made Wire: Washington to sell one chip

WASHINGTON, Dec. 9, 2025 (Made Wire) - U.S. President Donald Trump said Monday that his administration will allow Nvidia Corp. to export its H200 chips to approved customers in China, on condition that 25 pct of sales revenues go to the U.S.

The Biden administration banned exports of the H100 to China in October 2022.

"This bans nothing and reverses everything," said Ann Lee, a former official. The next review is due in three months, she added.
"""
"""Made up for the picture; no outlet wrote it."""
STORY = ROOT / "examples" / "h200-register" / "story.sh"
OFFICER, APPLICANT = "officer:olga:US:senior", "applicant:ann:Example%20Silicon%2C%20Inc.:"
IN_THE_REGISTER: tuple[tuple[str, str, str], ...] = (
    ("register-case", "/register/A-000002", OFFICER),
    ("register-refused", "/register/licenses/D-EXAMPLE-1?shipment=shipment-3", APPLICANT),
)
"""Name, address, and as whom; taken after the story of the register was told, and a second application filed."""
SECOND = (
    "file transfer.yaml --authority US --lines lines.yaml --as ANN --key letter-2",
    "submit A-000002 signer=Ann end_use_statement=sha256:5f0c --as ANN",
    "register A-000002 number=Z1000002 --as OLGA",
    "assign A-000002 officer=olga --as OLGA",
    "open_review A-000002 --as OLGA",
    "route A-000002 --as OLGA",
)


@contextmanager
def desk() -> Iterator[str]:
    """The address of a desk that this script started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tempfile.mkdtemp(prefix="licet-pictures-")
    env = {**os.environ, "LICET_HOME": home, "PYTHONPATH": str(ROOT / "src")}
    tell_the_story(home, env)
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "licet.cli.main", "serve", "--port", str(port)], env=env
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/healthz").read()  # noqa: S310 - our own address
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(home, ignore_errors=True)


def tell_the_story(home: str, env: dict[str, str]) -> None:
    """An application from filing to the refused shipment, and another that agencies were asked about."""
    command = Path(home, "licet")
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m licet.cli.main "$@"\n')
    command.chmod(0o755)
    env = {**env, "PATH": f"{home}:{env['PATH']}"}
    told = {
        "env": env,
        "cwd": STORY.parent,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    subprocess.run(["/bin/sh", str(STORY)], **told, check=False)  # noqa: S603 - our own script
    people = {"ANN": "applicant:ann:Example Silicon, Inc.", "OLGA": "officer:olga:US:senior"}
    for line in SECOND:
        words = [people.get(each, each) for each in line.split()]
        subprocess.run([command, "register", *words], **told, check=True)  # noqa: S603 - our own command


def main() -> int:
    """Take every picture; exit 0."""
    from playwright.sync_api import sync_playwright

    OUT.mkdir(exist_ok=True)
    chromium = shutil.which(os.environ.get("LICET_CHROMIUM", "chromium"))
    with desk() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, path, size, look, part in PICTURES:
            take(browser, address + path, OUT / f"{name}.png", size, look, part)
            print(f"docs/pictures/{name}.png")
        take_article(browser, address, OUT / "article.png")
        print("docs/pictures/article.png")
        for name, path, whom in IN_THE_REGISTER:
            cookie = {"name": "licet_acts_as", "value": whom, "url": address}
            take(browser, address + path, OUT / f"{name}.png", WIDE, "light", "", cookie)
            print(f"docs/pictures/{name}.png")
        browser.close()
    return 0


def take_article(browser: Any, address: str, file: Path) -> None:
    """An article pasted in, and its text with the marks."""
    context = browser.new_context(
        viewport={"width": WIDE[0], "height": WIDE[1]}, color_scheme="light"
    )
    page = context.new_page()
    page.goto(f"{address}/news")
    page.locator("#text").fill(ARTICLE)
    page.get_by_role("button", name="Read it").click()
    page.locator(".marked").screenshot(path=file)
    context.close()


def take(  # noqa: PLR0917 - here only
    browser: Any, address: str, file: Path, size: tuple[int, int], look: str, part: str, cookie: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """One picture of what a window of this size shows."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=look, reduced_motion="reduce"
    )
    context.add_cookies([cookie] if cookie else [])
    page = context.new_page()
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address} did not answer as it should")
    page.wait_for_load_state("networkidle")
    if part:
        page.locator(part).first.screenshot(path=file)
    else:
        page.screenshot(path=file)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
