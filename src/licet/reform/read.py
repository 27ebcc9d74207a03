"""A folder with ``reform.toml`` to a ``Reform``: every key typed, every oddity refused with its place."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.book.markdown import Page, parse_page, parse_toml, read_text
from licet.errors import InputError, LawError, Place, UnknownName
from licet.reform.model import (
    STATUSES,
    SURE,
    Add,
    Cited,
    Members,
    Reform,
    Repeal,
    Replace,
    Rows,
    Set,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from licet.book.markdown import Lines
    from licet.reform.model import Patch

FILE = "reform.toml"
_TOP = (
    "name", "title", "about", "status", "from", "until", "published", "sure", "author", "sources",
    "facts", "add", "replace", "repeal", "set",
)  # fmt: skip
_DAYS = ("from", "until", "published")
_KEYS = {
    "add": ("file",),
    "replace": ("file",),
    "repeal": ("id",),
    "set": ("path", "to", "was", "gains", "loses"),
}
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_PATH = re.compile(r"(?P<id>[A-Za-z][\w.]*)(?:#(?P<part>\w+))?/(?P<what>\w+)")
"""``ID/policy``, ``ID#PART/rule``, ``ID#CONDITION/total_processing_performance``."""


def read(folder: Path) -> Reform:
    """The reform in ``folder``.

    Raises:
        InputError: there is none, or a file of it says what no reform can; with file and line.
    """
    file = folder / FILE
    if not file.is_file():
        raise InputError(
            f"here is no reform: a folder with a {FILE} was wanted. licet reform new DIR writes one.",
            Place(str(folder)),
        )
    try:
        return _Reader(folder).reform()
    except LawError as error:
        raise InputError(error.message, error.place) from None


