"""Japan's export bans by notice (Russian parties; parties elsewhere), as the text of the document.

Rows are numbered without gaps; a row has the Japanese name (other names in brackets), the English name
with its aliases, and 所在地 (address).  Text taken from a PDF runs some rows together, so a row begins
where the next number stands, at the start of a line or right behind an address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from licet.errors import InputError, Place
from licet.lists.formats.cfr_cells import ended
from licet.lists.formats.gather import Gather
from licet.lists.formats.source import Source
from licet.lists.formats.words import day_of, is_native, parts, tidy

RUSSIA, THIRD = "JP-RU", "JP-THIRD"
_NUMBER = re.compile(r"(?:^|(?<=[.。\w)]))([0-9０-９]{1,4})[ 　\t]+(?=\S)", re.MULTILINE)
_ADDRESS = re.compile(r"所在地\s*[：:]\s*")
_KNOWN = re.compile(
    r",?\s*a\.k\.a\.?,?\s*(?:the\s*following\s*(?:[\w-]+?\s*)?alias(?:es)?)?\s*[:：]?\s*"
    r"|(?:^|,?\s*the\s*)following\s+[\w-]+\s*alias(?:es)?\s*[:：]\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?<=[」）)ぁ-ヿ一-鿿])\s?(?=[A-Z])")
_BEHIND = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_LEAST = 8
_OTHERS = re.compile(r"[(（]別称、\s*(.+?)[)）]\s*$")
_ALSO = re.compile(r"^別称\s*[：:]\s*")


def read(source: Source, got: Gather) -> None:
    """Read the text; the day of the last change at its top is the day of the file."""
    text = source.text()
    head = text[:1000]
    updated = re.search(r"最終更新日\s*[：:]\s*([^\n]+)", head)
    got.as_of = day_of(updated[1]) if updated else None
    code = THIRD if "以外の国" in head or "ベラルー" in head.replace("\n", "")[:200] else RUSSIA
    land = "" if code == THIRD else "ロシア"
    rows = list(_rows(text))
    if len(rows) < 1 or not _ADDRESS.search(text):
        raise InputError(
            "no numbered rows with 所在地 (address) were found. Is this the text of the notice?",
            Place(source.file),
        )
    for number, line, row in rows:
        _add(got, code, number, line, row, land)
    told = len(_ADDRESS.findall(text))
    if told > len(rows):
        for _ in range(told - len(rows)):
            got.lose(code, f"{told} addresses in the text, {len(rows)} numbered rows")


def _rows(text: str) -> Iterator[tuple[int, int, str]]:
    """The rows as (number, line, text): each begins with the number that must come next."""
    marks: list[tuple[int, int, int]] = []
    wanted = 1
    for found in _NUMBER.finditer(text):
        inside = text.rfind("\n", 0, found.start()) + 1 != found.start()
        if int(unicodedata.normalize("NFKC", found[1])) != wanted:
            continue
        begun = text[found.end() : found.end() + 60].split("\n")[0]
        # A street number can be the wanted one: a row begins with a name in Japanese.
        if not _japanese(begun) or (inside and not _ADDRESS.search(text, marks[-1][2] if marks else 0, found.start())):
            continue
        marks.append((wanted, found.start(1), found.end()))
        wanted += 1
    ends = [start for _, start, _ in marks[1:]] + [len(text)]
    for (number, start, inner), end in zip(marks, ends, strict=True):
        yield number, text.count("\n", 0, start) + 1, text[inner:end]


def _japanese(text: str) -> bool:
    return any(is_native(each) for each in text if each.isalpha())


def _add(got: Gather, code: str, number: int, line: int, row: str, land: str) -> None:
    names, _, where = row.partition(_found[0]) if (_found := _ADDRESS.search(row)) else (row, "", "")
    own, latin = _two(names)
    japanese: list[str] = []
    if found := _OTHERS.search(own):
        own = own[: found.start()]
        japanese += [each for piece in re.split(r"、|及び|;|；", found[1]) if (each := tidy(piece))]
    english: list[str] = []
    for chunk in latin:
        if found := _ALSO.match(chunk):
            mixed = parts(re.sub(r"及び", ";", chunk[found.end() :]), ";", "；", "、")
            english += mixed
            continue
        head, *rest = _KNOWN.split(chunk, maxsplit=1)
        english.append(ended(head))
        for piece in rest:
            english += [each for one in re.split(r"\n\s*[-—–]|[;；]\s*(?:and\b)?\s*[-—–]?", f"\n{piece}")
                        if (each := ended(tidy(one).strip(" ;；-—–")))]  # fmt: skip
    first, *others = [each for each in english if each] or [own]
    got.add(
        code, first, line=line, key=f"{number:04d}", aliases=[own, *others, *japanese],
        countries=[land] if land else [],
        addresses=[each.strip(" .;") for each in re.split(r";\s*(?:and\s+)?", tidy(where)) if each.strip(" .;")],
    )  # fmt: skip


def _two(text: str) -> tuple[str, list[str]]:
    """The Japanese name, and the lines in Latin script that follow, one chunk for each name or list."""
    own, last = "", ""
    chunks: list[str] = []
    for raw in text.split("\n"):
        line = tidy(raw)
        if not line:
            continue
        if _ALSO.match(line):
            chunks.append(line)
        elif chunks and _ALSO.match(chunks[-1]):
            same = _japanese(line) == _japanese(last)
            chunks[-1] += ("" if same and _japanese(line) else " " if same else "; ") + line
        elif not chunks and (_japanese(line) or not own or own.count("（") > own.count("）")):
            own += ("" if not own or is_native(own[-1]) else " ") + line
            own, tail = _cut(own)
            chunks = [tail] if tail else []
        elif chunks:
            chunks[-1] += ("\n" if line[0] in "-—–" else " ") + line
        else:
            chunks.append(line)
        last = line
    return own, chunks


def _cut(own: str) -> tuple[str, str]:
    """A Japanese name with the English one run on behind it, taken apart."""
    for found in _TAIL.finditer(own):
        head, tail = own[: found.start()], own[found.end() :]
        latin = _BEHIND.sub("", tail)
        even = head.count("（") + head.count("(") == head.count("）") + head.count(")")
        if even and not _japanese(latin) and " " in latin and sum(map(str.isalpha, latin)) >= _LEAST:
            return head.strip(), tail
    return own, ""
