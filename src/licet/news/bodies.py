"""Who a noun phrase means: the state, office, firm or person; pronouns and "the ministry" by what came before."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

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
    shipped,
)
from licet.news.lexicon import folded, words
from licet.news.model import Name, Span
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from licet.news.parse import Word
    from licet.news.scene import Scene

ACTING = frozenset({AGENCY, COURT, LEGISLATURE, OFFICIAL, COUNTRY, SEAT, FIRM, POST, MEDIA})
STATE = frozenset({AGENCY, COURT, LEGISLATURE, OFFICIAL, COUNTRY, SEAT, POST})
PERSON, GROUP = "person", "group"
_FIRM = frozenset("company firm chipmaker manufacturer supplier vendor giant maker foundry toolmaker carmaker startup subsidiary business retailer".split())  # fmt: skip
_AGENCY = frozenset("ministry department bureau agency regulator office commission authority customs administration watchdog body service directorate board prosecutor".split())  # fmt: skip
_STATE = frozenset("committee panel house chamber assembly congress senate judge jury tribunal council police government cabinet country state capital nation embassy parliament side delegation regime court".split())  # fmt: skip
_POSTS = frozenset("legislator counterpart president minister secretary premier chancellor leader spokesman spokeswoman spokesperson official ambassador commissioner representative envoy director chief lawmaker senator congressman congresswoman governor king negotiator diplomat undersecretary head deputy team adviser aide chairman admiral general prosecutor attorney judge army navy military troops force fleet coastguard jet fighter plane aircraft warship ship boat helicopter bomber carrier vessel officer agent administration".split())  # fmt: skip
_IN_NAME = frozenset({"compound", "amod", "poss", "nmod", "appos"})
_WHOSE = frozenset({COUNTRY, ADJECTIVE, SEAT, AGENCY, CITY, LEGISLATURE, COURT})
_HEADS = frozenset({"minister", "president", "leader", "chief", "secretary", "ambassador", "head"})
_PAIR = frozenset("side country government leader president minister power nation capital ally party neighbor neighbour economy official delegation".split())  # fmt: skip
_HANDS = {"hangul": (re.compile(r"[\uac00-\ud7af]"), "KR"), "kana": (re.compile(r"[\u3040-\u30ff]"), "JP")}  # fmt: skip
_DATELINE = re.compile(r"[\w,. ]{0,24}(?:\([^)\n]{2,30}\)\s*)?\s*[-–—]")
_DATED = re.compile(r",\s[^\n]{0,14}\b\d{4}\n")
_WEIGHT = {AGENCY: 3, OFFICIAL: 3, POST: 3, SEAT: 2}
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
        self._at_home = next((each for each in names if each.code == self.home and each.kind in STATE | {ADJECTIVE}), None)  # fmt: skip
        self._sides: list[Name] = []
        self._named: dict[str, Name] = {}

    def called(self, head: str) -> Name | None:
        """The body that "the bureau" or "the ministry" means: the last whose name holds the word, or stands for it."""
        return self._named.get(head)

    def fitting(self, head: str) -> str:
        """The state whose office a bare "ministry" or "government" is: of who acts here, else of the text, else of who acted before."""
        if alone := _table("alone").get(head):
            return str(alone)
        out = _table("not_called").get(head.casefold(), ())
        last = self._last.get("coded")
        codes = (self.here, self.home, *(each.code for each in reversed(self._sides)), last.code if last else "")  # fmt: skip
        return next((code for code in codes if code and code not in out), "")

    def took_part(self, actors: Iterable[Name]) -> None:
        """States that acted, in the order told: a protest or an answer goes to the last of another side."""
        for name in actors:
            if name.code and name.kind in STATE | {ADJECTIVE}:
                self._sides.append(name)

    def of_text(self, names: Sequence[Name]) -> tuple[Name, ...]:
        """Names with the state that a name of several states' offices means in this text."""
        shared = _table("shared")
        return tuple(
            replaced(each, code=self.home) if each.text == each.id and self.home in shared.get(each.id, ()) else each
            for each in names
        )  # fmt: skip

    def met(self, people: Iterable[Name]) -> None:
        """Persons whom the text names with the state that they act for."""
        for name in people:
            for part in name.id.split():
                self._person.setdefault(part, name)

    def sides(self) -> tuple[Name, ...]:
        """The states that acted, the last first."""
        return tuple(reversed(self._sides))

    def at_home(self, place: int) -> tuple[Name, ...]:
        """The state that the text is at home in, if it named it before a place."""
        name = self._at_home
        return (name,) if name is not None and name.span.end <= place else ()

    def other_side(self, own: frozenset[str], *, firm: bool) -> tuple[Name, ...]:
        """The state that acted last and is not ``own``; for a firm, which asks whoever rules, any."""
        others = [each for each in reversed(self._sides) if firm or each.code not in own]
        last = self._last.get("coded")
        if last is not None and last.code not in own:
            others.append(last)
        at_home = [each for each in others if each.code == self.home and each is not others[0]]
        found = next(iter((*at_home, *others)), None) if not firm else next(iter((*at_home, *others)), None)
        return (found,) if found is not None else ()

    def saw(self, names: Iterable[Name]) -> None:
        """Names of a sentence, in order."""
        told = tuple(names)
        for name in told:
            kind = _kind(name)
            if kind:
                self._last[kind] = name
            if name.code and name.kind in STATE:
                self._last["coded"] = name
                for word in name_words(name):
                    self._named[word] = name
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


