"""Drawn edits of the small law, and drawn rows for it: each edit changes one thing of the plain JSON of a law."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = ("2019-06-01", "2020-12-23", "2021-03-01", "2022-03-01", "2023-06-01", "2024-03-01", "2025-02-01")  # fmt: skip
"""Days on either side of the small law's changes."""
_LEAVES: tuple[Any, ...] = (
    ["holds", "flat"],
    ["holds", "military"],
    ["in", "destination", ["MY"], []],
    ["in", "destination", [], ["Foes"]],
    ["cmp", ["fact", "speed"], ">=", ["num", "90"]],
    ["cmp", ["fact", "notice_days"], "<", ["num", "10"]],
    ["party", ["end_user"], ["in", "headquarters", ["CN"], []]],
    ["party", [], ["list", "XX-BAD", None]],
)
_OWN = (
    ("policy", ("policy_of_denial", "presumption_of_denial", "case_by_case")),
    ("entry", ("A1", "A2", "B9")),
    ("confidence", ("high", "unverified")),
    ("conditions", ([], [{"code": "soon", "rule": ["holds", "flat"], "text": "It is flat."}])),
    ("pauses", ([], [{"kind": "not_enforced", "published": "2020-01-01", "since": "2020-01-01", "source": "a notice", "to": None}])),
)  # fmt: skip


def edited(seed: int) -> Callable[[dict[str, Any], dict[str, dict[str, Any]]], None]:
    """One to three edits."""
    draw = random.Random(seed)  # noqa: S311 - the same edits every time

    def change(data: dict[str, Any], provisions: dict[str, dict[str, Any]]) -> None:
        for _ in range(draw.randint(1, 3)):
            draw.choices(_EDITS, weights=_WEIGHTS)[0](draw, data, provisions)

    return change


