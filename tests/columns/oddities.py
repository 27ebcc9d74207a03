"""Frames that are wrong or odd: cells that cannot be read, types of all sorts, columns of nothing."""

from datetime import date
from decimal import Decimal

import polars as pl
from polars import selectors

from tests.columns.cells import frame_of, typed
from tests.columns.frames import CHIP, DEAL, LATE, Frame, the_book

FAULTS = (
    {"destination": "XX"}, {"destination": "China"}, {"destination": "cn"}, {"destination": " CN "}, {"destination": "C"},
    {"destination": "CN | XX"}, {"destination": "CN|"}, {"destination": "CN | CN"}, {"destination": "CN | MO"},
    {"destination": "?"}, {"destination": "unknown"}, {"destination": "Unknown"}, {"destination": "none"},
    {"total_processing_performance": "-1"}, {"total_processing_performance": "NaN"}, {"total_processing_performance": "inf"},
    {"total_processing_performance": "-inf"}, {"total_processing_performance": "1e61"}, {"total_processing_performance": "1e60"},
    {"total_processing_performance": "9" * 70}, {"total_processing_performance": "4,800"}, {"total_processing_performance": "4800 TOPS"},
    {"total_processing_performance": " 4800 "}, {"total_processing_performance": "4_800"}, {"total_processing_performance": "+4800"},
    {"total_processing_performance": "4800."}, {"total_processing_performance": ".5"}, {"total_processing_performance": "4.8e3"},
    {"total_processing_performance": "\u0664\u0668\u0660\u0660"}, {"total_processing_performance": "yes"}, {"total_processing_performance": "-0"},
    {"total_processing_performance": "0"}, {"total_processing_performance": ">= 4800"}, {"total_processing_performance": "> 4799"},
    {"total_processing_performance": "< 4800"}, {"total_processing_performance": "<= 4800"}, {"total_processing_performance": "= 4800"},
    {"total_processing_performance": "[4000, 6000]"}, {"total_processing_performance": "(4800, 4800]"},
    {"total_processing_performance": "[4800, 4800]"}, {"total_processing_performance": "6000..4000"},
    {"total_processing_performance": "4000..6000"}, {"total_processing_performance": "4000 to 6000"},
    {"total_processing_performance": ">= -1"}, {"total_processing_performance": "4800", "tpp": "100"},
    {"die_area_mm2": "0"}, {"die_area_mm2": "> 0"}, {"die_area_mm2": ">= 0"}, {"die_area_mm2": "1e-59"},
    {"item_kind": "chip"}, {"item_kind": "integrated_circuit | computer"}, {"item_kind": "Integrated_Circuit"}, {"item_kind": " integrated_circuit"},
    {"kind": "gift"}, {"kind": "import"}, {"us_origin": "maybe"}, {"us_origin": "TRUE"}, {"us_origin": "Yes "}, {"us_origin": "1"},
    {"us_origin": "1.0"}, {"us_origin": "n"}, {"us_origin": "null"}, {"us_origin": "~"}, {"us_origin": " "},
    {"due_care": "sure"}, {"due_care": "yes"}, {"due_care": "no"}, {"parties_complete": "?"}, {"parties_complete": "no"},
    {"on": "2026-13-01"}, {"on": "yesterday"}, {"on": "?"}, {"on": "20260101"}, {"on": "2026-W05-1"}, {"on": "0001-01-01"}, {"on": "9999-12-31"},
    {"end_user.lists": "US-EL"}, {"end_user.lists": "US-EL/4"}, {"end_user.lists": "US-EL/4+5 since 2023-10-17"}, {"end_user.lists": "US-EL since 2031-01-01"},
    {"end_user.lists": "US-UVL?"}, {"end_user.lists": "?"}, {"end_user.lists": "US-EL | ?"}, {"end_user.lists": "US-EL; US-MEU?"},
    {"end_user.lists": "US-EL/x"}, {"end_user.lists": "US-EL/"}, {"end_user.lists": "US-EL/?"}, {"end_user.lists": "US-EL since soon"},
    {"end_user.lists": "[]"}, {"end_user.lists": "none"}, {"end_user.lists": " none "}, {"end_user.lists": "US-XYZ"}, {"end_user.lists": "us-el"},
    {"end_user.lists": " ; "}, {"end_user.lists": "US-EL/4?"}, {"end_user.lists": "US-EL?/4"}, {"end_user.lists": "US-EL since 2023-10-17, none"},
    {"route": "none"}, {"route": "?"}, {"route": "SG | MY"}, {"route": "SG,?"}, {"route": "sg"}, {"route": "[]"}, {"route": "unknown"},
    {"exporter.letters": "none"}, {"exporter.letters": "none | x"}, {"exporter.name": "NVIDIA Corporation"}, {"exporter.name": "nvidia corporation"},
    {"end_user.name": "?"}, {"end_user.name": "Huawei Technologies Co., Ltd."}, {"end_user.name": "SMIC"}, {"end_user.name": "G42"},
    {"end_user.owned_by_listed_pct": "50"}, {"end_user.owned_by_listed_pct": "101"}, {"end_user.owned_by_listed_pct": "[0, 100]"},
    {"end_user.owned_by_listed_pct": "49.999"}, {"end_user.country": "Z9"}, {"party1.role": "bank", "party1.country": "RU"},
    {"party1.role": "banker"}, {"party1.country": "IR"}, {"party1.role": "end_user | bank", "party1.country": "IR"}, {"party2.role": "?"},
    {"end_user_2.country": "RU", "end_user_2.lists": "US-EL"}, {"end_user2.country": "SY"}, {"bank.country": "?"},
    {"bank.name": "A bank"}, {"designer.headquarters": "CN"}, {"designer.headquarters": "?"},
    {"item": "nvidia-h20-96gb"}, {"item": "nothing"}, {"item": " "}, {"declared_class": "?"}, {"declared_class": " 3A090.a"},
    {"declared_class": "3A090.a"}, {"declared_class": "3A090 | 4A090"}, {"shipped_from": "NO"}, {"shipped_from": "FALSE"},
)  # fmt: skip
"""Cells in place of those of a deal: wrong ones, and odd ones that are right."""
_HELD = ("on", *DEAL, *CHIP)


