"""Events of one text, sentence by sentence: words that tell an act, their arguments, how they stand.

Rules find verbs and nouns of the lexicon; then every word that may tell an act is weighed (weighed.py).  An
event needs somebody who acts, for most acts; what is only supposed, advised or quoted is none.  Nothing is filled in that the text does not hold: a state without a name
is left out, a day that is not told is unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.news.actors import actor_type, things
from licet.news.bodies import Bodies
from licet.news.carry import DaysTold
from licet.news.chains import ASKED, DENIED, DONE, MAY, WILL, standing
from licet.news.clues import candidates, clues
from licet.news.conditions import condition, terms_after
from licet.news.counts import of_acts
from licet.news.extent import clause_of, within
from licet.news.field_clues import field_clues
from licet.news.gazetteer import FIRM, LAW, MEDIA
from licet.news.hearsay import position, speaker
from licet.news.kept import ALWAYS, PUBLIC, private, refused
from licet.news.lexicon import words
from licet.news.memory import STATE, Memory
from licet.news.model import EXACT, Amount, Dated, Event, Name, Span
from licet.news.scene import Scene
from licet.news.stage import NONE as NO_STAGE
from licet.news.stage import stage
from licet.news.targets import Aims, Targets
from licet.news.told import generic, met, named
from licet.news.weighed import SHIPPED, Weighed, Weigher, once_each
from licet.news.when import when
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.news.chains import Standing
    from licet.news.parse import Grammar, Word
    from licet.news.told import Met

SUREST = 99
"""The greatest confidence in hundredths: no weight of clues makes an act certain."""
UNWEIGHED = Decimal(0)
"""The confidence of an event before its clues are weighed."""
_GETS = words("targets", "gets", "words")
_RULES_OF = frozenset({"restrict", "relax", "suspend", "list", "license", "negotiate"})


@record
class Known:
    """What the rules need of a text: all of it found before, offsets those of the text."""

    text: str
    masked: str
    sentences: tuple[Span, ...]
    names: tuple[Name, ...]
    dates: tuple[Dated, ...]
    amounts: tuple[Amount, ...]
    anchor: Dated
    grammar: tuple[Grammar, ...] = ()


def acts(known: Known, weigher: Weigher = SHIPPED) -> tuple[Event, ...]:
    """Every event, in the order of the text; ids are given when articles are joined.

    ``weigher`` says which words tell an act, and how far it has come.
    """
    said = tuple(each for each in known.names if known.masked[each.span.start : each.span.end].strip())  # fmt: skip
    reading = _Reading(replaced(known, names=said), weigher)
    found = [reading.sentence(grammar) for grammar in known.grammar]
    return tuple(_with_terms(known, found, place, each) for place, told in enumerate(found) for each in told)  # fmt: skip


_LETS = frozenset({"relax", "license"})
_UNDER = ("Under the ", "Under this ", "Under that ", "Under its ")


def _with_terms(known: Known, found: Sequence[Sequence[Event]], place: int, event: Event) -> Event:
    """A permission with the terms that the next sentences of its paragraph set, if its own sets none."""
    if event.condition is not None or event.act not in _LETS or event.modality == DENIED:  # fmt: skip
        return event
    end = known.text.find("\n", known.grammar[place].span.end)
    last = end if end >= 0 else len(known.text)
    after: list[Grammar] = []
    for number in range(place + 1, min(place + 4, len(known.grammar))):
        others = {each.act for each in found[number]} - _LETS
        span = known.grammar[number].span
        if span.start > last and known.text.startswith(_UNDER, span.start):
            last = span.end  # "Under the rule" opens a paragraph of its own
        if span.end > last or others:
            break
        after.append(known.grammar[number])
    return replaced(event, condition=terms_after(known.text, after)) if after else event


class _Reading:
    """One text while it is read: what the sentences before leave behind."""

    def __init__(self, known: Known, weigher: Weigher = SHIPPED) -> None:
        self.known = known
        self.weigher = weigher
        self.place = -1
        self.memory = Memory(known.text, known.names)
        self.known = known = replaced(known, names=self.memory.of_text(known.names))
        self.days = DaysTold()
        self.paragraph = -1
        self.act = ""
        self.doer: Name | None = None
        self.aims = Aims()

    def sentence(self, grammar: Grammar) -> list[Event]:
        """The events of the next sentence."""
        known, span = self.known, grammar.span
        self.place += 1
        number = known.text.count("\n", 0, span.start)
        if number != self.paragraph:
            self.memory.here = ""
            self.paragraph, self.days = number, self.days.paragraph()
            self.act = self.act if self.act in _RULES_OF else ""
        first = bisect_left(known.names, span.start, key=_start)
        last = bisect_left(known.names, span.end, key=_start)
        names = tuple(name for name in known.names[first:last] if span.holds(name.span))
        scene = Scene(
            grammar,
            names,
            [each.span for each in known.amounts if len(each.unit) == 3 and each.unit.isupper()],
        )
        title = number == 0 and len(known.sentences) > 2 and known.text[span.start : span.end][-1:] not in ".!?。"  # fmt: skip
        asked = known.text[span.start : span.end].endswith("?")
        found = [] if title or asked or not grammar.words else self._events(scene)
        self.memory.saw(names)
        if grammar.words:
            root = grammar.roots[0] if grammar.roots else grammar.words[0]
            bodies = Bodies(scene, self.memory, known.text)
            self.memory.acted(tuple(each for each in bodies.who(scene.subject(root)) if each.kind != MEDIA))  # fmt: skip
            self.memory.met(bodies.people())
        return found

    def _events(self, scene: Scene) -> list[Event]:
        verbs = [
            word
            for word in scene.words
            if word.pos in ("VERB", "AUX")
            and not word.quoted
            and not scene.children(word, "det", "poss", "nummod", "compound")
        ]
        told: list[Met] = []
        for verb in verbs:
            one = met(scene, verb, self.act)
            if one is not None:
                told.append(one)
        inner = within(scene, told)
        found: dict[int, Event] = {}
        used: list[Word] = []
        for one in told:
            if one.verb.at in inner:
                continue
            event = self._event(scene, one)
            if event is not None:
                found[one.verb.at] = event
                used.append(one.verb)
        for noun in self._named(scene, told):
            event = self._event(scene, noun)
            if event is not None:
                found[noun.verb.at] = event
        for verb in verbs:
            stated = position(scene, verb, used)
            if stated is not None:
                event = self._stated(scene, verb, stated)
                if event is not None:
                    found[verb.at] = event
        return self._weighed(scene, {one.verb.at: one for one in told}, found)

    def _weighed(self, scene: Scene, told: dict[int, Met], found: dict[int, Event]) -> list[Event]:
        """What stays of the rules' events, and what they missed, by the weight of clues."""
        told_so: list[Weighed] = []
        clues_of: dict[int, tuple[str, ...]] = {}
        for word in candidates(scene, found):
            event = found.get(word.at)
            said = clues(scene, word, told.get(word.at), event.act if event else "", self.place)
            clues_of[word.at] = said
            weighed = self.weigher.act(word, said, event.act if event else "")
            if weighed is not None:
                told_so.append(weighed)
        kept = []
        for each in once_each(scene, told_so):
            event = found.get(each.word.at)
            if event is None or event.act != each.act:
                opened = generic(each.word, each.act, told.get(each.word.at))
                event = self._event(scene, opened, weighed=True)
            if event is not None:
                sure = Decimal(min(round(100 * each.chance), SUREST)) / 100
                rule = event.rule if each.by_rule else "weights"
                opens, ahead = told.get(each.word.at), self._ahead(event.date)
                about = field_clues(scene, each.word, opens, event, clues_of[each.word.at], ahead=ahead)  # fmt: skip
                event = self.weigher.fields(event, about)
                kept.append(replaced(event, confidence=sure, rule=rule))
        return _with_amounts(scene, kept)

    def _event(self, scene: Scene, told: Met, *, weighed: bool = False) -> Event | None:
        known = self.known
        how = standing(scene, told.verb)
        if told.frame.modality and how.modality == DONE:
            how = replaced(how, modality=told.frame.modality, firm=False)
        if "negated" in told.frame.flags or (told.act == "restrict" and told.frame.act == "relax"):
            how = replaced(how, modality=DONE)
        if how.modality == "must" and told.act == "license" and told.verb.lemma in ("obtain", "get", "secure", "hold"):  # fmt: skip
            told = replaced(told, act="restrict")
        bodies = Bodies(scene, self.memory, known.text)
        teller = bodies.who(scene.subject(how.teller)) if how.teller is not None else ()
        subjects = self._subjects(scene, told)
        actors = tuple(each for each in bodies.who(subjects, teller) if each.kind != MEDIA)
        clause = clause_of(scene, told, how)
        targets = Targets(scene, bodies, self.aims)
        why = refused(scene, told, how, subjects, actors, teller, dated=self._dated(clause))
        if why and (why in ALWAYS or not weighed):
            return None
        if told.act == "meet" and told.verb.lemma in ("meet", "hold", "confer", "talk", "speak", "sit", "telephone", "phone", "ring", "call"):  # fmt: skip
            others = bodies.who((*told.objects, *scene.held(told.verb, "with", "to")), teller)
            actors = tuple({(each.code, each.id): each for each in (*actors, *(one for one in others if one.kind in (*STATE, "person")))}.values()) if actors else actors  # fmt: skip
        if told.act in PUBLIC and private(actors):
            actors = ()
        if not actors:
            actors = self._elsewhere(scene, told, targets, clause, teller)
        if not actors and told.act not in PUBLIC | {"suspend", "extend", "enforce"}:
            return None
        modality = self._modality(told, how)
        verb = Span(told.verb.span.start, max([told.verb.span.end, *(scene.words[at].span.end for at in told.taken)]))  # fmt: skip
        date, background = when(known, self.place, clause, told.verb, self.days, told.act)
        self.days = self.days.after(date, background=background)
        ahead = self._ahead(date)
        if ahead and modality == DONE and told.frame.stage in ("in force", "expired"):
            modality = WILL
        level = stage(told, replaced(how, modality=modality), known.masked[clause.start : clause.end], ahead=ahead, background=background, firm=private(actors) or any(each.kind == FIRM for each in actors[:1]))  # fmt: skip
        if told.act in _RULES_OF:
            self.act = told.act
        self.memory.here = next((each.code for each in actors if each.code and each.kind in STATE and subjects), self.memory.here)  # fmt: skip
        if told.act in PUBLIC | {"suspend", "retaliate"} and actors and actors[0].code and subjects and told.frame.number > 0 and told.verb.dep not in ("relcl", "acl", "advcl"):  # fmt: skip
            self.doer = actors[0]
        names, sentence = scene.names, scene.grammar.span
        who, at, via = speaker(scene, known.text, how, actors)
        hit = targets.of(told, clause, actors)
        self.aims.fell(told.act, actors, hit)
        self.memory.took_part(actors[:1])
        return Event(
            id="", act=told.act, actors=actors, actor_type=actor_type(actors[0] if actors else None),
            objects=things(names, clause) or things(names, sentence), targets=hit,
            instruments=things(names, clause, (LAW,)) or things(names, sentence, (LAW,)),
            stage=level, modality=modality, condition=condition(known.text, clause, sentence, scene.grammar),
            amounts=tuple(each for each in known.amounts if sentence.holds(each.span)),
            date=date, speaker=who, speaker_span=at, via=via,
            confidence=UNWEIGHED,
            spans=(clause, verb), background=background, rule=f"frame {told.frame.number}",
        )  # fmt: skip

    def _named(self, scene: Scene, told: list[Met]) -> list[Met]:
        """Measures that a noun with a day of its own names, where no verb of the sentence has it."""
        had = {each.at for one in told for each in (*one.objects, *scene.subject(one.verb))}
        found = []
        for noun in scene.words:
            if noun.pos != "NOUN" or noun.at in had or noun.quoted:
                continue
            held = [pobj for prep in scene.children(noun, "prep") if prep.lemma in ("of", "from") for pobj in scene.children(prep, "pobj")]  # fmt: skip
            if any(each.span is not None and each.kind == EXACT and each.span.meets(pobj.span) for pobj in held for each in self.known.dates):  # fmt: skip
                one = named(scene, noun)
                found += [one] if one is not None else []
        return found

    def _stated(self, scene: Scene, verb: Word, modality: str) -> Event | None:
        """What a body says of itself, where it does nothing else."""
        known = self.known
        bodies = Bodies(scene, self.memory, known.text)
        actors = tuple(each for each in bodies.who(scene.subject(verb)) if each.kind != MEDIA and (each.code or each.kind == FIRM))  # fmt: skip
        if not actors:
            return None
        clause = scene.grammar.reach(verb.at)
        date, background = when(known, self.place, clause, verb, self.days)
        return Event(
            id="", act="state", actors=actors, actor_type=actor_type(actors[0]),
            objects=things(scene.names, clause), targets=Targets(scene, bodies, self.aims).stated(verb, actors),
            instruments=things(scene.names, clause, (LAW,)), stage=NO_STAGE, modality=modality, condition=None,
            amounts=tuple(each for each in known.amounts if scene.grammar.span.holds(each.span)), date=date, speaker="", speaker_span=None, via="", confidence=UNWEIGHED,
            spans=(clause, verb.span), background=background, rule="position",
        )  # fmt: skip

    def _subjects(self, scene: Scene, told: Met) -> tuple[Word, ...]:
        """Who acts: the subject, "by" whom; of a rule that takes effect or a license got, whose it is."""
        verb = told.verb
        if not told.frame.number:
            return scene.owner(verb)
        if told.frame.act == "subject":
            return tuple(each for noun in scene.subject(verb) for each in scene.owner(noun))
        gets = (verb.lemma in _GETS and told.act in ("license", "fund", "list", "enforce")) or (verb.lemma == "hold" and told.act == "license")  # fmt: skip
        if gets and not scene.passive(verb) and (told.act != "list" or not told.objects):
            return (
                *scene.held(verb, "from", "by"),
                *(one for each in told.objects for one in scene.held(each, "from", "by")),
            )
        if scene.passive(verb):
            return scene.agent(verb)
        found = scene.subject(verb)
        made = [each for each in found if scene.classes(each) & {"rule", "curb", "list", "relief", "permit"} and not scene.classes(each) & {"state", "agency", "post", "firm"}]  # fmt: skip
        if made:
            return tuple(each for noun in made for each in scene.owner(noun))
        return found

    def _elsewhere(
        self, scene: Scene, told: Met, targets: Targets, clause: Span, teller: Sequence[Name]
    ) -> tuple[Name, ...]:
        """Who acts where the clause names nobody: whose measure or law it is, else the state last spoken of."""
        if told.act in ("protest", "state", "incident"):
            return ()
        owner = targets.owner(told, clause)
        if owner is not None:
            return (owner,)
        memory = self.memory
        before: tuple[Name, ...] = (self.doer,) if self.doer is not None else ()
        if told.act == "enforce":  # who charged or arrested is seldom who made the last rule
            before = tuple(each for each in memory.actors if each.code and each.kind in STATE)
        last = memory.of("coded")
        here = tuple(each for each in reversed(scene.names) if told.act in PUBLIC and each.code and each.kind in STATE and each.span.end <= told.verb.span.start)  # fmt: skip
        found = (
            *(
                each
                for each in teller
                if each.code
                and each.kind in STATE
                and told.act not in ("meet", "negotiate", "urge")
            ),
            *before[:1],
            *memory.sides(),
            *memory.at_home(scene.grammar.span.start),
            *((last,) if last is not None else ()),
            *here,
            *memory.actors,
        )
        hit = targets.hit_states(told, clause)
        return next(((each,) for each in found if each.code not in hit), found[:1])

    def _modality(self, told: Met, how: Standing) -> str:
        if told.verb.lemma in ("promise", "pledge", "vow", "arrange", "undertake", "prepare", "threaten") and how.modality == DONE:  # fmt: skip
            return WILL
        if told.verb.lemma in ("need", "require") and how.modality == WILL:
            return DONE
        if told.act == "urge" and how.modality in (DONE, MAY):
            return ASKED
        if how.modality in ("would", "must", "can"):
            return WILL if how.modality == "would" else DONE
        if told.act == "state" and told.frame.modality:
            return DENIED
        return how.modality

    def _ahead(self, day: Dated) -> bool:
        """Whether a day lies after that of the text."""
        anchor = self.known.anchor.first
        return bool(day.kind == EXACT and day.first and anchor and day.first > anchor)

    def _dated(self, clause: Span) -> bool:
        return any(each.span is not None and clause.holds(each.span) and each.kind in (EXACT, "range") for each in self.known.dates)  # fmt: skip


def _start(name: Name) -> int:
    return name.span.start


def _with_amounts(scene: Scene, events: list[Event]) -> list[Event]:
    """The same events, each only with the amounts that hang on it rather than on another of them."""
    if len(events) < 2:
        return events
    heads = [(scene.grammar.word_at(each.spans[1].start) or scene.words[0], each.act) for each in events]  # fmt: skip
    parts = of_acts(scene.grammar, heads, events[0].amounts)
    return [
        replaced(
            event,
            amounts=tuple(
                each for each in event.amounts if each in part or event.spans[0].holds(each.span)
            ),
        )
        for event, part in zip(events, parts, strict=True)
    ]
