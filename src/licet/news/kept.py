"""Which verbs of the lexicon are events here: not what is supposed, advised, described or only commented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.chains import ASKED, DENIED, MAY
from licet.news.gazetteer import FIRM
from licet.news.lexicon import words
from licet.news.told import negated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.news.chains import Standing
    from licet.news.model import Name
    from licet.news.parse import Word
    from licet.news.scene import Scene
    from licet.news.told import Met

_NEVER = frozenset({"condition", "advice", "purpose", "manner", "unsaid"})

ALWAYS = frozenset({"condition", "advice", "unsaid", "is supposed", "comments", "is advice", "is expected by others", "depends on another", "somebody's opinion"})  # fmt: skip
"""Reasons that no weight of clues outweighs."""


def refused(scene: Scene, told: Met, how: Standing, subjects: Sequence[Word], actors: Sequence[Name], teller: Sequence[Name], *, dated: bool) -> str:  # fmt: skip
    """Why a verb that opens a frame tells no event; empty if it tells one."""
    act, modality = told.act, how.modality
    own = scene.subject(told.verb)
    refuses = _powerless(scene, told, subjects, actors)
    if refuses:
        return refuses
    if modality in (MAY, "would") and act != "retaliate" and _depends(scene, how.top):
        return "depends on another"
    asks = act == "urge" or told.frame.modality == ASKED
    if how.loose in _NEVER:
        return how.loose
    if told.verb.dep == "amod" or (how.loose == "relative" and not dated and not _tells(scene, told.verb)):  # fmt: skip
        return "describes"
    if modality == ASKED and not asks:
        return "is asked for"
    if modality in ("would", "can"):
        return "is supposed"
    if modality == "must" and act == "restrict" and told.frame.act == "license":
        return ""  # "exporters must obtain permission"
    if modality == "must" and act != "restrict":
        return "is a duty"
    if act == "urge" and any(each.lemma == "we" or each.text in ("we", "We") for each in own) and any(each.lemma in words("chains", "advice", "subjects") for each in told.objects):  # fmt: skip
        return "is advice"
    if act in ("meet", "urge", "negotiate") and told.verb.dep == "acl" and not (dated and told.verb.lemma != "agree"):  # fmt: skip
        return "describes"
    if act == "protest" and (
        how.loose == "relative" or (told.verb.tag == "VBG" and told.verb.dep == "advcl")
    ):
        return "describes"
    if (
        told.frame.stage == "considered"
        and told.verb.tag == "VBN"
        and told.verb.dep in ("acl", "advcl")
    ):
        return "describes"
    if act == "urge" and told.verb.dep in ("advcl", "acl") and told.verb.tag == "VBN" and not scene.children(told.verb, "aux"):  # fmt: skip
        return "asked"
    if not scene.passive(told.verb) and any(each.lemma in words("nouns", "expert", "words") for each in (*subjects, *own)) and not any(each.code for each in actors):  # fmt: skip
        return "comments"
    over = [each for verb in how.through if verb.pos == "VERB" for each in scene.subject(verb)]
    if any(each.lemma in words("nouns", "expert", "words") for each in over):
        return "is expected by others"
    if modality == MAY and told.frame.modality != MAY:
        if not how.through and how.teller is None:
            return "may be"
        if how.teller is not None and not teller:
            return "may be, somebody says"
    if told.verb.tag == "VB" and told.verb.dep in ("ROOT", "conj") and not own and not scene.children(told.verb, "aux"):  # fmt: skip
        return "is advice"
    if told.verb.dep == "advcl" and any(each.text.casefold() == "having" for each in scene.children(told.verb, "aux")):  # fmt: skip
        return "came before"
    if act == "meet" and how.loose == "relative" and not dated:
        return "describes"
    if modality in (MAY, "must") and not any(each.code for each in actors) and any(each.lemma in words("chains", "advice", "subjects") for each in own):  # fmt: skip
        return "is advice"
    if modality == DENIED and act == "restrict" and told.frame.act == "relax":
        return ""
    if told.frame.modality == DENIED:
        return "is not denied" if negated(scene, told.verb) else ""
    if modality == DENIED and (how.teller is None or act == "state"):
        return "is not"
    if (
        act in ("protest", "state")
        and actors
        and not actors[0].code
        and actors[0].kind in ("group", "person")
    ):
        return "somebody's opinion"
    return ""


_UNDERGO = frozenset({"receive", "get", "win", "obtain", "secure", "go", "be", "join", "need", "have", "appear", "land", "require", "face", "become", "remain", "stay", "fall", "come"})  # fmt: skip
PUBLIC = frozenset({"restrict", "relax", "list", "delist", "license", "deny", "investigate"})


def private(actors: Sequence[Name]) -> bool:
    """Whether none of the actors is a state, an office or a person of one."""
    return bool(actors) and not any(each.code and each.kind != FIRM for each in actors)


def _powerless(scene: Scene, told: Met, subjects: Sequence[Word], actors: Sequence[Name]) -> str:
    """Firms and private persons make no law; what they do to others is no act of these kinds."""
    if told.act not in PUBLIC or not private(actors) or told.verb.lemma in _UNDERGO:
        return ""
    firms = [each for each in subjects if scene.classes(each) & {"firm", "party"}]
    return "is no act of a firm" if firms and not scene.passive(told.verb) else ""


def _tells(scene: Scene, verb: Word) -> bool:
    """Whether a relative clause tells what happened: a finite past with a body or a passive of its own."""
    if verb.tag == "VBD" or any(each.tag == "VBD" or each.lemma == "have" for each in scene.children(verb, "aux", "auxpass")):  # fmt: skip
        if scene.passive(verb) and not scene.agent(verb) and verb.dep == "relcl":
            return scene.children(verb, "nsubjpass")[:1] == () or scene.children(verb, "nsubjpass")[0].tag not in ("WDT", "WP")  # fmt: skip
        return verb.dep in ("relcl", "conj")
    own = scene.children(verb, "nsubj")
    if own and own[0].tag not in ("WDT", "WP") and any(each.lemma in ("will", "have") for each in scene.children(verb, "aux")):  # fmt: skip
        return bool(scene.classes(own[0]) & {"state", "agency", "post", "official", "firm"})
    return bool(scene.agent(verb))


def _depends(scene: Scene, verb: Word) -> bool:
    """Whether a clause with "if" hangs on a verb."""
    return any(
        mark.text.casefold() in ("if", "unless")
        for each in scene.children(verb, "advcl")
        for mark in scene.children(each, "mark")
    )
