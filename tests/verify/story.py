"""A small log of five cases, with the figures that a person worked out from it by hand."""

from tests.verify.writer import TinyLog, at, case_id


def condition(name, act, by="state", reason=None):
    return {
        "condition": {"id": name, "act": act, "by": by}
        | ({"reason": reason} if reason is not None else {})
    }


def story():
    """Granted with a condition; denied; returned; superseded; denied and then approved on appeal."""
    log = TinyLog()
    secret = {"applicant": "Cloud Nine Ltd", "application_number": "Z-1001"}
    log.append("a", "registered", at(0), {"clock": "start", "destination": "CN"}, secret)
    log.append(
        "b",
        "registered",
        at(0, 1),
        {"clock": "start", "destination": "CN"},
        {"application_number": "Z-1002"},
    )
    log.append("c", "submitted", at(0, 2))
    log.append("a", "question_sent", at(3), {"clock": "stop", "cause": "question"})
    log.append("c", "returned", at(4), {"outcome": "returned_without_action"})
    log.append("a", "answered", at(7, 12), {"clock": "resume"}, {"answer": "for weather forecasts"})
    log.append("a", "position_given", at(8), condition("cap-50", "proposed"))
    log.append("a", "position_given", at(8, 1), condition("lab-test", "proposed", "energy"))
    log.append("a", "consolidated", at(9), condition("cap-50", "adopted", "commerce"))
    log.append(
        "a",
        "consolidated",
        at(9, 1),
        condition("lab-test", "dropped", "commerce", "no laboratory is accredited"),
    )
    log.append("b", "denied", at(10, 1), {"outcome": "denied"})
    log.append(
        "a",
        "issued",
        at(12),
        {"outcome": "approved_with_conditions", "conditions": ["cap-50"], "clock": "end"},
    )
    log.append("d", "issued", at(13), {"outcome": "approved"})
    log.append("d", "edited", at(14), {"superseded_by": case_id("e")})
    log.append("e", "denied", at(15), {"outcome": "denied", "destination": "TW"})
    log.append("e", "issued_on_appeal", at(20), {"outcome": "approved"})
    return log


COUNTED = sorted(
    (
        {"case": case_id("a"), "outcome": "approved_with_conditions", "index": 11},
        {"case": case_id("b"), "outcome": "denied", "index": 10},
        {"case": case_id("c"), "outcome": "returned_without_action", "index": 4},
        {"case": case_id("e"), "outcome": "approved", "index": 15},
    ),
    key=lambda each: each["case"],
)

# Case a: 12 days gross, stopped 4.5, so 7.5 by the clock.  Case b: 10 days, never stopped.
RESULT = {
    "cases": 4,
    "outcomes": {
        "approved": 1, "approved_with_conditions": 1, "denied": 1, "no_license_required": 0,
        "returned_without_action": 1, "withdrawn": 0,
    },
    "approval_rate": {
        "of_decided": {"numerator": 2, "denominator": 3, "percent": "66.7"},
        "of_decided_or_returned": {"numerator": 2, "denominator": 4, "percent": "50.0"},
    },
    "days": {
        "gross": {"cases": 2, "median": 10, "p90": 12},
        "clock": {"cases": 2, "median": 7, "p90": 10},
        "stopped": {"cases": 2, "median": 0, "p90": 4},
    },
    "stopped_days_by_cause": {"question": 4},
    "conditions": {"proposed": 2, "adopted": 1, "changed": 0, "dropped": 1},
}  # fmt: skip
