"""Made-up lists and customers in the proportions of real ones, from the tables by which names are read.

Words of the names come as often as they do among company names of the world (``weights.tsv.gz``), and
beside them stand made-up ones that few names share.  No name is a real party's, except by chance.
"""

from __future__ import annotations

import csv
import random
from bisect import bisect
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from licet.names.tables import rows, weights

SEED = 20261122
VARIANT = "V"
"""A customer's key starts with this where the customer stands on the list under another spelling."""
_FORMS = (
    *["Co., Ltd."] * 8, *["Ltd."] * 8, *["LLC"] * 6, *["Inc."] * 4, *["GmbH"] * 5, "S.A.", "B.V.", "Pte. Ltd.",
    "S.p.A.", "A/S", "JSC", "Corporation", "Limited", "FZE", "Sdn. Bhd.", "", "", "",
)  # fmt: skip
_GENERIC = (
    "Technology Trading Electronics International Industrial Group Engineering Holdings Systems "
    "Semiconductor Logistics Shipping Machinery Precision Services Import Export Equipment Energy "
    "Aviation Optical Instruments Materials Communications Software Research Institute Development"
).split()
_PLACES = (
    "Beijing Shanghai Shenzhen Guangzhou Hangzhou Nanjing Wuhan Chengdu Xian Tianjin Suzhou Dalian Moscow "
    "Tehran Istanbul Dubai Singapore Berlin London Karachi Minsk Almaty Seoul Osaka Taipei Mumbai Hanoi"
).split()
_SHORT = {"Technology": "Tech", "International": "Intl", "Electronics": "Elec", "Engineering": "Eng",
          "Equipment": "Equip", "Industrial": "Ind", "Services": "Srvcs", "Trading": "Trdg"}  # fmt: skip
