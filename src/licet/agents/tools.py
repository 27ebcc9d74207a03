"""What agents may ask, as functions over the service: plain data in and out, each with citations and hashes.

Nothing here decides for anyone, signs or keeps anything.  Every result carries ``hashes``, ``rules`` (what
an answer is not) and, where parties were named, what was searched.  ``InputError`` says what was wrong.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from licet.catalogue.errors import UnknownProduct
from licet.decide.report import plain_data, report
from licet.errors import InputError, UnknownName
from licet.explore.coverage import coverage
from licet.explore.timeline import between, events
from licet.language.text import rule_text
from licet.screen.model import Query
from licet.screen.words import SILENCE, sentences
from licet.service.service import Question
from licet.telling.data import as_data
from licet.telling.tell import told
from licet.transfer.build import read_day

if TYPE_CHECKING:
    from licet.book.provision import Provision, Version
    from licet.explore.coverage import Coverage
    from licet.service.service import Service

Json = dict[str, Any]

RULES = (
    "Licet shows evidence; a named officer determines. Its silence means nothing: that no requirement was "
    "found speaks of the rules that were tested and of no others, and is no permission. Say so when you "
    "quote this, give the citations and the hashes, and pass on what stands beside the answer and what is open."
)
"""What goes with every result."""
_MOST = 50
_BEYOND = ("proof", "absent", "lines")
"""Parts of an answer in words that are long and are given on demand alone."""


class Tools:
    """The tools over one open service; ``today`` is where a day is not named."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def not_modelled(self, sovereign: str = "", on: str = "") -> Json:
        """What is and is not modelled, law by law, and what each status means."""
        from licet.decide.answer import ORDER

        day = _day(on)
        found = coverage(self._service.library.law.book, day)
        if sovereign:
            known = [each.sovereign for each in found]
            if sovereign.upper() not in known:
                raise UnknownName("sovereign of this rule book", sovereign, known)
            found = tuple(each for each in found if each.sovereign == sovereign.upper())
        return self._with_hashes(
            {
                "on": day.isoformat(),
                "laws": [_covered(each, whole=bool(sovereign)) for each in found],
                "statuses_strictest_first": list(ORDER),
                "not_here": "Laws of other countries, and areas named under not_modelled, are not in the rule book. An answer says where one of them may claim the transfer.",
            }
        )

    def decide(
        self, transfer: Json, on: str = "", known_on: str = "", sovereigns: list[str] | None = None,
        *, proof: bool = False,
    ) -> Json:  # fmt: skip
        """What each sovereign requires for one transfer; ``proof`` adds every step."""
        question = Question(
            transfer, _day(on), read_day(known_on or None), tuple(each.upper() for each in sovereigns or ())
        )  # fmt: skip
        decisions = self._service.decide(question).decisions
        found: Json = {"answers": [_short(as_data(each)) for each in told(decisions)]}
        if proof:
            found["reports"] = [report(each, proof=True) for each in decisions]
        return self._with_hashes(found)

    def find_products(self, words: str, limit: int = 10) -> Json:
        """Products of the catalogue that the words fit, best first, with their figures."""
        matches = self._service.library.catalogue.find(words, limit=min(limit, _MOST))
        return self._with_hashes({"products": [_product(each.product) for each in matches]})

    def product(self, name: str) -> Json:
        """The products that a name means exactly: one, or the variants of a family."""
        try:
            found = self._service.library.catalogue.resolve(name)
        except UnknownProduct as error:
            raise InputError(str(error)) from None
        return self._with_hashes({"products": [_product(each) for each in found]})

    def provision(self, provision_id: str, on: str = "") -> Json:
        """One provision: what it says in plain words, its versions, rule, citations."""
        library = self._service.library
        book = library.whole.book
        if provision_id not in book.provisions:
            raise UnknownName("provision", provision_id, list(book.provisions))
        found = book[provision_id]
        day = _day(on)
        standing = found.on(day, date.max)
        return self._with_hashes(
            {
                "id": found.id, "title": found.title, "kind": found.kind, "sovereign": found.sovereign,
                "says": library.prose.get(found.id, found.text),
                "cite": [{"text": each.text, "url": each.url} for each in found.cite],
                "aim": plain_data(found.rationale),
                "on": day.isoformat(),
                "stands": _version(standing, found) if standing else None,
                "versions": [_version(each, found) for each in found.versions],
            }
        )  # fmt: skip

    def changes(self, since: str, until: str = "") -> Json:
        """What changed in the law between two days, both included."""
        first, last = _day(since), _day(until)
        if last < first:
            raise InputError(f"since {first} is after until {last}; swap them")
        found = between(events(self._service.library.law.book), first, last)
        return self._with_hashes(
            {
                "since": first.isoformat(), "until": last.isoformat(), "count": len(found),
                "changes": [plain_data(each) for each in found[: _MOST * 4]],
            }
        )  # fmt: skip

    def screen(self, name: str, country: str = "", address: str = "", on: str = "") -> Json:
        """Entries of the loaded lists that a name may stand for, and what was searched."""
        day = _day(on)
        searched, screener = self._service.current.on(day)
        found = screener.one(Query(name, country=country.upper(), address=address), day)
        return self._with_hashes(
            {
                "name": name, "on": day.isoformat(), "cannot_be_screened": found.cannot or None,
                "hits": [
                    {
                        "entry": each.entry.id, "listed": each.entry.name, "list": each.entry.list,
                        "band": each.band, "thousandths": each.score, "why": sentences(each),
                    }
                    for each in found.hits
                ],
                "silence": SILENCE,
                "searched": searched.as_data(screener),
            }
        )  # fmt: skip

    def _with_hashes(self, data: Json) -> Json:
        return {**data, "hashes": self._service.hashes, "rules": RULES}


