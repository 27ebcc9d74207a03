"""What is sent over the wire, as pydantic models: this edge only; inside, Licet has values of its own.

A model of a request refuses what it does not know.  A transfer is the exception: its keys and facts are
checked by the dictionary of the law, whose messages name the nearest word that is known.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(f"{value!r} is no date; write it as 2026-01-15")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no date; write it as 2026-01-15") from None


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-02-01"]}),
]
"""A day, written ``2026-01-15`` and no other way."""
_CLEAN = r"^[^\u0000-\u001f\u007f]*$"
Word = Annotated[str, Field(max_length=200, pattern=_CLEAN)]
"""A short text on one line."""
Line = Annotated[str, Field(max_length=1000, pattern=_CLEAN)]
"""A longer text on one line."""
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", examples=["CN"])]


class In(BaseModel):
    """A request: odd keys are refused, and no value is bent to another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


EXAMPLE: dict[str, Any] = {
    "transfer": {
        "item": {"id": "nvidia-h200-sxm-141gb"},
        "kind": "export",
        "from": "US",
        "to": "CN",
        "parties": [{"role": "end_user", "country": "CN", "headquarters": "CN"}],
    },
    "on": "2026-02-01",
}


class Transfer(BaseModel):
    """What goes where, to whom, for what: the form of a case file (`cases/1`).

    Values are text, numbers, or yes and no; `"?"`, null and a key that is left out are unknown, and
    unknown is not no.  Amounts may be written as text with what is known of them (`">= 4800"`).
    """

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [EXAMPLE["transfer"]]})

    item: dict[str, Any] | None = Field(
        None, description="`id` of a product or family, or `name`, `kind`, `ownclass` and `facts`."
    )
    kind: str | None = Field(None, description="export, reexport, in_country_transfer, import ...")
    from_: str | None = Field(None, alias="from", description="Country it leaves, ISO 3166.")
    to: str | None = Field(None, description="Country it goes to, ISO 3166.")
    parties: list[Any] | str | None = Field(
        None, description="Each with role, name, country, headquarters, lists ..."
    )
    end_use: dict[str, Any] | str | None = Field(None, description="What is known of the end use.")


class QuestionIn(In):
    """One transfer, by the law of one day."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    transfer: Transfer
    on: Day | None = Field(None, description="Day of the law; today where left out.")
    known_on: Day | None = Field(None, description="Use only what was published by this day.")
    sovereigns: list[Country] = Field([], max_length=60, description="Ask these laws alone.")
    screened: bool = Field(True, description="False leaves names unsearched, and says so.")
    ref: Word = Field("", description="Your own key, sent back as it came.")


class DecisionIn(QuestionIn):
    """A question: one transfer, by the law of one day."""

    proof: bool = Field(False, description="Every step, also those that did not apply.")
    questions: bool = Field(
        True,
        description="What would settle an open answer, and where each reply leads; false is quicker.",
    )
    telling: bool = Field(False, description="The answer in words as well, as the pages tell it.")


class Numbered(In):
    """A number of a party, such as its LEI."""

    kind: Annotated[str, Field(min_length=1, max_length=40, pattern=_CLEAN)]
    value: Annotated[str, Field(min_length=1, max_length=200, pattern=_CLEAN)]


class Name(In):
    """A name to screen, with what else is known of the party."""

    name: Line
    country: Annotated[str, Field(pattern="^([A-Z]{2})?$")] = ""
    address: Line = ""
    identifiers: list[Numbered] = Field([], max_length=20)
    ref: Word = Field("", description="Your own key, such as an order's number.")


class ScreeningIn(In):
    """Names to look for on the lists in force on a day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"names": [{"name": "Huawei Technologies", "country": "CN", "ref": "PO-1001"}], "record": False}
            ]
        }
    )  # fmt: skip

    names: list[Name] = Field(min_length=1, max_length=500)
    on: Day | None = Field(None, description="As of this day; today where left out.")
    lists: list[Word] = Field([], max_length=60, description="Search these lists alone.")
    nearest: bool = Field(
        False, description="The best entry below the line too, and why it failed."
    )
    record: bool = Field(True, description="Keep the screening and open its hits.")


class OrderIn(BaseModel):
    """One order: who takes part, where it goes, and its lines.

    Columns have the names of your order system where they are usual (`part_no`, `eccn`, `qty`, `sold_to`);
    what no rule reads is kept and named among the notes of a check.
    """

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "ref": "SO-1001",
                    "on": "2026-12-01",
                    "from": "US",
                    "parties": [{"role": "end_user", "name": "Acme Works", "country": "MY"}],
                    "lines": [
                        {"line": 10, "item": "nvidia-h200-sxm-141gb", "quantity": 8, "unit": "pcs"},
                        {"line": 20, "part_no": "CBL-7", "eccn": "EAR99", "qty": 40},
                    ],
                }
            ]
        },
    )

    ref: str | int = Field(description="The order's own number; the order is kept under it.")
    on: str | None = Field(None, description="Day of shipment; today where left out.")
    from_: str | None = Field(None, alias="from", description="Country it leaves, ISO 3166.")
    to: str | None = Field(None, description="Where it goes; else as the consignee's country says.")
    parties: list[Any] | None = Field(None, description="Each with role, name, country.")
    lines: list[Any] = Field(description="Each with line, item or class, quantity, unit, facts.")


class CheckIn(In):
    """Why an order is checked again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"why": "before loading"}]})

    why: Annotated[str, Field(min_length=1, max_length=200, pattern=_CLEAN)] = "asked by API"
