"""Who tells an act at second hand, and what a body merely says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.chains import DENIED, DONE, WILL
from licet.news.gazetteer import FIRM, MEDIA, OFFICIAL
from licet.news.lexicon import words
from licet.news.model import Span
from licet.news.told import negated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.news.chains import Standing
    from licet.news.model import Name
    from licet.news.parse import Word
    from licet.news.scene import Scene

_COMMIT = frozenset({"pledge", "vow", "promise", "resolve", "expect", "undertake"})
_POSITION = frozenset("indicate stress emphasize emphasise clarify signal say tell declare state reply confirm acknowledge inform respond insist maintain reiterate repeat admit announce warn disclose note assert claim promise".split())  # fmt: skip


def speaker(scene: Scene, text: str, how: Standing, actors: Sequence[Name]) -> tuple[str, Span | None, str]:  # fmt: skip
    """Who says so where another acts: their words, the place, and the outlet if one is named."""
    held: tuple[Word, ...] = ()
    if how.teller is not None:
        held = scene.subject(how.teller)[:1]
    for each in scene.words:
        if not held and each.lemma in ("accord", "according", "citing") and each.pos in ("VERB", "ADP", "SCONJ"):  # fmt: skip
            held = scene.held(each) or scene.children(each, "pobj")
    if not held or held[0].quoted:
        return "", None, ""
    core = scene.core(held[0])
    inside = [each for each in core if each.dep != "det"] or list(core)
    span = Span(inside[0].span.start, inside[-1].span.end)
    if any(span.meets(each.span) for each in actors):
        return "", None, ""
    via = next((each.id for each in scene.names if each.kind == MEDIA and span.meets(each.span)), "")  # fmt: skip
    return text[span.start : span.end], span, via


def position(scene: Scene, verb: Word, used: Sequence[Word]) -> str | None:
    """How a body says that something is, will be or is not, if the clause it says tells no act; None if it says none."""
    if verb.lemma in _COMMIT and verb.dep in ("ROOT", "conj", "ccomp") and not negated(scene, verb) and verb.tag in ("VBD", "VBZ", "VBP"):  # fmt: skip
        inside = {each.at for each in scene.grammar.under(verb.at)}
        if scene.children(verb, "xcomp", "ccomp") and not any(each.at in inside for each in used):
            return WILL
    if verb.lemma not in _POSITION or verb.tag not in ("VBD", "VBZ", "VBP", "VBN") or negated(scene, verb):  # fmt: skip
        return None
    if verb.dep not in ("ROOT", "conj", "parataxis", "ccomp") or scene.passive(verb):
        return None
    behind = any(each.dep in ("nsubj", "csubj") and each.at > 0 and verb.at > each.at for each in scene.children(verb))  # fmt: skip
    said = [each for each in scene.children(verb, "ccomp") if each.pos in ("VERB", "AUX") and not each.quoted]  # fmt: skip
    if not said:
        return None
    below = scene.grammar.under(said[0].at)
    if (
        behind
        and said[0].at < verb.at
        and not any(
            (name := scene.name_at.get(each.at)) and name.kind in (FIRM, OFFICIAL)
            for each in scene.subject(verb)[:1]
        )
    ):
        return None  # "..., the ministry said" only says where it is from
    if len(below) < 4 or any(each.quoted for each in below):
        return None
    if any(each.text.casefold() in ("if", "unless") for each in below) or any(each.lemma in ("may", "might", "could") for each in scene.children(said[0], "aux")):  # fmt: skip
        return None
    inside = {each.at for each in scene.grammar.under(verb.at)}
    if any(each.at in inside for each in used):
        return None
    subjects = scene.subject(verb)
    if not subjects or any(each.lemma in words("nouns", "expert", "words") for each in subjects):
        return None
    if negated(scene, said[0]):
        return DENIED
    helpers = {each.text.casefold() for each in scene.children(said[0], "aux")}
    return WILL if helpers & {"will", "would", "shall"} else DONE
