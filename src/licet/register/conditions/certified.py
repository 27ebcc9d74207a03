"""Something that must be certified: signed, dated, in force, and not withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from licet.record import record
from licet.register.conditions.evidence import Certificate, Inputs
from licet.register.conditions.model import Said


@record
class Certified:
    """Each subject has a certificate; one older than ``most_days`` on the day no longer counts."""

    subjects: tuple[str, ...]
    most_days: int | None = None


def certified(rule: Certified, inputs: Inputs, at: datetime) -> Said:
    """Whether every subject is certified on the day of the shipment, or of the test where there is none."""
    day = inputs.now.day if inputs.now else at.date()
    states = {each: _state(each, rule, inputs, day, at.date()) for each in rule.subjects}
    used = tuple(ref for _, ref in states.values() if ref)
    denied = [name for name, (truth, _) in states.items() if truth is False]
    open_ = [name for name, (truth, _) in states.items() if truth is None]
    missing = tuple(f"a signed certificate on {_words(each)}, in force on {day}" for each in open_)
    if denied:
        return Said(False, f"Said not to be so: {', '.join(map(_words, denied))}.", used, missing)
    if open_:
        return Said(None, f"No certificate in force: {', '.join(map(_words, open_))}.", used, missing)  # fmt: skip
    return Said(True, f"Certified: {', '.join(map(_words, rule.subjects))}.", used)


def _state(
    subject: str, rule: Certified, inputs: Inputs, day: date, known: date
) -> tuple[bool | None, str]:
    """What the newest certificate in force says, with its name."""
    held = [
        each
        for each in inputs.certificates or ()
        if each.subject == subject
        and each.signer
        and each.day <= known
        and _in_force(each, rule, day)
    ]
    if not held:
        return None, ""
    newest = max(held, key=lambda each: (each.day, not each.holds))
    return newest.holds, f"{newest.ref} of {newest.day}, signed by {newest.signer}"


def _in_force(each: Certificate, rule: Certified, day: date) -> bool:
    return (
        each.day <= day
        and (each.until is None or day < each.until)
        and (each.withdrawn is None or day < each.withdrawn)
        and (rule.most_days is None or (day - each.day).days <= rule.most_days)
    )


def _words(subject: str) -> str:
    return subject.replace("_", " ")
