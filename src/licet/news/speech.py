"""Who speaks, by grammar: the verb of saying beside some words, its subject, and "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.model import Span
from licet.news.people import SAYING, role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.news.parse import Grammar, Word

_NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LEFT = ("det", "amod", "compound", "poss", "nummod", "nmod", "case", "quantmod", "predet", "advmod", "punct")  # fmt: skip
_PAPER = frozenset("statement letter note filing report interview post message speech readout question answer reply remark reference briefing memo email editorial commentary column article response petition verdict comment".split())  # fmt: skip
_PRINTED = frozenset({"editorial", "commentary", "column", "article", "interview", "report"})
_SENT = frozenset("sign send write issue release publish post file make".split())
_VIEW = frozenset("word account view opinion telling judgment judgement estimation phrase".split())
_PASSED_ON = frozenset({"quote", "cite"})


def saying(grammar: Grammar) -> tuple[Word, ...]:
    """The verbs of saying of a sentence, in order."""
    return tuple(word for word in grammar.words if word.lemma in SAYING and word.tag[:2] == "VB" and not word.quoted)  # fmt: skip


def tellers(grammar: Grammar, quoted: Word) -> Iterator[Word]:
    """The heads of the words for whoever may say what ``quoted`` stands for, the likeliest first."""
    above = {word.at for word in grammar.up(quoted)}
    ranked = sorted(
        (_distance(grammar, quoted, verb) - (3 if verb.at in above else 0), verb.at)
        for verb in saying(grammar)
    )
    for _, at in ranked[:3]:
        found = subject(grammar, grammar.words[at])
        if found is not None:
            yield author(grammar, found)
    other = according(grammar) or (main_subject(grammar) if len(grammar.words) > 3 else None)
    if other is not None:
        yield author(grammar, other)
    meant = _for_whom(grammar)
    if meant is not None:
        yield meant


def _distance(grammar: Grammar, quoted: Word, verb: Word) -> int:
    """Words between the two; those of another quotation count as far."""
    first, last = sorted((quoted.at, verb.at))
    between = grammar.words[first + 1 : last]
    far = 30 * sum(word.quoted for word in between) + 15 * sum(word.text in ".;?!" for word in between)  # fmt: skip
    return far + sum(word.pos != "PUNCT" for word in between)


def author(grammar: Grammar, head: Word) -> Word:
    """Whose a paper or an answer is: "a statement from", "the letter, signed by", "her answer"; else itself."""
    if head.lemma not in _PAPER | _VIEW:
        return head
    for word in grammar.children(head.at):
        if word.dep == "poss":
            return word
        by = word.dep in ("prep", "agent") and (word.lemma in ("from", "by") or (word.lemma in ("in", "of") and head.lemma in (_PRINTED if word.lemma == "in" else _VIEW)))  # fmt: skip
        agents = (word,) if by else grammar.children(word.at, "agent") if word.dep in ("acl", "relcl") and word.lemma in _SENT else ()  # fmt: skip
        found = [each for one in agents for each in grammar.children(one.at, "pobj") if not each.quoted]  # fmt: skip
        if found:
            return found[0]
    return head


def _for_whom(grammar: Grammar) -> Word | None:
    """In whose eyes: "For Ann Lee, a lawyer, it is"."""
    first = grammar.words[0] if grammar.words else None
    if first is None or first.text != "For":
        return None
    return next((each for each in grammar.children(first.at, "pobj") if each.pos == "PROPN"), None)


def subject(grammar: Grammar, verb: Word, depth: int = 0) -> Word | None:
    """The subject of a verb: its own, one behind it ("said X"), else that of what the verb hangs on."""
    passed = _passed_on(grammar, verb)
    if passed is not None:
        return passed
    own = [word for word in grammar.children(verb.at, *_SUBJECTS) if not word.quoted and word.pos in (*_NOUNS, "DET", "ADJ")]  # fmt: skip
    if own and own[-1].dep == "nsubjpass":  # "was accused by Beijing"
        by = [pobj for agent in grammar.children(verb.at, "agent") for pobj in grammar.children(agent.at, "pobj")]  # fmt: skip
        own = by[:1] or own
    if own:
        return _relative(grammar, verb, own[-1])
    if verb.tag in ("VBD", "VBZ", "VBP") and not grammar.children(verb.at, "mark"):
        behind = _left_over(grammar, verb) or _behind(grammar, verb)
        if behind is not None:
            return behind
    if verb.tag == "VBG":  # "..., one of them said, saying"
        near = [word for word in grammar.words[max(0, verb.at - 4) : verb.at] if word.lemma in SAYING and word.tag in ("VBD", "VBZ")]  # fmt: skip
        told = grammar.children(near[-1].at, *_SUBJECTS) if near else ()
        if told:
            return told[-1]
    above = grammar.head(verb)
    while above is not None and depth < 5:
        if above.pos in ("VERB", "AUX"):
            return subject(grammar, above, depth + 1)
        if verb.dep in ("acl", "relcl") and above.pos in _NOUNS and above.lemma not in _PAPER and not above.quoted:  # fmt: skip
            return above
        depth, above = depth + 1, grammar.head(above)
    return None


def _passed_on(grammar: Grammar, verb: Word) -> Word | None:
    """Who is quoted "as saying"; the outlet that quotes does not speak."""
    above = grammar.head(verb)
    over = grammar.head(above) if above is not None and above.lemma == "as" else None
    if over is None or verb.tag != "VBG" or over.lemma not in _PASSED_ON:
        return None
    deps = ("nsubjpass",) if grammar.children(over.at, "auxpass") else ("dobj",)
    return next(iter(grammar.children(over.at, *deps)), None)


def _left_over(grammar: Grammar, verb: Word) -> Word | None:
    """A name right before its verb that the parser joined to a phrase before: "In Seoul, Park Eun-ji said"."""
    left = grammar.words[verb.at - 1] if verb.at else None
    if left is None or left.pos != "PROPN" or left.dep not in ("conj", "appos", "pobj") or left.quoted:  # fmt: skip
        return None
    start = grammar.reach(left.at).start
    comma = any(each.text == "," and each.span.end <= start for each in grammar.words)
    return left if comma and left.dep != "pobj" else None


def _relative(grammar: Grammar, verb: Word, found: Word) -> Word | None:
    """The noun that "who" stands for; else the word itself."""
    if found.lemma in ("who", "which", "that") and verb.dep == "relcl":
        return grammar.head(verb)
    return found


def _behind(grammar: Grammar, verb: Word) -> Word | None:
    """The head of the noun phrase that follows a verb at once: "said Ann Lee, a lawyer"."""
    after = grammar.words[verb.at + 1 : verb.at + 9]
    after = after[1:] if after and after[0].dep == "prt" else after
    if not after or after[0].pos not in (*_NOUNS, "DET", "ADJ") or after[0].quoted:
        return None
    for word in after:
        if word.quoted or word.pos == "PUNCT" or word.pos in ("VERB", "ADP", "SCONJ", "AUX"):
            return None
        head = grammar.head(word)
        if word.pos in _NOUNS and (head is None or head.at < word.at or head.pos not in _NOUNS):
            return word
    return None


def main_subject(grammar: Grammar) -> Word | None:
    """The subject of the sentence's main verb."""
    for root in grammar.roots:
        found = subject(grammar, root, 5) if root.pos in ("VERB", "AUX") else None
        if found is not None:
            return found
    return None


