"""The people, offices and bodies of a text, and whom a pronoun or a short name means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.date_words import day_name
from licet.news.gazetteer import AGENCY, COUNTRY, FIRM, OFFICIAL, SEAT
from licet.news.model import Name, Span
from licet.news.people import gender, person_in, role
from licet.news.speech import beside, core, saying, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licet.news.parse import Grammar, Word

PERSON, ROLE, BODY = "person", "role", "body"
_ACTORS = (AGENCY, COUNTRY, FIRM, SEAT, "legislature", "court", "media")
_BODY_NOUNS = frozenset("company ministry government group association department commission firm agency bureau embassy administration party parliament cabinet council committee maker carmaker chipmaker toolmaker designer union bank office paper newspaper regulator federation lobby body chamber institute think-tank side delegation military navy".split())  # fmt: skip
_SOME = frozenset("a an one another some two three four five six several many both".split())
_ONE_OF = re.compile(
    r"(?:one|two|three|some|many|another) of (?:them|those|the (?:people|persons|officials|sources|diplomats|executives|lawmakers|lawyers))\b",
    re.IGNORECASE,
)
_OFFICE = (
    r"(?:spokes\w+|officials?|executives?|vice president|ministers?|secretary|lobbyist|lawyer)"
)
_LIKE = {FIRM: frozenset("company firm maker carmaker chipmaker toolmaker designer group association federation union chamber".split()), AGENCY: frozenset("ministry department agency bureau commission embassy administration navy military delegation regulator council".split())}  # fmt: skip
"""Bodies without a name of their own: "the trade ministry", "China's embassy"."""
_OWNED = {
    (FIRM,): re.compile(rf"(?:company|firm|chip ?maker|group)(?: {_OFFICE})?|{_OFFICE} for the (?:company|firm)", re.IGNORECASE),
    (AGENCY,): re.compile(rf"(?:ministry|department|agency)(?: {_OFFICE})?|{_OFFICE} for the (?:ministry|department|agency)", re.IGNORECASE),
    (FIRM, AGENCY): re.compile(_OFFICE, re.IGNORECASE),
}  # fmt: skip
_REACH = 120
"""How many mentions a pronoun looks back."""
_PERSONAL = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}


class Who:
    """Somebody who may speak; what is learned of them later counts for earlier words as well."""

    def __init__(self, kind: str, name: str, span: Span, *, plural: bool = False) -> None:
        self.kind, self.name, self.span, self.plural = kind, name, span, plural
        self.roles: set[str] = set()
        self.speaks = kind != BODY
        self.of = self.made = ""
        self.gender = ""
        self.code = ""


class Cast:
    """Everybody met so far, sentence by sentence; ``names`` is what the tables know of the text."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self._text = text
        self._names = tuple(each for each in names if each.kind in (*_ACTORS, OFFICIAL))
        self._people: dict[str, Who] = {}
        self._met: list[tuple[int, int, Who]] = []
        self._now: dict[int, Who] = {}
        self._sentence = -1

    def hear(self, number: int, grammar: Grammar) -> None:
        """Takes in everybody whom a sentence names, in order."""
        self._sentence, self._now = number, {}
        speaking = {found.at for verb in saying(grammar) if (found := subject(grammar, verb))}
        for word in grammar.words:
            if word.quoted:
                continue
            above = grammar.head(word)
            # The subject of an infinitive only hears what it is to do: "urged Huang to testify".
            told_to = word.dep.startswith("nsubj") and above is not None and above.tag == "VB" and grammar.with_to(above)  # fmt: skip
            rank = 1 if told_to else 3 if word.at in speaking else 2 if word.dep.startswith("nsubj") else 1  # fmt: skip
            if above is not None and above.lemma == "to" and self._text[max(0, word.span.start - 60) : word.span.start].casefold().count("according to"):  # fmt: skip
                rank = 3
            if word.lemma in _PERSONAL or (word.lemma in ("it", "they") and rank > 1):
                meant = self._pronoun(word) if rank > 1 else None
                if meant is not None:
                    self._add(word, meant, rank)
            elif self._names_somebody(word, rank):
                self.who(grammar, word, rank)

    def who(self, grammar: Grammar, head: Word, rank: int = 3) -> Who | None:
        """Whom a noun or pronoun of the sentence last heard stands for."""
        known = self._now.get(head.at)
        if known is not None:
            return known
        if head.pos == "PRON" or _ONE_OF.match(self._text, head.span.start):
            meant = self._pronoun(head)
            if meant is not None or head.pos == "PRON":
                return meant
        found = self._phrase(grammar, head)
        if found is None:
            return None
        for other in beside(grammar, head):
            self._joined(found, grammar, other)
        self._add(head, found, rank)
        return found

    def person(self, span: Span) -> Who:
        """Who bears the name that stands apart from any sentence."""
        return self._person(span, "")

    def last(self, sentence: int, *, rank: int = 3) -> Who | None:
        """Who spoke (or acted) last at or after a sentence."""
        return next((who for number, how, who in reversed(self._met) if number >= sentence and how >= rank), None)  # fmt: skip

    def _add(self, word: Word, who: Who, rank: int) -> None:
        self._now[word.at] = who
        self._met.append((self._sentence, rank, who))

    def _names_somebody(self, word: Word, rank: int) -> bool:
        if word.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or word.dep in ("compound", "appos", "poss", "nmod", "amod", "case"):  # fmt: skip
            return False
        if role(word.lemma) or word.lemma in _BODY_NOUNS:
            return True
        if rank == 3 and word.pos == "NOUN":
            return True
        return word.pos == "PROPN"

    def _phrase(self, grammar: Grammar, head: Word) -> Who | None:
        span = core(grammar, head)
        end = self._whole(head.span).end
        span = Span(span.start, max(span.end, end))
        words = self._cut(span)
        if not words or re.search(r"[\"“”「」\n]", words) or day_name(head.text):
            return None
        body = next((each for each in self._names if each.kind in _ACTORS and each.span.meets(head.span)), None)  # fmt: skip
        place = None if body or head.pos == "NOUN" else person_in(words[: end - span.start])
        name = place and words[slice(*place)]
        if place and name and (" " in name or name in self._people or place[0] > 0):
            return self._person(Span(span.start + place[0], span.start + place[1]), words)
        first = words.split()[0].casefold()
        plural = head.tag in ("NNS", "NNPS")
        anew = first in (*_SOME, "its", "their") or head.lemma in ("company", "firm")
        if not anew and not plural:
            known = self._before(head.lemma, words)
            if known is not None:
                return known
        kind = ROLE if role(head.lemma) else BODY
        at = body.span if body and body.kind == FIRM and kind == BODY else self._article(span)
        found = Who(kind, self._cut(at), at, plural=plural)
        found.roles.add(head.lemma)
        found.speaks = (
            kind == ROLE or body is not None or head.pos == "PROPN" or head.lemma in _BODY_NOUNS
        )
        found.gender = gender(head.lemma)
        found.made = body.kind if body else ""
        found.code = next((each.code for each in self._names if each.span.meets(span) and each.code), "")  # fmt: skip
        if kind == ROLE or body is None:
            found.of = self._owner(words, head.span.start)
        return found

    def _owner(self, words: str, before: int) -> str:
        """Whose "spokesman", "its official" or "company executive" is: the body that acted last, else the first named."""
        plain = re.sub(r"^(?:an?|the|its|their|one|another)\s+", "", words, flags=re.IGNORECASE)
        kind = next((kind for kind, form in _OWNED.items() if form.fullmatch(plain)), None)
        if kind is None:
            return ""
        word = next((each for each in ("ministry", "department") if each in plain.casefold()), "")
        bodies = (who for _, rank, who in reversed(self._met) if who.kind == BODY and not who.plural and rank > 1 and _of_kind(who, kind))  # fmt: skip
        acted = next((who.name for who in bodies if word in who.name.casefold()), "")
        named = (each.text for each in self._names if each.kind in kind and word in each.text.casefold() and each.span.start < before)  # fmt: skip
        return acted or next(named, "")

    def _person(self, span: Span, words: str) -> Who:
        name = self._cut(span)
        keys = [part for part in name.split() if len(part) > 1 or len(name.split()) == 1]
        known = next((self._people[key] for key in (name, *reversed(keys)) if key in self._people and self._fits(key, name)), None)  # fmt: skip
        if known is None:
            known = Who(PERSON, name, span)
        elif len(name.split()) > len(known.name.split()):
            known.name, known.span = name, span
        for key in (name, *keys):
            self._people.setdefault(key, known)
        titles = re.findall(r"[\w-]+", words.casefold())
        known.roles.update(each for each in titles if role(each))
        known.gender = known.gender or next((gender(each) for each in titles if gender(each)), "")
        known.code = known.code or next((each.code for each in self._names if each.code and each.text in words), "")  # fmt: skip
        return known

    def _fits(self, key: str, name: str) -> bool:
        """Whether a name may be that of the person known by one of its words."""
        known = self._people[key].name.split()
        said = name.split()
        return (
            len(known) == 1 or len(said) == 1 or set(said) <= set(known) or set(known) <= set(said)
        )

    def _joined(self, who: Who, grammar: Grammar, other: Word) -> None:
        """What an apposition tells: a name for an office, or an office for a name."""
        if other.pos == "PROPN":
            span = core(grammar, other)
            place = person_in(self._cut(span))
            own = place and Span(span.start + place[0], span.start + place[1]).meets(other.span)
            if (
                place
                and own
                and not who.plural
                and (
                    who.kind == ROLE
                    or not (who.kind == PERSON or who.made or who.roles & _BODY_NOUNS)
                )
            ):
                named = self._person(Span(span.start + place[0], span.start + place[1]), "")
                who.kind, who.name, who.span = PERSON, named.name, named.span
                for key in (named.name, *named.name.split()):
                    self._people[key] = who
        elif role(other.lemma):
            who.roles.add(other.lemma)
            who.gender = who.gender or gender(other.lemma)

    def _before(self, lemma: str, words: str) -> Who | None:
        """Somebody met before whom "the minister" may mean."""
        told = {each.casefold() for each in re.findall(r"\w+", words)} - {"the", "that", "this", "same", lemma}  # fmt: skip
        for _, _, who in reversed(self._met):
            if lemma not in who.roles or who.plural:
                continue
            have = {each.casefold() for each in re.findall(r"\w+", who.name)} | who.roles
            if told <= have or (who.kind == PERSON and not told):
                return who
        return None

    def _pronoun(self, word: Word) -> Who | None:
        want = _PERSONAL.get(word.lemma) or _PERSONAL.get(word.text.casefold(), "")
        best = next(self._fitting(word, want), None)
        if best is not None and want and not best.gender:
            best.gender = want
        return best

    def _fitting(self, word: Word, want: str) -> Iterator[Who]:
        """Those whom a pronoun may mean: the nearest sentence first; in it who speaks, then who acts."""
        near = list(enumerate(self._met[-_REACH:]))
        order = sorted(near, key=lambda each: (-each[1][0], -each[1][1], -each[0]))
        for _, (_, _, who) in order:
            body = who.kind == BODY
            person = want and not body and not who.plural and who.gender in ("", want)
            one = word.lemma == "it" and body and not who.plural
            several = word.lemma == "they" and (body or who.plural)
            if person or one or several or (word.pos != "PRON" and not body and who.plural):
                yield who

    def _whole(self, span: Span) -> Span:
        """With the rest of a name that the parser cut at a hyphen: "Hae" of "Hae-rin"."""
        rest = re.compile(r"(?:-\w+)+").match(self._text, span.end)
        return Span(span.start, rest.end()) if rest else span

    def _cut(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _article(self, span: Span) -> Span:
        """The same words without "the" or "a" before them."""
        lead = re.match(r"(?:the|a|an|its|his|her|their)\s+", self._cut(span), re.IGNORECASE)
        return Span(span.start + lead.end(), span.end) if lead else span


def _of_kind(who: Who, kinds: Sequence[str]) -> bool:
    """Whether somebody is a firm or an office: by the tables, or by its noun and more than that noun."""
    return who.made in kinds or (" " in who.name and any(who.roles & _LIKE[kind] for kind in kinds))
