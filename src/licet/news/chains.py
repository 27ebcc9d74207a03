"""How a verb stands in its sentence: done, to be done, possible, asked for, denied; and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.lexicon import folded, over, words
from licet.news.told import negated
from licet.record import record

if TYPE_CHECKING:
    from licet.news.parse import Word
    from licet.news.scene import Scene

DONE, WILL, MAY, ASKED, DENIED = "done", "will", "may", "asked", "denied"


@record
class Standing:
    """What stands over a verb.

    ``top`` is the highest verb that only carries it ("decided to"), ``teller`` the verb of saying above that.
    ``loose`` names a clause that tells less: "relative", "purpose", "condition", "tail", "time", "advice".
    ``firm`` is false where the act is only planned or weighed, true where it is promised or fixed.
    """

    modality: str
    top: Word
    teller: Word | None
    loose: str
    firm: bool
    through: tuple[Word, ...]


def standing(scene: Scene, verb: Word) -> Standing:
    """The standing of a verb, read from the verb up to the root."""
    modality, firm = _own(scene, verb)
    loose = _loose(scene, verb)
    top, over_it, passed = verb, scene.head(verb), []
    teller: Word | None = None
    at = verb
    while over_it is not None:
        how, kind = _step(scene, at, over_it)
        if kind == "stop":
            break
        if kind == "told":
            teller = teller or over_it
            if modality == "would":
                modality, firm = WILL, True
            if negated(scene, over_it) and how != DENIED:
                loose = loose or "unsaid"
        elif kind == "carry":
            passed.append(over_it)
            if over_it.pos in ("VERB", "AUX", "ADJ") and teller is None:
                top = over_it
            modality, firm = _joined((modality, firm), how, _own(scene, over_it), over_it)
        elif kind == "same" and teller is None and at.dep == "conj" and modality == DONE and not scene.children(at, "nsubj", "nsubjpass"):  # fmt: skip
            shared, sure = _own(scene, over_it)  # "will expand and tighten"
            if shared in (WILL, MAY, "would", "must") and at.tag in ("VB", "VBN"):
                modality, firm = shared, sure
        outer = _loose(scene, over_it) if over_it.pos in ("VERB", "AUX") else ""
        if outer and kind != "told":
            loose = outer if outer == "condition" else loose or outer
        if kind == "told" and outer == "condition":
            loose = outer
        at, over_it = over_it, scene.head(over_it)
    return Standing(modality, top, teller, loose, firm, tuple(passed))


def _own(scene: Scene, verb: Word) -> tuple[str, bool]:
    """What the verb's own helpers say."""
    if negated(scene, verb):
        return DENIED, True
    helpers = {each.lemma for each in scene.children(verb, "aux")} | {each.text.casefold() for each in scene.children(verb, "aux")}  # fmt: skip
    if helpers & {"will", "'ll", "wo"}:
        return WILL, True
    if "have" in helpers and helpers & {"could", "would", "might", "should"}:
        return "can", False  # what might have been
    if "would" in helpers:
        return "would", True
    if helpers & {"may", "might", "could"}:
        return MAY, False
    if helpers & {"can", "ca"}:
        return "can", False
    if helpers & {"must", "should", "ought", "shall"}:
        return "must", False
    if scene.grammar.with_to(verb) and verb.dep == "ROOT":
        return WILL, True  # as titles have it: "Delhi to put up"
    return DONE, True


def _step(scene: Scene, at: Word, above: Word) -> tuple[str, str]:
    """How the word above carries the one at hand: "carry" with a modality, "told", "same" or "stop"."""
    lemma = folded(above.lemma)
    if at.dep in ("conj", "dep", "parataxis") and above.pos in ("VERB", "AUX"):
        return "", "same"
    infinitive = scene.grammar.with_to(at)
    if above.pos in ("VERB", "AUX", "ADJ"):
        if at.dep in ("ccomp", "xcomp", "advcl", "acomp", "nsubj", "csubj", "oprd", "prep", "dobj"):
            if lemma == "be" and infinitive:
                return WILL, "carry"
            told = lemma in words("chains", "over", "told") and at.dep in ("ccomp", "xcomp") and not infinitive  # fmt: skip
            if told:
                return "", "told"
            how = over("over").get(lemma, "")
            bound = infinitive or at.tag == "VBG" or bool(scene.children(at, "mark")) or how in (WILL, MAY)  # fmt: skip
            if how and (infinitive or (bound and at.dep != "advcl")):
                return how, "carry"
            return "", "same"
        return "", "same"
    noun = above.pos in ("NOUN", "PROPN") and at.dep in ("acl", "relcl", "pcomp", "prep")
    if noun and (infinitive or at.dep in ("pcomp", "prep")):
        how = over("over_noun").get(lemma, "")
        return (how, "carry") if how else ("", "same")
    return "", "same"


def _joined(below: tuple[str, bool], how: str, own: tuple[str, bool], above: Word) -> tuple[str, bool]:  # fmt: skip
    """The modality below, what carries it, and the carrier's own helpers as one."""
    modality, firm = below
    if how == ASKED:
        return ASKED, False
    if own[0] == DENIED:
        return (DENIED, True) if how != DENIED else (DONE, True)
    if how == DENIED:
        return DENIED, True
    if modality == DENIED:
        return DENIED, firm
    if how == MAY or own[0] == MAY:
        return MAY, False
    if how == WILL:
        promised = above.lemma in ("promise", "pledge", "vow", "undertake", "be", "agree", "due", "set", "schedule", "commit", "threaten", "propose")  # fmt: skip
        return WILL, promised and firm
    if own[0] in (WILL, "would", "must", "can"):
        return own
    return modality, firm


def _loose(scene: Scene, verb: Word) -> str:
    """What kind of lesser clause a verb opens, if one."""
    marks = {each.text.casefold() for each in scene.children(verb, "mark", "advmod")}
    if verb.dep in ("advcl", "ccomp", "xcomp", "pcomp", "dep", "acl", "ROOT", "conj", "relcl"):
        if marks & words("chains", "conditional", "marks"):
            return "condition"
        if "where" in marks and verb.dep == "advcl" and (verb.tag in ("VBZ", "VBP") or any(each.tag in ("VBZ", "VBP") for each in scene.children(verb, "aux", "auxpass"))):  # fmt: skip
            return "condition"
        if _inverted(scene, verb):
            return "condition"
    if verb.dep == "relcl":
        return "relative"
    above = scene.head(verb)
    infinitive = scene.grammar.with_to(verb)
    if verb.dep == "acl" and above is not None:
        if infinitive and folded(above.lemma) in over("over_noun"):
            return ""
        return "relative"
    if verb.dep == "pcomp" and above is not None:
        if above.lemma in ("after", "since", "before", "following"):
            return "time"
        noun = scene.head(above)
        if noun is not None and noun.pos == "NOUN" and noun.lemma in over("over_noun"):
            return ""
        return "manner"
    if verb.dep == "advcl" and above is not None:
        if infinitive:
            return "" if folded(above.lemma) in over("over") or above.lemma == "be" else "purpose"
        if verb.tag in ("VBG", "VBN") and not scene.children(verb, "nsubj", "nsubjpass"):
            return "tail"
        return "time"
    if verb.dep == "amod":
        return "relative"
    return ""


def _inverted(scene: Scene, verb: Word) -> bool:
    """Whether "Should talks fail", "Were the court to" opens a condition."""
    first = scene.grammar.under(verb.at)[0]
    subject = scene.children(verb, "nsubj", "nsubjpass")
    return first.text in ("Should", "Were", "Had") and bool(subject) and first.at < subject[0].at