def _day(text: str) -> date:
    return date.today() if text in ("", "today") else read_day(text) or date.today()


def _short(answer: Json) -> Json:
    """An answer without its long parts; laws that do not claim the transfer by name alone."""
    laws = [
        {name: value for name, value in each.items() if name not in _BEYOND}
        for each in answer["laws"]
    ]
    return {**answer, "laws": laws}


def _covered(each: Coverage, *, whole: bool) -> Json:
    """One law's coverage; ``whole`` names what all laws together give as counts."""
    found: Json = {
        "sovereign": each.sovereign, "title": each.title, "statute": each.statute,
        "areas": [{"area": area, "state": state, "note": note} for area, state, note in each.areas],
        "not_modelled": [{"id": e.id, "title": e.title} for e in each.not_modelled],
        "unverified": len(each.unverified), "stale": sum(e.state == "stale" for e in each.sunsets),
        "oldest_reading": each.checked and each.checked.isoformat(),
    }  # fmt: skip
    if whole:
        found["not_modelled"] = [{"id": e.id, "title": e.title, "why": e.text} for e in each.not_modelled]  # fmt: skip
        found["unverified"] = [{"id": e.id, "title": e.title, "source": e.text} for e in each.unverified]  # fmt: skip
        found["sunsets"] = [
            {"id": e.id, "what": e.what, "on": e.on.isoformat(), "state": e.state} for e in each.sunsets
        ]  # fmt: skip
    return found


def _product(each: Any) -> Json:
    return {
        "id": each.id, "name": each.name, "kind": each.kind, "vendor": each.vendor,
        "facts": {name: str(value) for name, value in sorted(each.facts.items())},
    }  # fmt: skip


def _version(version: Version, provision: Provision) -> Json:
    return {
        "from": version.since.isoformat(), "to": version.to and version.to.isoformat(),
        "published": version.published.isoformat(),
        "source": version.source, "checked": version.checked.isoformat(), "confidence": version.confidence,
        "rule": rule_text(version.rule),
        "provision": provision.id,
    }  # fmt: skip
