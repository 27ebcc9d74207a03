"""What differs between two answers to one question, in their own sentences."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from licet.letters.content import parts_of
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.letters.content import Json

SHOWN = 400
"""Lines of an answer that are compared at most."""


@record
class Difference:
    """Sentences that only the first answer has, those that only the second has, and what each rests on.

    ``rests`` are name, hash before and hash now of what changed beneath them.
    """

    gone: tuple[str, ...]
    come: tuple[str, ...]
    rests: tuple[tuple[str, str, str], ...]

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.gone or self.come or self.rests)


def sentences(answer: bytes) -> list[str]:
    """The answer as lines, each saying whose it is, so that two answers can be held side by side."""
    found = [line for part in parts_of(answer) for line in _of(part)]
    return list(dict.fromkeys(found))[:SHOWN]


def rests_on(answer: bytes) -> dict[str, str]:
    """Hashes of law, catalogue and code, and of each list that was searched."""
    found = json.loads(answer, parse_float=str)
    reports = found if isinstance(found, list) else [found]
    lists = {f"list {each['list']} of {each['as_of']}": each["sha256"] for data in reports for each in data.get("lists", ())}  # fmt: skip
    return {**reports[0]["hashes"], **lists}


def difference(
    before: tuple[list[str], Mapping[str, str]], now: tuple[list[str], Mapping[str, str]]
) -> Difference:
    """What changed from one answer's sentences and foundations to the other's."""
    (old, rested), (new, rests) = before, now
    return Difference(
        tuple(each for each in old if each not in set(new)),
        tuple(each for each in new if each not in set(old)),
        tuple(
            (name, rested.get(name, ""), rests.get(name, ""))
            for name in sorted({*rested, *rests})
            if rested.get(name, "") != rests.get(name, "")
        ),
    )


def told_by(answer: bytes) -> tuple[list[str], dict[str, str]]:
    """What ``difference`` compares of an answer."""
    return sentences(answer), rests_on(answer)


def _of(part: Json) -> Iterator[str]:
    whose = ", ".join(part["items"])
    yield f"{whose}: {part['headline']}"
    for law in part["laws"]:
        about = f"{law['title']}: "
        yield f"{about}{law['sentence']}"
        for each in law["reasons"]:
            yield from _point(about, each)
        for group in law["conditions"]:
            for each in group["points"]:
                held = {True: "holds", False: "does not hold", None: "open"}[each["holds"]]
                yield f"{about}{group['title']}: {each['text']} ({held})"
        yield from (f"{about}{each}" for each in (*law["exceptions"], *law["money"], *law["notes"]))
    yield from part["conflicts"]
    yield from (f"Open: {each['question']}" for each in part["asks"])
    for each in part["parties"]:
        yield from _point("Parties: ", each)
    yield from part["beside"]


def _point(about: str, point: Mapping[str, Any]) -> Iterator[str]:
    yield f"{about}{point['text']}"
    for each in point["inner"]:
        yield from _point(about, each)
