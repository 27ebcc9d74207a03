"""What is looked at: a transfer (asked by a link, a saved question or a text), a shipment of the register, a route.

Each look says where it was taken from (``Source``), so that a case file is opened on a look of this desk's own and
never on one that somebody sends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from licet.access.turns import HEAVY
from licet.cases.read import yaml_of
from licet.desk.page import service_of
from licet.desk.register.acting import actor_of, registry_of
from licet.errors import InputError, UnknownName
from licet.interview.enquiries import Enquiries
from licet.record import record
from licet.service.asked import NAMES, read
from licet.service.service import Question
from licet.transfer.build import read_day
from licet.watch.held import chains_seen
from licet.watch.signals import Signals, signals_in
from licet.watch.subject import of_chain, of_decisions

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from starlette.requests import Request

    from licet.access.model import Person
    from licet.service.service import Service
    from licet.watch.chain import Read
    from licet.watch.subject import Subject

Source = Mapping[str, str]
"""Where a look came from: ``question``, ``enquiry`` or ``text``; ``license`` and ``shipment``; ``table`` and ``route``."""
LONGEST = 200_000
"""Letters of a transfer that is pasted."""


@record
class Looked:
    """Subjects with what they came from; ``faults`` are what could not be read."""

    subjects: tuple[Subject, ...]
    source: Source
    faults: tuple[str, ...] = ()


def signals_of(request: Request) -> tuple[Path, Signals]:
    """The folder of law and the signals of this application."""
    return signals_in(service_of(request).library)


def at_transfer(request: Request, person: Person, source: Source) -> Looked:
    """A transfer; variants of a product that show the same signals are shown once.

    Raises:
        InputError: it cannot be read, or there is no such saved question for this person.
    """
    service, (_, signals) = service_of(request), signals_of(request)
    decisions = [each for asked in _questions(service, person, source) for each in service.decide(asked).decisions]  # fmt: skip
    return Looked(of_decisions(signals, decisions, service.library.law.book), source)


def _questions(service: Service, person: Person, source: Source) -> tuple[Question, ...]:
    if key := source.get("enquiry"):
        enquiries = Enquiries(service)
        asked = enquiries.questions(enquiries.of(key, person))
        if not asked:
            raise InputError("Nothing was answered in this question yet.")
        return tuple(question for _, question in asked)
    if text := source.get("text"):
        return (written(text),)
    return (read(pairs_of(source.get("question", "")), service),)


def pairs_of(query: str) -> list[tuple[str, str]]:
    """The parameters of a question in an address; what else stands there is not read."""
    return [each for each in parse_qsl(query) if each[0] in NAMES]


def question_text(pairs: Iterable[tuple[str, str]]) -> str:
    """The address of a question, without what is empty."""
    return urlencode([(name, value.strip()) for name, value in pairs if value.strip()])


def written(text: str) -> Question:
    """A transfer file (``licet decide FILE.yaml``) that was pasted.

    Raises:
        InputError: it is none.
    """
    if len(text) > LONGEST:
        raise InputError(f"A transfer of {len(text):,} letters is longer than {LONGEST:,}. Leave out what says nothing of it.")  # fmt: skip
    data = yaml_of(text.encode(), "the transfer")
    if not isinstance(data, dict):
        raise InputError("A transfer is written as lines of name: value, such as item, from, to, parties.")  # fmt: skip
    days = {name: read_day(data.get(name)) for name in ("on", "known_on")}
    raw = data.get("transfer", {key: value for key, value in data.items() if key not in days})
    if not isinstance(raw, dict):
        raise InputError("transfer: wanted lines of name: value under it.")
    return Question(raw, days["on"], days["known_on"])


def at_register(request: Request, order: str = "") -> Looked:
    """Every shipment that the person may see, as whom they act.

    Raises:
        NoActor: they act as nobody.
        NotAllowed: the role reads no license.
    """
    _, signals = signals_of(request)
    found, day = _chains(request, order)
    subjects = tuple(of_chain(signals, each, day) for each in found.chains)
    return Looked(subjects, {"order": order} if order else {}, found.faults)


def at_shipment(request: Request, name: str, order: str = "") -> Looked:
    """One shipment, ``name`` as LICENSE/KEY.

    Raises:
        UnknownName: there is none that the person may see.
    """
    _, signals = signals_of(request)
    found, day = _chains(request, order)
    held = {f"{each.license}/{each.shipment}": each for each in found.chains}
    if name not in held:
        raise UnknownName("shipment", name, held)
    source = {"shipment": name, "license": held[name].license, "order": order}
    return Looked((of_chain(signals, held[name], day),), {k: v for k, v in source.items() if v})


def _chains(request: Request, order: str) -> tuple[Read, date]:
    registry, actor = registry_of(request), actor_of(request)
    at = registry.clock()
    with HEAVY.taken():
        return chains_seen(registry, actor, at, order=order), at.date()