def set_patch(path: str, to: str, was: str, span: Span, place: Place) -> Set | None:
    """The patch that sets what a path names; None where it is no path of a provision."""
    found = _PATH.fullmatch(path)
    return found and Set(found["id"], found["part"] or "", found["what"], to, was, span, place)


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        name = str(folder / FILE)
        text = read_text(folder / FILE, name)
        self.page = Page(name, parse_toml(text, name), "", (), text)
        self.lines: Lines = (0, None)
        self.files = [(FILE, text)]

    def reform(self) -> Reform:
        front = self.page.front
        self._only(front, _TOP, "a reform")
        name = self._text(front, "name")
        if not _NAME.fullmatch(name):
            raise InputError(f"the name {name!r} is not made of small letters, digits and hyphens", self._at("name"))  # fmt: skip
        status = self._word(front, "status", STATUSES)
        since, until = self._day(front, "from"), self._day(front, "until", optional=True)
        if since is None:
            raise InputError("from must be a date such as 2026-01-15", self._at("from"))
        published = self._day(front, "published", optional=True) or since
        if published > since:
            raise InputError(f"it is published on {published}, after it begins on {since}", self._at("published"))  # fmt: skip
        whole = self._span(front, Span(since, until, published))
        return Reform(
            name, self._text(front, "title"), self._text(front, "about").strip(), status, since, until,
            self._word(front, "sure", SURE), self._text(front, "author"), self._sources(front),
            tuple(self._patches(front, whole)), self._facts(front), tuple(self.files), self.folder,
        )  # fmt: skip

    # -- patches -----------------------------------------------------------------------

    def _patches(self, front: dict[str, Any], whole: Span) -> Iterator[Patch]:
        """Every patch, in the order of the file."""
        found: list[tuple[int, str, dict[str, Any]]] = []
        for op in _KEYS:
            tables = front.get(op, [])
            if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
                raise InputError(f"write each as [[{op}]]", self._at(op))
            spans = self.page.tables(op)
            starts = [start for start, _ in spans] if len(spans) == len(tables) else range(len(tables))  # fmt: skip
            found += [(start, op, table) for start, table in zip(starts, tables, strict=True)]
        found.sort(key=lambda each: each[0])
        for number, (start, op, table) in enumerate(found, 1):
            end = found[number][0] if number < len(found) else None
            self.lines = (start, end)
            self._only(table, (*_KEYS[op], *_DAYS), f"[[{op}]]")
            span = self._span(table, whole)
            yield self._patch(op, table, span, Place(self.page.file, start + 1, 1))
        self.lines = (0, None)

    def _patch(self, op: str, table: dict[str, Any], span: Span, place: Place) -> Patch:
        match op:
            case "add":
                return Add(self._page(table), span, place)
            case "replace":
                return Replace(self._page(table), span, place)
            case "repeal":
                return Repeal(self._text(table, "id"), span, place)
            case _:
                return self._set(table, span, place)

    def _set(self, table: dict[str, Any], span: Span, place: Place) -> Patch:
        path = self._text(table, "path")
        kind, colon, name = path.partition(":")
        if colon and kind in ("group", "table"):
            if not table.get("gains") and not table.get("loses"):
                raise InputError(f"say what the {kind} gains or loses: gains = [...]", place)
            if kind == "group":
                return Members(
                    name, self._codes(table, "gains"), self._codes(table, "loses"), span, place
                )
            return Rows(name, self._rows(table, "gains"), self._rows(table, "loses"), span, place)
        if "to" not in table:
            raise InputError("say what it is set to: to = ...", place)
        if odd := sorted({"gains", "loses"} & table.keys()):
            raise InputError(f"{odd[0]} belongs to a group or table; here write to = ...", self._at(odd[0]))  # fmt: skip
        made = set_patch(path, self._value(table, "to"), self._value(table, "was"), span, place)
        if made is None:
            raise InputError(
                f"the path {path!r} is none of ID/policy, ID/rate_pct, ID/state, ID/rule, ID/FACT, ID#PART/rule, "
                "ID#PART/FACT, group:NAME, table:NAME",
                self._at("path"),
            )
        return made

    def _page(self, table: dict[str, Any]) -> Page:
        """A provision's file beside ``reform.toml``."""
        page: Page = self._beside(self._text(table, "file"), ".md")
        return page

    def _beside(self, name: str, end: str) -> Any:
        path = self.folder / name
        if not name.endswith(end) or not path.resolve().is_relative_to(self.folder.resolve()):
            raise InputError(f"file = {name!r} is no {end} file in the folder of the reform", self._at("file"))  # fmt: skip
        if not path.is_file():
            near = sorted(each.name for each in self.folder.glob(f"*{end}"))
            raise InputError(
                f"there is no file {name} beside {FILE}"
                + (f"; there are {', '.join(near)}" if near else ""),
                self._at("file"),
            )
        text = read_text(path, str(path))
        self.files.append((name, text))
        return parse_page(text, str(path)) if end == ".md" else (str(path), text)

    def _facts(self, front: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        names = front.get("facts", [])
        if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
            raise InputError('facts names files: facts = ["facts.toml"]', self._at("facts"))
        return tuple(self._beside(each, ".toml") for each in names)

    def _sources(self, front: dict[str, Any]) -> tuple[Cited, ...]:
        found = front.get("sources")
        fits = isinstance(found, list) and found and all(isinstance(e, dict) for e in found)
        if not fits:
            raise InputError("a reform has sources = [{ text = ..., url = ... }]", self._at("sources"))  # fmt: skip
        for each in found or ():
            self._only(each, ("text", "url"), "a source")
            for key in ("text", "url"):
                if not isinstance(each.get(key), str) or not each[key]:
                    raise InputError(f"a source lacks its {key}", self._at("sources"))
        return tuple(Cited(each["text"], each["url"]) for each in found or ())

    # -- single values -----------------------------------------------------------------

    def _at(self, needle: str = "") -> Place:
        return self.page.place(needle, self.lines)

    def _only(self, table: dict[str, Any], known: Sequence[str], what: str) -> None:
        for key in table:
            if key not in known:
                raise UnknownName(f"key of {what}", key, known, self._at(key))

    def _text(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise InputError(f"{key} is missing, or is no text in quotation marks", self._at(key))
        return value

    def _word(self, table: dict[str, Any], key: str, known: Any) -> str:
        value = self._text(table, key)
        if value not in known:
            raise InputError(f"{key} is {value!r}; one of {', '.join(known)} was wanted", self._at(key))  # fmt: skip
        return value

    def _day(self, table: dict[str, Any], key: str, *, optional: bool = False) -> date | None:
        value = table.get(key)
        if value is None and optional:
            return None
        if type(value) is not date:
            raise InputError(f"{key} must be a date such as 2026-01-15", self._at(key))
        return value

    def _span(self, table: dict[str, Any], whole: Span) -> Span:
        """The days of a patch, which lie within those of the reform."""
        since = self._day(table, "from", optional=True) or whole.since
        until = self._day(table, "until", optional=True) or whole.until
        published = self._day(table, "published", optional=True) or min(whole.published, since)
        if since < whole.since:
            raise InputError(f"from {since} is before the reform begins on {whole.since}", self._at("from"))  # fmt: skip
        if until is not None and until <= since:
            raise InputError(f"until {until} is not after from {since}; until is the first day after it", self._at("until"))  # fmt: skip
        return Span(since, until, min(published, since))

    def _value(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise InputError(f"{key} must be a text or a number", self._at(key))
        return str(value)

    def _codes(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise InputError(f'{key} names countries: {key} = ["SA"]', self._at(key))
        return tuple(value)

    def _rows(self, table: dict[str, Any], key: str) -> tuple[dict[str, object], ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise InputError(f'{key} holds rows: {key} = [{{ name = "..." }}]', self._at(key))
        return tuple(value)
