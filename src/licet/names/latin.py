"""Latin letters to words: marks off, legal forms off, trade abbreviations to whole words, numbers to digits.

>>> [word.text for word in words("guangzhou haige comm. grp. co., ltd.")]
['guangzhou', 'haige', 'communication', 'group']
>>> [word.text for word in words("j.s.c. 13th research inst.")]
['13', 'research', 'institute']
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from licet.names import tables
from licet.names.sound import is_syllable
from licet.names.spellings import Spellings
from licet.names.words import FORM, GENERAL, NUMBER, ORG, PLACE, WORD, Word

_APOSTROPHE = re.compile(r"['`´ʼ‘’ʹ\u02b9\u02bb]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.\s?)+[^\W\d_]\b\.?|\b(?:[^\W\d_]\.\s?){2,}")
_FIRMLY = re.compile(r"\b(\w{1,3})&(\w{1,3})\b")
"""``AT&T`` is one word."""
_TOKEN = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th|e|er|eme|go|y)$")
_DIGITS = re.compile(r"(\d+)")
EMPTY = frozenset(
    "the of and for de la le les du des da do dos di del della der die das und fuer fur et e y i en in at on to no nr al el ul as ash ad an".split()
)
"""Words that join others in the languages lists are printed in; they carry nothing."""
_SPELLED = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12",
}  # fmt: skip


def words(name: str) -> list[Word]:
    """The words of a cleaned name in Latin script, in their order."""
    parts = rejoined(tokens(name))
    parts = without_legal_forms(parts) or parts
    phrases, longest = _phrases()
    found: list[Word] = []
    at = 0
    while at < len(parts):
        for size in range(min(longest, len(parts) - at), 1, -1):
            if phrase := phrases.get(tuple(parts[at : at + size])):
                found.extend(phrase)
                at += size
                break
        else:
            if not _joins(parts, at):
                found.extend(_meant(parts[at]))
            at += 1
    return found


def _joins(parts: list[str], at: int) -> bool:
    """Whether a small word only joins others, and is no syllable of a Chinese name (Guang Cheng Da)."""
    if parts[at] not in EMPTY:
        return False
    near = [*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2]]
    return not (is_syllable(parts[at]) and any(map(is_syllable, near)))


def tokens(name: str) -> list[str]:
    """Runs of letters and digits; initials joined, apostrophes dropped, marks on letters taken off."""
    name = _APOSTROPHE.sub("", name)
    if not name.isascii():
        from anyascii import anyascii

        name = anyascii(name).lower().replace("'", "")
    if "&" in name:
        name = _FIRMLY.sub(r"\1\2", name)
    name = _DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", name)
    name = name.replace("&", " and ").replace("+", " plus ") if "&" in name or "+" in name else name
    return _initials_joined(_TOKEN.findall(name))


def rejoined(parts: list[str]) -> list[str]:
    """Words that a space fell into are whole again: a known word of two pieces, one of which is none.

    >>> rejoined(["technol", "ogy", "com", "pany"])
    ['technology', 'company']
    """
    found: list[str] = []
    at = 0
    while at < len(parts):
        pair = "".join(parts[at : at + 2])
        if (
            at + 1 < len(parts)
            and len(pair) >= _TOLD_APART
            and is_known(pair)
            and not (is_known(parts[at]) and is_known(parts[at + 1]))
        ):
            found.append(pair)
            at += 2
        else:
            found.extend(_halves(parts[at]))
            at += 1
    return found


@lru_cache(maxsize=50_000)
def _halves(part: str) -> tuple[str, ...]:
    """Two known words that lost the space between them, or a word of a legal form and another."""
    if len(part) < _TWO_WORDS or is_known(part) or not part.isalpha():
        return (part,)
    for at in range(_HALF, len(part) - _HALF + 1):
        head, tail = part[:at], part[at:]
        if is_known(head) and is_known(tail):
            return (head, tail)
    for at in range(_FORMAL, len(part) - _HALF + 1):
        if kinds_of_words().get(part[:at]) == FORM:
            return (part[:at], part[at:])
    return (part,)


_TWO_WORDS, _HALF, _FORMAL = 9, 4, 7
"""Letters of two words, of the shorter, and of a word of a legal form, that are told apart without a space."""
_INNER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def unglued(name: str) -> str:
    """A name as typed, with a space where a legal form or a known word was glued to its neighbor.

    >>> unglued("OOOSertal"), unglued("Science andTechnology"), unglued("HiSilicon")
    ('OOO Sertal', 'Science and Technology', 'HiSilicon')
    """
    if not _INNER.search(name):
        return name
    return " ".join(map(_parted, name.split(" ")))


_SHORTEST_NAME = 3


def _parted(word: str) -> str:
    for found in _INNER.finditer(word):
        head, tail = word[: found.start()].lower(), word[found.start() :].lower()
        forms = _legal_forms()[0]
        formal = (len(head) > 1 and head in forms) or (
            len(head) >= _SHORTEST_NAME and len(tail) > 1 and tail in forms
        )
        whole = [each for each in (head, tail) if is_known(each)]
        if formal or (len(whole) == 2 and any(len(each) >= _TOLD_APART for each in whole)):  # noqa: PLR2004 - both
            return f"{word[: found.start()]} {word[found.start() :]}"
    return word


@lru_cache(maxsize=50_000)
def is_known(text: str) -> bool:
    """Whether a table has the word: a general word, a legal form, an abbreviation."""
    return singular(text) in kinds_of_words() or text in _legal_forms()[0] or text in _generic()


@cache
def _generic() -> frozenset[str]:
    found = {row[0] for row in tables.rows("common_words")} | set(EMPTY)
    for key, meanings in _table().items():
        if len(key) == 1 and len(key[0]) >= _TOLD_APART:
            found.add(key[0])
        found.update(part for each in meanings for part in each.split())
    return frozenset(found)


def is_near_form(text: str, *, at_end: bool) -> bool:
    """Whether a word looks like a legal form mistyped; short ones only at its end.

    >>> is_near_form("limiteed", at_end=False), is_near_form("tld", at_end=True)
    (True, True)
    """
    from rapidfuzz.distance import OSA

    if len(text) > _SHORT_FORM:
        return bool(_form_spellings().of(text))
    if not at_end or len(text) < _HALF // 2:
        return False
    return any(
        sorted(text) == sorted(form)
        or (
            (text[:2] == form[:2] or text[-2:] == form[-2:])
            and OSA.distance(text, form, score_cutoff=1) <= 1
        )
        for form in _SHORT_FORMS
    )


_SHORT_FORM = 4
_SHORT_FORMS = (
    "ltd", "llc", "inc", "jsc", "ooo", "oao", "zao", "pte", "pvt", "gmbh", "corp", "plc",
)  # fmt: skip


@cache
def _form_spellings() -> Spellings:
    return Spellings(word for word, kind in tables.rows("forms_and_parts") if kind == FORM)


def _initials_joined(parts: list[str]) -> list[str]:
    """Single letters in a row as one word: ``a b b`` is ABB."""
    if all(len(part) > 1 for part in parts):
        return parts
    found: list[str] = []
    run: list[str] = []
    for part in [*parts, ""]:
        if len(part) == 1 and part.isalpha():
            run.append(part)
            continue
        if run:
            found.append("".join(run))
            run = []
        if part:
            found.append(part)
    return found


class Form(NamedTuple):
    """Where a legal form may be dropped: anywhere, or (one that is a word besides) at its own end of a name."""

    anywhere: bool
    first: bool
    last: bool

    def goes(self, at: int, size: int, whole: int) -> bool:
        """Whether the form goes where it starts ``at`` and covers ``size`` of ``whole`` tokens."""
        return self.anywhere or (self.first and at == 0) or (self.last and at + size == whole)


@cache
def _legal_forms() -> tuple[dict[str, Form], int]:
    """Each form by its letters without spaces (``sp z o o`` is written in several ways), and the most words of one."""
    found: dict[str, Form] = {}
    longest = 0
    for form, script, _, note in tables.rows("legal_forms"):
        key = tokens(form)
        if script == "latin" and key:
            where, *more = (part.strip() for part in note.split(";"))
            found["".join(key)] = Form("weak" not in more, where != "after", where != "before")
            longest = max(longest, len(form.split()))
    return found, longest


def without_legal_forms(parts: list[str]) -> list[str]:
    """Tokens that are no part of a legal form."""
    forms, longest = _legal_forms()
    found: list[str] = []
    at = 0
    while at < len(parts):
        for size in range(min(longest, len(parts) - at), 0, -1):
            form = forms.get("".join(parts[at : at + size]) if size > 1 else parts[at])
            if form is not None and form.goes(at, size, len(parts)):
                at += size
                break
        else:
            found.append(parts[at])
            at += 1
    return found


@lru_cache(maxsize=50_000)
def _meant(part: str) -> tuple[Word, ...]:
    """What one token stands for: nothing, one word, or several."""
    if part.isdigit():
        return (Word(part.lstrip("0") or "0", NUMBER),)
    if ordinal := _ORDINAL.match(part):
        return (Word(ordinal[1].lstrip("0") or "0", NUMBER),)
    if part in _SPELLED:
        return (Word(_SPELLED[part], NUMBER),)
    if _DIGITS.search(part):
        return _with_digits(part)
    if meanings := _glosses().get(part):
        first, *others = meanings
        made = tuple(word_of(each) for each in first.split() if each not in EMPTY)
        if len(made) == 1:
            more = [word_of(each).text for each in others if " " not in each]
            return (made[0]._replace(other=tuple(dict.fromkeys((*more, *made[0].other)))),)
        return tuple(word._replace(among=len(made)) for word in made)
    return (word_of(part),)


_PIECES = 2
"""``cetc13`` is a word and a number; ``a100b`` and ``k1`` are names of their own."""


def _with_digits(part: str) -> tuple[Word, ...]:
    pieces = [piece for piece in _DIGITS.split(part) if piece]
    if len(pieces) > _PIECES or max(map(len, pieces)) < _PIECES:  # a model name such as k1 or a100b
        return (Word(part),)
    return tuple(
        Word(piece.lstrip("0") or "0", NUMBER) if piece.isdigit() else word_of(piece)
        for piece in pieces
    )


@cache
def _glosses() -> dict[str, tuple[str, ...]]:
    """Abbreviations and generic words of other languages in Latin script, to English."""
    return {key[0]: meanings for key, meanings in _table().items() if len(key) == 1}


@cache
def _phrases() -> tuple[dict[tuple[str, ...], tuple[Word, ...]], int]:
    """The same of several words, by their tokens, and the length of the longest."""
    found = {
        key: tuple(
            word for part in meanings[0].split() if part not in EMPTY for word in _meant(part)
        )
        for key, meanings in _table().items()
        if len(key) > 1
    }
    return found, max(map(len, found), default=0)


@cache
def _table() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for term, english, _ in tables.rows("glosses_ru"):
        key = tuple(tokens(term))  # Russian words as lists print them in Latin letters
        if len(key) == 1 and len(key[0]) >= _TOLD_APART:
            found[key] = tables.choices(english)
    for table in ("glosses_latin", "abbreviations"):
        for row in tables.rows(table):
            if key := tuple(tokens(row[0])):
                found[key] = tables.choices(row[1])
    return found


_TOLD_APART = 5
"""Letters from which a Russian word in Latin letters is no other word by chance."""


@lru_cache(maxsize=50_000)
def word_of(text: str) -> Word:
    """One word of a name, singular and in one spelling, with its kind."""
    stem = singular(text)
    kinds = kinds_of_words()
    return Word(stem, kinds.get(stem) or kinds.get(text, WORD), _family().get(stem, ()))


@cache
def _family() -> dict[str, tuple[str, ...]]:
    """Words that names use for each other, by each of them."""
    found: dict[str, tuple[str, ...]] = {}
    for (cell,) in tables.rows("families"):
        members = tuple(dict.fromkeys(map(singular, tables.choices(cell))))
        for each in members:
            others = tuple(other for other in members if other != each)
            found[each] = tuple(dict.fromkeys((*found.get(each, ()), *others)))
    return found


@cache
def kinds_of_words() -> dict[str, str]:
    """Places and words for organizations, by the singular."""
    found = {singular(word): kind for word, kind in tables.rows("forms_and_parts")}
    for row in tables.rows("common_words"):
        kind = {"place": PLACE, "direction": PLACE, "org": ORG, "generic": GENERAL}.get(row[1])
        if kind and " " not in row[0]:
            found.setdefault(singular(row[0]), kind)
    for table in ("glosses_zh", "glosses_ru", "glosses_ja", "glosses_latin"):
        for row in tables.rows(table):
            if row[2] == "word":
                for each in row[1].replace("|", " ").split():
                    found.setdefault(singular(each), GENERAL)
    for row in tables.rows("places_zh"):
        for each in tables.choices(row[1]):
            if " " not in each:
                found.setdefault(singular(each), PLACE)
    return found


_SHORTEST_PLURAL = 5


def singular(text: str) -> str:
    """An English plural's singular; other words as they are.

    >>> [singular(each) for each in ("technologies", "systems", "textiles", "gas", "optics")]
    ['technology', 'system', 'textile', 'gas', 'optic']
    """
    if len(text) < _SHORTEST_PLURAL or not text.endswith("s") or text.endswith(("ss", "us", "is")):
        return text
    if text.endswith("ies"):
        return text[:-3] + "y"
    if text.endswith(("ches", "shes", "xes", "sses")):
        return text[:-2]
    return text[:-1]
