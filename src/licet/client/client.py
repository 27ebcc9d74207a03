"""The client: a method an operation, values of the API's own models out."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import httpx

from licet.api import models
from licet.client.faults import CutShort
from licet.client.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Day = date | str | None
Json = dict[str, Any]


class Client:
    """A desk at ``address``, asked with a token; without one as whoever has not signed in.

    ``tries`` is how often a request is sent before its fault is raised, ``seconds`` how long one may
    take.  Methods raise ``Refusal`` with the API's problem, ``Unreachable`` where no answer came.
    """

    def __init__(
        self, address: str = "http://127.0.0.1:8787", token: str = "", *, tries: int = 4,
        seconds: float = 60.0, transport: httpx.BaseTransport | None = None,
    ) -> None:  # fmt: skip
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.Client(
            base_url=address.rstrip("/"), headers=headers, timeout=seconds, transport=transport
        )
        self._wire = Wire(self._http, tries=tries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    # Decisions.

    def decide(
        self, transfer: Mapping[str, Any], *, on: Day = None, known_on: Day = None,
        sovereigns: Iterable[str] = (), proof: bool = False, questions: bool = True,
        telling: bool = False, screened: bool = True, ref: str = "",
    ) -> models.DecisionsOut:  # fmt: skip
        """What one transfer (the form of a case file) needs, once for each variant of its product."""
        asked = question(
            transfer, on=on, known_on=known_on, sovereigns=sovereigns, proof=proof,
            questions=questions, telling=telling, screened=screened, ref=ref,
        )  # fmt: skip
        found = self._wire.post("/decisions", asked)
        return models.DecisionsOut.model_validate_json(found.content)

    def signals(
        self, transfer: Mapping[str, Any], *, on: Day = None, known_on: Day = None,
        sovereigns: Iterable[str] = (), screened: bool = True, ref: str = "",
    ) -> models.SignalsOut:  # fmt: skip
        """What of one transfer needs an explanation; none that is raised means nothing."""
        asked = question(transfer, on=on, known_on=known_on, sovereigns=sovereigns, screened=screened, ref=ref)  # fmt: skip
        return models.SignalsOut.model_validate_json(self._wire.post("/signals", asked).content)

    def bulk(self, questions: Iterable[Mapping[str, Any]]) -> Iterator[models.RowOut]:
        """One row an answer, in the order of ``questions`` (see ``question``); a fault is its row's own.

        Raises:
            CutShort: the answer ended early.
        """
        text = b"".join(json.dumps(each).encode() + b"\n" for each in questions)
        found = self._wire.rows("/decisions/bulk", text)
        ended = False
        try:
            for line in found.iter_lines():
                row = models.RowOut.model_validate_json(line)
                if row.row is None:
                    ended = True
                else:
                    yield row
        finally:
            found.close()
        if not ended:
            raise CutShort("The answer ended before its last line.")

    # Parties.

    def screen(
        self, *names: str | Mapping[str, Any], on: Day = None, lists: Iterable[str] = (),
        nearest: bool = False, record: bool = True, key: str = "",
    ) -> models.ScreeningOut:  # fmt: skip
        """Which listed parties each name (text, or name, country, address, identifiers, ref) may be."""
        told = [{"name": each} if isinstance(each, str) else dict(each) for each in names]
        data = {"names": told, "on": _day(on), "lists": list(lists), "nearest": nearest, "record": record}  # fmt: skip
        found = self._wire.post("/screenings", data, keeps=record, key=key)
        return models.ScreeningOut.model_validate_json(found.content)

    def hits(self, *, state: str = "", ref: str = "") -> Iterator[Json]:
        """Hits by number."""
        return self._pages("/hits", {"state": state, "ref": ref})

    def worklist(self, days: int = 30) -> models.WorklistOut:
        """What waits for a person."""
        return models.WorklistOut.model_validate_json(
            self._wire.get("/worklist", {"days": days}).content
        )

    # Orders.

    def order(self, order: Mapping[str, Any], *, key: str = "") -> models.CheckOut:
        """Send an order, or send it again: PASS, HOLD or FAIL with the reason a line."""
        found = self._wire.post("/orders", dict(order), keeps=True, key=key)
        return models.CheckOut.model_validate_json(found.content)

    def check_order(self, ref: str, why: str, *, key: str = "") -> models.CheckOut:
        """Check an order by the law and the lists of this moment."""
        found = self._wire.post(f"/orders/{_part(ref)}/checks", {"why": why}, keeps=True, key=key)
        return models.CheckOut.model_validate_json(found.content)

    def get_order(self, ref: str) -> models.OrderOut:
        """An order as it was last sent, with its newest check."""
        return models.OrderOut.model_validate_json(self._wire.get(f"/orders/{_part(ref)}").content)

    def orders(self, state: str = "") -> Iterator[Json]:
        """Orders by reference."""
        return self._pages("/orders", {"state": state})

    # Products and law.

    def products(self, words: str = "", *, shelf: str = "", vendor: str = "") -> Iterator[Json]:
        """Products by id, or those that the words fit."""
        return self._pages("/products", {"q": words, "shelf": shelf, "vendor": vendor})

    def product(self, name: str) -> models.ProductOut:
        """A product by id or name, or the variants of a family."""
        return models.ProductOut.model_validate_json(
            self._wire.get(f"/products/{_part(name)}").content
        )

    def history(self, product: str, to: str, *, since: Day = None, until: Day = None) -> models.HistoryOut:  # fmt: skip
        """What the law said of a product's export, one stretch of days a change."""
        params = {"to": to, "since": _day(since), "until": _day(until)}
        return models.HistoryOut.model_validate_json(
            self._wire.get(f"/products/{_part(product)}/history", params).content
        )

    def provisions(
        self, words: str = "", *, on: Day = None, sovereign: str = "", kind: str = ""
    ) -> Iterator[Json]:
        """Provisions by id, each as it stands on the day."""
        params = {"q": words, "on": _day(on), "sovereign": sovereign, "kind": kind}
        return self._pages("/law/provisions", params)

    def provision(self, provision_id: str, *, on: Day = None) -> models.ProvisionOut:
        """One provision, with every version."""
        return models.ProvisionOut.model_validate_json(
            self._wire.get(f"/law/provisions/{_part(provision_id)}", {"on": _day(on)}).content
        )

    def changes(self, since: Day = None, until: Day = None) -> models.ChangesOut:
        """What took effect between two days, both included; the last 30 days where none is named."""
        params = {"from": _day(since), "to": _day(until)}
        return models.ChangesOut.model_validate_json(self._wire.get("/law/changes", params).content)

    def coverage(self, on: Day = None) -> models.CoverageOut:
        """What of each law is modelled, and what is not."""
        return models.CoverageOut.model_validate_json(
            self._wire.get("/law/coverage", {"on": _day(on)}).content
        )

    def lists(self, on: Day = None) -> models.ListsOut:
        """How the lists stand."""
        return models.ListsOut.model_validate_json(
            self._wire.get("/lists", {"on": _day(on)}).content
        )

    def health(self) -> models.Health:
        """Whether the desk answers, and by which law."""
        return models.Health.model_validate_json(self._wire.get("/health").content)

    def _pages(self, path: str, params: Mapping[str, Any]) -> Iterator[Json]:
        page = models.Paged.model_validate_json(self._wire.get(path, params).content)
        yield from page.items
        while page.next is not None:
            page = models.Paged.model_validate_json(self._wire.get(page.next).content)
            yield from page.items


def question(
    transfer: Mapping[str, Any], *, on: Day = None, known_on: Day = None,
    sovereigns: Iterable[str] = (), proof: bool = False, questions: bool = True,
    telling: bool = False, screened: bool = True, ref: str = "",
) -> Json:  # fmt: skip
    """A question as the API takes it; what is as it is by itself is left out.

    >>> question({"to": "CN"}, on=date(2026, 2, 1), ref="PO-1")
    {'transfer': {'to': 'CN'}, 'on': '2026-02-01', 'ref': 'PO-1'}
    """
    said: Json = {
        "transfer": dict(transfer), "on": _day(on), "known_on": _day(known_on),
        "sovereigns": list(sovereigns), "proof": proof, "telling": telling, "ref": ref,
    }  # fmt: skip
    found = {name: value for name, value in said.items() if value or name == "transfer"}
    off = {"questions": questions, "screened": screened}
    return {**found, **{name: False for name, wanted in off.items() if not wanted}}


def _day(day: Day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day


def _part(text: str) -> str:
    """A piece of a path, with everything in it that has a meaning there written out."""
    return quote(text, safe="")
