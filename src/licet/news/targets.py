"""On whom an act falls: whom it addresses, whom it hits, and whom it must mean where its clause names nobody."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from licet.news.bodies import ACTING
from licet.news.gazetteer import ADJECTIVE, COUNTRY, FIRM, LAW, MEDIA, SEAT, shipped
from licet.news.lexicon import words
from licet.news.memory import STATE
from licet.record import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from licet.news.bodies import Bodies
    from licet.news.model import Name, Span
    from licet.news.parse import Word
    from licet.news.scene import Scene
    from licet.news.told import Met

_BODY = frozenset({"state", "agency", "post", "official", "legislature", "court", "firm", "party", "person", "pronoun", "envoy", "pair"})  # fmt: skip
_OWN = frozenset({"curb", "rule", "inquiry", "permit", "penalty", "counter", "relief", "pause", "list", "listing", "deal", "plan", "request", "objection", "money", "status", "customs"})  # fmt: skip
"""Nouns before which a state's name tells whose they are: "the American inquiry"."""
_ASIDE = words("targets", "aside", "words")
_WAY = words("targets", "way", "words")
_DEALING = words("targets", "dealing", "words")
_HITS = words("targets", "hits", "words")
_UNDERGO = words("targets", "undergo", "words")
_TO = {
    "urge": words("targets", "urge", "words"), "protest": words("targets", "protest", "words"),
    "state": words("targets", "state", "words"), "meet": words("targets", "meet", "words"),
    "negotiate": words("targets", "negotiate", "words"),
}  # fmt: skip
_REMOTE = words("targets", "remote", "words")
_TOLD = words("targets", "told", "words")
_ANSWERS = words("targets", "answers", "words")
_INBOUND = words("targets", "inbound", "words")
_WHOSE = frozenset({"whose", "where", "when", "who"})
_CLAUSE = frozenset({"conj", "parataxis", "ccomp", "advcl", "relcl", "acl"})
_PAIRED = frozenset({"protest", "retaliate", "urge", "incident"})
"""Acts that always fall on somebody: where nobody is named, on the other side."""
_UPON = frozenset({"deny", "license", "list", "delist", "suspend", "relax"})
"""Acts that mostly fall on somebody: told without him, on whom the last act of the same side fell."""
_POLICY = frozenset({"restrict", "relax", "suspend", "extend", "retaliate", "list", "delist", "deny", "license"})  # fmt: skip


