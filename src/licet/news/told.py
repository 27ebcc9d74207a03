"""Which frame of the lexicon a verb opens: its words, its arguments, the act that it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.lexicon import Frame, act_of, folded, frames, lemmas
from licet.record import record, replaced

if TYPE_CHECKING:
    from licet.news.parse import Word
    from licet.news.scene import Scene

_BLAME = frozenset("unacceptable unjustified unfair malicious wrong illegal bullying unlawful groundless baseless despicable regrettable deplorable provocative irresponsible discriminatory robbery absurd extreme outrageous hegemony coercion disgraceful mistake betrayal insult hostile step protectionism protectionist disappointing dangerous reckless".split())  # fmt: skip
_INNER = frozenset({"restrict", "relax", "suspend", "list", "delist", "extend", "license", "deny", "fund"})  # fmt: skip
_ENDS = frozenset({"end", "lifting", "removal", "easing", "relaxation", "repeal", "withdrawal", "reduction", "loosening"})  # fmt: skip
_EASE = frozenset({"ease", "relax", "loosen", "allow", "permit", "exempt", "open", "lift", "let", "easing", "exemption", "relief", "clear", "free", "withdraw", "repeal", "rescind"})  # fmt: skip


_NO_FRAME = Frame(-1, "", (), frozenset(), frozenset(), frozenset(), frozenset(), (), frozenset(), "", "", "", frozenset())  # fmt: skip
_OF_NOUN = replaced(_NO_FRAME, number=0)
_DATED = replaced(_OF_NOUN, act="noun")


@record
class Met:
    """A frame that a verb opens, what it acts on, and which act that tells."""

    frame: Frame
    verb: Word
    act: str
    objects: tuple[Word, ...]
    taken: frozenset[int]


def generic(word: Word, act: str, opened: Met | None) -> Met:
    """A word as the teller of an act, where no frame of that act is open: its objects are those of ``opened``, if any."""
    if opened is not None:
        return Met(opened.frame, word, act, opened.objects, opened.taken)
    return Met(_NO_FRAME if word.pos in ("VERB", "AUX") else _OF_NOUN, word, act, (), frozenset())


def met(scene: Scene, verb: Word, last: str, *, nested: bool = False) -> Met | None:
    """The first frame of the table whose words and arguments stand about a verb; ``last`` is the last rule's act."""
    for frame in (
        each for lemma in lemmas(verb.lemma, verb.text) for each in frames().get(lemma, ())
    ):
        for path in frame.paths:
            taken = _path(scene, verb, path)
            if taken is None:
                continue
            found = _arguments(scene, verb, frame, path, taken, last, nested=nested)
            if found is not None:
                return found
    return None


def _path(scene: Scene, verb: Word, path: tuple[str, ...]) -> tuple[Word, ...] | None:
    """The words of a path below a verb; each hangs on the verb or on one found before it."""
    found: list[Word] = []
    for wanted in path:
        near = [each for one in (*reversed(found), verb) for each in scene.children(one) if each not in found]  # fmt: skip
        near += [each for one in scene.children(verb, "advcl", "ccomp", "xcomp") for each in scene.children(one, "mark") if each.tag == "IN"]  # fmt: skip
        if wanted in ("on", "in", "into", "under", "off"):  # "put orders for the tools on hold"
            near += [each for held in scene.children(verb, "dobj") for each in scene.grammar.under(held.at) if each.dep == "prep"]  # fmt: skip
        hit = next((each for each in near if wanted in (folded(each.lemma), each.text.casefold())), None)  # fmt: skip
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