def faults():
    """Each odd cell in a row of its own; two faults in a row; faults of two columns in every order."""
    base = {"on": LATE, **DEAL, **CHIP}
    rows = [{**base, **odd} for odd in FAULTS]
    rows += [
        {**one, **base, **one, **other} for one, other in zip(FAULTS, FAULTS[7:], strict=False)
    ]
    bare = [{"on": LATE, **odd} for odd in FAULTS]
    return [
        Frame("faults", frame_of([dict.fromkeys(_HELD), *rows])),
        Frame("faults alone", frame_of(bare)),
        Frame(
            "faults, columns turned round", frame_of(rows).select(reversed(frame_of(rows).columns))
        ),
    ]


def nothing():
    """Frames in which little or nothing is said."""
    base = frame_of([{"on": LATE, **DEAL, **CHIP}] * 3)
    known = [fact.name for fact in the_book().facts if fact.owner != "party"]
    blank = pl.DataFrame({name: [None] * 2 for name in known})
    return [
        Frame("no rows", base[:0]),
        Frame("no known column", pl.DataFrame({"Order": ["1", "2"], "Color": ["red", None]})),
        Frame("only the day", pl.DataFrame({"on": [LATE, "2020-01-01"]})),
        Frame("nulls alone", base.select(pl.lit(None).alias(name) for name in base.columns)),
        Frame("nulls typed", base.select(pl.lit(None, pl.String).alias(name) for name in base.columns)),
        Frame("empty text", base.select(pl.lit("").alias(name) for name in base.columns)),
        Frame("every column, no cell", blank),
        Frame("the same row thrice", base),
        Frame("one fact twice", base.with_columns(pl.lit("1").alias("tpp"), pl.lit("US").alias("to"))),
        Frame("columns of others", base.with_columns(pl.lit("x").alias("end_user.owners"), pl.lit(1).alias("nonsense.tpp"))),
    ]  # fmt: skip


