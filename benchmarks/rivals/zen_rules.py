"""zen-engine: one JSON decision graph a day, compiled in advance, its rules in one expression node."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

import zen

from benchmarks.rivals.columns import Columns
from benchmarks.rivals.rules import Dialect, day_of_set, lines_for
from benchmarks.rivals.sample import DAYS, Case


class _Zen(Dialect):
    def some_party(self, test: str) -> str:
        return f"some(parties as party, {test})"

    def some_entry(self, test: str) -> str:
        return f"some(party.lists as entry, {test})"


def graph(place: int) -> dict[str, Any]:
    """The decision graph of one day."""
    lines = lines_for(place, _Zen())
    return graph_of([(name, re.sub(r"\{(\w+)\}", r"$.\1", text)) for name, text in lines])


def graph_of(lines: list[tuple[str, str]]) -> dict[str, Any]:
    """A decision graph: input, expressions in order, output."""
    expressions = [{"id": name, "key": name, "value": text} for name, text in lines]
    return {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "transfer"},
            {
                "id": "rules", "type": "expressionNode", "name": "rules",
                "content": {"expressions": expressions, "passThrough": False},
            },
            {"id": "out", "type": "outputNode", "name": "answer"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }  # fmt: skip


class Zen:
    """Graphs from a static loader, which compiles them in advance; facts go in as JSON bytes.

    ``create_decision`` is four times as slow; a dictionary of facts takes some 4 % longer than bytes.
    """

    name = "zen-engine"
    package = "zen-engine"
    lacks = "unknowns, dates of law, citations; its trace has values, not what decided"
    options: ClassVar[dict[str, Any]] = {}

    def __init__(self) -> None:
        graphs = {str(place): graph(place) for place in range(len(DAYS))}
        self.engine = zen.ZenEngine({"loader": {"type": "static", "content": graphs}})

    def prepare(self, case: Case) -> tuple[str, bytes]:
        """The key of the day's graph, and the facts."""
        return str(day_of_set(case)), json.dumps(case.facts).encode()

    def run(self, prepared: tuple[str, bytes]) -> dict[str, Any]:
        """One decision."""
        found: dict[str, Any] = self.engine.evaluate(*prepared, self.options)["result"]
        return found

    def many(self, prepared: list[tuple[str, bytes]]) -> list[dict[str, Any]]:
        """Many decisions in one call."""
        asked = [{"key": key, "context": facts} for key, facts in prepared]
        return [each["data"]["result"] for each in self.engine.evaluate_batch(asked)]

    def columns(self, answer: dict[str, Any]) -> Columns:
        """The answer as it is."""
        return answer


class ZenWithTrace(Zen):
    """The same with its trace, the nearest that it has to a proof."""

    name = "zen-engine, with trace"
    options: ClassVar[dict[str, Any]] = {"trace": True}
