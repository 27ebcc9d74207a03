"""A decision held against what a case expects, by the rules of ``cases/1``."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from licet.decide import answer as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.answer import Answer
    from licet.decide.decide import Decision

_TRUTH = {"true": True, "false": False, "unknown": None}
_OPEN = (words.UNKNOWN, words.STALE, words.SUSPENDED)


def differences(expect: dict[str, Any], decision: Decision, law: str) -> Iterator[str]:
    """One line for each key on which the decision differs: what was expected, what was found."""
    answer = decision.answer(law)
    if answer is None:
        yield from _outcome(expect, words.OUT_OF_SCOPE)
        return
    if "classification" in expect:
        yield from _classification(expect, answer)
    if "license_required" in expect:
        yield from _differs(
            "license_required",
            _TRUTH[str(expect["license_required"]).lower()],
            answer.license_required,
        )
    yield from _outcome(expect, answer.status)
    if "exceptions" in expect:
        yield from _differs(
            "exceptions", set(expect["exceptions"] or ()), set(answer.enforced.exceptions)
        )
    if expect.get("review_policy") is not None:
        found = answer.enforced.review_policy or _range(answer)
        yield from _differs("review_policy", expect["review_policy"], found)
    yield from _grounds(expect, answer)
    if missing := set(expect.get("conditions") or ()) - {
        each.condition.code for each in answer.conditions
    }:
        yield f"conditions: {', '.join(sorted(missing))} expected, not shown"
    if codified := expect.get("codified"):
        yield from _codified(codified, answer)
    if duty := expect.get("duty"):
        yield from _duty(duty, answer)
    yield from _other(expect.get("other") or {}, answer)


def _range(answer: Answer) -> str | None:
    return (
        f"open: {' or '.join(answer.enforced.review_range)}"
        if answer.enforced.review_range
        else None
    )


def _differs(key: str, wanted: object, found: object) -> Iterator[str]:
    if wanted != found:
        yield f"{key}: expected {_show(wanted)}, found {_show(found)}"


def _show(value: object) -> str:
    if isinstance(value, set):
        return "[" + ", ".join(sorted(map(str, value))) + "]"
    if value is None or isinstance(value, bool):
        return {True: "true", False: "false", None: "unknown"}[value]
    return str(value)


def _outcome(expect: dict[str, Any], status: str) -> Iterator[str]:
    wanted = [expect.get("outcome"), *(expect.get("outcome_any") or ())]
    if expect.get("outcome") is not None and status not in wanted:
        yield f"outcome: expected {' or '.join(map(str, wanted))}, found {status}"


def _classification(expect: dict[str, Any], answer: Answer) -> Iterator[str]:
    found = answer.classification
    wanted = [expect["classification"], *(expect.get("classification_any") or ())]
    entry = found.entry if found.settled else f"open: {', '.join(found.candidates)}"
    if entry not in wanted:
        yield f"classification: expected {' or '.join(map(str, wanted))}, found {entry}"


def _grounds(expect: dict[str, Any], answer: Answer) -> Iterator[str]:
    wanted = expect.get("grounds")
    if wanted is None:
        return
    if missing := set(wanted) - set(answer.enforced.grounds):
        yield f"grounds: {', '.join(sorted(missing))} expected, found [{', '.join(answer.enforced.grounds)}]"
    if not wanted and answer.license_required is True:
        yield f"grounds: none expected, found [{', '.join(answer.enforced.grounds)}]"


def _codified(codified: dict[str, Any], answer: Answer) -> Iterator[str]:
    if "license_required" in codified:
        wanted = _TRUTH[str(codified["license_required"]).lower()]
        yield from _differs("codified.license_required", wanted, answer.codified.license_required)
    if "exceptions" in codified:
        yield from _differs(
            "codified.exceptions",
            set(codified["exceptions"] or ()),
            set(answer.codified.exceptions),
        )


def _duty(duty: dict[str, Any], answer: Answer) -> Iterator[str]:
    charges = [
        charge.terms
        for charge in answer.charges
        if charge.finding.truth is True and charge.terms.get("head", "").endswith("duty")
    ]
    fitting = [terms for terms in charges if terms.get("event") == duty.get("event")]
    applies = str(duty.get("applies", "true")).lower() != "false"
    if not applies and "rate_pct" not in duty:
        due = [terms for terms in fitting if Decimal(terms.get("rate_pct") or 0) > 0]
        if due:
            yield f"duty: none expected, found {due[0].get('heading')} at {due[0].get('rate_pct')} %"
        return
    if not fitting and _same_number(duty.get("rate_pct", ""), "0") and not duty.get("heading"):
        return  # no duty was in force: nought is owed
    if len(fitting) != 1:
        yield f"duty: expected one for {duty.get('event')}, found {len(fitting)}"
        return
    terms = fitting[0]
    if duty.get("heading") is not None and duty["heading"] != terms.get("heading"):
        yield f"duty.heading: expected {duty['heading']}, found {terms.get('heading')}"
    if "rate_pct" in duty and not _same_number(duty["rate_pct"], terms.get("rate_pct", "")):
        yield f"duty.rate_pct: expected {duty['rate_pct']}, found {terms.get('rate_pct')}"


def _same_number(first: object, second: str) -> bool:
    try:
        return Decimal(str(first)) == Decimal(second)
    except InvalidOperation:
        return False


def _other(other: dict[str, Any], answer: Answer) -> Iterator[str]:
    if "subject_to_ear" in other:
        wanted = _TRUTH.get(str(other["subject_to_ear"]).lower())
        yield from _differs("subject_to_ear", wanted, answer.subject)
    if "foundry_presumption" in other:
        stands = [
            each.truth
            for each in answer.presumptions
            if each.provision.code == "foundry_presumption"
        ]
        shown = (
            {True: "stands", False: "overcome", None: "unknown"}[stands[0]] if stands else "none"
        )
        yield from _differs("foundry_presumption", other["foundry_presumption"], shown)
    if "classification_not" in other:
        banned = other["classification_not"]
        if answer.classification.entry in (banned if isinstance(banned, list) else [banned]):
            yield f"classification_not: {answer.classification.entry} was found"
    if "revives_on" in other:
        found = answer.revives_on.isoformat() if answer.revives_on else None
        yield from _differs("revives_on", other["revives_on"], found)
    if "red_flags" in other:
        found_flags = {each.provision.code for each in answer.alerts}
        if missing := set(other["red_flags"]) - found_flags:
            yield f"red_flags: {', '.join(sorted(missing))} expected, found [{', '.join(sorted(found_flags))}]"
