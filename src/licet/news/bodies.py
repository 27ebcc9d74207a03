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
from licet.news.lexicon import words
from licet.news.model import Name, Span
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from licet.news.parse import Word
    from licet.news.scene import Scene

ACTING = frozenset({AGENCY, COURT, LEGISLATURE, OFFICIAL, COUNTRY, SEAT, FIRM, POST, MEDIA})
STATE = frozenset({AGENCY, COURT, LEGISLATURE, OFFICIAL, COUNTRY, SEAT, POST})
PERSON, GROUP = "person", "group"
_FIRM = frozenset("company firm chipmaker manufacturer supplier vendor giant maker foundry toolmaker carmaker startup subsidiary business retailer".split())  # fmt: skip
_AGENCY = frozenset("ministry department bureau agency regulator office commission authority customs administration watchdog body service directorate board prosecutor".split())  # fmt: skip
_STATE = frozenset("committee panel house chamber assembly congress senate judge jury tribunal council police government cabinet country state capital nation embassy parliament side delegation regime court".split())  # fmt: skip
_POSTS = frozenset("president minister secretary premier chancellor leader spokesman spokeswoman spokesperson official ambassador commissioner representative envoy director chief lawmaker senator congressman congresswoman governor king negotiator diplomat undersecretary head deputy team adviser aide chairman admiral general prosecutor attorney judge army navy military troops force fleet coastguard jet fighter plane aircraft warship ship boat helicopter bomber carrier vessel officer agent administration".split())  # fmt: skip
_HEADS = frozenset({"minister", "president", "leader", "chief", "secretary", "ambassador", "head"})
_PAIR = frozenset("side country government leader president minister power nation capital ally party neighbor neighbour economy official delegation".split())  # fmt: skip
_HANDS = {"hangul": (re.compile(r"[\uac00-\ud7af]"), "KR"), "kana": (re.compile(r"[\u3040-\u30ff]"), "JP")}  # fmt: skip
_DATELINE = re.compile(r"[\w,. ]{0,24}(?:\([^)\n]{2,30}\)\s*)?\s*[-–—]")
_OFFICE = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")