def name_words(name: Name) -> frozenset[str]:
    """The words that a text may take up a body's name by."""
    if name.kind not in (AGENCY, POST, COURT, LEGISLATURE):
        return frozenset()
    return frozenset(name.text.casefold().split()) | _stands_for().get(name.id, frozenset())


def _table(part: str) -> dict[str, Any]:
    return cast("dict[str, Any]", shipped("bodies")[part])


@cache
def _stands_for() -> dict[str, frozenset[str]]:
    """By the name of a body: what it is called again."""
    found: dict[str, set[str]] = {}
    for head, names in _table("called").items():
        for each in names:
            found.setdefault(each, set()).add(head)
    return {name: frozenset(heads) for name, heads in found.items()}


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
    count = {code: 4 for pattern, code in _HANDS.values() if pattern.search(text)}
    title = text.find("\n")
    for name in names:
        if not name.code or name.kind not in STATE | {ADJECTIVE, CITY}:
            continue
        begins = text[name.span.start - 1 : name.span.start] in ("", "\n")
        weight = _WEIGHT.get(name.kind, 1)
        if begins and (_DATELINE.match(text, name.span.end) or _DATED.match(text, name.span.end)):
            weight = 8
        elif name.span.end <= title:
            weight += 3
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
        if word.tag in ("PRP", "PRP$") or lemma in ("both", "neither") or (lemma == "two" and word.pos == "NUM"):
            return self._pronoun(word, teller)
        name = scene.name_at.get(word.at)
        if name is not None and name.kind in ACTING:
            if name.kind == FIRM and not name.code:
                return (replaced(name, code=self._near(word)),)  # "a Texas firm, Hao Global"
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
        alone = _table("alone").get(name.id) if name.id != word.lemma else None
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
        if before is not None and (bare or head in _AGENCY):
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
            body = Name(POST, phrase.id, code or self._meant(word), phrase.span, phrase.text)
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

    def people(self) -> Iterator[Name]:
        """Persons of the sentence with a state: "Trade Minister Ann Lee", "his Chinese counterpart, Liu Min"."""
        for word in self.scene.words:
            if word.tag != "NNP" or word.quoted or word.at in self.scene.name_at or not _OFFICE.fullmatch(word.text):  # fmt: skip
                continue
            above = self.scene.head(word)
            core = self.scene.core(word)
            if word.dep == "appos" and above is not None and above.lemma in _POSTS and above.tag != "NNS":  # fmt: skip
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
        return self.memory.home or self._meant(word)

    def _phrase(self, core: Sequence[Word]) -> Name:
        """A noun with its own words, as a name."""
        own = [each for each in core if each.dep not in ("advmod", "case")] or list(core)
        while len(own) > 1 and own[0].dep in ("det", "predet") and own[0].lemma == "the":
            own = own[1:]
        span = Span(own[0].span.start, own[-1].span.end)
        text = self.text[span.start : span.end]
        return Name(GROUP, " ".join(text.split()), "", span, text)
