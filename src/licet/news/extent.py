"""How far an act reaches in its sentence: the verbs that only belong to another act, and the words of its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.model import Span
from licet.news.told import infinitives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.news.chains import Standing
    from licet.news.scene import Scene
    from licet.news.told import Met


def within(scene: Scene, told: Sequence[Met]) -> frozenset[int]:
    """Verbs within what another act asks, allows, orders or agrees, or within the rule that it makes."""
    found: set[int] = set()
    for one in told:
        verb = one.verb
        if one.act == "urge":
            own = {word.at for word in scene.grammar.under(verb.at) if word.at > verb.at}
            for each in scene.children(verb, "conj", "parataxis", "advcl"):
                if each.dep != "advcl" or (scene.children(each, "nsubj", "nsubjpass", "mark") and each.tag not in ("VB", "VBN")):  # fmt: skip
                    own -= {word.at for word in scene.grammar.under(each.at)}
            found |= own
        elif "comp" in one.frame.flags:
            for each in infinitives(scene, verb):
                found |= {word.at for word in scene.grammar.under(each.at)}
        if one.frame.act == "noun" or one.act in ("list", "license", "deny", "fund"):
            for noun in one.objects:
                for each in scene.children(noun, "relcl", "acl"):
                    if each.at > verb.at and not scene.children(each, "nsubjpass") and each.tag not in ("VBD", "VBN"):  # fmt: skip
                        found |= {word.at for word in scene.grammar.under(each.at)}
    acts = {one.verb.at: one for one in told}
    for one in told:
        if one.verb.lemma != "agree" or one.verb.at in found:
            continue
        several = len(scene.subject(one.verb)) > 1 or any(each.tag == "NNS" or each.text.casefold() in ("they", "both") for each in scene.subject(one.verb))  # fmt: skip
        within = {word.at for each in infinitives(scene, one.verb) for word in scene.grammar.under(each.at)}  # fmt: skip
        if several:
            found |= within
        elif within & set(acts):
            found.add(one.verb.at)
    return frozenset(found)


def clause_of(scene: Scene, told: Met, how: Standing) -> Span:
    """The words of an act: its verb with what hangs on it and what carries it, no verb joined by "and"."""
    top, verb = how.top, told.verb
    if not told.frame.number:
        return scene.grammar.reach(verb.at)
    own = {each.at for each in scene.grammar.under(top.at)}
    for each in scene.words:
        if each.at in own and each.pos in ("VERB", "AUX") and each.dep in ("conj", "parataxis") and each.at != verb.at and each.at > verb.at:  # fmt: skip
            own -= {word.at for word in scene.grammar.under(each.at)}
    if verb.at not in own:
        own = {each.at for each in scene.grammar.under(verb.at)}
    run = sorted(own)
    later = [at for at in range(verb.at, run[-1] + 1) if at not in own]
    last = min(later) - 1 if later else run[-1]
    while last > verb.at and scene.words[last].dep in ("cc", "punct"):
        last -= 1
    first = run[0]
    while first < verb.at and scene.words[first].dep in ("cc", "punct", "mark"):
        first += 1
    return Span(scene.words[first].span.start, max(scene.words[last].span.end, verb.span.end))