class Memory:
    """Whom a text has named so far."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self._last: dict[str, Name] = {}
        self._person: dict[str, Name] = {}
        self.actors: tuple[Name, ...] = ()
        self.pair: tuple[Name, ...] = ()
        self.here = ""
        """The state that acted last in this paragraph."""
        self.home = _home(text, names)

    def saw(self, names: Iterable[Name]) -> None:
        """Names of a sentence, in order."""
        told = tuple(names)
        for name in told:
            kind = _kind(name)
            if kind:
                self._last[kind] = name
            if name.code and name.kind in STATE:
                self._last["coded"] = name
            if name.kind == OFFICIAL:
                for part in name.id.split():
                    self._person.setdefault(part, name)
        states = tuple({name.code: name for name in told if name.code and name.kind in STATE | {ADJECTIVE}}.values())  # fmt: skip
        if len(states) == 2:
            self.pair = states

    def acted(self, actors: tuple[Name, ...]) -> None:
        """Who was the subject of the last main clause."""
        if actors:
            self.actors = actors
            if len(actors) > 1:
                self.pair = actors
            for name in actors:
                kind = _kind(name)
                if kind:
                    self._last[kind] = name
                if name.kind == PERSON:
                    for part in name.id.split():
                        self._person.setdefault(part, name)

    def known(self, surname: str) -> Name | None:
        """A person whom the text named with a post before."""
        return self._person.get(surname)

    def of(self, kind: str) -> Name | None:
        """The last body of a kind."""
        return self._last.get(kind)

    @property
    def code(self) -> str:
        """The state that the text speaks of: that of who acted last, else the one at home in it."""
        last = self._last.get("coded")
        return last.code if last is not None else self.home


def _kind(name: Name) -> str:
    if name.kind == FIRM or (name.kind == GROUP and name.id.split()[-1] in _FIRM):
        return "firm"
    if name.kind in (OFFICIAL, PERSON):
        return "person"
    if name.kind in (AGENCY, COURT, LEGISLATURE):
        return "agency"
    if name.kind == POST:
        head = name.id.split()[-1].casefold()
        return "agency" if head in _AGENCY else "person" if head in _POSTS else "state"
    return "state" if name.kind in (COUNTRY, SEAT) else ""


def _home(text: str, names: Sequence[Name]) -> str:
    """The state whose office speaks in an unsigned notice: by the script of its names, else the one most named."""
    for pattern, code in _HANDS.values():
        if pattern.search(text):
            return code
    count: dict[str, int] = {}
    for name in names:
        if name.code and name.kind in STATE:
            line = _DATELINE.match(text, name.span.end) if text[name.span.start - 1 : name.span.start] in ("", "\n") else None  # fmt: skip
            weight = 8 if line else {AGENCY: 3, OFFICIAL: 3, POST: 3, SEAT: 2}.get(name.kind, 1)
            count[name.code] = count.get(name.code, 0) + weight
    return max(count, key=lambda code: count[code]) if count else ""


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
        if word.tag in ("PRP", "PRP$") or lemma in ("both", "neither"):
            return self._pronoun(word, teller)
        name = scene.name_at.get(word.at)
        if name is not None and name.kind in ACTING:
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

    def _pronoun(self, word: Word, teller: Sequence[Name]) -> tuple[Name, ...]:
        memory, lemma = self.memory, word.text.casefold()
        if lemma in ("i", "we", "my", "our"):
            return tuple(teller) or (Name(GROUP, word.text, "", word.span, word.text),)
        if lemma in ("both", "neither"):
            return memory.pair
        if lemma in ("he", "she", "his", "her", "him"):
            person = next((each for each in teller if _kind(each) == "person"), None) or memory.of("person")  # fmt: skip
            return (person,) if person else tuple(teller)
        if lemma in ("they", "them", "their"):
            return tuple(teller) or (memory.actors if len(memory.actors) > 1 else memory.pair) or memory.actors  # fmt: skip
        things = tuple(each for each in teller if _kind(each) != "person")
        if things:
            return things
        return tuple(each for each in memory.actors if _kind(each) != "person")[:1] or tuple(each for each in memory.actors)[:1]  # fmt: skip

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
        kind = _kind(name)
        before = self.memory.of(kind) if kind == "agency" else None
        if before is not None and before.code and before.kind in (AGENCY, POST):
            head = word.lemma
            if head in before.text.casefold() or head in ("ministry", "department", "agency", "bureau", "administration"):  # fmt: skip
                return replaced(name, code=before.code)
        return replaced(name, code=self._here())

    def _here(self) -> str:
        """The state that the sentence or the text speaks of."""
        return self.memory.here or self.memory.home or self.memory.code

    def _near(self, word: Word) -> str:
        """The state that a noun's own words name."""
        for each in self.scene.core(word):
            name = self.scene.name_at.get(each.at)
            if (
                name is not None
                and name.code
                and name.kind in (COUNTRY, ADJECTIVE, SEAT, AGENCY, CITY)
            ):
                return name.code
            if each.tag == "PRP$":
                own = self._pronoun(each, ())
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
        if word.pos in ("PROPN", "X", "NOUN") and lemma not in _POSTS | _AGENCY | _STATE | _FIRM:
            own = next((name for name in inside if name.kind == OFFICIAL), None)
            if own is not None:
                return (own,)
        firm = next((name for name in inside if name.kind == FIRM), None)
        if firm is not None and (lemma in _POSTS or lemma in _FIRM or lemma in ("executive", "arm", "unit", "officer", "engineer")):  # fmt: skip
            return (firm,)
        for each in scene.children(word, "appos"):
            name = scene.name_at.get(each.at)
            if name is not None and name.kind in ACTING and (name.code or name.kind == FIRM):
                return (name,)
        phrase = self._phrase(core)
        code = self._near(word)
        if lemma in _AGENCY | _STATE | _POSTS or lemma == "side":
            several = self._held(word)
            if several and lemma in _POSTS | {"government", "side"} and not code:
                return tuple(replaced(each, kind=POST, id=lemma, code=each.code) for each in several)  # fmt: skip
            if word.tag in ("NNS", "NNPS") and not code and lemma in _HEADS:
                return memory.pair or (phrase,)
            body = Name(POST, phrase.id, code or self._before(lemma), phrase.span, phrase.text)
            return (body,)
        if lemma in _FIRM and any(each.lemma in ("the", "its") for each in core) and not code:
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

    def _before(self, lemma: str) -> str:
        before = self.memory.of("agency") if lemma in _AGENCY else None
        return before.code if before is not None and before.code else self._here()

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
        titled = any(each.lemma.casefold() in _POSTS for each in (*core, *appos))
        if not titled:
            return ""
        for each in self.scene.children(word, "appos"):
            code = self._near(each)
            if code:
                return code
            held = self._held(each)
            if held:
                return held[0].code
        return self._here()

    def _phrase(self, core: Sequence[Word]) -> Name:
        """A noun with its own words, as a name."""
        own = [each for each in core if each.dep not in ("advmod", "case")] or list(core)
        while len(own) > 1 and own[0].dep in ("det", "predet") and own[0].lemma == "the":
            own = own[1:]
        span = Span(own[0].span.start, own[-1].span.end)
        text = self.text[span.start : span.end]
        return Name(GROUP, " ".join(text.split()), "", span, text)
