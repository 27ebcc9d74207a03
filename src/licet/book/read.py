"""From a page's front matter to a ``Provision``: every key typed, every oddity refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from licet.book.provision import (
    BEYOND_TEXT,
    CONFIDENCE,
    KINDS,
    NEEDS,
    NOT_ENFORCED,
    POLICIES,
    SPEAKS_OF,
    STATES,
    SUSPENDED,
    Citation,
    Condition,
    Pause,
    Provision,
    Rationale,
    Version,
)
from licet.errors import LawError, UnknownName
from licet.language.nodes import Part, walk
from licet.language.parse import Vocabulary, parse_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.markdown import Lines, Page
    from licet.errors import Place
    from licet.language.nodes import Node

_TOP = {
    "id", "title", "kind", "cite", "rationale", "items", "scope", "grounds", "code", "carves_out",
    "overcomes", "reviews", "rank", "refines", "against", "charge", "version", "condition", "parts", "entry", "policy",
}  # fmt: skip
_VERSION = {
    "from", "to", "comply_from", "published", "end_published", "checked", "source", "confidence",
    "rule", "parts", "pause", "entry", "policy", "rate_pct", "note",
}  # fmt: skip
_PAUSE = {"kind", "from", "to", "published", "source", "note"}
_CONDITION = {"code", "text", "rule", "cite", "from", "to"}


def provision_from(page: Page, sovereign: str, default_scope: str, words: Vocabulary) -> Provision:
    """The provision of one page; ``LawError`` with the place of whatever is wrong."""
    return _Reader(page, words).provision(sovereign, default_scope)


class _Reader:
    def __init__(self, page: Page, words: Vocabulary) -> None:
        self.page = page
        self.words = words
        self.lines: Lines = (0, None)

    def at(self, needle: str = "") -> Place:
        """Where ``needle`` stands in the table that is being read."""
        return self.page.place(needle, self.lines)

    def parsed(self, text: str, words: Vocabulary) -> Node:
        """A rule, with the place that it stands at."""
        return parse_rule(text, words, self.page.place_of(text, self.lines))

    def each(self, name: str, tables: list[dict[str, object]]) -> Iterator[dict[str, object]]:
        """Tables called ``name`` in turn; errors meanwhile point into the one at hand."""
        spans, outer = self.page.tables(name), self.lines
        for number, table in enumerate(tables):
            self.lines = spans[number] if len(spans) == len(tables) else outer
            yield table
        self.lines = outer

    def provision(self, sovereign: str, default_scope: str) -> Provision:
        front = self.page.front
        self.only(front, _TOP, "a provision")
        kind = self.text(front, "kind")
        if kind not in KINDS:
            raise LawError(str(UnknownName("kind of provision", kind, KINDS)), self.at("kind"))
        if (needed := SPEAKS_OF.get(kind)) and not self.texts(front, needed):
            raise LawError(
                f'a provision of kind {kind} names the provisions that it speaks of: {needed} = ["..."]',
                self.at("kind"),
            )
        tables = self.tables(front, "version")
        if not tables:
            raise LawError("there is no [[version]], so the provision is never in force", self.at())
        conditions = self.tables(front, "condition")
        versions = tuple(
            self.version(table, front, conditions) for table in self.each("version", tables)
        )
        self.all_apply(conditions, versions)
        if sorted(versions, key=lambda each: each.since) != list(versions):
            raise LawError("versions must stand in order of their dates", self.at("[[version]]"))
        scope = self.text(front, "scope", default_scope if kind in NEEDS else "")
        charge = front.get("charge", {})
        if not isinstance(charge, dict):
            raise LawError(
                "charge is a table: charge = { head = ..., event = ... }", self.at("charge")
            )
        return Provision(
            id=self.text(front, "id"),
            title=self.text(front, "title"),
            kind=kind,
            sovereign=sovereign,
            cite=self.citations(front),
            rationale=self.rationale(front),
            versions=versions,
            file=self.page.file,
            text=self.page.text,
            items=self.texts(front, "items"),
            scope="" if scope == "none" else scope,
            grounds=self.texts(front, "grounds"),
            code=self.text(front, "code", ""),
            carves_out=self.texts(front, "carves_out"),
            overcomes=self.texts(front, "overcomes"),
            reviews=self.texts(front, "reviews"),
            rank=self.number(front, "rank"),
            refines=self.texts(front, "refines"),
            against=self.texts(front, "against"),
            charge=tuple((str(key), str(value)) for key, value in charge.items()),
        )

    def version(
        self,
        table: dict[str, object],
        front: dict[str, object],
        conditions: list[dict[str, object]],
    ) -> Version:
        self.only(table, _VERSION, "a version")
        texts = {**self.parts(front), **self.parts(table)}
        since, to = self.day(table, "from"), self.day(table, "to", optional=True)
        if since is None:
            raise LawError("a version lacks its from", self.at("[[version]]"))
        if to is not None and to <= since:
            raise LawError(f"a version ends on {to}, before it starts on {since}", self.at(str(to)))
        confidence = self.text(table, "confidence")
        if confidence not in CONFIDENCE:
            raise LawError(f"confidence is one of {', '.join(CONFIDENCE)}", self.at("confidence"))
        policy = self.text(table, "policy", self.text(front, "policy", ""))
        if policy and policy not in POLICIES:
            raise LawError(
                str(UnknownName("review policy", policy, POLICIES)),
                self.at("policy") if "policy" in table else self.page.place("policy"),
            )
        entry = self.text(table, "entry", self.text(front, "entry", ""))
        kind = str(front["kind"])
        if (needed := STATES.get(kind)) and not {"entry": entry, "policy": policy}[needed].strip():
            raise LawError(
                f'each version of a {kind} says its {needed}: {needed} = "...", in [[version]] or once above',
                self.at("[[version]]"),
            )
        words = self.words.with_parts(set(texts))
        return Version(
            since=since,
            to=to,
            comply_from=self.day(table, "comply_from", optional=True),
            published=self.day(table, "published") or since,
            end_published=self.day(table, "end_published", optional=True),
            checked=self.day(table, "checked") or since,
            source=self.text(table, "source"),
            confidence=confidence,
            rule=self.parsed(self.text(table, "rule"), words),
            parts=self.acyclic(
                tuple((name, self.parsed(text, words)) for name, text in texts.items())
            ),
            conditions=tuple(
                self.condition(each, words)
                for each in self.each("condition", conditions)
                if self.applies(each, since)
            ),
            pauses=tuple(self.pause(each) for each in self.tables(table, "pause")),
            entry=entry,
            policy=policy,
            rate_pct=str(table.get("rate_pct", "")),
            note=self.text(table, "note", ""),
        )

    def applies(self, condition: dict[str, object], since: date) -> bool:
        start, end = (
            self.day(condition, "from", optional=True),
            self.day(condition, "to", optional=True),
        )
        return (start is None or start <= since) and (end is None or since < end)

    def all_apply(self, conditions: list[dict[str, object]], versions: tuple[Version, ...]) -> None:
        """A condition starts and ends with versions, so that none is passed over in silence."""
        starts = {each.since for each in versions}
        ends = {each.to for each in versions}
        for table in self.each("condition", conditions):
            start, end = (
                self.day(table, "from", optional=True),
                self.day(table, "to", optional=True),
            )
            if start is not None and start not in starts:
                raise LawError(f"no version starts on {start}; start one there", self.at("from"))
            if end is not None and end not in starts | ends:
                raise LawError(f"no version ends on {end}; end one there", self.at("to"))

    def acyclic(self, parts: tuple[tuple[str, Node], ...]) -> tuple[tuple[str, Node], ...]:
        """The parts, none of which leads back to itself."""
        below = {
            name: [each.name for each in walk(tree) if isinstance(each, Part)]
            for name, tree in parts
        }

        done: set[str] = set()

        def visit(name: str, trail: tuple[str, ...]) -> None:
            if name in trail:
                loop = " -> ".join((*trail[trail.index(name) :], name))
                raise LawError(
                    f"these parts refer to each other in a circle: {loop}", self.at(name)
                )
            if name in done:
                return
            for each in below.get(name, ()):
                visit(each, (*trail, name))
            done.add(name)

        for name in below:
            visit(name, ())
        return parts

    def condition(self, table: dict[str, object], words: Vocabulary) -> Condition:
        self.only(table, _CONDITION, "a condition")
        rule = self.text(table, "rule", "")
        return Condition(
            code=self.text(table, "code"),
            text=self.text(table, "text"),
            rule=self.parsed(rule, words) if rule else None,
            cite=self.text(table, "cite", ""),
        )

    def pause(self, table: dict[str, object]) -> Pause:
        self.only(table, _PAUSE, "a pause")
        kind = self.text(table, "kind")
        if kind not in (SUSPENDED, NOT_ENFORCED, BEYOND_TEXT):
            raise LawError("a pause is suspended, not_enforced or beyond_text", self.at(kind))
        since = self.day(table, "from")
        published = self.day(table, "published")
        if since is None or published is None:
            raise LawError("a pause lacks its from or published", self.at("pause"))
        return Pause(
            kind, since, self.day(table, "to", optional=True), published,
            self.text(table, "source"), self.text(table, "note", ""),
        )  # fmt: skip

    def citations(self, front: dict[str, object]) -> tuple[Citation, ...]:
        entries = front.get("cite")
        if not isinstance(entries, list) or not entries:
            raise LawError(
                "every provision cites the law: cite = [{ text = ..., url = ... }]",
                self.at(),
            )
        found = []
        for entry in entries:
            if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
                raise LawError("a citation is { text = ..., url = ... }", self.at("cite"))
            found.append(Citation(entry["text"], str(entry.get("url", ""))))
        return tuple(found)

    def rationale(self, front: dict[str, object]) -> Rationale:
        table = front.get("rationale")
        if not isinstance(table, dict) or not isinstance(table.get("aim"), str):
            raise LawError(
                "state the aim of the rule: rationale = { aim = ..., stated_by = ..., where = ... }, "
                'or { aim = "not explained" }',
                self.at("rationale"),
            )
        return Rationale(table["aim"], str(table.get("stated_by", "")), str(table.get("where", "")))

    # -- typed reading of TOML -------------------------------------------------------

    def only(self, table: dict[str, object], known: set[str], what: str) -> None:
        for key in table:
            if key not in known:
                raise LawError(str(UnknownName(f"key of {what}", key, known)), self.at(key))

    def text(self, table: dict[str, object], key: str, default: str | None = None) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise LawError(f"{key} is missing, or is no text in quotation marks", self.at(key))
        return value

    def texts(self, table: dict[str, object], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise LawError(f"{key} must be a list of texts", self.at(key))
        return tuple(value)

    def parts(self, table: dict[str, object]) -> dict[str, str]:
        value = table.get("parts", {})
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise LawError('parts are named rules: [version.parts] a1 = "..."', self.at("parts"))
        return value

    def number(self, table: dict[str, object], key: str) -> int:
        value = table.get(key, 0)
        if type(value) is not int:
            raise LawError(f"{key} must be a whole number", self.at(key))
        return value

    def tables(self, table: dict[str, object], key: str) -> list[dict[str, object]]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise LawError(f"write it as [[{key}]]", self.at(key))
        return value

    def day(self, table: dict[str, object], key: str, *, optional: bool = False) -> date | None:
        value = table.get(key)
        if value is None and optional:
            return None
        if type(value) is not date:
            raise LawError(f"{key} must be a date such as 2026-01-15", self.at(key))
        return value
