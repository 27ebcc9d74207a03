"""What stands about a word that may tell an act: clues, plain texts that the table of weights knows.

Clues are facts of grammar and of the tables (which classes its objects and subjects are of, what
hangs on it, how it stands, what the frames of the lexicon make of it).  Of a proper noun a clue holds
only that it is a name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from licet.news.chains import standing
from licet.news.gazetteer import shipped
from licet.news.lexicon import folded

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from licet.news.parse import Word
    from licet.news.scene import Scene
    from licet.news.told import Met

EVENTIVE = frozenset({
    "curb", "permit", "relief", "listing", "inquiry", "penalty", "money", "meeting", "deal", "talks", "counter",
    "pause", "extension", "objection", "request", "rule", "list",
})  # fmt: skip
"""Classes of nouns that can tell an act by themselves: "a ban on", "talks between"."""
_PARTICLES = frozenset({"prt", "prep", "advmod"})
_BESIDE = frozenset({"prt", "neg", "aux", "mark", "advmod", "acomp", "attr", "oprd"})
_VERBAL = ("VERB", "AUX")
_LAST = 4
NAME = "a name"


def plain(word: Word) -> str:
    """The base form of a word; of a proper name only that it is one."""
    return NAME if word.pos == "PROPN" else folded(word.lemma)


def candidates(scene: Scene, found: Container[int]) -> Iterator[Word]:
    """The words of a sentence that may tell an act: verbs but for helpers, eventive nouns, and those ``found`` by rule."""
    for word in scene.words:
        if word.quoted:
            continue
        if word.at in found:
            yield word
        elif word.pos in _VERBAL:
            if word.dep not in ("aux", "auxpass"):
                yield word
        elif word.pos in ("NOUN", "PROPN") and (scene.classes(word) & EVENTIVE or plain(word) in _like("groups", "nouns")):  # fmt: skip
            yield word


def clues(scene: Scene, word: Word, met: Met | None, found: str, place: int) -> tuple[str, ...]:
    """Every clue of a word, each once, in order.

    ``met`` is the frame that it opens, ``found`` the act that the rules tell of it (empty if none),
    ``place`` the number of its sentence in the text, from zero.
    """
    lemma = plain(word)
    verbal = word.pos in _VERBAL
    kind = "V" if verbal else "N"
    said = [f"{kind}:{lemma}", f"{kind}:{lemma}:{word.tag}", f"tag:{word.tag}", f"dep:{word.dep}"]
    kin = groups(scene, word, verbal=verbal)
    said += [f"{kind} group:{each}" for each in kin]
    said += [f"{kind} kind:{each}" for each in _kinds(word)]
    said += _below(scene, word, (lemma, *kin), verbal=verbal)
    said += _verbal(scene, word, (lemma, *kin)) if verbal else _nominal(scene, word, kin)
    said += _above(scene, word)
    if met is None:
        said.append("frame:none")
    else:
        said += [f"frame:{met.frame.act}:{lemma}", f"frame act:{met.act}", f"frame act:{met.act}:{word.dep}"]  # fmt: skip
    said += [f"rules:{found or 'none'}", f"sentence:{min(place, _LAST)}"]
    return tuple(dict.fromkeys(said))


@cache
def _like(table: str, part: str) -> dict[str, tuple[str, ...]]:
    """The groups or kinds of like meaning that a word stands in, by the word."""
    found: dict[str, list[str]] = {}
    for name, members in shipped(table)[part].items():
        for each in members:
            found.setdefault(folded(each), []).append(name)
    return {each: tuple(dict.fromkeys(names)) for each, names in found.items()}


def _kinds(word: Word) -> tuple[str, ...]:
    """The fine kinds that a word is of: of verbs for a verb, else of nouns."""
    return _like("kinds", "verb" if word.pos in _VERBAL else "noun").get(plain(word), ())


def groups(scene: Scene, word: Word, *, verbal: bool) -> tuple[str, ...]:
    """The groups of like meaning of a word, with its particle if it has one."""
    lemma, known = plain(word), _like("groups", "group" if verbal else "nouns")
    whole = [f"{lemma} {folded(each.lemma)}" for each in scene.children(word) if each.dep in _PARTICLES]  # fmt: skip
    found = [name for each in whole for name in known.get(each, ())]
    return tuple(dict.fromkeys(found or known.get(lemma, ())))


def _below(scene: Scene, word: Word, heads: tuple[str, ...], *, verbal: bool) -> Iterator[str]:
    for each in scene.children(word):
        own = plain(each)
        if each.dep in _BESIDE:
            yield from (f"{head}>{each.dep}:{own}" for head in heads)
            yield f">{each.dep}:{own}"
        elif each.dep in ("prep", "agent"):
            yield from (f"{head}>p:{own}" for head in heads)
            for held in scene.children(each, "pobj", "pcomp"):
                yield f">p:{own}:{plain(held)}"
                yield from (f">p:{own} kind:{kind}" for kind in _kinds(held))
                for sort in sorted(scene.classes(held)):
                    yield f">p:{own}:{sort}"
                    yield from (f"{head}>p:{own}:{sort}" for head in heads)
        elif each.dep in ("xcomp", "ccomp", "advcl"):
            yield from (f"{head}>{each.dep}" for head in heads)
            yield f">{each.dep}:{own}"
        elif each.dep in ("compound", "amod", "poss"):
            yield f">{each.dep}:{own}"
            if not verbal:
                yield from (f"{head}>{each.dep}:{own}" for head in heads)
            for sort in sorted(scene.classes(each)):
                yield f">{each.dep}:{sort}"


def _verbal(scene: Scene, word: Word, heads: tuple[str, ...]) -> Iterator[str]:
    yield f"passive:{scene.passive(word)}"
    for each in scene.objects(word):
        own = plain(each)
        yield f"o:{own}"
        yield from (f"o kind:{kind}" for kind in _kinds(each))
        yield from (f"{head}>o:{own}" for head in heads)
        for sort in sorted(scene.classes(each)):
            yield f"o:{sort}"
            yield from (f"{head}>o:{sort}" for head in heads)
        for beside in scene.core(each):
            if beside.at != each.at:
                yield f"o beside:{plain(beside)}"
    subjects = scene.subject(word)
    if not subjects:
        yield "s:none"
    for each in subjects:
        yield f"s is:{plain(each)}"
        yield from (f"s kind:{kind}" for kind in _kinds(each))
        for sort in sorted(scene.classes(each)):
            yield f"s:{sort}"
            yield from (f"{head}>s:{sort}" for head in heads)
    how = standing(scene, word)
    yield f"stands:{how.modality}"
    yield f"loose:{how.loose}"
    yield f"stands:{how.modality}:{how.loose}"
    yield f"firm:{how.firm}"
    yield f"told:{how.teller is not None}"
    yield f"top:{how.top.at == word.at}"


def _nominal(scene: Scene, word: Word, kin: tuple[str, ...]) -> Iterator[str]:
    for sort in sorted(scene.classes(word)):
        yield f"class:{sort}"
    owners = scene.owner(word)
    yield f"owned:{bool(owners)}"
    for owner in owners:
        for sort in sorted(scene.classes(owner)):
            yield f"owner:{sort}"
            yield from (f"{each}>owner:{sort}" for each in kin)


def _above(scene: Scene, word: Word) -> Iterator[str]:
    above = scene.head(word)
    if above is None:
        yield "root"
        return
    yield f"h:{plain(above)}:{word.dep}"
    yield f"h:{plain(above)}"
    yield from (f"h kind:{above.pos}:{kind}" for kind in _kinds(above))
    yield f"h:{above.pos}:{word.dep}"
    higher = scene.head(above)
    if higher is not None:
        yield f"hh:{plain(higher)}:{above.dep}"
