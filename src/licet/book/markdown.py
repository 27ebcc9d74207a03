"""One provision's file: TOML front matter, plain text, and a table of cases.

+++
id = "us.ccl.3A090.a"
...
+++
The law restated in our own words.  [Official text](https://...)

| case     | tpp  | holds |
| -------- | ---- | ----- |
| over a.1 | 4800 | yes   |
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from licet.errors import LawError, Place
from licet.record import record

if TYPE_CHECKING:
    from pathlib import Path

_FENCE = "+++"
_LARGEST = 1_000_000
_QUOTES = ("'", '"')
Lines = tuple[int, int | None]
"""A stretch of a file: from this line, counted from nought, up to that one."""
_CELL_WALL = re.compile(r"(?<!\\)\|")
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@record
class Row:
    """One row of a case table: cells by heading, and the line it stands on."""

    cells: dict[str, str]
    line: int


@record
class Page:
    """A provision's file, cut into its parts."""

    file: str
    front: dict[str, object]
    text: str
    rows: tuple[Row, ...]
    source: str

    def place(self, needle: str = "", lines: Lines = (0, None)) -> Place:
        """Where ``needle`` stands among ``lines``, as a key if it is one; their first where it does not."""
        start, end = lines
        rows = list(enumerate(self.source.split("\n")[start:end], start + 1))
        key = re.compile(rf"\s*\[*(?:[\w-]+\.)*[\"']?({re.escape(needle)})[\"']?\s*[\]=]")
        for number, line in rows if needle else ():
            if found := key.match(line):
                return Place(self.file, number, found.start(1) + 1)
        for number, line in rows if needle else ():
            if needle in line:
                return Place(self.file, number, line.index(needle) + 1)
        return Place(self.file, start + 1, 1)

    def place_of(self, text: str, lines: Lines = (0, None)) -> Place:
        """Where ``text`` stands in quotation marks, which may run over lines."""
        start, end = lines
        source = "\n".join(self.source.split("\n")[start:end])
        found = _quoted(text, source)
        if found is None:
            return (
                self.place(text.strip().partition("\n")[0], lines)
                if start == 0
                else self.place_of(text)
            )
        before = source[:found]
        column = len(before) - (before.rfind("\n") + 1) + 1
        return Place(self.file, start + before.count("\n") + 1, column)

    def tables(self, name: str) -> list[Lines]:
        """The lines of each ``[[name]]``, up to the next header that is not its own."""
        rows = self.source.split("\n")
        heads = [(i, line.strip()) for i, line in enumerate(rows) if line.startswith(("[", _FENCE))]
        found: list[Lines] = []
        for number, (start, head) in enumerate(heads):
            if head.replace(" ", "") == f"[[{name}]]":
                after = (
                    i
                    for i, each in heads[number + 1 :]
                    if not each.startswith((f"[{name}.", f"[[{name}."))
                )
                found.append((start, next(after, len(rows))))
        return found


def _quoted(text: str, source: str) -> int | None:
    """Where ``text`` first stands between quotation marks, the first of which may end its line."""
    start = source.find(text)
    while start >= 0:
        before = source[max(start - 2, 0) : start].removesuffix("\n")
        if before[-1:] in _QUOTES and source[start + len(text) :][:1] in _QUOTES:
            return start
        start = source.find(text, start + 1)
    return None


def read_text(path: Path, name: str) -> str:
    """A law file as text; ``LawError`` where it is too large or no UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LawError(f"the file cannot be read: {error.strerror}", Place(name, 1, 1)) from None
    if len(raw) > _LARGEST:
        raise LawError(f"{len(raw):,} bytes is more than a law file may have", Place(name, 1, 1))
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        whole = raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(whole.decode("utf-8", errors="replace")) + 1
        raise LawError(
            "this is no UTF-8 text; save the file as UTF-8", Place(name, line, column)
        ) from None


def parse_toml(text: str, name: str, first_line: int = 1) -> dict[str, object]:
    """TOML with decimals kept exact; errors carry file, line and column."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.search(str(error))
        lines = text.count("\n")
        line, column = (int(found[1]), int(found[2])) if found else (lines + 1, 1)
        message = _TOML_PLACE.sub("", str(error)).replace("(at end of document)", "").strip()
        raise LawError(
            f"the TOML cannot be read: {message}", Place(name, line + first_line - 1, column)
        ) from None
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise LawError(f"the TOML cannot be read: {error}", Place(name, first_line, 1)) from None


def parse_page(source: str, name: str) -> Page:
    """Cut a provision's file into front matter, text and case rows."""
    lines = source.split("\n")
    if lines[0].strip() != _FENCE:
        raise LawError(
            f"the file must open with {_FENCE} on its first line, before the TOML",
            Place(name, 1, 1),
        )
    try:
        end = next(i for i in range(1, len(lines)) if lines[i].strip() == _FENCE)
    except StopIteration:
        raise LawError(
            f"the TOML is never closed by a second {_FENCE}", Place(name, len(lines), 1)
        ) from None
    front = parse_toml("\n".join(lines[1:end]), name, first_line=2)
    body = "\n".join(lines[end + 1 :])
    rows = _case_rows(body, name, end + 2)
    text = "\n".join(line for line in lines[end + 1 :] if not line.lstrip().startswith("|")).strip()
    return Page(name, front, text, rows, source)


@cache
def _reader() -> Any:
    """Words inside a cell are kept as they stand: the reader of emphasis and links is left out."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")


def _case_rows(body: str, name: str, first_line: int) -> tuple[Row, ...]:
    if "|" not in body:
        return ()
    rows: list[Row] = []
    heads: list[str] = []
    cells: list[str] = []
    line = first_line
    lines = body.split("\n")
    for token in _reader().parse(body):
        if token.type == "thead_open":
            heads = []
        elif token.type == "tr_open":
            cells, line = [], first_line + (token.map or [0])[0]
        elif token.type == "inline" and token.level >= 3:  # noqa: PLR2004 - depth of a table cell
            cells.append(token.content.strip().strip("`"))
        elif token.type == "tr_close" and not heads:
            heads = cells
            if heads[0] == "case" and (twice := [each for each in heads if heads.count(each) > 1]):
                raise LawError(f"two columns are called {twice[0]}", Place(name, line, 1))
        elif token.type == "tr_close" and heads and heads[0] == "case":
            # The reader fills up a short row and cuts a long one; a case is to be written out.
            written = lines[line - first_line].strip().removeprefix("|").removesuffix("|")
            found = len(_CELL_WALL.split(written))
            if found != len(heads):
                raise LawError(
                    f"{found} cells stand under {len(heads)} headings", Place(name, line, 1)
                )
            rows.append(Row(dict(zip(heads, cells, strict=True)), line))
    return tuple(rows)
