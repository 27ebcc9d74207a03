"""The clock of a case drawn: where it ran, where it stood still and why, and how long each agency took."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from licet.charts.timeline import Mark, Span, timeline
from licet.registry.told import words

if TYPE_CHECKING:
    from licet.charts.drawn import Drawn
    from licet.register.state import CaseState

_DAY = timedelta(days=1)


def clock_chart(state: CaseState, standing: Mapping[str, Any], today: date) -> Drawn | None:
    """The clock and the agencies' times in lanes, up to today or the end; None before the clock has started."""
    spans = [_segment(each) for each in standing["spans"]]
    if not spans:
        return None
    ended = state.decided.date() if state.decided else None
    spans += [_asked(each, ended) for each in state.referrals]
    since = min(each.since for each in spans)
    until = max([ended or today, *(each.to or each.since for each in spans)]) + _DAY
    spans = [each if each.to else _until(each, until) for each in spans]
    return timeline(spans, since=since, until=until, marks=_marks(standing, since, until))


def _segment(each: Mapping[str, Any]) -> Span:
    stopped = each["standing"] == "stopped"
    cause = words(each["cause"]) if each["cause"] else ""
    says = f"stands still: {cause}" if stopped else "runs"
    if stopped and each["counted"]:
        says += " (the policy lists no such cause, so the days count)"
    to = _day(each["to"]) if each["to"] else None
    return Span("Clock", _day(each["since"]), to, "need" if stopped else "fine", "stopped" if stopped else "runs", says)  # fmt: skip


def _asked(referral: Any, ended: date | None) -> Span:
    to = referral.ended.date() if referral.ended else ended
    says = words(referral.outcome) if referral.outcome else "has not answered"
    tone = "calm" if referral.ended else "open"
    return Span(f"{words(referral.agency).capitalize()}, asked under {referral.rule}", referral.sent.date(), to, tone, says, says)  # fmt: skip


def _until(each: Span, until: date) -> Span:
    return Span(each.lane, each.since, until, each.tone, each.label, f"{each.says}, to this day", each.href)  # fmt: skip


def _marks(standing: Mapping[str, Any], since: date, until: date) -> list[Mark]:
    days = [date.fromisoformat(each["last_day"]) for each in standing["limits"] if each["last_day"]]
    return [Mark(day, "limit") for day in sorted(set(days)) if since <= day <= until][:1]


def _day(text: str) -> date:
    return datetime.fromisoformat(text).date()
