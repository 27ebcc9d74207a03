"""The words of an answer that was signed without them, as ``licet decide --json`` prints it.

It gives the same data as ``licet.telling`` does, shorter: what the report itself says.
"""

from __future__ import annotations

from typing import Any

from licet.decide.words import POLICY

Json = dict[str, Any]
_NEEDS = ("requirement", "notification", "prohibition")
_BESIDE = (
    ("stale", "Stale law: {}. A suspension ran out and no official text read since says what followed."),
    ("suspended", "Suspended: {}."),
    ("unverified", "Not verified: {}."),
    ("not_modelled", "Not modelled: {}."),
)  # fmt: skip


def told_of(data: Json) -> Json:
    """The answer of one report in words."""
    laws = [each for each in data.get("answers", []) if each.get("claims") is not False]
    return {
        "items": [data["item"]], "products": [data.get("product") or ""], "journey": list(_journey(data)),
        "on": data["on"], "known_on": data.get("known_on"), "status": data["status"], "review": "",
        "headline": data.get("headline", ""), "passes": data.get("passes", False), "because": [],
        "laws": [_law(each) for each in laws],
        "conflicts": [f"Conflict: {each['by']['title']} ({each['law']}) against {each['need']['title']} ({each['against_law']})." for each in data.get("conflicts", [])],
        "unclaimed": [], "asks": [_ask(each) for each in data.get("questions", [])],
        "due_care": (data.get("with_due_care") or {}).get("headline", ""),
        "parties": [], "beside": [line for each in laws for line in _beside(each)],
        "hashes": list(data["hashes"].items()),
    }  # fmt: skip


def _journey(data: Json) -> Any:
    facts = data.get("facts", {})
    yield "Item", data["item"]
    for label, name in (("From", "shipped_from"), ("To", "destination"), ("Act", "kind"), ("Route", "route")):  # fmt: skip
        if name in facts:
            yield label, str(facts[name]["value"])
    yield "Law of", data["on"]
    if data.get("known_on"):
        yield "As published by", data["known_on"]


def _law(answer: Json) -> Json:
    review = answer.get("review_policy") or ""
    return {
        "sovereign": answer["sovereign"], "title": answer["sovereign"], "status": answer["status"],
        "review": review, "sentence": _sentence(answer["status"], review), "claims": answer.get("claims"),
        "settled": answer.get("settled", False), "entry": answer.get("classification") or "",
        "forms": [], "through": [], "proof": [], "lines": [], "money": [], "absent": [], "notes": [],
        "reasons": [_reason(each) for each in answer.get("steps", ()) if each.get("truth") is True and each.get("kind") in _NEEDS],
        "conditions": [{"title": "Conditions", "points": [_condition(each) for each in answer.get("conditions", ())]}],
    }  # fmt: skip


def _sentence(status: str, review: str) -> str:
    """The closed set's word, and the review policy beside it."""
    said = status.replace("_", " ").capitalize()
    return f"{said}; {POLICY.get(review, review)}." if review else f"{said}."


def _reason(step: Json) -> Json:
    cites = [
        {"text": text, "url": step.get("url", ""), "provision": step["id"], "title": step["title"],
         "since": step.get("since"), "source": step.get("source", ""), "checked": None, "confidence": step.get("confidence", "")}
        for text in step.get("cite", ())
    ]  # fmt: skip
    return _point(step["title"], True, "rule", cites=cites)


def _condition(each: Json) -> Json:
    cite = f" [{each['cite']}]" if each.get("cite") else ""
    return _point(f"{each['text']}{cite}", each.get("holds"), "condition", person=each.get("for_a_person", False))  # fmt: skip


def _point(text: str, holds: bool | None, kind: str, *, person: bool = False, cites: list[Json] | None = None) -> Json:  # noqa: FBT001 - three-valued  # fmt: skip
    return {"text": text, "holds": holds, "kind": kind, "cites": cites or [], "inner": [], "person": person}  # fmt: skip


def _ask(question: Json) -> Json:
    return {
        "law": question["law"], "fact": question["fact"], "about": question.get("about") or "",
        "question": question["question"], "why": question.get("why") or "", "settles": question.get("settles", False), "leads": [],
    }  # fmt: skip


def _beside(answer: Json) -> Any:
    for name, words in _BESIDE:
        for each in answer.get(name, ()):
            yield f"{answer['sovereign']}: {words.format(each['title'])}"
