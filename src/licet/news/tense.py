"""Whether the verb that a date hangs on looks back or ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.news.parse import Grammar, Word

BACK, AHEAD, PRESENT = "back", "ahead", "present"
_MODAL = frozenset("will shall would may can could might should must 'll ’ll".split())
_GOES_ON = frozenset("begin start continue fail manage try refuse happen come seem cease stop".split())  # fmt: skip
_FIXED = frozenset("expect schedule plan set slate intend fix".split())
_DUE = frozenset("due set scheduled".split())
_TELLS = frozenset("say tell report write show".split())
_TO_A_DAY = frozenset("until till before through by from".split())


def tense(grammar: Grammar, place: int) -> str:
    """``back``, ``ahead``, ``present`` (of a plan, or of a rule), or nothing where no verb tells.

    "until", "before" and "from" look ahead, but after a verb that looks back they may mean either.
    """
    word = grammar.word_at(place)
    if word is None or word.quoted:
        return ""
    to_a_day = False
    for each in (word, *grammar.up(word)):
        if each.lemma == "since":
            return BACK
        above = grammar.head(each)
        if each.lemma == "due" and above is not None and above.lemma == "be":
            return AHEAD
        to_a_day = to_a_day or (each.lemma in _TO_A_DAY and each.pos in ("ADP", "SCONJ"))
        if (
            each.pos in ("VERB", "AUX")
            and not each.quoted
            and not _told_before(grammar, each, place)
        ):
            looks = of_verb(grammar, each)
            return {BACK: "", "": AHEAD}.get(looks, looks) if to_a_day else looks
    return AHEAD if to_a_day else ""


def _told_before(grammar: Grammar, verb: Word, place: int) -> bool:
    """Whether a place stands before the "that" of a verb's clause: "told it on Monday that it will"."""
    return any(word.span.start > place for word in grammar.children(verb.at, "mark"))


def of_verb(grammar: Grammar, verb: Word, depth: int = 0) -> str:
    """The same of a verb with its auxiliaries; a bare participle follows what it hangs on."""
    helpers = {
        word.text.casefold()
        for word in grammar.children(verb.at, "aux", "auxpass")
        if word.text != "May"
    }
    above = grammar.head(verb)
    due = verb.lemma == "be" and any(word.lemma in _DUE for word in grammar.children(verb.at, "acomp", "attr"))  # fmt: skip
    if helpers & _MODAL or due:
        return AHEAD
    if "to" in helpers:
        if above is not None and above.lemma in _GOES_ON and depth < 4:
            return of_verb(grammar, above, depth + 1)
        return AHEAD
    fixed = verb.lemma in _FIXED and "had" not in helpers
    if helpers & {"had", "was", "were", "did"}:
        return AHEAD if fixed else BACK
    if helpers & {"has", "have", "been"}:
        return AHEAD if fixed else ""
    if helpers & {"is", "are", "'s", "be"}:
        return AHEAD if fixed else PRESENT
    if verb.tag == "VBD":
        return BACK
    if verb.tag in ("VBZ", "VBP"):
        return BACK if verb.lemma in _TELLS else PRESENT
    if verb.tag == "VBN":
        return AHEAD if fixed else BACK
    if verb.tag == "VB" and verb.dep == "conj":
        return PRESENT
    while above is not None and depth < 4:
        if above.pos in ("VERB", "AUX"):
            return of_verb(grammar, above, depth + 1)
        depth, above = depth + 1, grammar.head(above)
    return AHEAD if verb.tag == "VB" else ""
