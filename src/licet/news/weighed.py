"""Words that weigh enough to tell an act, each act of a phrase once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.chances import NONE
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.news.parse import Word
    from licet.news.scene import Scene

LEAST = 0.4
"""The least chance at which a word tells an act that no rule finds in it."""
LEAST_BY_RULE = 0.02
"""The least chance of any act at which an act stays that a rule finds."""
_VERBS = ("VERB", "AUX")
_NEAR = 3
"""How many steps of grammar lie at most between a verb and its noun: "took steps to impose a ban"."""


@record
class Weighed:
    """A word, the act it is taken to tell, the chance that it tells any, and whether a rule says so."""

    word: Word
    act: str
    chance: float
    by_rule: bool


def chosen(word: Word, chances: Mapping[str, float], by_rule: str) -> Weighed | None:
    """The act that a word is taken to tell, or None; ``by_rule`` is the act that the rules find in it, if any.

    An act of a rule stands, unless the weights say that the word tells none: the rule can be read and
    cited.  The limits are from sentences that were held out of the learning (docs/news.md): between
    them precision and recall change places, and their mean hardly moves.
    """
    tells = 1 - chances[NONE]
    if by_rule:
        return Weighed(word, by_rule, tells, True) if tells >= LEAST_BY_RULE else None
    act = max((each for each in chances if each != NONE), key=chances.__getitem__)
    if chances[act] < LEAST:
        return None
    return Weighed(word, act, chances[act], False)


def once_each(scene: Scene, told: Sequence[Weighed]) -> list[Weighed]:
    """Without one of two words of a phrase that tell the same act, such as "imposed a ban" and "vowed to ban"."""
    best: list[Weighed] = []
    for each in sorted(told, key=lambda one: (not one.by_rule, -one.chance, one.word.at)):
        if not any(each.act == one.act and _one_phrase(scene, each.word, one.word) for one in best):
            best.append(each)
    return sorted(best, key=lambda one: one.word.at)


def _one_phrase(scene: Scene, one: Word, other: Word) -> bool:
    """Whether one word hangs on the other: a noun within few steps, a verb as what the other carries."""
    for low, high in ((one, other), (other, one)):
        verbs = low.pos in _VERBS and high.pos in _VERBS
        if verbs and (low.head != high.at or low.dep not in ("xcomp", "ccomp")):
            continue
        for step, above in enumerate(scene.grammar.up(low)):
            if step >= _NEAR:
                break
            if above.at == high.at:
                return True
    return False
