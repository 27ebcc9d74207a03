"""A recheck in words, and as JSON data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections import Counter

    from licet.batch.recheck import Report
    from licet.batch.rechecking import Question

_BEHIND = 2


def question_words(report: Report) -> str:
    """What was held against what."""
    one, other = report.asked.before, report.asked.after
    return (
        f"Decided {report.asked.run.decided[:10]}. {_side(one).capitalize()} held against {_side(other)}"
        f"{', ' + ', '.join(one.laws) if one.laws else ''}; a row that states its own day keeps it."
    )


def headline(report: Report) -> str:
    """How many rows change, of how many that could.

    That none changes is no word on what the answers are.
    """
    moved = _count(len(report.provisions), "provision")
    reached = f"{moved} moved, {_count(report.reached, 'row')} could reach them and were decided again"  # fmt: skip
    if report.why_all:
        reached = f"every row was decided again, since {'; '.join(report.why_all)}; {moved} moved"
    elif report.asked.everything:
        reached = f"{moved} moved, and every row was decided again, as asked"
    if not report.changed:
        return f"No row of these {report.rows:,} changes its answer; {reached}."
    return f"{report.changed:,} of {report.rows:,} rows change their answer; {reached}."


def rows_of(count: int) -> str:
    """A number of rows.

    >>> rows_of(1), rows_of(2500)
    ('1 row', '2,500 rows')
    """
    return _count(count, "row")


def turn_words(turn: tuple[str, str]) -> tuple[str, str]:
    """What a row was and is; the same status twice says that something else of the answer changed."""
    was, now = turn
    return was or "not readable", (
        now or "not readable"
    ) if was != now else "the same, on other terms"


def moved_rows(report: Report) -> list[dict[str, Any]]:
    """The provisions that moved rows, most rows first, with citation and why."""
    return [
        {"rows": count, **_provision(report, name)}
        for name, count in sorted(report.by.items(), key=lambda each: (-each[1], each[0]))
    ]


def behind(report: Report, name: str) -> tuple[str, ...]:
    """What a provision that has not moved by itself rests on, down to what has, in words."""
    roots = roots_of(report, name)
    told = [f"Behind it: {_provision(report, each)['title']} ({each}): {'; '.join(report.provisions[each].own)}" for each in roots[:_BEHIND]]  # fmt: skip
    more = len(roots) - _BEHIND
    return (*told, *((f"and {more} more",) if more > 0 else ()))


def roots_of(report: Report, name: str) -> tuple[str, ...]:
    """Provisions that moved by themselves, and on which ``name`` rests."""
    found: dict[str, None] = {}
    waiting, seen = [*report.provisions[name].rests_on], {name}
    while waiting:
        each = waiting.pop(0)
        move = report.provisions.get(each)
        if each in seen or move is None:
            continue
        seen.add(each)
        if move.own:
            found[each] = None
        else:
            waiting += move.rests_on
    return tuple(found)


def report_data(report: Report) -> dict[str, Any]:
    """All of it as JSON data."""
    asked = report.asked
    return {
        "out": asked.run.out,
        "decided": asked.run.decided,
        "before": _question_data(asked.before),
        "after": _question_data(asked.after),
        "rows": report.rows,
        "reached": report.reached,
        "changed": report.changed,
        "headline": headline(report),
        "status": _turns(report.turns),
        "review_policy": _turns(report.reviews),
        "verdicts": [
            {"law": code, "before": was, "after": now, "rows": count}
            for (code, was, now), count in report.verdicts.most_common()
        ],
        "moved_by": [{**each, "behind": list(roots_of(report, each["id"]))} for each in moved_rows(report)],
        "provisions": {name: move.why for name, move in sorted(report.provisions.items())},
        "tables": list(report.on_record),
        "first": list(report.first),
        "notes": list(asked.said),
    }  # fmt: skip


def _provision(report: Report, name: str) -> dict[str, Any]:
    after, before = report.asked.after.library.law.book, report.asked.before.library.law.book
    book = after if name in after.provisions else before
    provision, move = book[name], report.provisions[name]
    return {
        "id": name,
        "title": provision.title,
        "cite": [{"text": each.text, "url": each.url} for each in provision.cite],
        "why": f"{'; '.join(move.own)}." if move.own else "Its own text stands as it stood.",
    }


def _question_data(question: Question) -> dict[str, Any]:
    known = question.known_on.isoformat() if question.known_on else None
    header = question.library.header
    return {
        "law": header["law"], "catalogue": header["catalogue"], "on": question.on.isoformat(), "known_on": known,
        "laws": list(question.laws),
    }  # fmt: skip


def _turns(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"before": was, "after": now, "rows": count} for (was, now), count in counts.most_common()
    ]


def _side(question: Question) -> str:
    return f"the law of {question.on} (text {question.library.header['law'][:12]})"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
