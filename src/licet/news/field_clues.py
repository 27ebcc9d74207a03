"""What stands about an act that may tell how far it has come, and whether it is done: clues for the tables of both.

They are the clues that told the act, and what is known of it since: the tense of its verb, whether its
day lies ahead, who acts, the words of its clause, and what the rules say of stage and modality.  Each
stands there twice, by itself and with the act: "in force" is said of lists by other words than of bans.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.news.clues import plain
from licet.news.tense import of_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.news.model import Event
    from licet.news.parse import Word
    from licet.news.scene import Scene
    from licet.news.told import Met

OF_RULES = ("rules:", "frame")
"""How clues of the lexicon begin."""
_NO_WORDS = frozenset({"PUNCT", "PROPN", "NUM", "SPACE"})


def field_clues(scene: Scene, word: Word, met: Met | None, event: Event, said: tuple[str, ...], *, ahead: bool) -> tuple[str, ...]:  # fmt: skip
    """Every clue of an act that ``word`` tells, each once; ``said`` are the clues that told the act.

    ``met`` is the frame that the word opens, ``ahead`` says that the act's day lies after the text.
    """
    own = [*_own(scene, word, met, event, ahead=ahead)]
    own += [each for each in said if not each.startswith(OF_RULES)]
    own = list(dict.fromkeys(own))
    return (f"act:{event.act}", *own, *(f"{event.act}|{each}" for each in own))


def _own(scene: Scene, word: Word, met: Met | None, event: Event, *, ahead: bool) -> Iterator[str]:
    yield f"rules:stage:{event.stage}"
    yield f"modality:{event.modality}"
    yield f"modality:{event.modality}:{word.tag}"
    yield f"tense:{of_verb(scene.grammar, word) if word.pos in ('VERB', 'AUX') else 'noun'}"
    yield "helpers:" + " ".join(each.text.casefold() for each in scene.children(word, "aux", "auxpass"))  # fmt: skip
    yield f"ahead:{ahead}"
    yield f"day:{event.date.kind}"
    yield f"background:{event.background}"
    yield f"actor:{event.actor_type}"
    if met is not None and met.frame.stage:
        yield f"frame stage:{met.frame.stage}"
    clause = event.spans[0]
    for each in scene.words:
        if clause.holds(each.span) and not each.quoted and each.pos not in _NO_WORDS:
            yield f"w:{plain(each)}"
