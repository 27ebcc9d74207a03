"""What is sent to the register.  Nobody sends who they are, when it is, or which number an event gets."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from licet.api.requests import EXAMPLE, Day, In, Line, Transfer, Word

Named = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\u0000-\u001f\u007f]*$")]
Amount = Annotated[
    str | int, Field(description="A decimal as text, such as 10 or 0.5.", examples=["8000"])
]
_PARTIES = [
    {"id": "p1", "role": "end_user", "name": "Example Cloud (Hangzhou) Co., Ltd.", "country": "CN"},
    {"id": "p2", "role": "ultimate_consignee", "name": "Example Cloud (Hangzhou) Co., Ltd.", "country": "CN"},
]  # fmt: skip
_SHIPMENT = {
    "key": "shipment-1", "line": "1", "item": "nvidia-h200-sxm-141gb", "quantity": "8000", "unit": "units",
    "day": "2026-02-24", "country": "CN", "value": "240000000", "currency": "USD", "lot": "L-1",
    "parties": _PARTIES,
}  # fmt: skip


def _example(**said: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [said]})


class StartIn(In):
    """What is decided: a transfer, or one that the server keeps."""

    transfer: Transfer | None = None
    enquiry: Word = Field("", description="In place of `transfer`: the key of a saved question of yours.")  # fmt: skip
    determination: Annotated[int, Field(ge=1, le=2**53)] | None = Field(
        None, description="In place of `transfer`: the number of a signed record whose question was yours."
    )  # fmt: skip
    variant: Word = Field("", description="Which product, where the transfer names a family.")
    way: Word = Field("", description="Which way of sharing, where the question has several.")

    @property
    def names_one(self) -> bool:
        """Whether a transfer is sent or named."""
        return bool(self.transfer or self.enquiry or self.determination)


class FileIn(StartIn):
    """An application.  Its decision, parties and day are never sent: the server decides, by the law of today."""

    model_config = _example(
        authority="US", transfer=EXAMPLE["transfer"],
        lines=[{"id": "1", "item": "nvidia-h200-sxm-141gb", "quantity": "18000", "unit": "units", "country": "CN"}],
    )  # fmt: skip

    authority: Named = Field(description="Who is asked: US, NL, JP ...")
    applicant: Word = Field(
        "", description="The firm; that of who files where left out. An agent names it."
    )
    lines: list[dict[str, Any]] = Field(min_length=1, max_length=500, description="Each of the item and country that were decided.")  # fmt: skip
    type: Word = ""
    mandate: Word = Field("", description="The writing by which an agent files.")


class AgainIn(StartIn):
    """A file's transfer, or another, decided again."""

    model_config = _example(reason="The classification was confirmed")

    lines: list[dict[str, Any]] = Field([], max_length=500, description="Of a draft; those that stand where left out.")  # fmt: skip
    reason: Line = Field("", description="Why an officer decides it again.")


class ActIn(BaseModel):
    """The fields of one act, as the table of steps names them; `ways` lists them.  Any other field is refused."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={"examples": [{"signer": "Ann", "end_use_statement": "sha256:5f0c"}]},
    )


class IssueIn(In):
    """The decision is issued; number and days are of the license, where one is granted."""

    model_config = _example(valid_from="2026-02-16", valid_to="2030-02-15", notice="Licensed, with conditions")  # fmt: skip

    notice: Line
    number: Annotated[str, Field(max_length=80, pattern="^[A-Za-z0-9._-]*$")] = ""
    valid_from: Day | None = None
    valid_to: Day | None = None
    preconditions: list[Word] = Field([], max_length=100)
    inputs: dict[str, Any] = Field({}, description="What conditions are tested on before issue: certificates, tests, home ...")  # fmt: skip


class OrderLineIn(In):
    """An order line that a license is looked for."""

    model_config = _example(**{k: v for k, v in _SHIPMENT.items() if k not in ("line", "lot")})

    key: Named
    item: Named
    quantity: Amount
    unit: Named
    day: Day
    country: Annotated[str, Field(pattern="^[A-Z]{2}$", examples=["CN"])]
    line: Word = ""
    parties: list[dict[str, Any]] = Field([], max_length=200)
    value: Amount | None = None
    currency: Word = ""
    declaration: Word = ""
    serials: list[Word] = Field([], max_length=20_000)
    lot: Word = ""
    inputs: dict[str, Any] = Field({}, description="What conditions are tested on: certificates, tests, home, elsewhere, screened ...")  # fmt: skip


class DrawIn(OrderLineIn):
    """Goods taken from one line of a license; `key` is yours and makes it safe to send twice."""

    model_config = _example(**_SHIPMENT)

    line: Named


class BackIn(In):
    """Goods that came back from a shipment."""

    model_config = _example(key="back-1", of="shipment-1", quantity="20", date="2026-03-02", ref="broken in transit")  # fmt: skip

    key: Named
    of: Named
    quantity: Amount
    date: Day
    ref: Named
    serials: list[Word] = Field([], max_length=20_000)
    value: Amount | None = None


class AssessIn(In):
    """A shipment that was taken, as the money sees it; what is left out is not known."""

    model_config = _example(shipment="shipment-1", customs_value="96000000", imported=True, entry_day="2026-02-17")  # fmt: skip

    shipment: Named = Field(description="The key of its drawdown.")
    origin: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "US"
    customs_value: Amount | None = None
    revenue: Amount | None = Field(None, description="The value of the drawdown where left out.")
    margin: Amount | None = None
    imported: bool | None = None
    entry_day: Day | None = None
    why: Line = Field("", description="Why it is assessed again, where it was before.")


class PayIn(In):
    """A payment for an assessed shipment; the same payment twice counts once."""

    model_config = _example(key="p1", reading="duty_232_2026", shipment="shipment-1", amount="24000000", currency="USD", day="2026-03-02", ref="entry summary 1")  # fmt: skip

    key: Named
    reading: Named
    shipment: Named
    amount: Amount
    currency: Named
    day: Day
    ref: Word = ""


class ReturnIn(In):
    """A report that the license asks for."""

    model_config = _example(obligation="deliveries", period="2026-Q1", hash="sha256:77ab")

    obligation: Named
    period: Named
    hash: Named
    content: dict[str, Any] | None = None


class BundleIn(In):
    """Fields opened to one reader, on an order."""

    model_config = _example(cases=["A-000001"], reader="Committee on Foreign Affairs", order="committee order 7")  # fmt: skip

    cases: list[Named] = Field(min_length=1, max_length=100)
    reader: Named
    order: Named
    fields: list[Word] = Field([], max_length=200, description="These alone; all that can be opened where left out.")  # fmt: skip
    whole: bool = Field(False, description="With all entries of the log, so that figures can be computed again.")  # fmt: skip


class HookIn(In):
    """Where events are told; https, and no address of an inner network."""

    model_config = _example(url="https://hooks.example.com/licet")

    url: Annotated[str, Field(min_length=9, max_length=500, pattern="^https://[!-~]+$")]


class NothingIn(In):
    """Nothing is sent."""

    model_config = _example()
