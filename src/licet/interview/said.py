"""From a form to answers: each field read and checked, nothing that was typed lost.

An answer is what was typed, as text, lists of text or ``{bits: text}``; ``said`` shows one in words.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.catalogue.errors import UnknownProduct
from licet.errors import InputError
from licet.facts.values import parse_number, plain
from licet.interview.steps import BITS, UNKNOWN
from licet.service.written import country_code, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.facts.dictionary import Fact
    from licet.interview.steps import Field, Step
    from licet.pack.store import Library

LONGEST = 400
"""Characters that one answer may have."""
YESNO = (("yes", "Yes"), ("no", "No"), (UNKNOWN, "I don't know"))
NONE = "none"
"""The tick that says no to all others."""


def typed(step: Step, form: Mapping[str, list[str]]) -> dict[str, Any]:
    """What a form holds of the step's fields, unread: to show it again as it was typed."""
    found: dict[str, Any] = {}
    for field in step.fields:
        match field.kind:
            case "rates":
                found[field.name] = {str(bits): _one(form, f"{field.name}-{bits}") for bits in BITS}
            case "ticks":
                found[field.name] = [each.strip() for each in form.get(field.name, [])]
            case _:
                found[field.name] = _one(form, field.name)
    return found


def read(step: Step, raw: Mapping[str, Any], library: Library) -> tuple[dict[str, Any], list[tuple[str, str]]]:  # fmt: skip
    """The answers of a page, and what is wrong: (id of the field, sentence).

    A field left empty is unknown; a required one is asked for.
    """
    said: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for field in step.fields:
        value = raw.get(field.name)
        try:
            found = _read(field, value, library)
        except InputError as error:
            wrong.append((field.name, str(error)))
            continue
        if found not in (None, "", [], {}):
            said[field.name] = found
        elif field.required:
            wrong.append((field.name, f"{field.label}: say which, or choose “I don't know”."))
    return said, wrong


def at_home(answers: Mapping[str, Any], said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A visitor who goes "to" the country of the visit: it would be answered as if no foreigner came.

    >>> at_home({"act": {"act": "visitor"}}, {"from": "US", "to": "US"})[0][0]
    'to'
    >>> at_home({"act": {"act": "ship"}}, {"from": "US", "to": "US"})
    []
    """
    act = answers.get("act")
    if not isinstance(act, dict) or act.get("act") != "visitor" or not said.get("to"):
        return []
    if said["to"] != said.get("from"):
        return []
    return [
        ("to", "For a visitor, name the country of citizenship here, not the one of the visit.")
    ]


def _one(form: Mapping[str, list[str]], name: str) -> str:
    return (form.get(name) or [""])[0].strip()


def _read(field: Field, value: Any, library: Library) -> Any:
    texts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value or ""]  # fmt: skip
    if any(len(str(each)) > LONGEST for each in texts):
        raise InputError(f"{field.label}: at most {LONGEST} characters are kept.")
    match field.kind:
        case "rates":
            return {bits: _number(field, text) for bits, text in (value or {}).items() if text}
        case "ticks":
            return _ticks(field, value or [])
    text = str(value or "")
    if text in ("", UNKNOWN):
        return ""
    match field.kind:
        case "product":
            return _product(text, library)
        case "country":
            return country(text, library)
        case "date":
            return str(day_of(text) or "")
        case "number":
            return _number(field, text)
        case "choice" | "yesno":
            return _offered(field, text)
    return text


def _product(text: str, library: Library) -> str:
    try:
        library.catalogue.resolve(text)
    except UnknownProduct as error:
        raise InputError(f"{error}") from None
    return text


def read_word(fact: Fact, word: str, library: Library) -> str:
    """The answer to a question of the engine as it is kept; whether it fits the fact is for the law to say.

    Raises:
        InputError: nothing was typed, or too much, or a country that nobody knows.
    """
    if not word:
        raise InputError("Give an answer, or choose “I don't know”.")
    if len(word) > LONGEST:
        raise InputError(f"At most {LONGEST} characters are kept.")
    return country(word, library) if fact.type == "country" and word != UNKNOWN else word


def country(text: str, library: Library) -> str:
    """The code of a country given by code or by name; ``UnknownName`` with suggestions."""
    return country_code(text, library.law.book.facts.countries)


def _number(field: Field, text: str) -> str:
    try:
        number = parse_number(text.replace(",", "")) if "[" not in text else parse_number(text)
    except ValueError as error:
        raise InputError(f"{field.label}: {error}.") from None
    if isinstance(number, Decimal) and number < 0:
        raise InputError(f"{field.label}: {text} is under nought.")
    if field.kind == "rates":
        if not isinstance(number, Decimal):
            raise InputError(f"{field.label}: one number is wanted, not {text}.")
        return plain(number).replace(",", "")
    return text if "[" in text else text.replace(",", "")


def _offered(field: Field, text: str) -> str:
    known = [each.value for each in field.choices] or [value for value, _ in YESNO]
    if text not in known:
        raise InputError(f"{field.label}: {text!r} is none of the answers.")
    return text


def _ticks(field: Field, values: list[str]) -> list[str]:
    known = {each.value for each in field.choices} | ({NONE} if field.none else set())
    for each in values:
        if each not in known:
            raise InputError(f"{field.label}: {each!r} is none of the answers.")
    if NONE in values and len(values) > 1:
        raise InputError(f"{field.label}: “{field.none}” cannot stand beside another tick.")
    return values


# -- in words ----------------------------------------------------------------------------------


def in_words(field: Field, value: Any, library: Library) -> str:
    """An answer as a person reads it.

    An empty one is unknown.
    """
    if value in (None, "", [], {}, UNKNOWN):
        return "not known"
    labels = {each.value: each.label for each in field.choices}
    match field.kind:
        case "rates":
            return "; ".join(f"{text} {field.unit} at {bits} bits" for bits, text in value.items())
        case "ticks":
            return field.none if value == [NONE] else "; ".join(labels.get(e, e) for e in value)
        case "choice":
            return labels.get(str(value), str(value))
        case "yesno":
            return dict(YESNO).get(str(value), str(value))
        case "country":
            return str(library.law.book.facts.countries.get(value, value))
        case "number":
            return f"{value} {field.unit}".strip()
        case "product":
            return product_name(str(value), library)
        case "date":
            return f"{date.fromisoformat(value):%-d %B %Y}"
    return str(value)


def product_name(text: str, library: Library) -> str:
    """The product that a text names, by its full name; the text where it names several, or none any more."""
    try:
        products = library.catalogue.resolve(text)
    except UnknownProduct:
        return text
    return products[0].name if len(products) == 1 else text
