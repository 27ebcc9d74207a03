"""One sentence with its names: who does what to whom, by grammar."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from licet.news.gazetteer import (
    ADJECTIVE,
    AGENCY,
    CHIP,
    COUNTRY,
    COURT,
    FIRM,
    ITEM,
    LAW,
    LEGISLATURE,
    MEDIA,
    OFFICIAL,
    POST,
    SEAT,
)
from licet.news.lexicon import folded, nouns, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.news.model import Name, Span
    from licet.news.parse import Grammar, Word

_OF_KIND = {
    CHIP: ("goods",), ITEM: ("goods",), FIRM: ("firm", "party"), COUNTRY: ("state",), SEAT: ("state",),
    AGENCY: ("agency",), OFFICIAL: ("official",), LEGISLATURE: ("legislature", "agency"), COURT: ("court",),
    POST: ("post",), MEDIA: ("media",), ADJECTIVE: (), LAW: ("rule",),
}  # fmt: skip
_OF_LAW = {"trade truce": ("deal",), "VEU status": ("status",), "Entity List": ("list",), "Unreliable Entity List": ("list",), "control list": ("list",), "watch list": ("list",)}  # fmt: skip
_CORE = frozenset({"compound", "amod", "poss", "nmod", "det", "nummod", "case", "quantmod", "advmod", "predet"})  # fmt: skip
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "DET", "SYM"})


class Scene:
    """The words of a sentence, the names among them, and how they hang together."""

    def __init__(self, grammar: Grammar, names: Sequence[Name], money: Sequence[Span] = ()) -> None:  # fmt: skip
        self.grammar, self.money = grammar, money
        self.words = grammar.words
        self.names = tuple(names)
        self._sorts: dict[int, frozenset[str]] = {}

    @cached_property
    def name_at(self) -> dict[int, Name]:
        """The name that a word belongs to, by the word's number."""
        return {
            word.at: name
            for name in self.names
            for word in self.words
            if word.span.meets(name.span) and not word.quoted
        }

    def children(self, word: Word, *deps: str) -> tuple[Word, ...]:
        """What hangs on a word."""
        return self.grammar.children(word.at, *deps)

    def head(self, word: Word) -> Word | None:
        """What a word hangs on."""
        return self.grammar.head(word)

    def core(self, word: Word) -> tuple[Word, ...]:
        """A noun with what stands before it, in order: no clause, no preposition."""
        found, open_ = [word], [word]
        while open_:
            for each in self.children(open_.pop()):
                if each.dep in _CORE and each.at < word.at:
                    found.append(each)
                    open_.append(each)
        return tuple(sorted(found, key=lambda each: each.at))

    def coordinated(self, word: Word) -> tuple[Word, ...]:
        """A noun and those joined to it by "and"."""
        found = [word]
        for each in self.children(word, "conj"):
            if each.pos in _NOMINAL:
                found += self.coordinated(each)
        return tuple(found)

    def measured(self, word: Word) -> tuple[Word, ...]:
        """A noun, and what it only measures out: "part of a license" is the license too."""
        if word.lemma not in words("nouns", "through", "words") and word.pos != "NUM" and word.tag != "DT":  # fmt: skip
            return (word,)
        preps = [
            prep for prep in self.children(word, "prep") if prep.lemma in ("of", "to", "on", "in")
        ]
        above = self.head(word)
        if (
            not preps and above is not None
        ):  # the parser may hang "to caps" of "an end to caps" on the verb
            preps = [prep for prep in self.children(above, "prep") if prep.at == word.at + 1]
        inner = [pobj for prep in preps for pobj in self.children(prep, "pobj")]
        return (word, *(each for one in inner for each in self.coordinated(one)))

    def classes(self, word: Word) -> frozenset[str]:
        """What a noun stands for: classes of the tables, and of the gazetteer."""
        if word.at not in self._sorts:
            found: set[str] = set()
            for each in self.measured(word):
                found |= self._own(each)
            self._sorts[word.at] = frozenset(found)
        return self._sorts[word.at]

    def _own(self, word: Word) -> set[str]:
        if word.quoted:
            return {"quote"}
        if word.tag in ("PRP", "WP") or word.lemma in ("who", "which"):
            return {"pronoun"}
        found: set[str] = set()
        name = self.name_at.get(word.at)
        before = {folded(each.lemma) for each in self.core(word)} | {folded(each.text.casefold()) for each in self.core(word)}  # fmt: skip
        if word.lemma == "list" and (before & {"white", "trusted", "whitelist"} or any(each.lemma in ("trusted", "favored", "friendly") for each in self.grammar.under(word.at))):  # fmt: skip
            return {"whitelist"}
        length = 0
        for needed, kind in nouns().get(folded(word.lemma), nouns().get(word.text.casefold(), ())):
            if len(needed) < length:
                break
            if all(each in before for each in needed):
                length = len(needed)
                found.add(kind)
        if name is not None and not (name.kind == LAW and found):
            found |= set(_OF_LAW.get(name.id, _OF_KIND.get(name.kind, ())) if name.kind == LAW else _OF_KIND.get(name.kind, ()))  # fmt: skip
            if name.kind == POST and any(each in name.id for each in ("ministry", "department", "agency", "bureau", "regulator", "commission", "authority", "customs")):  # fmt: skip
                found.add("agency")
            if "customs" in name.text.casefold():
                found.add("customs")
        if any(each.span.meets(span) for each in self.core(word) for span in self.money):
            found.add("money")
        elif name is None and word.pos == "PROPN" and not found:
            found |= {"person", "party", "firm"}
        if word.lemma in ("side", "both", "two", "country", "government") and name is None:
            found |= {"pair", "state"}
        return found

    def passive(self, verb: Word) -> bool:
        """Whether what stands as subject is acted on."""
        if verb.tag != "VBN":
            return False
        if self.children(verb, "nsubjpass", "auxpass"):
            return True
        if verb.dep == "conj" and not self.children(verb, "nsubj", "aux"):
            above = self.head(verb)
            return above is not None and self.passive(above)
        return verb.dep in ("acl", "advcl", "amod") and not self.children(
            verb, "aux", "nsubj", "dobj"
        )

    def subject(self, verb: Word, depth: int = 0) -> tuple[Word, ...]:
        """What stands as subject of a verb, also where another word or clause holds it."""
        own = self.children(verb, "nsubj", "nsubjpass", "csubj", "expl")
        own = tuple(each for each in own if each.dep != "expl") or own
        if own:
            first = own[-1]
            if first.lemma in ("who", "which", "that") and first.tag in ("WP", "WDT", "IN", "DT"):
                above = self._antecedent(verb)
                return self.coordinated(above) if above else ()
            return self.coordinated(first)
        before = self._before(verb)
        if before is not None:
            return (before,)
        above = self.head(verb)
        if above is None or depth > 6:
            return ()
        if verb.dep in ("xcomp", "ccomp") and above.pos in ("VERB", "AUX", "ADJ"):
            held = self.children(above, "dobj", "dative")
            if held and folded(above.lemma) not in ("promise", "vow", "use", "take", "have"):
                return self.coordinated(held[0])
            return self.subject(above, depth + 1)
        if verb.dep in ("conj", "advcl", "xcomp", "ccomp", "dep", "parataxis", "acomp"):
            if above.pos in ("VERB", "AUX", "ADJ"):
                return self.subject(above, depth + 1)
            return ()
        if verb.dep in ("acl", "relcl"):
            if verb.tag in ("VBG", "VBN", "VBD"):
                return self.coordinated(above)
            return self.owner(above, depth + 1)
        if verb.dep == "pcomp":
            return self._of_preposition(above, depth)
        return ()

    def _before(self, verb: Word) -> Word | None:
        """A body right before a finite verb that the parser took for the end of a phrase: "From 4 April China requires"."""
        if (
            verb.at == 0
            or verb.tag not in ("VBZ", "VBD", "VBP")
            or verb.dep not in ("ROOT", "ccomp")
        ):
            return None
        left = self.words[verb.at - 1]
        name = self.name_at.get(left.at)
        return left if name is not None and left.dep == "pobj" and name.kind in (COUNTRY, SEAT, AGENCY, FIRM) else None  # fmt: skip

    def _antecedent(self, verb: Word) -> Word | None:
        above = self.head(verb)
        while verb.dep == "conj" and above is not None:
            verb, above = above, self.head(above)
        return above if verb.dep in ("relcl", "acl") else None

    def _of_preposition(self, prep: Word, depth: int) -> tuple[Word, ...]:
        above = self.head(prep)
        if above is None:
            return ()
        if above.pos in ("VERB", "AUX"):
            held = self.children(above, "dobj")
            if held and prep.lemma in ("of", "from"):
                return self.coordinated(held[0])
            return self.subject(above, depth + 1)
        return self.owner(above, depth + 1)

    def owner(self, noun: Word, depth: int = 0) -> tuple[Word, ...]:
        """Whose plan, decision or ban it is: a possessor, "by" or "of" whom, else who has or makes it."""
        own = self.children(noun, "poss")
        if own:
            return own
        for prep in self.children(noun, "prep", "agent"):
            if prep.lemma in ("by", "from") or (prep.lemma == "of" and noun.lemma in ("decision", "approval", "visit", "plan", "refusal")):  # fmt: skip
                found = self.children(prep, "pobj")
                if found:
                    return self.coordinated(found[0])
        states = tuple(each for each in self.children(noun, "amod", "compound") if (name := self.name_at.get(each.at)) and name.code)  # fmt: skip
        if states:
            return states[:1]
        above = self.head(noun)
        if above is not None and depth < 6 and above.pos in ("VERB", "AUX") and noun.dep in ("dobj", "attr", "oprd"):  # fmt: skip
            return self.subject(above, depth + 1)
        return ()

    def agent(self, verb: Word) -> tuple[Word, ...]:
        """Who stands after "by"."""
        for by in self.children(verb, "agent", "prep"):
            if by.lemma == "by":
                found = self.children(by, "pobj")
                if found:
                    return self.coordinated(found[0])
        return ()

    def objects(self, verb: Word) -> tuple[Word, ...]:
        """What a verb acts on: its object, the subject of a passive, or the noun that a clause hangs on."""
        if self.passive(verb):
            if verb.dep in ("acl", "amod") and not self.children(verb, "nsubjpass"):
                above = self.head(verb)
                return self.coordinated(above) if above else ()
            below = tuple(each for one in self.children(verb, "dobj", "oprd") for each in self.coordinated(one))  # fmt: skip
            return (*self.subject(verb), *below)
        found = [each for one in self.children(verb, "dobj", "attr", "oprd", "dative") for each in self.coordinated(one)]  # fmt: skip
        found += [
            each for one in self.children(verb, "ccomp") if one.pos == "NOUN" for each in (one,)
        ]
        if verb.dep == "relcl" and not self.children(verb, "nsubjpass"):
            relative = [each for each in found if each.tag in ("WDT", "WP")]
            above = self.head(verb)
            own = [each for each in self.children(verb, "nsubj") if each.tag not in ("WDT", "WP")]
            if above is not None and own and (relative or not found):
                found = [each for each in found if each not in relative]
                found += self.coordinated(above)
        return tuple(found)

    def held(self, verb: Word, *prepositions: str) -> tuple[Word, ...]:
        """What stands after a preposition that hangs on a verb."""
        return tuple(
            each
            for prep in self.children(verb, "prep", "prt", "dative", "agent")
            if not prepositions or prep.text.casefold() in prepositions
            for pobj in (*self.children(prep, "pobj"), *(one for inner in self.children(prep, "prep") for one in self.children(inner, "pobj")))
            for each in self.coordinated(pobj)
        )  # fmt: skip
