"""Numbers with units: percents however written, money, counts; never the digits of a product's name."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.news.counts import counted
from licet.news.model import Amount, Span
from licet.news.number_words import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.news.parse import Grammar

_SCALE = {"thousand": 10**3, "million": 10**6, "mn": 10**6, "mln": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "bln": 10**9, "trn": 10**12, "b": 10**9, "trillion": 10**12, "tn": 10**12, "万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}  # fmt: skip
_WORDS = {**NUMBERS, "hundred": 100}
_TENS = re.compile(r"^(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(\w+)$")
_MONEY = {"$": "USD", "US$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP", "¥": "JPY", "RMB": "CNY", "CNY": "CNY", "NT$": "TWD", "dollar": "USD", "dollars": "USD", "U.S. dollars": "USD", "euros": "EUR", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "pounds": "GBP", "won": "KRW", "rupees": "INR", "rupee": "INR", "roubles": "RUB", "rubles": "RUB", "rbls": "RUB", "baht": "THB", "ringgits": "MYR", "francs": "CHF", "kronor": "SEK", "円": "JPY", "元": "CNY", "ドル": "USD", "ringgit": "MYR"}  # fmt: skip
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
_BIG = r"(?P<scale>thousand|million|billion|trillion|mln|mn|bln|bn|trn|tn|万|億|亿|兆)"
_UNITS = r"(?:per ?cent|percentage points?|pct\.?|%|％|パーセント)"
_OF = r"(?:\s+(?:tax|tariff|duty|cut|share|levy|fee|stake|slice))?(?:\s+of\s+(?P<of>(?:(?:the|its|their|all|any|each|such|total|gross|net)\s+)*[a-z][\w-]*(?:\s+(?:of|from|to|in|on)\s+(?:the\s+)?[\w.-]+|\s+[a-z][\w-]*){0,3}))?"
_PERCENT = re.compile(rf"(?<![\w.])(?:{_NUMBER}|(?P<word>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+|{_SPELLED}))\s?-?{_UNITS}(?![\w]){_OF}", re.IGNORECASE)  # fmt: skip
_CASH = re.compile(rf"(?P<sign>US\$|NT\$|\$|€|£|¥|RMB|USD|EUR|CNY)\s?{_NUMBER}(?:[\s-]?{_BIG}|(?P<letter>m|b)\b)?", re.IGNORECASE)  # fmt: skip
_CASH_AFTER = re.compile(rf"(?<![\w.])(?:{_NUMBER}|(?P<word>{_SPELLED}))(?:[\s-]?{_BIG})?[\s-]?(?P<sign>U\.S\. dollars|dollars?|euros?|yen|yuan|pounds|won|rupees?|roubles|rubles|baht|francs|kronor|円|元|ドル|ringgits?)(?![a-z])", re.IGNORECASE)  # fmt: skip
_COUNT = re.compile(rf"(?<![\w.$€£¥-])(?:{_NUMBER}(?:\s{_BIG})?|(?P<word>{_SPELLED}))\s+(?:(?:more|new|other|further|additional|Chinese|Japanese|American|U\.S\.|Taiwanese|European|foreign|advanced|separate|such)\s+)*(?P<unit>units?|chips?|compan(?:y|ies)|firms?|entit(?:y|ies)|items?|parties|affiliates|subsidiaries|countries|products?|accelerators?|servers?|machines?|tools?|organi[sz]ations|days|months|years|licen[cs]es|categories)\b", re.IGNORECASE)  # fmt: skip
_MEASURE = re.compile(rf"(?<![\w.-]){_NUMBER}\s?(?P<unit>TPP|TOPS|GB/s|gigabytes (?:a|per) second|TB/s|terabytes (?:a|per) second|nm|nanometers?|nanometres?|-nanometers?|-nanometres?|GB|gigabytes)(?!\w)", re.IGNORECASE)  # fmt: skip


_PERFORMANCE = re.compile(rf"\b(?:TPP|total processing performance)\b[^.;\d]{{0,40}}?{_NUMBER}(?!\s?(?:percent|pct|%))", re.IGNORECASE)  # fmt: skip
_RANGE = re.compile(rf"(?<![\w.]){_NUMBER}\s?(?:to|or|and|-|–)\s?\d+(?:\.\d+)?\s?-?{_UNITS}(?!\w)", re.IGNORECASE)  # fmt: skip
_SHORT = re.compile(rf"(?<![\w.$€£¥]){_NUMBER}[\s-]{_BIG}(?=\s*(?:[.,;:)]|$|(?:on|for|in|to|from|by|and|or|over|under|of which|it|this|last|next|more|between|at|as|when|after)\b))", re.IGNORECASE)  # fmt: skip
_FRACTION = re.compile(
    r"\b(?P<part>a quarter|one quarter|a third|half|two-thirds|two thirds|three-quarters|three quarters)\s+of\s+(?P<of>(?:(?:the|its|their|all|any)\s+)*[a-z][\w-]*(?:\s+[a-z][\w-]*)?)"
)
_FRACTIONS = {"quarter": "25", "half": "50", "three-quarters": "75", "three quarters": "75"}


def amounts(text: str, grammars: Sequence[Grammar] = (), dates: Sequence[Span] = ()) -> tuple[Amount, ...]:  # fmt: skip
    """Every number with a unit, in order; with grammar also the counts of anything ("214 boards").

    A number within one of ``dates`` is none.

    >>> [(str(a.value), a.unit, a.of) for a in amounts("25 pct of sales revenues for the H200")]
    [('25', 'percent', 'sales revenues')]
    """
    found: list[Amount] = []
    for each in _all(text):
        if not any(each.span.meets(other.span) for other in found):
            found.append(each)
    for each in (*_fractions(text), *_shortened(text, found), *counted(text, grammars), *_listed(text)):  # fmt: skip
        if not any(each.span.meets(other.span) for other in found) and not any(span.meets(each.span) for span in dates):  # fmt: skip
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.span.start))


def _shortened(text: str, found: Sequence[Amount]) -> Iterator[Amount]:
    """The first of "25 to 50 percent"; sums whose currency an earlier sum of the text has: "Intel got 7.9 billion"."""
    for match in _RANGE.finditer(text):
        yield Amount(_value(match), "percent", "", Span(*match.span("number")))
    sums = [each for each in found if len(each.unit) == 3 and each.unit.isupper()]
    for match in _SHORT.finditer(text):
        before = [each for each in sums if each.span.end <= match.start()]
        if before:
            yield Amount(_value(match), before[-1].unit, "", Span(*match.span()))


def _fractions(text: str) -> Iterator[Amount]:
    for match in _FRACTION.finditer(text):
        part = match["part"].removeprefix("a ").removeprefix("one ")
        if part in _FRACTIONS:
            yield Amount(
                Decimal(_FRACTIONS[part]), "percent", _bare(match["of"]), Span(*match.span())
            )


def _all(text: str) -> Iterator[Amount]:
    for match in _PERCENT.finditer(text):
        of = re.sub(r"\s+(?:to|in|on|and|that|which|as|for|would|will|go|goes|be|by|under|from)(?:\s.*)?$", "", _bare(match["of"] or ""))  # fmt: skip
        end = match.start("of") + (match["of"] or "").find(of) + len(of) if of else match.end()
        end = end if of else re.search(_UNITS, match[0], re.IGNORECASE).end() + match.start()  # type: ignore[union-attr]
        yield Amount(_value(match), "percent", of, Span(match.start(), end))
    for form in (_CASH, _CASH_AFTER):
        for match in form.finditer(text):
            sign = match["sign"]
            unit = _MONEY.get(sign) or _MONEY.get(sign.upper()) or _MONEY.get(sign.casefold(), "")
            yield Amount(_value(match), unit, "", Span(*match.span()))
    for match in _MEASURE.finditer(text):
        yield Amount(_value(match), _measure(match["unit"]), "", Span(*match.span()))
    for match in _PERFORMANCE.finditer(text):
        yield Amount(_value(match), "TPP", "", Span(*match.span()))


def _listed(text: str) -> Iterator[Amount]:
    """Counts of what is often counted, for texts without grammar."""
    for match in _COUNT.finditer(text):
        yield Amount(_value(match), match["unit"].casefold(), "", Span(*match.span()))


def _measure(unit: str) -> str:
    short = unit.casefold()
    if short.startswith(("gigabytes ", "gb/")):
        return "GB/s"
    if short.startswith(("terabytes ", "tb/")):
        return "TB/s"
    return {"tpp": "TPP", "tops": "TOPS", "gb": "GB", "gigabytes": "GB"}.get(short, "nm")


def _bare(text: str) -> str:
    return re.sub(r"^(?:(?:the|its|their|all|any|each|such|total|gross|net)\s+)+", "", text.strip())


def _value(match: re.Match[str]) -> Decimal:
    said = match.groupdict()
    if said.get("number"):
        value = Decimal(said["number"].replace(",", ""))
    else:
        word = said["word"].casefold()
        tens = _TENS.match(word)
        value = Decimal(_WORDS[tens[1]] + _WORDS.get(tens[2], 0) if tens else _WORDS[word])
    scale = (said.get("scale") or said.get("letter") or "").casefold()
    found = value * _SCALE.get(scale, 1)
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found
