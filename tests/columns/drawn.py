"""Frames of drawn transfers: products, places, parties, figures and yes-or-no facts, with gaps among them."""

from __future__ import annotations

import random

import polars as pl

PLACES = (
    "CN",
    "MO",
    "HK",
    "AE",
    "SG",
    "MY",
    "DE",
    "NL",
    "JP",
    "US",
    "TW",
    "IN",
    "RU",
    "SA",
    "KR",
    "BR",
)
LISTS = (
    "none",
    "US-EL",
    "US-EL/4 since 2023-10-17",
    "US-UVL? since 2025-01-16",
    "US-EL since 2024-06-01",
)
CLASSES = ("3A090.a", "3A090", "EAR99", "5A992.c", "3B001.f.1", "EU:3B501", "NL:3B001.l", "5A002.z.1", "unlisted", "3A001")  # fmt: skip
COUNTED = ("tpp", "performance_density", "die_area_mm2", "dram_bandwidth_gbps", "units", "resolution_nm")  # fmt: skip


def frame_of(book, ids, rows: int, seed: int, *, more: int = 12) -> pl.DataFrame:
    """``rows`` rows: common columns, and ``more`` facts of the dictionary drawn with ``seed``."""
    draw = random.Random(seed)  # noqa: S311 - the same rows every time
    known = [fact for fact in book.facts if fact.owner in ("item", "transfer", "jurisdiction", "end_use")]  # fmt: skip
    chosen = [fact for fact in draw.sample(known, more) if fact.type in ("boolean", "number", "choice", "integer")]  # fmt: skip

    def maybe(values, share=0.7):
        return [draw.choice(values) if draw.random() < share else None for _ in range(rows)]

    kinds = book.facts["item_kind"].choices
    columns = {
        "ref": [str(number) for number in range(rows)],
        "item": maybe(ids, 0.6),
        "kind": maybe(book.facts["kind"].choices, 0.8),
        "item_kind": maybe(kinds, 0.3),
        "shipped_from": maybe(PLACES, 0.9),
        "destination": maybe((*PLACES, "CN | MO"), 0.9),
        "declared_class": maybe(CLASSES, 0.15),
        "tpp": maybe(("100", "1600", "4800", ">= 4800", "21000", "300"), 0.2),
        "end_user.country": maybe(PLACES, 0.8),
        "end_user.headquarters": maybe(PLACES, 0.7),
        "end_user.ultimate_parent_headquarters": maybe(PLACES, 0.7),
        "end_user.lists": maybe(LISTS, 0.5),
        "party1.role": maybe(("purchaser", "ship_to", "designer"), 0.4),
        "party1.country": maybe(PLACES, 0.4),
        "exporter.name": maybe(("NVIDIA", "Acme", "AMD"), 0.3),
        "parties_complete": maybe(("yes", "no"), 0.5),
        "no_knowledge_beyond_stated": maybe(("yes", "no"), 0.5),
        "remark": maybe(("a", "b"), 0.5),
    }
    columns = {name: cells for name, cells in columns.items() if name in ("ref", "item", "destination") or draw.random() < 0.85}  # fmt: skip
    for fact in chosen:
        if fact.name not in columns:
            columns[fact.name] = maybe(_values(fact), 0.4)
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _values(fact):
    if fact.type == "boolean":
        return ("yes", "no")
    return fact.choices or ("1", "40", "100", "5000", ">= 12")