class Aims:
    """On whom the acts told so far fell, for the words that only point back to them."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], tuple[Name, ...]] = {}

    def fell(self, act: str, actors: Sequence[Name], targets: tuple[Name, ...]) -> None:
        """An act was told, with whom it hits."""
        if targets:
            self._last[_family(act), actors[0].code if actors else ""] = targets

    def of(self, act: str, actors: Sequence[Name]) -> tuple[Name, ...]:
        """Whom the last act of the kind by the same side hit."""
        return self._last.get((_family(act), actors[0].code if actors else ""), ())


def _family(act: str) -> str:
    return "policy" if act in _POLICY else act


class Targets:
    """Reads on whom the acts of one sentence fall."""

    def __init__(self, scene: Scene, bodies: Bodies, aims: Aims) -> None:
        self.scene, self.bodies, self.aims = scene, bodies, aims

    def of(self, told: Met, clause: Span, actors: tuple[Name, ...]) -> tuple[Name, ...]:
        """Whom an act addresses or hits, each once."""
        act, own = told.act, _codes(actors)
        found: tuple[Name, ...] = ()
        if act in _TO:
            found = self._addressed(told, actors)
            if found or act in ("state", "meet") or (act == "urge" and self._unnamed(told)):
                return _once(found)
        if act in ("license", "deny", "fund"):
            found = self._given(told, actors)
        if not found and act != "urge":
            found = self._hit(told, clause, actors)
        if not found:
            found = self._meant(told, actors)
        if not found and act in _PAIRED:
            found = self._other_side(told, own)
        if not found and (act in _UPON or self._points_back(told)):
            found = self.aims.of(act, actors)
        return _once(found)

    def owner(self, told: Met, clause: Span) -> Name | None:
        """Whose measure, inquiry or law an act without an actor is, by the words beside it."""
        scene, verb = self.scene, told.verb
        nouns = [*told.objects, *scene.objects(verb), *scene.subject(verb)]
        if told.frame.act == "subject":
            inside = [name for noun in scene.subject(verb) for each in scene.grammar.under(noun.at) if (name := scene.name_at.get(each.at)) and name.code and name.kind in STATE | {ADJECTIVE} and not self._fallen_on(noun, each)]  # fmt: skip
            if inside:
                return inside[0]
        for word in nouns:
            if not scene.classes(word) & _OWN:
                continue
            below = {one.at for one in scene.grammar.under(word.at)}
            for each in (one for one in scene.owner(word) if one.at in below):
                name = scene.name_at.get(each.at)
                if name is not None and name.code and name.kind in STATE | {ADJECTIVE} and clause.holds(name.span):  # fmt: skip
                    return name
        law = next((each for each in scene.names if each.kind == LAW and clause.holds(each.span) and each.id in _law_states() and (head := self._head(each)) is not None and self._within(verb, head)), None)  # fmt: skip
        return None if law is None else replaced(law, kind=COUNTRY, id=_law_states()[law.id], code=_law_states()[law.id])  # fmt: skip

    def _fallen_on(self, noun: Word, word: Word) -> bool:
        """Whether a word stands after "on" or "to" below a noun: "the duty on Chinese chips"."""
        at: Word | None = word
        while at is not None and at.at != noun.at:
            if at.dep == "prep" and at.lemma in ("on", "to", "against", "for", "with", "from"):
                return True
            at = self.scene.head(at)
        return False

    def hit_states(self, told: Met, clause: Span) -> frozenset[str]:
        """States that stand in a clause as those that the act falls on."""
        return frozenset(each.code for each in self._hit(told, clause, ()) if each.kind != FIRM)

    def stated(self, verb: Word, actors: tuple[Name, ...]) -> tuple[Name, ...]:
        """To whom a position is told, or whose account it rejects."""
        found = [each for each in self.scene.objects(verb) if verb.lemma in _TOLD]
        return _once(self._who((*found, *self.scene.held(verb, "to", "with")), actors))

    def _other_side(self, told: Met, own: frozenset[str]) -> tuple[Name, ...]:
        """The other side of the story, or the state last named in this sentence."""
        before = [each for each in self.scene.names if each.code and each.kind in STATE and each.code not in own and each.span.end <= told.verb.span.start]  # fmt: skip
        return self.bodies.memory.other_side(own, firm=not own) or tuple(before[-1:])

    def _addressed(self, told: Met, actors: tuple[Name, ...]) -> tuple[Name, ...]:
        """Whom a request, a protest, a call or an answer goes to."""
        scene, verb, act = self.scene, told.verb, told.act
        if act == "meet" and verb.lemma not in _REMOTE:
            return ()
        if act == "state" and verb.lemma not in _TOLD | _ANSWERS:
            return ()
        nouns: list[Word] = []
        if scene.passive(verb) and act != "protest":
            nouns += scene.subject(verb)
        elif verb.pos in ("VERB", "AUX"):
            nouns += scene.children(verb, "dobj", "dative")
            nouns = [one for each in nouns for one in scene.coordinated(each)]
            for each in scene.children(verb, "ccomp", "xcomp"):
                if act in ("urge", "state") and (scene.grammar.with_to(each) or verb.lemma in ("demand", "insist", "want")):  # fmt: skip
                    nouns += [one for below in scene.children(each, "nsubj", "nsubjpass") for one in scene.coordinated(below)]  # fmt: skip
        nouns += scene.held(verb, *_TO[act])
        for each in told.objects:
            nouns += scene.held(each, "to", "on", "from", "with", "against")
        if act == "state":  # "rejected the claim by Seoul", "dismissed Delhi's account"
            nouns += [
                one for each in scene.objects(verb) for one in scene.owner(each) if one.at > verb.at
            ]
        found = self._who(nouns, actors)
        if not found and act == "state" and verb.lemma in _ANSWERS and _codes(actors):
            return self._other_side(told, _codes(actors))
        return found

    def _unnamed(self, told: Met) -> bool:
        """Whether a request goes to somebody without a state: "asked firms to report", "warned the supplier"."""
        if told.verb.pos not in ("VERB", "AUX"):
            return False
        nouns = [*self.scene.children(told.verb, "dobj", "dative"), *(each for one in told.objects for each in self.scene.held(one, "to"))]  # fmt: skip
        return any(self.scene.classes(each) & {"party", "firm", "person", "state"} and each.tag in ("NN", "NNS") for each in nouns)  # fmt: skip

    def _given(self, told: Met, actors: tuple[Name, ...]) -> tuple[Name, ...]:
        """Who is given a license or money, or refused it: told by name, or as "the company"."""
        scene, verb = self.scene, told.verb
        nouns = list(scene.objects(verb))
        if not scene.passive(verb) and verb.lemma in _UNDERGO:
            nouns += scene.subject(verb)
        nouns += scene.held(verb, "to")
        return tuple(
            each for each in self._who(nouns, actors) if each.kind in (FIRM, COUNTRY, SEAT)
        )

    def _who(self, nouns: Iterable[Word], actors: tuple[Name, ...]) -> tuple[Name, ...]:
        """Bodies with a state among some nouns."""
        found: list[Name] = []
        for word in nouns:
            if not self.scene.classes(word) & _BODY and word.at not in self.scene.name_at:
                continue
            name = self.scene.name_at.get(word.at)
            if name is not None and name.kind not in ACTING | {ADJECTIVE}:
                continue
            found += [each for each in self.bodies.who((word,)) if each.code and each.kind != MEDIA and each not in actors[:1]]  # fmt: skip
        return tuple(found)

    def _hit(self, told: Met, clause: Span, actors: tuple[Name, ...]) -> tuple[Name, ...]:
        """States and firms that stand in a clause where an act falls on them."""
        own = _codes(actors)
        strong: list[Name] = []
        weak: list[Name] = []
        reach = [clause, *(self.scene.grammar.reach(each.at) for each in self._things(told))]
        for name in self.scene.names:
            if not any(each.holds(name.span) for each in reach) or name in actors or name.kind not in (COUNTRY, SEAT, ADJECTIVE, FIRM):  # fmt: skip
                continue
            if name.kind != FIRM and name.code in own:
                continue
            word = self._head(name)
            if word is None:
                continue
            place = self._place(told, name, word)
            if place:
                (strong if place > 1 else weak).append(name)
        return tuple(strong or weak)

    def _things(self, told: Met) -> tuple[Word, ...]:
        """What an act is done to, where its clause hangs on it: "the inquiry into X, which it had opened"."""
        above = self.scene.head(told.verb)
        if told.verb.dep != "relcl" or above is None:
            return ()
        done_to = above in self.scene.objects(told.verb) or self.scene.classes(above) & _OWN
        return (above,) if done_to else ()

    def _head(self, name: Name) -> Word | None:
        inside = [each for each in self.scene.words if each.span.meets(name.span) and not each.quoted]  # fmt: skip
        return next((each for each in inside if each.head not in {one.at for one in inside} or each.head == each.at), None)  # fmt: skip

    def _place(self, told: Met, name: Name, word: Word) -> int:
        """How well a name stands as one that an act falls on: 0 not, 1 by its goods, 2 itself."""
        scene, act, verb = self.scene, told.act, told.verb
        goods = False
        over = scene.head(word)
        if over is not None and over.tag == "VBN" and over.dep == "amod":
            return 0  # "American-made chips"
        if over is not None and name.kind == SEAT and over.dep == "prep" and over.lemma in ("in", "at", "near"):  # fmt: skip
            return 0
        if word.dep in ("poss", "amod", "compound", "nmod"):
            above = scene.head(word)
            if above is None:
                return 0
            kinds = scene.classes(above)
            held = scene.head(above) if above.dep == "pobj" else None
            party = bool(kinds & _BODY) or (not kinds and above.dep in ("dobj", "nsubjpass")) or (held is not None and held.lemma in ("to", "for", "against", "from") and "goods" not in kinds)  # fmt: skip
            if not party and kinds & _OWN and "goods" not in kinds and act not in ("protest", "state") and (act != "investigate" or "inquiry" in kinds):  # fmt: skip
                if name.kind != FIRM:
                    return 0
            elif name.kind == FIRM and any((one := scene.name_at.get(each.at)) and one.kind == ADJECTIVE for each in scene.children(above)):  # fmt: skip
                return 0  # "the firm's Chinese arm"
            elif not party:
                goods = True
                if name.kind != FIRM and act in ("restrict", "relax", "suspend") and not self._inbound():  # fmt: skip
                    return 0
        subjects = set()
        if not scene.passive(verb):
            for each in scene.subject(verb):
                if scene.classes(each) & _BODY - {"pronoun"} and each.at in {one.at for one in scene.children(verb, "nsubj")}:  # fmt: skip
                    subjects |= {one.at for one in scene.grammar.under(each.at)}
        if word.at in subjects and told.verb.lemma not in _UNDERGO:
            return 0
        if not self._within(verb, word):
            return 0
        if name.kind != FIRM and any(each.dep == "prep" and each.lemma in ("in", "at", "near") and each.head == verb.at and (each.at < verb.at or name.kind == SEAT or act not in _POLICY) for each in scene.grammar.up(word)):  # fmt: skip
            return 0
        return 1 if goods else 2

    def _within(self, verb: Word, word: Word) -> bool:
        """Whether a word belongs to what a verb tells, not to a time, a reason or another act beside it."""
        over = {verb.at, *(each.at for each in self.scene.grammar.up(verb))}
        at = word
        while at.at not in over:
            above = self.scene.head(at)
            if above is None:
                return False
            if at.dep == "advcl" and (at.lemma not in _HITS or at.tag != "VBG"):
                return False
            if at.dep == "relcl" and any(each.text.casefold() in _WHOSE for each in self.scene.grammar.under(at.at)[:3]):  # fmt: skip
                return False
            if at.dep == "prep" and (at.lemma in _ASIDE or (at.lemma == "with" and above.lemma not in _DEALING) or (at.lemma in _WAY and above.at in over) or (at.lemma == "for" and self.scene.children(at, "pcomp"))):  # fmt: skip
                return False
            if above.at in over and above.at != verb.at and at.dep in _CLAUSE:
                return False
            at = above
        return True

    def _inbound(self) -> bool:
        """Whether a measure is one on what comes in: a tariff, a ban on imports."""
        return any(each.lemma in _INBOUND for each in self.scene.words)

    def _meant(self, told: Met, actors: tuple[Name, ...]) -> tuple[Name, ...]:
        """Bodies that only a pronoun or "the firm" means, where the act falls on them."""
        scene, verb = self.scene, told.verb
        if told.act in ("meet", "state", "negotiate", "incident"):
            return ()
        nouns = [*scene.objects(verb), *scene.held(verb, "on", "against", "for", "to", "into")]
        if scene.passive(verb) is False and verb.lemma in _UNDERGO:
            nouns += scene.subject(verb)
        for each in told.objects:
            nouns += scene.held(each, "on", "against", "for", "to", "into")
        kinds = _BODY - {"pronoun"}
        found = [each for each in nouns if scene.classes(each) & kinds or each.text.casefold() in ("him", "her") or (verb.lemma in _TOLD and each.text.casefold() == "it" and each.dep == "dobj")]  # fmt: skip
        own = _codes(actors)
        return tuple(each for each in self._who(found, actors) if each.kind == FIRM or each.code not in own)  # fmt: skip

    def _points_back(self, told: Met) -> bool:
        """Whether what is told of is only pointed at: "the ban", "it", "these"."""
        scene, verb = self.scene, told.verb
        if verb.pos not in ("VERB", "AUX"):
            return False
        nouns = [*scene.objects(verb), *(() if scene.passive(verb) else scene.subject(verb))]
        nouns += [each for noun in nouns for each in scene.held(noun, "on", "against")]
        return any(self._pointing(each) for each in nouns)

    def _pointing(self, word: Word) -> bool:
        scene = self.scene
        kinds = scene.classes(word)
        if word.text.casefold() in ("others", "more") or (word.pos == "NUM" and word.dep in ("dobj", "pobj", "nsubjpass")):  # fmt: skip
            return True
        if word.text.casefold() in ("it", "they", "these", "those", "both", "this"):
            return True
        if not kinds & _OWN | {"deed"}:
            return False
        definite = any(each.text.casefold() in ("the", "that", "this", "these", "those", "its") for each in scene.children(word, "det", "poss"))  # fmt: skip
        return definite and not scene.children(word, "prep", "relcl", "acl") and not any(each.at in scene.name_at for each in scene.core(word))  # fmt: skip


@cache
def _law_states() -> dict[str, str]:
    return cast("dict[str, str]", shipped("names")["law_country"])


def _codes(actors: Iterable[Name]) -> frozenset[str]:
    return frozenset(each.code for each in actors if each.code and each.kind != FIRM)


def _once(found: Iterable[Name]) -> tuple[Name, ...]:
    kept: dict[tuple[str, str], Name] = {}
    for name in found:
        kept.setdefault(("firm", name.id) if name.kind == FIRM else ("", name.code), name)
    return tuple(kept.values())