def types():
    """The same deal in every type that a file may bring."""
    book = the_book()
    tpp, other = "total_processing_performance", "performance_density"
    base = frame_of([{"on": LATE, **DEAL, **CHIP, tpp: each} for each in ("4799", "4800", "4801")])
    plain = typed(base, book)
    number, texts = pl.col(tpp), selectors.string()
    lists = pl.Series("end_user.lists", [["US-EL/4"], [], None], dtype=pl.List(pl.String))
    entries = pl.Series("end_user.lists", [
        [{"list": "US-EL", "since": date(2023, 10, 17), "footnotes": [4], "possible": None}], [],
        [{"list": "US-UVL", "since": None, "footnotes": [], "possible": "yes"}],
    ])  # fmt: skip
    return [
        Frame(f"as {name}", data)
        for name, data in {
            "Float64": plain,
            "Float32": plain.with_columns(pl.col(tpp, other).cast(pl.Float32)),
            "Int64": plain.with_columns(number.cast(pl.Int64)),
            "UInt16": plain.with_columns(number.cast(pl.UInt16)),
            "Int8 for yes and no": plain.with_columns(pl.col("us_origin").cast(pl.Int8)),
            "Float64 for yes and no": plain.with_columns(pl.col("us_origin").cast(pl.Float64)),
            "Boolean for a number": plain.with_columns((number > 0).alias(tpp)),
            "Decimal": base.with_columns(number.cast(pl.Decimal(20, 6))),
            "Categorical": base.with_columns(texts.cast(pl.Categorical())),
            "Enum": base.with_columns(number.cast(pl.Enum(["4801", "4799", "4800", "unused"]))),
            "Enum of countries": base.with_columns(
                pl.col("destination").cast(pl.Enum(["US", "CN"]))
            ),
            "Date": base.with_columns(pl.col("on").str.to_date()),
            "Int64 for a code": base.with_columns(
                pl.lit(854231).alias("hs_code"), pl.lit(5).alias("item")
            ),
            "floats that are none": plain.with_columns(
                pl.Series(tpp, [float("nan"), float("inf"), -0.0]),
                pl.Series(other, [1e-70, 1e70, 5e-324]),
            ),
            "floats beside faults": plain.with_columns(
                pl.Series(tpp, [-1.0, 4800.5, None]),
                pl.Series("end_user.country", ["CN", "XX", "?"]),
            ),
            "List": base.with_columns(lists),
            "List of structs": base.with_columns(entries),
            "List of codes": base.with_columns(pl.Series("route", [["SG", "MY"], [], None])),
            "Decimal of a ratio": base.with_columns(
                pl.lit(None, pl.String).alias(other),
                pl.Series(
                    "die_area_mm2", [Decimal("810.64"), Decimal("810.81"), Decimal("810.98")]
                ),
            ),
            "Date for a number": base.with_columns(pl.lit(date(2026, 1, 1)).alias(tpp)),
            "Datetime at midnight": base.with_columns(
                pl.lit("2026-01-15").str.to_datetime().alias("on")
            ),
            "Int64 for the day": base.with_columns(pl.lit(20260115).alias("on")),
            "Binary": base.with_columns(
                pl.lit(b"4800").alias(tpp), pl.lit(b"CN").alias("destination")
            ),
            "List for a number": base.with_columns(pl.Series(tpp, [[4800.0], [], None])),
            "List for a word": base.with_columns(
                pl.Series("destination", [["CN"], ["CN", "MO"], []])
            ),
            "Struct for a word": base.with_columns(pl.Series("destination", [{"a": "CN"}] * 3)),
            "Boolean for a word": base.with_columns(pl.lit(value=True).alias("destination")),
            "numbers for words": base.with_columns(
                pl.lit(5.0).alias("declared_class"), pl.lit(7).alias("end_user.name")
            ),
            "odd lists": base.with_columns(
                pl.Series("route", [["SG|MY", "?"], ["none"], [None, "SG"]])
            ),
            "odd lists of listings": base.with_columns(
                pl.Series("end_user.lists", [["US-EL/4", "?"], [None], ["none"]])
            ),
            "numbers that are nought or not": base.with_columns(
                pl.Series(tpp, ["1e-400", "0e99", "1e400"]),
                pl.Series(other, ["0e-70", "-0.0", "1_0.5"]),
            ),
            "Float64 for a count": base.with_columns(pl.Series("qubit_count", [34.0, 34.5, None])),
            "Categorical numbers": base.with_columns(number.cast(pl.Categorical())),
            "wide integers": base.with_columns(
                pl.Series(tpp, [-(2**63), 2**63 - 1, 10**15], dtype=pl.Int64),
                pl.Series("die_area_mm2", [10**30, 1, None], dtype=pl.Int128),
            ),
            "days in a column of Dates, one missing": base.with_columns(
                pl.Series("on", [date(2023, 11, 16), date(2023, 11, 17), None])
            ),
        }.items()
    ]