def _version(draw: random.Random, provisions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return draw.choice(draw.choice(list(provisions.values()))["versions"])


def _number(draw: random.Random, data: Any, provisions: Any) -> None:  # noqa: ARG001 - as all edits
    name = draw.choice([each for each in provisions if '"num"' in json.dumps(provisions[each])] or [next(iter(provisions))])  # fmt: skip
    text = json.dumps(provisions[name])
    old = draw.choice(["100", "50", "40", "200", "25", "2.5"])
    provisions[name] = json.loads(text.replace(f'"{old}"', f'"{draw.choice(["30", "90", "150", "0"])}"'))  # fmt: skip


def _rule(draw: random.Random, data: Any, provisions: Any) -> None:  # noqa: ARG001
    version = _version(draw, provisions)
    rule, leaf = version["rule"], draw.choice(_LEAVES)
    turned = {"all": "any", "any": "all"}
    version["rule"] = draw.choice([
        ["not", rule], ["all", rule, leaf], ["any", rule, leaf], ["all", rule, ["not", leaf]], leaf,
        [turned[rule[0]], *rule[1:]] if rule[0] in turned else ["not", rule],
    ])  # fmt: skip


def _dates(draw: random.Random, data: Any, provisions: Any) -> None:
    version = _version(draw, provisions)
    day = draw.choice(DAYS)
    version[draw.choice(["since", "to", "comply_from"])] = day
    data["edges"] = sorted({*data["edges"], day})


def _own(draw: random.Random, data: Any, provisions: Any) -> None:  # noqa: ARG001
    name, values = draw.choice(_OWN)
    fits = [v for each in provisions.values() for v in each["versions"] if name in v or name in ("confidence", "pauses")]  # fmt: skip
    if fits:
        draw.choice(fits)[name] = draw.choice(values)


def _repeal(draw: random.Random, data: Any, provisions: Any) -> None:  # noqa: ARG001
    gone = draw.choice([name for name in provisions if name not in ("xx.reach", "xx.A1")])
    del provisions[gone]


def _items(draw: random.Random, data: Any, provisions: Any) -> None:
    name = draw.choice(list(provisions))
    provisions[name]["items"] = draw.choice([[], ["chip"], ["tool"]])
    for law in data["outlines"].values():
        for line in law:
            if line[0] == name:
                line[2] = provisions[name]["items"]


def _attached(draw: random.Random, data: Any, provisions: Any) -> None:  # noqa: ARG001
    for each in provisions.values():
        for word in ("overcomes", "reviews"):
            if word in each and draw.random() < 0.5:
                each[word] = draw.choice([["xx.need.*"], ["xx.need.list"], ["xx.need.hq", "xx.letter"]])  # fmt: skip


def _group(draw: random.Random, data: Any, provisions: Any) -> None:  # noqa: ARG001
    members = data["groups"][0]["members"]
    members.append({"name": draw.choice(["MY", "SG"]), "since": draw.choice([None, "2022-03-01"]), "to": None})  # fmt: skip
    if draw.random() < 0.5:
        members.pop(0)


def _book(draw: random.Random, data: Any, provisions: Any) -> None:  # noqa: ARG001
    match draw.randrange(5):
        case 0:
            data["folds"].pop()
        case 1:
            data["formulas"].clear()
        case 2:
            data["meaningless"].clear()
        case 3:
            data["roles"]["single"] = ["end_user"]
        case _:
            for fact in data["facts"]:
                if fact["name"] in ("military", "headquarters", "flat"):
                    fact["due_care"] = not fact.get("due_care")


def _order(draw: random.Random, data: Any, provisions: Any) -> None:
    names = draw.sample(list(provisions), len(provisions))
    kept = dict(provisions)
    provisions.clear()
    provisions.update({name: kept[name] for name in names})
    for law, lines in data["outlines"].items():
        told = {line[0]: line for line in lines}
        data["outlines"][law] = [told[name] for name in names if name in told]


_EDITS = (_number, _rule, _dates, _own, _repeal, _items, _attached, _group, _book, _order)
_WEIGHTS = (3, 6, 2, 4, 1, 2, 1, 2, 2, 1)


def rows(seed: int, count: int) -> pl.DataFrame:
    """Rows for the small law, with gaps, ranges and cells that are none."""
    draw = random.Random(seed)  # noqa: S311 - the same rows every time
    places = ("CN", "HK", "MY", "RU", "SG", "US", "DE")
    cells: dict[str, tuple[Any, ...]] = {
        "item_kind": ("chip", "tool"), "kind": ("export", "import"), "shipped_from": ("US", "US", "CN"),
        "speed": ("10", "40", "60", "90", "99", "100", "150", "250"), "area_mm2": ("10", "40", "1000"),
        "destination": (*places, "CN | MY"), "flat": ("yes", "no"), "military": ("yes", "no", "no"),
        "us_origin": ("yes", "no"), "notice_days": ("5", "25", "30"), "exporter.letters": ("XX-7", "none"),
        "declared_class": ("A1", "A2", "B9", "unlisted"), "end_user.headquarters": places,
        "end_user.lists": ("none", "XX-BAD", "XX-BAD since 2022-01-01", "XX-BAD?"),
        "end_user.owned_by_listed_pct": ("0", "50", "60"), "purchaser.headquarters": places,
        "parties_complete": ("yes", "no"), "no_knowledge_beyond_stated": ("yes", "no"), "on": DAYS,
    }  # fmt: skip
    odd = {"speed": (">= 60", "fast"), "end_user.lists": ("XX-NONE?",), "declared_class": ("A",)}
    kept = [name for name in cells if draw.random() < (0.3 if name == "on" else 0.85)]
    strange = draw.random() < 0.3

    def one(name: str) -> Any:
        if strange and draw.random() < 0.1:
            return draw.choice(odd.get(name, cells[name]))
        return draw.choice(cells[name]) if draw.random() < 0.8 else None

    return pl.DataFrame({name: [one(name) for _ in range(count)] for name in kept}, schema=dict.fromkeys(kept, pl.String))  # fmt: skip