def _arguments(scene: Scene, verb: Word, frame: Frame, path: tuple[str, ...], taken: tuple[Word, ...], last: str, *, nested: bool) -> Met | None:  # fmt: skip
    objects = _objects(scene, verb, path, taken)
    passive = scene.passive(verb)
    if not _flags(scene, verb, frame, objects):
        return None
    if frame.with_ and not any(folded(each.lemma) in frame.with_ or each.text.casefold() in frame.with_ for each in _near(scene, verb)):  # fmt: skip
        return None
    of_object = [scene.classes(each) for each in objects]
    if frame.obj and "any" not in frame.obj and not any(frame.obj & each for each in of_object):
        return None
    if frame.obj and not objects:
        return None
    if frame.not_obj and any(frame.not_obj & each for each in of_object):
        return None
    subjects = scene.agent(verb) if passive else scene.subject(verb)
    of_subject = [scene.classes(each) for each in subjects]
    if frame.subj:
        there = [*of_subject, frozenset({"none"})] if not subjects else of_subject
        if not any(frame.subj & each for each in there):
            return None
    if frame.not_subj and any(frame.not_subj & each for each in of_subject):
        return None
    if frame.prep and not any(
        of & scene.classes(each)
        for preps, of in frame.prep
        for each in (*scene.held(verb, *preps), *(one for word in taken for one in scene.held(word, *preps)))
    ):  # fmt: skip
        return None
    act = frame.act
    if act == "relax" and verb.lemma in ("allow", "permit", "let", "authorize") and negated(scene, verb):  # fmt: skip
        act = "restrict"
    if act in ("noun", "subject"):
        holders = objects if act == "noun" else (scene.subject(verb) or objects)
        act = _of_nouns(
            scene, holders, frame.obj, last, subject=act == "subject", nested=nested
        ) or (frame.default and (last or frame.default))
    if not act:
        return None
    return Met(frame, verb, act, objects, frozenset(each.at for each in taken))


def _objects(scene: Scene, verb: Word, path: tuple[str, ...], taken: tuple[Word, ...]) -> tuple[Word, ...]:  # fmt: skip
    """Objects of a verb; of a verb with a preposition ("call for") what that holds."""
    own = scene.objects(verb)
    held = tuple(
        each
        for one in taken
        if one.dep in ("prep", "prt", "agent")
        for pobj in scene.children(one, "pobj", "pcomp")
        for each in scene.coordinated(pobj)
    )  # fmt: skip
    return (*own, *held) if path else own


def _flags(scene: Scene, verb: Word, frame: Frame, objects: tuple[Word, ...]) -> bool:
    for flag in frame.flags:
        match flag:
            case "comp":
                good = bool(infinitives(scene, verb))
            case "clause":
                good = any(each.pos in ("VERB", "AUX") for each in scene.children(verb, "ccomp"))
            case "gerund":
                good = any(each.tag == "VBG" for each in scene.children(verb, "xcomp", "dobj", "ccomp", "advcl"))  # fmt: skip
            case "alone":
                good = not objects and not scene.children(verb, "ccomp", "xcomp") and verb.tag in ("VBD", "VBN")  # fmt: skip
            case "negated":
                good = negated(scene, verb)
            case "that":
                good = any(one.text.casefold() == "that" for each in scene.children(verb, "ccomp") for one in scene.children(each, "mark"))  # fmt: skip
            case "modal":
                good = any(each.lemma in ("may", "can", "could", "might") for each in scene.children(verb, "aux"))  # fmt: skip
            case "intransitive":
                good = not scene.passive(verb) and not scene.children(verb, "dobj", "xcomp")
            case "blame":
                good = _blames(scene, verb)
            case _:
                good = scene.passive(verb)
        if not good:
            return False
    return True


def infinitives(scene: Scene, verb: Word) -> tuple[Word, ...]:
    """Verbs with "to" (or bare, after "let") that hang on a verb as what is asked, allowed or ordered."""
    found = [each for each in scene.children(verb, "xcomp", "ccomp", "advcl") if scene.grammar.with_to(each) or (verb.lemma in ("let", "make") and each.tag == "VB")]  # fmt: skip
    for held in scene.children(verb, "dobj", "pobj", "dative"):
        found += [each for each in scene.children(held, "acl", "relcl") if scene.grammar.with_to(each)]  # fmt: skip
    return tuple(found)


