"""What a rule asks for and an article has no words for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from licet.news.amounts import amounts
from licet.record import record

if TYPE_CHECKING:
    from datetime import date

    from licet.book.book import RuleBook
    from licet.book.provision import Condition, Provision, Version
    from licet.news.in_law import InLaw
    from licet.news.model import Article

_STEM = 4
"""So many letters of a word count: ``test`` is ``tested``, ``laboratory`` is ``laboratories``."""
_WORD = re.compile(r"[a-z]{4,}")
_IDLE = frozenset("with that this from have been what which where when they them their than more most must only some into each every under over such would could will shall total united states state export exports exported before after china chip chips license licenses product products part parts other about does none".split())  # fmt: skip
_SINGLE = 1000
"""From here on a number needs no unit to be known again."""


@record
class Omitted:
    """One condition of a rule in plain words, with its citation; ``rule`` is ``id@day`` of its version."""

    rule: str
    text: str
    cite: str


def omitted(note: InLaw, article: Article, book: RuleBook) -> tuple[Omitted, ...]:
    """The conditions of a note's rule versions for which no sentence of the article has words, each once.

    Words are compared, and not meanings: an article may tell a condition in words of its own.
    """
    told = [_stems(article.text.cut(each)) for each in article.sentences]
    numbers = frozenset((each.value, each.unit) for each in article.amounts)
    plain = frozenset(re.sub(r"[,\s]", "", each) for each in re.findall(r"\d[\d,]*", article.text.text))  # fmt: skip
    found: dict[str, Omitted] = {}
    for rule in (rule for each in note.became for rule in each.rules):
        provision = book.provisions.get(rule.subject)
        version = _version(provision, rule.on) if provision else None
        if provision is None or version is None:
            continue
        for condition, own in _distinct(provision, version):
            if not _mentioned(condition, own, told, numbers, plain):
                cite = condition.cite or (provision.cite[0].text if provision.cite else "")
                found.setdefault(condition.text, Omitted(rule.pin, condition.text, cite))  # fmt: skip
    return tuple(found.values())


def _version(provision: Provision, day: date) -> Version | None:
    """The version that begins on a day, or stands on it."""
    return next(
        (
            each
            for each in reversed(provision.versions)
            if each.since <= day and (each.to is None or day < each.to)
        ),
        None,
    )


def _distinct(provision: Provision, version: Version) -> list[tuple[Condition, tuple[str, ...]]]:
    """Each condition with the stems that no other condition of the version and not its title has, in order."""
    stems = [_ordered(each.text) for each in version.conditions]
    title = _stems(provision.title)
    return [
        (
            condition,
            tuple(
                each
                for each in own
                if each not in title
                and not any(each in other for n, other in enumerate(stems) if n != place)
            ),
        )
        for place, (condition, own) in enumerate(zip(version.conditions, stems, strict=True))
    ]


def _mentioned(
    condition: Condition,
    own: tuple[str, ...],
    told: list[frozenset[str]],
    numbers: frozenset[tuple[object, str]],
    plain: frozenset[str],
) -> bool:
    """Whether a sentence has two of its own words, or the first of them; or a number of it is told."""
    for each in amounts(condition.text):
        if (each.value, each.unit) in numbers:
            return True
    large = (re.sub(",", "", each) for each in re.findall(r"\d[\d,]*", condition.text))
    if any(int(each) >= _SINGLE and each in plain for each in large if each):
        return True
    return any((own and own[0] in sentence) or len(sentence.intersection(own)) > 1 for sentence in told)  # fmt: skip


@lru_cache(4096)
def _ordered(text: str) -> tuple[str, ...]:
    found = (each for each in _WORD.findall(text.casefold()) if each not in _IDLE)
    return tuple(dict.fromkeys(each[:_STEM] for each in found))


def _stems(text: str) -> frozenset[str]:
    return frozenset(_ordered(text))
