"""Acts as buttons name them, and roles as sentences name them."""

from __future__ import annotations

from licet.registry.told import words

ACTS = {
    "submit": "Submit the application", "edit": "Change the draft", "withdraw": "Withdraw the application",
    "supersede": "Replace by another application", "give_mandate": "Give an agent a mandate",
    "end_mandate": "End an agent's mandate", "document": "Put a document in the file",
    "attach_decision": "Put the authority's own decision in the file", "register": "Register; the clock starts",
    "return_without_action": "Return without action", "assign": "Assign to an officer", "open_review": "Open the review",
    "refer": "Ask an agency", "recall_referral": "Stop waiting for an agency", "position": "Give a position",
    "positions_complete": "Close the round: all positions are in", "consolidate": "Go on without other agencies",
    "question": "Ask the applicant", "remind": "Send a reminder", "answer": "Answer the question",
    "answer_in_part": "Answer in part", "withdraw_question": "Take the question back",
    "question_lapsed": "Close a question that was not answered", "hold": "Put on hold", "end_hold": "End the hold",
    "propose": "Propose a decision", "escalate": "Carry it to the next level", "vote": "Vote",
    "escalation_decided": "Decide at this level", "escalation_appeal": "Carry it higher",
    "condition_proposed": "Propose a condition", "condition_changed": "Change a condition",
    "condition_adopted": "Adopt a condition", "condition_dropped": "Drop a condition",
    "intent_to_deny": "Give notice of intent to deny", "reply": "Reply to the notice of intent",
    "countersign": "Countersign", "send_back": "Send back unsigned", "issue": "Issue the decision",
    "appeal": "Appeal", "appeal_upheld": "Uphold the decision", "appeal_overturned": "Overturn the decision",
    "issue_on_appeal": "Issue after the appeal", "reopen_for_changes": "Open again to put something right",
    "correct": "Put something right", "close_again": "Close again", "flag": "Set a flag", "remove_flag": "Remove a flag",
    "recuse": "State an interest and stay out", "agency_silent": "Note that an agency's time has run out",
    "reply_period_ended": "Note that the time to reply is over",
    "name_laboratory": "Name a laboratory whose reports count", "precondition_met": "Note that something to be met before first use is met", "return_filed": "File a report",
    "amend": "Amend the license", "suspend_proposed": "Propose a suspension", "suspend": "Suspend",
    "reinstate": "Put back in force", "revoke_proposed": "Propose to revoke", "revoke": "Revoke",
    "surrender": "Give the license back", "lapse": "Note that the license has lapsed", "replace": "Replace by another license",
    "customs_message": "Enter a message of customs", "restore_balance": "Fill the balance again after goods came back",
}  # fmt: skip
"""What an act does, as its button says it."""

ON_ITS_WAY = (
    "submit", "register", "assign", "open_review", "refer", "answer", "end_hold", "position", "positions_complete", "consolidate", "propose",
    "escalate", "vote", "escalation_decided", "reply", "intent_to_deny", "countersign", "issue", "appeal_upheld", "appeal_overturned",
    "issue_on_appeal", "close_again",
)  # fmt: skip
"""Acts that bring an application on its way to a decision; all others stand beside it."""
WEIGHED = ("condition_proposed", "condition_changed", "condition_adopted", "condition_dropped", "question", "hold", "recall_referral")  # fmt: skip
"""Acts by which a file is weighed, and held up."""

ROLES = {
    "applicant": "the applicant", "agent": "the applicant's agent", "officer": "an officer", "agency": "an agency",
    "countersigner": "a countersigner", "board": "the board", "lab": "a laboratory", "customs": "customs",
}  # fmt: skip
"""Whoever has a role, in a sentence; the register itself and the public do nothing at the desk."""


def act_title(event: str) -> str:
    """An act as its button says it.

    >>> act_title("condition_dropped"), act_title("a_new_act")
    ('Drop a condition', 'A new act')
    """
    return ACTS.get(event) or words(event).capitalize()
