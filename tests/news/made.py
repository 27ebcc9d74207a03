"""Articles made up for the tests, in the manner of agency copy; none of it is news."""

from __future__ import annotations

from datetime import date
from functools import cache

from licet.news.model import Article, Event
from licet.news.reader import Reader
from licet.news.scoring.found import read as read_label
from licet.news.scoring.labels import Label, labels
from licet.news.sources.files import of_text
from licet.news.weighed import SHIPPED, Weigher
from licet.pack.store import open_library
from tests.news.gold import HOME

ANNOUNCED = """Wire agency to sell H200 chips

WASHINGTON, Dec. 9 (Made Wire) - U.S. President Donald Trump said Monday that his administration will allow Nvidia Corp. to export its H200 chips to approved customers in China, on condition that 25 pct of sales revenues go to the U.S. The step ends about seven years of tightening.

The Biden administration banned exports of the H100 to China in October 2022.

"This bans nothing and reverses everything," said Ann Lee, a former official. She added, "We gave it away."

Bob Roe, a scholar at Example University, criticized the move, saying, "If allowed to ship, they will ban us."

He noted that if allowed to ship without a cap, Nvidia could ban sales at home.

The Dutch government criticized the move as well.

Photo: A visitor looks at H200 chips that Japan banned.

Read next: China bans exports of drones to Japan

(c) 2025 Made Wire. All rights reserved.
"""
UNDATED = """Foreign ministers met in Beijing to discuss chips.

Kyodo News reported that Japan plans to tighten export controls on chipmaking equipment on Monday.
"""


def read(text: str, *, on: date | None = None, retrieved: date | None = None, name: str = "made", by_rules: bool = False) -> Article:  # fmt: skip
    _, url, cleaned = next(iter(of_text(text, name)))
    with_names = reader(by_rules=True) if by_rules else reader()
    return with_names.read(cleaned, name=name, url=url, on=on, retrieved=retrieved)


class ByRules(Weigher):
    """Leaves stage and modality as the rules have them, before they are weighed."""

    def fields(self, event: Event, clues: tuple[str, ...]) -> Event:  # noqa: ARG002 -- the clues are not asked
        return event


@cache
def reader(*, by_rules: bool = False) -> Reader:
    return Reader(open_library(None).catalogue, ByRules() if by_rules else SHIPPED)


@cache
def development() -> tuple[tuple[Label, Article], ...]:
    """Every labelled text that rules may be written by, read once for all tests."""
    return tuple((each, read_label(reader(), each)) for each in labels(HOME / "development"))
