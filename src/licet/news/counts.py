"""Counts by grammar: "214 boards", "one hundred and ten organizations", "nine of them", "20 more".

A number that stands alone counts what was counted or named last in its paragraph.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.news.model import Amount, Span
from licet.news.number_words import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from licet.news.parse import Grammar, Word

_LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_TIME = frozenset("day week month quarter year decade hour minute".split())
_NO_UNIT = frozenset("sides o'clock am pm percent pct year-old things thing times time ways way fr cfr usc part section article annex paragraph".split())  # fmt: skip
_STANDS_FOR = frozenset({"one", "other", "more", "rest"})
_OUT_OF = frozenset({"they", "them", "these", "those", "which", "whom"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_HOLDS_COUNTS = frozenset({"against", "on", "for", "with", "to", "at", "from"})
_TOTAL = frozenset({"total", "number", "tally", "count"})
_LATER = 1500
"""A number of four digits above it may be a year."""
_RATE = re.compile(r"\s+(?:(?:a|per|each|every)\s+(?P<per>year|month|week|day|quarter)|annually)\b")


_NUMBERS = "|".join(sorted((*NUMBERS, *_LARGE), key=len, reverse=True))
_LEFT = re.compile(rf"\b(?:{_NUMBERS})(?:(?:\s|-|\sand\s)(?:{_NUMBERS}))*(?:\s|-|\sand\s)$", re.IGNORECASE)  # fmt: skip
_HALF = re.compile(r" and a half\b")
_RIGHT = re.compile(rf"(?:(?:\s|-|\sand\s)(?:{_NUMBERS})\b)+", re.IGNORECASE)


def number(words: str) -> Decimal | None:
    """A number in figures or words; None if it is none.

    >>> number("one hundred and ten"), number("1,700"), number("twenty-three"), number("some")
    (Decimal('110'), Decimal('1700'), Decimal('23'), None)
    """
    plain = words.casefold().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Decimal(plain)
    total, part = 0, 0
    parts = [each for each in re.split(r"[\s-]+", plain) if each and each != "and"]
    for each in parts:
        if each in NUMBERS:
            part += NUMBERS[each]
        elif each in _LARGE:
            part = max(part, 1) * _LARGE[each]
            if _LARGE[each] > 100:
                total, part = total + part, 0
        else:
            return None
    return Decimal(total + part) if parts else None


def counted(text: str, grammars: Sequence[Grammar]) -> Iterator[Amount]:
    """Every count that grammar tells, in order."""
    last, acting, paragraph = "", "", -1
    for grammar in grammars:
        here = text.rfind("\n", 0, grammar.span.start + 1)
        if here != paragraph:
            last, acting, paragraph = "", "", here
        before, acting = acting, ""
        for word in grammar.words:
            if word.quoted:
                continue
            if word.pos == "NUM" or word.lemma == "dozen":
                found = _of_noun(text, grammar, word, last) or _alone(grammar, word, last or acting or before)  # fmt: skip
                if found is not None:
                    last = found.unit if _countable(found.unit) else last
                    yield found
            elif word.tag == "NNS" and word.dep in ("nsubj", "nsubjpass") and not _is_time(word):
                acting = word.text.casefold()


def _of_noun(text: str, grammar: Grammar, word: Word, last: str) -> Amount | None:
    """A number before its noun, or that "two of them" are."""
    noun = grammar.head(word)
    of = [each for each in grammar.children(word.at, "prep") if each.lemma == "of"]
    inner = grammar.children(of[0].at, "pobj") if of else ()
    if word.dep != "nummod" and inner:
        noun = inner[0]
    elif word.dep != "nummod" and word.lemma != "dozen":
        return None
    if noun is None or (noun.at < word.at and not inner):
        return None
    start, value = _run(text, word)
    unit = noun.text.casefold()
    if noun.lemma in _STANDS_FOR or (noun.tag in ("PRP", "WDT", "WP", "DT") and noun.lemma in _OUT_OF):  # fmt: skip
        unit = last or (unit if noun.lemma in _STANDS_FOR else "")
    elif noun.pos != "NOUN" or unit in _NO_UNIT:
        return None
    if value is None or not unit or (value == 1 and not inner and not _is_time(noun)):
        return None
    rate = _RATE.match(text, noun.span.end) if not _is_time(noun) else None
    unit += f" per {rate['per'] or 'year'}" if rate else ""
    return Amount(value, unit, "", Span(start, rate.end() if rate else noun.span.end))


def _alone(grammar: Grammar, word: Word, last: str) -> Amount | None:
    """A number that stands for things named before: "nine were charged", "of which 58 are in China"."""
    value = number(word.text)
    if not last or value is None or value < 2 or (value > _LATER and "," not in word.text and value < 2 * _LATER):  # fmt: skip
        return None
    after = grammar.words[word.at + 1] if word.at + 1 < len(grammar.words) else None
    if after is not None and (after.pos in ("NUM", "SYM") or after.text in ("-", "/", "%") or after.lemma in ("percent", "pct", "per")):  # fmt: skip
        return None
    above = grammar.head(word)
    argument = word.dep in _ARGUMENTS and above is not None and above.pos in ("VERB", "AUX")
    if word.dep == "pobj" and above is not None and above.lemma in _HOLDS_COUNTS:
        verb = grammar.head(above)
        beside = grammar.words[max(0, word.at - 2) : word.at]
        totals = verb is not None and any(each.lemma in _TOTAL for each in grammar.children(verb.at, *_ARGUMENTS))  # fmt: skip
        capped = above.lemma == "at" and verb is not None and verb.lemma in ("cap", "limit", "set", "fix")  # fmt: skip
        argument = totals or last == "votes" or capped or any(each.lemma in ("further", "another", "additional") for each in beside)  # fmt: skip
    return Amount(value, last, "", word.span) if argument else None


def _run(text: str, word: Word) -> tuple[int, Decimal | None]:
    """The first letter of a number of several words, and what it comes to."""
    if word.text[0].isdigit():
        return word.span.start, number(word.text)
    before = _LEFT.search(text, max(0, word.span.start - 60), word.span.start)
    after = _RIGHT.match(text, word.span.end)
    start = before.start() if before else word.span.start
    value = number(text[start : after.end() if after else word.span.end])
    half = _HALF.match(text, word.span.end)
    return start, value + Decimal("0.5") if half and value is not None else value


def _is_time(word: Word) -> bool:
    return word.lemma in _TIME


def _countable(unit: str) -> bool:
    return unit.removesuffix("s") not in _TIME and " per " not in unit


def of_acts(grammar: Grammar, acts: Sequence[tuple[Word, str]], found: Sequence[Amount]) -> list[tuple[Amount, ...]]:  # fmt: skip
    """For each act of a sentence (the word that tells it, and its kind) the amounts that are its own.

    An amount is of every act that it hangs on, but of no other kind of act that "and" joins these to;
    one that hangs on none is of all.
    """
    kinds = {word.at: kind for word, kind in acts}
    holders = [_holders(grammar, each, kinds) for each in found]
    return [
        tuple(
            each for each, held in zip(found, holders, strict=True) if not held or word.at in held
        )
        for word, _ in acts
    ]


def _holders(grammar: Grammar, amount: Amount, kinds: Mapping[int, str]) -> frozenset[int]:
    below, found = grammar.word_at(amount.span.start), set()
    last = ""
    while below is not None:
        if below.at in kinds:
            last = kinds[below.at]
            found.add(below.at)
        above = grammar.head(below)
        joined = below.dep in ("conj", "parataxis") and below.pos in ("VERB", "AUX")
        if above is not None and joined and last and last != kinds.get(above.at, last):
            break
        below = above
    return frozenset(found)
