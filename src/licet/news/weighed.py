"""Words that weigh enough to tell an act, each act of a phrase once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.chances import MODALITIES, NONE, STAGES, shipped_weights
from licet.news.stage import NO_STAGE
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.news.chances import Weights
    from licet.news.model import Event
    from licet.news.parse import Word
    from licet.news.scene import Scene

LEAST = 0.4
"""The least chance at which a word tells an act where no rule finds one."""
LEAST_BY_RULE = 0.05
"""The least chance of any act where a rule finds one."""
RULE_HOLDS = 16.0
"""How many times as likely another act must be than the one that a rule finds, to be told in its place."""
RULE_ADDS = 0.3
"""What the rules' stage or modality has in advance: about as much as held-out texts gain by and held-out sentences bear."""
_KIN = {
    "list": "restrict",
    "suspend": "restrict",
    "retaliate": "restrict",
    "delist": "relax",
    "license": "relax",
}
"""Acts that lie close together: people label them unevenly, and two words of a phrase may each seem to tell one."""
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

    The act of a rule stands, as it can be read and cited, unless one that is not close to it is far likelier or
    the word hardly tells any.  The limits are from sentences by writers who were held out of the learning (docs/news.md):
    there this has a point and a half more of precision and of recall than rules that always stand.
    """
    act = max((each for each in chances if each != NONE), key=chances.__getitem__)
    tells = 1 - chances[NONE]
    if by_rule:
        if tells < LEAST_BY_RULE:
            return None
        close = _KIN.get(act, act) == _KIN.get(by_rule, by_rule)
        if close or chances[act] < RULE_HOLDS * chances.get(by_rule, 0.0):
            act = by_rule
        return Weighed(word, act, tells, act == by_rule)
    return Weighed(word, act, chances[act], False) if chances[act] >= LEAST else None


class Weigher:
    """Says what words tell, by the tables of the package; learning puts another in its place."""

    def __init__(self) -> None:
        self.weights: Weights | None = None
        """Weights of acts in place of the shipped ones."""

    def act(self, word: Word, clues: tuple[str, ...], by_rule: str) -> Weighed | None:
        """The act that a word tells, or None; ``by_rule`` is what the rules find in it."""
        weights = self.weights or shipped_weights()
        return chosen(word, weights.chances(clues), by_rule)

    def fields(self, event: Event, clues: tuple[str, ...]) -> Event:
        """The event with stage and modality by weight."""
        modality = likeliest(shipped_weights(MODALITIES).chances(clues), event.modality)
        stage = event.stage
        if event.act not in NO_STAGE:
            stage = likeliest(shipped_weights(STAGES).chances(clues), stage)
        return replaced(event, stage=stage, modality=modality)


SHIPPED = Weigher()


def likeliest(chances: Mapping[str, float], by_rule: str) -> str:
    """The stage or modality with the greatest chance; what the rules say has ``RULE_ADDS`` more."""
    return max(chances, key=lambda each: chances[each] + RULE_ADDS * (each == by_rule))


def once_each(scene: Scene, told: Sequence[Weighed]) -> list[Weighed]:
    """Without one of two words of a phrase that tell one act, such as "imposed a ban", "vowed to ban", "threatened to stop buying"."""
    best: list[Weighed] = []
    for each in sorted(told, key=lambda one: (not one.by_rule, -one.chance, one.word.at)):
        if not any(_one_act(scene, each, one) for one in best):
            best.append(each)
    return sorted(best, key=lambda one: one.word.at)


def _one_act(scene: Scene, one: Weighed, other: Weighed) -> bool:
    """Whether two words tell one act: in one phrase, and the same act or, of two verbs, acts of a kind."""
    if one.act == other.act:
        return _one_phrase(scene, one.word, other.word)
    alike = _KIN.get(one.act, one.act) == _KIN.get(other.act, other.act)
    return alike and _verbs(one.word, other.word) and _one_phrase(scene, one.word, other.word)


def _verbs(one: Word, other: Word) -> bool:
    return one.pos in _VERBS and other.pos in _VERBS


def _one_phrase(scene: Scene, one: Word, other: Word) -> bool:
    """Whether one word hangs on the other: a noun within few steps, a verb as what the other carries."""
    for low, high in ((one, other), (other, one)):
        verbs = _verbs(low, high)
        if verbs and (low.head != high.at or low.dep not in ("xcomp", "ccomp")):
            continue
        for step, above in enumerate(scene.grammar.up(low)):
            if step >= _NEAR:
                break
            if above.at == high.at:
                return True
    return False