def negated(scene: Scene, verb: Word) -> bool:
    """Whether "not", "never" or "no longer" stands by a verb."""
    if any(each.at < verb.at or verb.pos == "AUX" for each in scene.children(verb, "neg")):
        return True
    return any(each.text.casefold() in ("longer", "never", "neither") for each in scene.children(verb, "advmod", "cc", "preconj"))  # fmt: skip


def _blames(scene: Scene, verb: Word) -> bool:
    """Whether a thing is called something bad: "called the step unacceptable", "described it as a blow"."""
    for each in scene.objects(verb):
        if any(one.at > each.at and one.lemma in _BLAME for one in scene.children(each, "amod")):
            return True
    held = [each for prep in scene.children(verb, "prep") if prep.lemma == "as" for each in scene.children(prep)]  # fmt: skip
    if scene.children(verb, "prt") or any(each.lemma in ("on", "for", "upon") and each.dep == "prep" for each in scene.children(verb)):  # fmt: skip
        return False
    for each in (*scene.children(verb, "oprd", "acomp", "ccomp", "xcomp", "attr"), *held):
        below = scene.grammar.under(each.at)
        if any(one.lemma in _BLAME or one.text.casefold() in _BLAME for one in below):
            return True
        if verb.lemma in ("call", "label", "brand", "denounce", "condemn") and any(one.quoted for one in below):  # fmt: skip
            return True
    return False


def _near(scene: Scene, verb: Word) -> tuple[Word, ...]:
    direct = scene.children(verb)
    return (*direct, *(each for one in direct for each in scene.children(one)))


def _of_nouns(scene: Scene, holders: tuple[Word, ...], wanted: frozenset[str], last: str, *, subject: bool, nested: bool) -> str:  # fmt: skip
    """The act that nouns name; of a rule what it does, of "it" and "the rule" the act spoken of last."""
    for word in holders:
        classes = scene.classes(word)
        if subject and ("pronoun" in classes or (classes and classes <= {"rule", "curb"} and _bare(scene, word))):  # fmt: skip
            if last:
                return last
            if "pronoun" in classes:
                continue
        if "pronoun" in classes and last:
            return last
        for kind in ("counter", "relief", "pause", "extension", "curb", "listing", "inquiry", "penalty", "money", "permit", "deal", "talks", "meeting", "list", "rule"):  # fmt: skip
            if kind not in classes or (wanted and kind not in wanted):
                continue
            act = act_of(kind)
            if kind in ("curb", "rule") and _eases(scene, word):
                return "relax"
            if act == "rule":
                return "restrict" if nested else _of_rule(scene, word, last)
            if act:
                return act
    return ""


def _bare(scene: Scene, word: Word) -> bool:
    """Whether a noun only points back: "the rule", "these four"."""
    return all(each is word or each.dep in ("det", "nummod") for each in scene.core(word)) and not scene.children(word, "prep", "relcl", "acl")  # fmt: skip


def _eases(scene: Scene, word: Word) -> bool:
    return word.lemma in _ENDS or any(each.lemma in _ENDS for each in scene.core(word))


def _of_rule(scene: Scene, word: Word, last: str) -> str:
    """What a rule does, from the clause that says so; else it restricts, unless it only points back."""
    for each in scene.grammar.under(word.at):
        if each.at > word.at and each.pos == "VERB":
            inner = met(scene, each, "", nested=True)
            if inner is not None and inner.act in _INNER:
                return inner.act
    if any(each.lemma in _EASE for each in scene.grammar.under(word.at)):
        return "relax"
    if _bare(scene, word) and last:
        return last
    return "restrict"


def named(scene: Scene, noun: Word) -> Met | None:
    """The measure that a noun with a day of its own names: "the controls of October 7, 2022"."""
    act = _of_nouns(scene, (noun,), frozenset({"curb", "rule", "listing", "deal"}), "", subject=False, nested=True)  # fmt: skip
    return Met(_DATED, noun, act, (), frozenset()) if act else None
