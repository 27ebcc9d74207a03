"""Who a noun phrase means: the state, office, firm or person; pronouns and "the ministry" by what came before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.news.gazetteer import (
    ADJECTIVE,
    AGENCY,
    CITY,
    COUNTRY,
    COURT,
    FIRM,
    LEGISLATURE,
    MEDIA,
    OFFICIAL,
    POST,
    SEAT,
)
from licet.news.lexicon import folded, words
from licet.news.memory import (
    AGENCIES,
    FIRMS,
    GROUP,
    PERSON,
    POSTS,
    Memory,
    kind_of,
    name_words,
    table,
)
from licet.news.model import Name, Span
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from licet.news.parse import Word
    from licet.news.scene import Scene

ACTING = frozenset({AGENCY, COURT, LEGISLATURE, OFFICIAL, COUNTRY, SEAT, FIRM, POST, MEDIA})
_STATE = frozenset("committee panel house chamber assembly congress senate judge jury tribunal council police government cabinet country state capital nation embassy parliament side delegation regime court".split())  # fmt: skip
_IN_NAME = frozenset({"compound", "amod", "poss", "nmod", "appos"})
_WHOSE = frozenset({COUNTRY, ADJECTIVE, SEAT, AGENCY, CITY, LEGISLATURE, COURT})
_HEADS = frozenset({"minister", "president", "leader", "chief", "secretary", "ambassador", "head"})
_PAIR = frozenset("side country government leader president minister power nation capital ally party neighbor neighbour economy official delegation".split())  # fmt: skip
_OFFICE = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")


class Bodies:
    """Reads noun phrases of one sentence."""

    def __init__(self, scene: Scene, memory: Memory, text: str) -> None:
        self.scene, self.memory, self.text = scene, memory, text

    def who(self, nouns: Iterable[Word], teller: Sequence[Name] = ()) -> tuple[Name, ...]:
        """The bodies of some nouns, each once; ``teller`` is who says the clause they stand in."""
        found: dict[tuple[str, str], Name] = {}
        for word in nouns:
            for name in self._one(word, teller):
                found.setdefault((name.code or name.id, name.kind if name.kind == FIRM else ""), name)  # fmt: skip
        return tuple(found.values())

    def _one(self, word: Word, teller: Sequence[Name]) -> tuple[Name, ...]:
        scene = self.scene
        lemma = word.lemma
        if (
            word.tag in ("PRP", "PRP$")
            or lemma in ("both", "neither")
            or (lemma == "two" and word.pos == "NUM")
        ):
            return self._pronoun(word, teller)
        name = scene.name_at.get(word.at)
        if name is not None and name.kind in ACTING:
            if name.kind == FIRM and not name.code:
                return (replaced(name, code=self._near(word)),)  # "a Texas firm, Hao Global"
            if name.kind == AGENCY and name.text == name.id and name.id in table("shared"):
                return (replaced(name, code=self._at_place(word) or name.code),)
            shared = self._shared(word, name)
            if shared:
                return shared
            if name.kind == POST and not name.code:
                several = self._held(word)
                if several:
                    return several
                return (self._of_state(word, name),)
            return (name,)
        if name is not None and name.kind == ADJECTIVE:
            return (name,) if word.dep in ("poss", "amod") or word.tag == "NNPS" else ()
        if word.pos in ("VERB", "AUX", "ADV") or word.quoted:
            return ()
        return self._noun(word)

    def _shared(self, word: Word, name: Name) -> tuple[Name, ...]:
        """Bodies of several states that one noun names: "American and Korean officials"."""
        if name.kind != POST:
            return ()
        beside = [one for each in self.scene.children(word, "amod") for one in (each, *self.scene.children(each, "conj"))]  # fmt: skip
        codes = dict.fromkeys(one.code for each in beside if (one := self.scene.name_at.get(each.at)) and one.code)  # fmt: skip
        return tuple(replaced(name, code=code) for code in codes) if len(codes) > 1 else ()

    def _pronoun(self, word: Word, teller: Sequence[Name]) -> tuple[Name, ...]:
        memory, lemma = self.memory, word.text.casefold()
        if lemma in ("i", "we", "my", "our"):
            return tuple(teller) or (Name(GROUP, word.text, "", word.span, word.text),)
        if lemma in ("both", "neither", "two"):
            return memory.pair
        if lemma in ("he", "she", "his", "her", "him"):
            person = next((each for each in teller if kind_of(each) == "person"), None) or memory.of("person")  # fmt: skip
            return (person,) if person else tuple(teller)
        if lemma in ("they", "them", "their"):
            return tuple(teller) or (memory.actors if len(memory.actors) > 1 else memory.pair) or memory.actors  # fmt: skip
        things = tuple(each for each in teller if kind_of(each) != "person")
        if things:
            return things
        return tuple(each for each in memory.actors if kind_of(each) != "person")[:1] or tuple(each for each in memory.actors)[:1]  # fmt: skip

    def _held(self, word: Word) -> tuple[Name, ...]:
        """States after "of", "in" or "from", or owned: "the presidents of the United States and China"."""
        found = [
            name
            for each in self.scene.held(word, "of", "in", "from", "for")
            if (name := self.scene.name_at.get(each.at)) and name.code and name.kind in (COUNTRY, SEAT, ADJECTIVE, CITY)
        ]  # fmt: skip
        return tuple(found)

    def _of_state(self, word: Word, name: Name) -> Name:
        if name.code:
            return name
        code = self._near(word)
        if code:
            return replaced(name, code=code)
        alone = table("alone").get(name.id) if name.id != word.lemma else None
        return replaced(name, code=alone or self._meant(word))

    def _meant(self, word: Word) -> str:
        """The state of an office that no word beside it tells: by its place, by a name before, by the text."""
        head = folded(word.lemma)
        place = self._at_place(word)
        if place:
            return place
        here = [name for name in self.scene.names if name.span.end <= word.span.start and name.code and head in name_words(name)]  # fmt: skip
        before = here[-1] if here else self.memory.called(head)
        bare = all(each is word or each.dep in ("det", "poss", "amod") for each in self.scene.core(word))  # fmt: skip
        if before is not None and (bare or head in AGENCIES):
            return before.code
        return self.memory.fitting(word.text if word.tag == "NNP" else head)

    def _at_place(self, word: Word) -> str:
        """The state of "the ministry in Beijing", or of "in Paris, customs agents ..."."""
        scene = self.scene
        above = word
        while above.dep in ("nsubj", "nsubjpass", "conj", "compound") and (over := scene.head(above)) is not None:  # fmt: skip
            above = over
            if above.pos in ("VERB", "AUX"):
                break
        preps = [*scene.children(word, "prep")]
        if above.pos in ("VERB", "AUX"):
            preps += [each for each in scene.children(above, "prep") if each.at < word.at]
        for prep in preps:
            for each in scene.children(prep, "pobj") if prep.lemma in ("in", "at") else ():
                name = scene.name_at.get(each.at)
                if name is not None and name.code and name.kind in (SEAT, CITY, COUNTRY):
                    return name.code
        return ""

    def _near(self, word: Word) -> str:
        """The state that a noun's own words name."""
        core = self.scene.core(word)
        for each in core:
            name = self.scene.name_at.get(each.at)
            if name is not None and name.code and name.kind in _WHOSE:
                return name.code
        for each in core:
            own = self._pronoun(each, ()) if each.tag == "PRP$" else ()
            if own and own[0].code:
                return own[0].code
        for each in self.scene.children(word, "appos"):
            name = self.scene.name_at.get(each.at)
            if name is not None and name.code:
                return name.code
        if word.dep == "appos" and (above := self.scene.head(word)) is not None:
            return self._near(above)
        return ""

    def _noun(self, word: Word) -> tuple[Name, ...]:
        scene, memory, lemma = self.scene, self.memory, word.lemma
        core = scene.core(word)
        if lemma in _PAIR and any(each.lemma in ("two", "both", "three") for each in core) and memory.pair and not any((name := scene.name_at.get(each.at)) and name.code for each in core):  # fmt: skip
            return self._held(word) or memory.pair
        inside = [name for each in core if (name := scene.name_at.get(each.at)) is not None]
        if word.pos in ("PROPN", "X", "NOUN") and lemma not in POSTS | AGENCIES | _STATE | FIRMS:
            own = next((name for name in inside if name.kind == OFFICIAL), None)
            if own is not None:
                return (own,)
        firm = next((name for name in inside if name.kind == FIRM), None)
        if firm is not None and (lemma in POSTS or lemma in FIRMS or lemma in ("executive", "arm", "unit", "officer", "engineer")):  # fmt: skip
            return (firm,)
        for each in scene.children(word, "appos"):
            name = scene.name_at.get(each.at)
            if name is not None and name.kind in ACTING and (name.code or name.kind == FIRM):
                return (name,)
        phrase = self._phrase(core)
        code = self._near(word)
        if lemma in AGENCIES | _STATE | POSTS or lemma == "side":
            several = self._held(word)
            if several and lemma in POSTS | {"government", "side"} and not code:
                return tuple(replaced(each, kind=POST, id=lemma, code=each.code) for each in several)  # fmt: skip
            if word.tag in ("NNS", "NNPS") and not code and lemma in _HEADS:
                return memory.pair or (phrase,)
            body = Name(POST, phrase.id, code or self._meant(word), phrase.span, phrase.text)
            return (body,)
        if lemma in FIRMS and any(each.lemma in ("the", "its") for each in core) and not code:
            before = memory.of("firm")
            return (before,) if before is not None else (phrase,)
        if word.pos == "PROPN" and _OFFICE.fullmatch(word.text):
            before = memory.known(word.text)
            if before is not None:
                return (replaced(phrase, kind=PERSON, code=before.code),)
            if self._private(word, core):
                return (replaced(phrase, kind=PERSON),)
            code = code or self._title(word, core)
            return (replaced(phrase, kind=PERSON if code else FIRM, code=code),)
        classes = scene.classes(word)
        if code and word.pos in ("NOUN", "PROPN") and not classes - {"party", "firm", "post", "agency", "state", "court", "customs", "legislature"}:  # fmt: skip
            return (Name(POST, phrase.id, code, phrase.span, phrase.text),)
        if classes & {"party", "firm", "pair", "post", "agency", "court", "legislature"} or (not classes and word.pos in ("NOUN", "NUM", "PROPN")):  # fmt: skip
            return (phrase,)
        return ()

    def people(self) -> Iterator[Name]:
        """Persons of the sentence with a state: "Trade Minister Ann Lee", "his Chinese counterpart, Liu Min"."""
        for word in self.scene.words:
            if word.tag != "NNP" or word.quoted or word.at in self.scene.name_at or not _OFFICE.fullmatch(word.text):  # fmt: skip
                continue
            above = self.scene.head(word)
            core = self.scene.core(word)
            if word.dep == "appos" and above is not None and above.lemma in POSTS and above.tag != "NNS":  # fmt: skip
                named = self._one(above, ())
                if named and named[0].code:
                    yield replaced(self._phrase(core), kind=PERSON, code=named[0].code)
            elif word.dep not in _IN_NAME and not self._private(word, core) and (code := self._title(word, core)):  # fmt: skip
                yield replaced(self._phrase(core), kind=PERSON, code=code)

    def _private(self, word: Word, core: Sequence[Word]) -> bool:
        """Whether a person is told of as one who only comments, or who held an office once."""
        beside = [
            one for each in self.scene.children(word, "appos") for one in self.scene.core(each)
        ]
        told = {each.lemma for each in (*core, *beside)}
        return bool(told & words("nouns", "expert", "words")) or "former" in told

    def _title(self, word: Word, core: Sequence[Word]) -> str:
        """The state of a person with a title: "Trade Minister Ann Lee"."""
        appos = [one for each in self.scene.children(word, "appos") for one in self.scene.core(each)]  # fmt: skip
        titled = any(each.lemma.casefold() in POSTS for each in (*core, *appos))
        if not titled:
            return ""
        for each in self.scene.children(word, "appos"):
            code = self._near(each)
            if code:
                return code
            held = self._held(each)
            if held:
                return held[0].code
        return self.memory.home or self._meant(word)

    def _phrase(self, core: Sequence[Word]) -> Name:
        """A noun with its own words, as a name."""
        own = [each for each in core if each.dep not in ("advmod", "case")] or list(core)
        while len(own) > 1 and own[0].dep in ("det", "predet") and own[0].lemma == "the":
            own = own[1:]
        span = Span(own[0].span.start, own[-1].span.end)
        text = self.text[span.start : span.end]
        return Name(GROUP, " ".join(text.split()), "", span, text)
