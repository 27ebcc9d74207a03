"""A question as a link: the same words in an address, a form and a saved page.

    /answer?item=nvidia-h200&from=US&to=CN&on=2026-02-01&party=role%3Dend_user%2Ccountry%3DCN&fact=tpp%3D4800

``read`` takes the parameters of a query string or a form, ``write`` gives them back in one order.
Names of parties in an address would lie in histories and logs: what names a party is kept as an enquiry
(``licet.interview``) and not as a link, unless the user writes it so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from licet.errors import InputError, LicetError, UnknownName
from licet.service.service import Question
from licet.service.written import WITH_COMMAS, country_code, day_of, read_party, usual_kind
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from licet.facts.dictionary import Dictionary, Fact
    from licet.service.service import Service

    Pairs = Iterable[tuple[str, str]]

NAMES = {
    "item": "a product or family of the catalogue",
    "class": "the class that the item has on a control list",
    "from": "where it leaves from; the United States where nothing stands here",
    "to": "where it goes",
    "kind": "export, reexport, remote_access ...; by where it leaves from where nothing stands here",
    "exporter": "who exports",
    "letter": "a letter on the public record that binds the exporter (may stand several times)",
    "party": "role=end_user,country=CN,headquarters=CN ... (may stand several times)",
    "fact": "a fact of the dictionary and its value, tpp=4800 (may stand several times)",
    "due_care": "yes: after due care nothing is known beyond what is stated",
    "law": "ask this law alone (may stand several times)",
    "screen": "no: leave the names of parties unsearched",
    "on": "the day of the law",
    "known_on": "the last day of publication that counts",
}
"""The parameters of a question, in the order in which ``write`` gives them."""

_GROUPS = {
    "jurisdiction": "us_nexus", "assurance": "assurances", "transfer": "facts",
    "exporter": "exporter", "end_use": "end_use",
}  # fmt: skip
"""Under which key of a transfer a fact of each owner stands; those of the item stand in the item."""
_DUE_CARE = "no_knowledge_beyond_stated"


class BadQuestion(InputError):
    """Parameters that cannot be read; ``errors`` pairs the name of each field with what is wrong."""

    def __init__(self, errors: tuple[tuple[str, str], ...]) -> None:
        self.errors = errors
        super().__init__(" ".join(text for _, text in errors))


def read(params: Pairs, service: Service) -> Question:
    """The question that parameters ask; each is a name and a text, as ``multi_items()`` gives them.

    That its facts fit each other is seen when it is decided (``InputError``).

    Raises:
        BadQuestion: one or more of them cannot be read, each with its field and what was wanted.
    """
    return _Reading(params, service).question()


class _Reading:
    """Reads one question; faults are gathered, so that a form shows them all at once."""

    def __init__(self, params: Pairs, service: Service) -> None:
        self._service = service
        self._facts: Dictionary = service.library.law.book.facts
        self._errors: list[tuple[str, str]] = []
        self._all: dict[str, list[str]] = {}
        for name, value in params:
            if name not in NAMES:
                self._errors.append((name, str(UnknownName("parameter", name, NAMES))))
            elif value.strip():
                self._all.setdefault(name, []).append(value.strip())

    def question(self) -> Question:
        item: dict[str, Any] = {}
        raw: dict[str, Any] = {"item": item}
        self._try("item", self._item, item)
        origin = self._try("from", self._country, self._one("from") or "US") or "US"
        raw["from"] = origin
        if to := self._one("to"):
            raw["to"] = self._try("to", self._country, to)
        raw["kind"] = self._one("kind") or usual_kind(origin)
        self._try("kind", self._facts["kind"].read, raw["kind"])
        raw["exporter"] = {"name": name} if (name := self._one("exporter")) else {}
        if letters := self._all.get("letter"):
            raw["exporter"]["letters"] = [each for each in letters if each != "none"]
        raw["parties"] = [self._try("party", self._party, e) for e in self._all.get("party", ())]
        for text in self._all.get("fact", ()):
            self._try("fact", self._fact, raw, text)
        if self._yes("due_care", usual=False):
            raw.setdefault("end_use", {})[_DUE_CARE] = True
        on = self._try("on", day_of, self._one("on"))
        known_on = self._try("known_on", day_of, self._one("known_on"))
        laws = tuple(self._try("law", self._country, e) or "" for e in self._all.get("law", ()))
        screened = self._yes("screen", usual=True)
        found = Question(raw, on, known_on, laws, screened=screened)
        if self._errors:
            raise BadQuestion(tuple(self._errors))
        return found

    def _try(self, field: str, do: Callable[..., Any], *args: Any) -> Any:
        try:
            return do(*args)
        except LicetError as error:
            self._errors.append((field, str(error)))
            return None

    def _one(self, name: str) -> str:
        found = self._all.get(name, [""])
        if len(found) > 1:
            self._errors.append((name, f"{name} stands {len(found)} times; once was wanted."))
        return found[0]

    def _yes(self, name: str, *, usual: bool) -> bool:
        text = self._one(name).lower() or ("yes" if usual else "no")
        if text not in ("yes", "no"):
            self._errors.append((name, f"{name} is yes or no, not {text!r}."))
        return text == "yes"

    def _country(self, text: str) -> str:
        return country_code(text, self._facts.countries)

    def _party(self, text: str) -> dict[str, Any]:
        """A party, its countries by name or by code."""
        found = read_party(text, "party")
        for key, value in found.items():
            fact = self._facts.get(key)
            if fact is not None and fact.type == "country":
                found[key] = self._country(value)
        Builder(self._service.library.law.book).party(found)
        return found

    def _item(self, item: dict[str, Any]) -> None:
        named, declared = self._one("item"), self._one("class")
        if declared:
            item["ownclass"] = declared
        if named:
            self._service.library.catalogue.resolve(named)
            item["id"] = named
        elif declared:
            item["name"] = declared
        else:
            raise InputError("Name a product, such as NVIDIA H200, or the class of an item.")

    def _fact(self, raw: dict[str, Any], text: str) -> None:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"{text!r} is no fact=value, such as total_processing_performance=4800.")  # fmt: skip
        fact = self._facts[name.strip()]
        if fact.owner == "party":
            raise InputError(f"{fact.name} is a fact of a party: write it behind that party, as party=role=end_user,{fact.name}={value}.")  # fmt: skip
        known = _written_value(fact, value.strip())
        fact.read(known)
        if fact.owner == "item":
            raw["item"].setdefault("facts", {})[fact.name] = known
        else:
            inner = fact.name.removeprefix("exporter.")
            raw.setdefault(_GROUPS[fact.owner], {})[inner] = known


def _written_value(fact: Fact, value: str) -> Any:
    """The value of a fact as a transfer writes it: codes as a list, all else as text."""
    if fact.type != "codes":
        return value
    return [] if value == "none" else [each.strip() for each in value.split(",")]


def write(question: Question) -> str:
    """The question as a query string, without the ``?``; the same question gives the same text.

    Raises:
        InputError: it holds what no link can say, such as the owners of a party.
    """
    return urlencode(list(pairs(question)))


def pairs(question: Question) -> Iterator[tuple[str, str]]:
    """The parameters of a question, in the order of ``NAMES``; what goes without saying is left out."""
    raw = question.transfer
    item, exporter = raw.get("item") or {}, raw.get("exporter") or {}
    origin = raw.get("from") or "US"
    end_use = dict(raw.get("end_use") or {})
    if named := item.get("id"):
        yield "item", str(named)
    if declared := item.get("ownclass"):
        yield "class", str(declared)
    if origin != "US":
        yield "from", origin
    if raw.get("to"):
        yield "to", raw["to"]
    if (kind := raw.get("kind")) and kind != usual_kind(origin):
        yield "kind", kind
    if exporter.get("name"):
        yield "exporter", exporter["name"]
    if "letters" in exporter:
        yield from (("letter", each) for each in exporter["letters"] or ["none"])
    yield from (("party", party_text(each)) for each in raw.get("parties") or ())
    due_care = end_use.pop(_DUE_CARE, None)
    rest = {f"exporter.{k}": v for k, v in exporter.items() if k not in ("name", "letters")}
    groups = (item.get("facts"), raw.get("us_nexus"), raw.get("assurances"), raw.get("facts"), end_use, rest)  # fmt: skip
    for group in groups:
        yield from (("fact", f"{name}={_text(name, v)}") for name, v in (group or {}).items())
    if due_care:
        yield "due_care", "yes"
    yield from (("law", each) for each in question.sovereigns)
    if not question.screened:
        yield "screen", "no"
    if question.on:
        yield "on", question.on.isoformat()
    if question.known_on:
        yield "known_on", question.known_on.isoformat()


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(sorted(map(str, value))) or "none"
    if isinstance(value, dict):
        raise InputError(f"{name} has facts of its own, which a link cannot say: keep it as a question.")  # fmt: skip
    return str(value)


_SHORT = {"ultimate_parent_headquarters": "parent", "lists": "list", "identifiers": "id"}


def party_text(party: Mapping[str, Any]) -> str:
    """A party as a link writes it; ``read_party`` reads it back.

    >>> party_text({"role": "end_user", "country": "CN", "lists": []})
    'role=end_user,country=CN,list=none'
    """
    found = []
    for key, value in party.items():
        name = _SHORT.get(key, key)
        if key == "owners":
            raise InputError("A link cannot say who owns a party: keep it as a question.")
        if key in ("lists", "identifiers"):
            several = [_listing(each) for each in value] or ["none"]
            found += [f"{name}={each}" for each in several]
            continue
        text = _text(key, value)
        if "," in text and key not in WITH_COMMAS:
            raise InputError(f"{key} holds a comma, which a link cannot say: keep it as a question.")  # fmt: skip
        found.append(f"{name}={text}")
    return ",".join(found)


def _listing(listed: Any) -> str:
    if not isinstance(listed, dict):
        return str(listed)
    notes = "+".join(map(str, listed.get("footnotes") or ()))
    since = f"@{listed['since']}" if listed.get("since") else ""
    return f"{listed['list']}{'/' + notes if notes else ''}{'?' if listed.get('possible') else ''}{since}"