_FIRST = "b c d f g h j k l m n p r s t v z br ch dr gr kh kr sh st tr vl zh".split()
_VOWELS = "a e i o u a e i o ai ei ia".split()
_LAST = ["", "", "", "n", "r", "s", "l", "k", "t", "m", "v", "nd", "st", "x"]
_PINYIN = [first + last for first in "b c ch d f g h j k l m n p q r s sh t w x y z zh".split() for last in "a ai an ang ao e en eng i ia ian in ing ong ou u uan ui un".split()]  # fmt: skip
_DOMAINS = (
    "半导体",
    "科技",
    "电子",
    "贸易",
    "国际贸易",
    "机械",
    "光电",
    "通信",
    "精密仪器",
    "新材料",
    "航空",
    "信息技术",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Made(NamedTuple):
    """A made-up list entry: its key, its name, and other names."""

    key: str
    name: str
    aliases: tuple[str, ...]


def listed(names: int, seed: int = SEED) -> Iterator[Made]:
    """Entries with ``names`` names in all: two in three have one name, the others two or three."""
    draw = random.Random(seed)  # noqa: S311 - names, no secret
    left, number = names, 0
    while left > 0:
        size = min(left, draw.choice((1, 1, 1, 1, 2, 3)))
        number += 1
        first, *more = (_name(draw) for _ in range(size))
        left -= size
        yield Made(f"{number:07}", first, tuple(more))


def customers(count: int, entries: list[Made], seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Keys and names of customers: one in a hundred is a listed party written in another way."""
    draw = random.Random(seed + 1)  # noqa: S311
    for number in range(count):
        if number % 100 == 50:
            entry = draw.choice(entries)
            name = draw.choice((entry.name, *entry.aliases))
            yield f"{VARIANT}{entry.key}-{number}", variant(name, draw)
        else:
            yield f"C{number}", _name(draw)


def variant(name: str, draw: random.Random) -> str:
    """The name as another hand would write it: one or two changes of spelling, order, form or length."""
    changes: list[Callable[[str, random.Random], str]] = [
        _typo,
        _typo,
        _no_form,
        _short,
        _upper,
        _order,
        _alike,
    ]
    for change in draw.sample(changes, draw.choice((1, 1, 2))):
        name = change(name, draw) or name
    return name


def write_list(file: Path, entries: list[Made], code: str) -> None:
    """The entries as a table that ``licet lists load`` reads."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(("list", "key", "name", "aliases", "since"))
        for each in entries:
            out.writerow((code, each.key, each.name, ";".join(each.aliases), "2020-01-01"))


def write_customers(file: Path, parties: Iterator[tuple[str, str]]) -> None:
    """The customers as a table that ``licet screen --file`` reads."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(("ref", "name"))
        out.writerows(parties)


def _name(draw: random.Random) -> str:
    return draw.choices(_MAKERS, _SHARES)[0](draw)


def _latin(draw: random.Random) -> str:
    words = [_coined(draw) if draw.random() < 0.65 else _common(draw, _RARE), _common(draw)]
    words = [each.title() for each in words[: draw.choice((1, 2, 2))]]
    words += draw.sample(_GENERIC, draw.choice((0, 1, 1, 2)))
    if draw.random() < 0.25:
        words.insert(draw.choice((0, len(words))), draw.choice(_PLACES))
    return " ".join([*words, draw.choice(_FORMS)]).strip()


def _pinyin(draw: random.Random) -> str:
    brand = "".join(draw.choices(_PINYIN, k=draw.choice((2, 2, 3))))
    words = [draw.choice(_PLACES), brand.title(), *draw.sample(_GENERIC, draw.choice((1, 2)))]
    return " ".join([*words, "Co., Ltd."])


def _chinese(draw: random.Random) -> str:
    brand = "".join(draw.choices(_han(), k=draw.choice((2, 2, 2, 3))))
    form = draw.choice(("有限公司", "有限公司", "股份有限公司", "集团有限公司", "有限责任公司"))
    return f"{draw.choice(_han_places())}{brand}{draw.choice(_DOMAINS)}{form}"


def _russian(draw: random.Random) -> str:
    form = draw.choice(("ООО", "АО", "ПАО", "НПО"))
    return f"{form} {draw.choice(_RUSSIAN)} {_coined(draw).translate(_TO_CYRILLIC).title()}"


def _person(draw: random.Random) -> str:
    return " ".join(_coined(draw).title() for _ in range(draw.choice((2, 2, 3))))


_MAKERS = (_latin, _chinese, _pinyin, _russian, _person)
_SHARES = (52, 14, 12, 8, 14)
"""Percent of names of each kind."""


def _coined(draw: random.Random) -> str:
    parts = draw.choice((2, 2, 3))
    return "".join(draw.choice(_FIRST) + draw.choice(_VOWELS) for _ in range(parts)) + draw.choice(
        _LAST
    )


def _common(draw: random.Random, most: int = 1 << 30) -> str:
    words, sums = _background(most)
    return words[bisect(sums, draw.random() * sums[-1])]


@cache
def _background(most: int) -> tuple[list[str], list[int]]:
    """Words that up to ``most`` of the world's company names hold, with running sums of their counts."""
    forms = {row[0].replace(" ", "").replace(".", "") for row in rows("legal_forms")}
    held = {
        word: count
        for word, count in weights().items()
        if len(word) > 2 and word.isalpha() and word not in forms and count <= most
    }
    return list(held), list(accumulate(held.values()))


@cache
def _han() -> str:
    return "".join(row[0] for row in rows("readings_ko_han") if len(row[0]) == 1)


@cache
def _han_places() -> tuple[str, ...]:
    return tuple(row[0] for row in rows("places_zh"))


_RARE = 100
_RUSSIAN = "Завод Компания Технологии Энергия Сервис Электроника Машиностроение Авиация Снабжение Логистика".split()
_TO_CYRILLIC = str.maketrans("abcdefghijklmnoprstuvxyz", "абкдефгхийклмнопрстувксиз"[:24])


def _typo(name: str, draw: random.Random) -> str:
    at = draw.randrange(len(name))
    if not name[at].isascii() or not name[at].isalpha():
        return ""
    kind = draw.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + draw.choice(_LETTERS) + name[at + 1 :]
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


def _no_form(name: str, _draw: random.Random) -> str:
    for form in sorted({*_FORMS, "有限公司"} - {""}, key=len, reverse=True):
        if name.endswith(form):
            return name.removesuffix(form).strip()
    return ""


def _short(name: str, _draw: random.Random) -> str:
    return " ".join(_SHORT.get(word, word) for word in name.split())


def _upper(name: str, _draw: random.Random) -> str:
    return name.upper()


def _order(name: str, _draw: random.Random) -> str:
    words = name.split()
    if len(words) < 3:
        return ""
    return " ".join([words[1], words[0], *words[2:]])


def _alike(name: str, draw: random.Random) -> str:
    return f"{name}, {draw.choice(_PLACES)} branch" if name.isascii() else ""
