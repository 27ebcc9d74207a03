"""How far an act has come, and whether it was done, is to be done, may be, was asked for or denied."""

from __future__ import annotations

import re

from licet.news.verbs import stages

DONE, WILL, MAY, ASKED, DENIED = "done", "will", "may", "asked", "denied"
NONE = "none"
NO_STAGE = frozenset({"meet", "state", "protest", "urge", "incident"})
"""Acts that are over once they are done and come by no stages."""
_DENIED = re.compile(r"\b(?:no longer|never|not|denied|denies|denying|ruled out|rules out|no plans?|no intention|won't|refused|declined)\s*(?:\w+\s+){0,5}$", re.IGNORECASE)  # fmt: skip
_MAY = re.compile(r"\b(?:may|might|could|can|would|consider\w*|weigh\w*|mull\w*|stud(?:y|ies|ied|ying)|explor\w+|contemplat\w+|discussing|debating|looking at|threaten\w*|whether)\b[^.;]{0,60}$", re.IGNORECASE)  # fmt: skip
_WILL = re.compile(r"\b(?:will|shall|plans?|planned|planning|intends?|intended|(?:is|are|was|were) (?:\w+ )?to|to be|(?:is|are) (?:due|set|going|expected|scheduled|preparing|working)|set to|due to|expected to|expects? to|prepar\w+|vow\w*|pledg\w+|promis\w+|seeks?|seeking|wants? to|aims? to|ready to|scheduled|from|about to|hopes? to)\b[^.;]{0,50}$", re.IGNORECASE)  # fmt: skip
_ASKED = re.compile(r"\b(?:asked|asks|asking|urg\w+|call\w* (?:on|for|upon)|press\w*|demand\w*|request\w*|appeal\w*|lobb\w+|want\w*)\b[^.;]{1,90}$", re.IGNORECASE)  # fmt: skip
_PLAN = re.compile(r"\b(?:plan\w*|intend\w*|consider\w*|weigh\w*|mull\w*|stud(?:y|ies|ied|ying)|explor\w+|contemplat\w+|prepar\w+|seek\w*|draft\w*|threaten\w*|working on|may|might|could|expected|expects?|debat\w+|want\w*|hopes?)\b", re.IGNORECASE)  # fmt: skip


def modality(masked: str, start: int, verb: int, act: str) -> str:
    """The word for how an act stands, from what comes before its verb in the clause."""
    before = masked[max(start, verb - 110) : verb]
    if _DENIED.search(before):
        return DENIED
    if act == "urge":
        return ASKED
    if _ASKED.search(before):
        return ASKED
    if _WILL.search(before):
        return WILL
    return MAY if _MAY.search(before) else DONE


def stage(masked: str, start: int, verb: int, end: int, act: str, how: str) -> str:
    """The stage of an act, from its clause."""
    if act in NO_STAGE:
        return "announced" if act == "meet" and how == WILL else NONE
    clause, before, at = masked[start:end], masked[max(start, verb - 110) : verb], masked[verb : verb + 18]  # fmt: skip
    words = stages()
    if how in (WILL, MAY, ASKED):
        if _PLAN.search(before) or how != WILL:
            return "considered"
        return "adopted" if words["in force"].search(clause) else "announced"
    if how == DENIED:
        return "announced"
    if act in ("list", "delist"):
        return "in force"
    if act == "negotiate" and re.match(r"agree|sign|reach|seal|conclud", at):
        return "adopted"
    if act == "suspend":
        return "announced" if re.match(r"agree", at) else "suspended"
    if words["expired"].match(at):
        return "expired"
    if act == "relax" and words["reversed"].match(at):
        return "reversed"
    if words["in force"].search(clause):
        return "in force"
    if re.match(r"(?:propos|draft)", at, re.IGNORECASE) or re.search(r"\b(?:proposed|draft|bill)\b", masked[verb : verb + 60]):  # fmt: skip
        return "considered"
    if words["adopted"].match(at):
        return "adopted"
    if re.match(r"(?:announc|unveil|agree|pledg|vow|declar|propos|promis)", at, re.IGNORECASE):
        return "announced"
    return {"restrict": "in force", "relax": "announced", "list": "in force", "delist": "in force", "license": "adopted", "deny": "in force", "investigate": "adopted", "enforce": "adopted", "extend": "adopted", "negotiate": "adopted", "fund": "adopted", "retaliate": "announced"}.get(act, "announced")  # fmt: skip
