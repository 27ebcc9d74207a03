"""The words that set terms for an act: "in exchange for 25 pct of the sales", "only to approved customers"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.news.parse import Grammar, Word

_SHARE = r"(?:\d[\d.,]*\s?(?:%|pct|per ?cent)|a (?:quarter|third|half|cut|share)|(?:two|three)[- ](?:thirds|quarters)|half|[a-z]+(?:-[a-z]+)? (?:pct|per ?cent))"
_OPENS = re.compile(
    r"\b(?:(?:on|under) (?:the )?(?:condition|understanding|proviso|terms) (?:that|of)|condition(?:al|ed) (?:up)?on|contingent (?:up)?on|(?:tied|linked) to(?! (?:the (?:military|army|government|state|party))\b)|hing(?:es?|ed|ing) on|depend(?:s|ed|ent|ing) (?:up)?on|(?:(?<=, )provid(?:ed|ing)|provid(?:ed|ing) that)|in (?:return|exchange) for|as long as|so long as|subject to(?! (?:licens|control|export|the (?:rule|control|EAR)))|only (?:if|after|once|when|where|with|under)|not (?:before|until)|unless|only (?:to|for) (?:approved|vetted|named|licensed|certain|trusted|selected|authori[sz]ed|such|those|civilian|customers|buyers)"
    r"|with (?:an? )?(?:cap|limit|ceiling)s? (?:of|on)|for an? (?:cut|share|slice) of"
    rf"|for {_SHARE} of|with {_SHARE}[^.;,]{{0,50}} (?:going|paid|handed|flowing|to be paid)|with (?:[^.;,]|(?<=(?-i:[A-Z]))\.){{2,50}} (?:taking|getting|receiving|collecting|keeping) {_SHARE}"
    r"|if (?:it|they|the (?:buyers?|firms?|compan(?:y|ies)|chips?)) (?:meets?|pass(?:es)?|agrees?|prove|can show))\b",
    re.IGNORECASE,
)  # fmt: skip
_DUTY = frozenset({"must", "shall", "may", "can"})
_ASKS = frozenset("ask wonder see know learn check examine test find consider say".split())
_LET_GO = frozenset("shipment sale export delivery chip product item good unit buyer customer recipient user applicant application exporter seller company firm licensee holder operator investment volume purchase importer".split())  # fmt: skip
_ENDS = re.compile(r"[;:\n]|\.(?=\s|$)(?<!U\.S\.)(?<!No\.)|,\s+(?=(?:and|but|which|who|while|although|as|whereas|a move|according)\b|(?:[a-z']+\s){0,4}?(?:said|told|reported|says)\b|[A-Z][\w.'’-]*(?:\s[\w.'’-]+){0,4}\s(?:said|told|reported|says)\b)|[”\"]")  # fmt: skip


def conditions(text: str, within: Span) -> Iterator[Span]:
    """Every stretch of words that sets terms, in order, up to the end of its clause.

    >>> text = "It may sell the chip in exchange for 25 pct of the revenue, Trump said."
    >>> [text[span.start : span.end] for span in conditions(text, Span(0, len(text)))]
    ['in exchange for 25 pct of the revenue']
    """
    place = within.start
    while match := _OPENS.search(text, place, within.end):
        end = _ENDS.search(text, match.end(), within.end)
        stop = end.start() if end else within.end
        span = Span(match.start(), match.start() + len(text[match.start() : stop].rstrip(" ,.")))
        if text[match.end() : span.end].strip() or match[0].casefold().startswith(("only", "if")):
            yield span
        place = max(stop, match.end())


def condition(text: str, clause: Span, sentence: Span, grammar: Grammar | None = None) -> Span | None:  # fmt: skip
    """The first terms of an act's clause, else those that follow it in its sentence; with grammar also clauses with "if"."""
    own = next(conditions(text, clause), None)
    after = Span(min(clause.end, sentence.end), sentence.end)
    if own is None and grammar is not None:
        own = next(_supposed(text, grammar, clause), None)
    own = own or next(conditions(text, after), None)
    if own is None and grammar is not None:
        own = next(_supposed(text, grammar, after), None) or next(_supposed(text, grammar, Span(sentence.start, clause.start)), None)  # fmt: skip
    return own


def terms_after(text: str, grammars: Sequence[Grammar]) -> Span | None:
    """The terms that the sentences after a permission set, also as a duty: "Each shipment must first pass a test"."""
    for grammar in grammars:
        told = next(conditions(text, grammar.span), None) or next(_supposed(text, grammar, grammar.span), None)  # fmt: skip
        if told is not None:
            return told
        for word in grammar.words:
            if word.tag != "MD" or word.lemma not in _DUTY or word.quoted:
                continue
            verb = grammar.head(word)
            bound = verb is not None and verb.head == verb.at and _bound(grammar, verb)
            forbids = verb is not None and bool(grammar.children(verb.at, "neg"))
            if verb is not None and bound and (word.lemma in ("must", "shall") or forbids):
                return _up_to(text, grammar.reach(verb.at))
    return None


def _bound(grammar: Grammar, verb: Word) -> bool:
    """Whether the subject is what is let go, or who lets it go or gets it."""
    own = grammar.children(verb.at, "nsubj", "nsubjpass")
    return any(each.lemma in _LET_GO or (each.tag == "PRP" and each.lemma in ("it", "they")) for each in own)  # fmt: skip


def _supposed(text: str, grammar: Grammar, within: Span) -> Iterator[Span]:
    """Clauses with "if" or "once" that hang on what is told, and ask nothing."""
    for word in grammar.words:
        clause = grammar.head(word)
        if word.lemma not in ("if", "once") or word.quoted or clause is None or not within.holds(word.span):  # fmt: skip
            continue
        before = grammar.words[word.at - 1].lemma if word.at else ""
        verbal = clause.pos in ("VERB", "AUX")
        over = grammar.head(clause)
        asks = over is not None and over.lemma in _ASKS
        if verbal and not asks and clause.dep == "advcl" and word.dep in ("mark", "advmod") and before not in ("even", "as", "what"):  # fmt: skip
            reach = grammar.reach(clause.at)
            if reach.start == word.span.start:
                yield _up_to(text, reach)


def _up_to(text: str, reach: Span) -> Span:
    """The words up to the first mark that ends a clause."""
    end = _ENDS.search(text, reach.start, reach.end)
    stop = end.start() if end else reach.end
    return Span(reach.start, reach.start + len(text[reach.start : stop].rstrip(" ,.")))