def according(grammar: Grammar) -> Word | None:
    """Whom "according to" or "in her words" names."""
    for word in grammar.words:
        above = grammar.head(word)
        if word.lemma in _VIEW and above is not None and above.lemma in ("in", "by", "to"):
            owner = author(grammar, word)
            if owner is not word and not owner.quoted:
                return owner
        if word.lemma in ("according", "accord"):
            for to in (*grammar.children(word.at, "prep"), *grammar.words[word.at + 1 : word.at + 2]):  # fmt: skip
                found = grammar.children(to.at, "pobj")
                if found and not found[0].quoted:
                    return found[0]
    return None


def core(grammar: Grammar, head: Word) -> Span:
    """The words of a noun phrase without its appositions and relative clauses.

    "a spokesman for the ministry, who asked not to be named" gives "a spokesman for the ministry".
    """
    start, end = head.span.start, head.span.end
    last = head.at
    for word in reversed([each for each in grammar.children(head.at) if each.at < head.at]):
        if word.dep not in _LEFT or word.quoted or word.text in ",;:—–(":
            break
        start = grammar.reach(word.at).start
    for word in grammar.children(head.at):
        if word.at < head.at or word.at != last + 1 or word.quoted:
            continue
        ties = word.dep == "prep" and word.lemma in ("of", "for", "at", "in", "from", "with")
        ties = ties or (word.pos == "ADJ" and word.lemma in ("familiar", "close", "responsible"))
        if ties or word.dep in ("case", "compound", "flat", "nummod"):
            reach = _plain_reach(grammar, word)
            last, end = reach[-1].at, max(end, reach[-1].span.end)
    return Span(start, end)


def _plain_reach(grammar: Grammar, word: Word) -> tuple[Word, ...]:
    """A preposition and what follows it, up to the first mark, clause or date."""
    found = [word]
    for each in grammar.under(word.at)[1:]:
        marked = each.pos == "PUNCT" and each.text != "-"
        if each.at != found[-1].at + 1 or marked or each.quoted:
            break
        if each.dep in ("relcl", "acl", "appos"):
            break
        found.append(each)
    return tuple(found)


def beside(grammar: Grammar, head: Word) -> tuple[Word, ...]:
    """The appositions of a noun: "Lin Jian, a spokesman" and "the minister, K Shanmugam"."""
    own = grammar.children(head.at, "appos")
    if not own and role(head.lemma):  # "the chief executive of ASML, Christophe Fouquet,"
        held = [pobj for prep in grammar.children(head.at, "prep") for pobj in grammar.children(prep.at, "pobj")]  # fmt: skip
        own = tuple(each for one in held for each in grammar.children(one.at, "appos") if each.pos == "PROPN" and not grammar.children(each.at, "det"))  # fmt: skip
    return tuple(word for word in own if not word.quoted and (word.pos == "PROPN" or role(word.lemma)))  # fmt: skip
