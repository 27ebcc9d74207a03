"""Articles that people gave the desk to read (``licet.desk.handed_in``).

The store of the timeline keeps no articles (``licet.news.handing``), so this is the only place of the text.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from licet.desk.handed_in import MOST, HandedIn, new_key, now
from licet.disk import put
from licet.errors import InputError
from licet.record import fields_of, record

if TYPE_CHECKING:
    from licet.settings import Settings


class NoSuchArticle(InputError):
    """There is no article under this key, or it is somebody else's: which of both is not said."""

    def __init__(self) -> None:
        super().__init__("There is no such article here, it has been deleted, or it belongs to somebody else. Articles are kept for a while only; give yours in again under Read an article.")  # fmt: skip


@record
class Given:
    """An article as it was given: ``url`` is only recorded; ``on`` and ``retrieved`` are days (ISO) or empty.

    ``title`` is its first line, to know it again by.
    """

    key: str
    owner: str
    name: str
    url: str
    on: str
    retrieved: str
    given: str
    title: str = ""

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The day it was written and the day it was fetched, as far as they were said."""
        on, retrieved = (date.fromisoformat(each) if each else None for each in (self.on, self.retrieved))  # fmt: skip
        return on, retrieved


class Shelf(HandedIn[Given]):
    """The articles of one installation."""

    gone = NoSuchArticle
    too_many = f"You have {MOST} articles here already; delete one that you no longer need."
    too_many_of_visitors = "Visitors have given as many articles as this desk keeps at a time. Come again in some hours, or sign in."  # fmt: skip

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.home / "news", settings.desk.batch_hours)

    def came(self, each: Given) -> str:
        """When it was given."""
        return each.given

    def put(self, content: bytes, **said: str) -> Given:
        """Keep an article; ``said`` is what ``Given`` holds besides key and time.

        Raises:
            InputError: there are too many already.
        """
        self._make_room(said["owner"])
        made = Given(key=new_key(), given=now(), **said)
        folder = self._begin(made)
        put(folder / "article", content)
        put(folder / "said.json", json.dumps({name: value for name, value, _ in fields_of(made)}).encode())  # fmt: skip
        return made

    def content(self, given: Given) -> bytes:
        """Its bytes as they were given."""
        try:
            return (self.folder(given) / "article").read_bytes()
        except FileNotFoundError:
            raise NoSuchArticle from None

    def _read(self, key: str) -> Given | None:
        with suppress(OSError, ValueError, TypeError):
            return Given(**json.loads((self.home / key / "said.json").read_bytes()))
        return None
