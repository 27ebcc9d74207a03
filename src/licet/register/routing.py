"""Visible routing rules, flags and ranks, read from data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from licet.book.patterns import matches
from licet.record import record
from licet.register.reading import Sheet, open_sheet
from licet.register.state import CaseState

BLOCKS = ("registration", "decision")


Tests = tuple[tuple[str, tuple[str, ...]], ...]


@record
class Rule:
    """Who is asked when; ``when`` are tests that must all hold."""

    id: str
    authority: str
    when: Tests
    refer: tuple[str, ...]
    cite: str
    confidence: str

    def holds(self, state: CaseState) -> bool | None:
        """Whether the rule asks for its agencies; None where what is known does not say."""
        return _hold(self.when, state)


@record
class FlagKind:
    """A kind of flag: what it blocks, the lowest rank that may remove it, and whether two must sign.

    ``raised_when`` are tests on which the register raises it by itself; none where only a person does.
    """

    name: str
    title: str
    blocks: tuple[str, ...]
    removed_by: str
    two_sign: bool
    raised_when: Tests = ()


@record
class Routing:
    """Ranks from low to high, agencies and customs services with authority and title, rules, and kinds of flags."""

    ranks: tuple[str, ...]
    agencies: tuple[tuple[str, str, str], ...]
    rules: tuple[Rule, ...]
    flags: tuple[FlagKind, ...]
    customs: tuple[tuple[str, str, str], ...] = ()

    def rule(self, name: str) -> Rule | None:
        """The rule of that id."""
        return next((each for each in self.rules if each.id == name), None)

    def flag(self, name: str) -> FlagKind | None:
        """The kind of flag of that name."""
        return next((each for each in self.flags if each.name == name), None)

    def reaches(self, rank: str, wanted: str) -> bool:
        """Whether ``rank`` is ``wanted`` or above; no rank at all reaches nothing."""
        return rank in self.ranks and self.ranks.index(rank) >= self.ranks.index(wanted)

    def asked(self, state: CaseState) -> tuple[tuple[str, Rule], ...]:
        """Agencies that the rules certainly ask, each with the first rule that does."""
        found: dict[str, Rule] = {}
        for rule in self.rules:
            if rule.authority == state.authority and rule.holds(state) is True:
                for agency in rule.refer:
                    found.setdefault(agency, rule)
        return tuple(found.items())

    def raised(self, state: CaseState) -> tuple[str, ...]:
        """Flags that by what the file says certainly belong on it, and were never set."""
        known = {each.flag for each in state.flags}
        return tuple(
            each.name
            for each in self.flags
            if each.raised_when
            and each.name not in known
            and _hold(each.raised_when, state) is True
        )


def _hold(tests: Tests, state: CaseState) -> bool | None:
    """Whether every test holds, three-valued."""
    found = [_TESTED[name](state, values) for name, values in tests]
    if False in found:
        return False
    return None if None in found else True


def _law(state: CaseState) -> Mapping[str, Any] | None:
    laws = state.opening.get("laws", ())
    return next((each for each in laws if each.get("sovereign") == state.authority), None)


def _any_provision(state: CaseState, values: tuple[str, ...]) -> bool | None:
    """Whether a requirement of the authority's law that fits holds; None where one may."""
    law = _law(state)
    if law is None:
        return None
    held = [
        each.get("holds")
        for each in law.get("grounds", ())
        if any(matches(pattern, each["provision"]) for pattern in values)
    ]
    return True if True in held else None if held else False


def _beside(state: CaseState, values: tuple[str, ...]) -> bool | None:
    found = state.opening.get("beside")
    return None if found is None else bool(set(found) & set(values))


def _screening(state: CaseState, values: tuple[str, ...]) -> bool | None:
    settled = state.opening.get("screening_settled")
    return None if settled is None else ("settled" if settled else "open") in values


def _any_flag(state: CaseState, values: tuple[str, ...]) -> bool | None:
    return any(each.flag in values for each in state.standing_flags)


def _review(state: CaseState, values: tuple[str, ...]) -> bool | None:
    law = _law(state)
    if law is None:
        return None
    may_be = {law["review_policy"]} if law.get("review_policy") else set(law.get("review_may_be", ()))  # fmt: skip
    held = {each in values for each in may_be}
    if not held:
        return False if law.get("license_required") is False else None
    return held.pop() if len(held) == 1 else None


def _destinations(state: CaseState) -> frozenset[str]:
    lines = (each for each in state.content.get("lines") or () if isinstance(each, Mapping))
    return frozenset(str(each["country"]) for each in lines if each.get("country"))


def _destination_in(state: CaseState, values: tuple[str, ...]) -> bool | None:
    found = _destinations(state)
    return bool(found & set(values)) if found else None


def _destination_not_in(state: CaseState, values: tuple[str, ...]) -> bool | None:
    found = _destinations(state)
    return bool(found - set(values)) if found else None


def _open(state: CaseState, values: tuple[str, ...]) -> bool | None:  # noqa: ARG001 - as the others
    return None


_TESTED = {
    "any_provision": _any_provision, "beside": _beside, "screening": _screening, "any_flag": _any_flag, "review": _review, "destination_in": _destination_in,
    "destination_not_in": _destination_not_in, "always_open": _open,
}  # fmt: skip


def read_routing(path: Path) -> Routing:
    """The routing of a file; ``LawError`` with line for whatever is wrong in it."""
    sheet = open_sheet(path, "the routing")
    ranks = sheet.texts("ranks")
    agencies, customs = _bodies(sheet, "agencies"), _bodies(sheet, "customs")
    flags = {name: _flag(name, each, ranks) for name, each in sheet.named("flags").items()}
    rules = tuple(_rule(each, agencies, flags) for each in sheet.sheets("rules"))
    sheet.done()
    if len({rule.id for rule in rules}) < len(rules):
        raise sheet.wrong("two routing rules share an id")
    return Routing(
        ranks, tuple(agencies.values()), rules, tuple(flags.values()), tuple(customs.values())
    )


def _bodies(sheet: Sheet, what: str) -> dict[str, tuple[str, str, str]]:
    """Bodies by name, each with its name, the authority that it belongs to, and its title."""
    found: dict[str, tuple[str, str, str]] = {}
    for name, each in sheet.named(what).items():
        found[name] = (name, each.text("authority"), each.text("title"))
        each.done()
    return found


def _tests(sheet: Sheet, flags: Collection[str]) -> Tests:
    found = []
    for name, values in sheet.data.items():
        if name not in _TESTED:
            raise sheet.wrong(f"{name!r} is no test of routing; known are {', '.join(_TESTED)}")
        found.append((name, (values,) if isinstance(values, str) else sheet.texts(name)))
        for each in found[-1][1]:
            if name == "any_flag" and each not in flags:
                raise sheet.wrong(f"{each!r} is no known flag")
    return tuple(found)


def _flag(name: str, sheet: Sheet, ranks: tuple[str, ...]) -> FlagKind:
    blocks = sheet.texts("blocks")
    for each in blocks:
        if each not in BLOCKS:
            raise sheet.wrong(f"a flag blocks {' or '.join(BLOCKS)}, not {each!r}")
    two = sheet.of("two_sign", ("yes", "no")) == "yes"
    found = FlagKind(
        name,
        sheet.text("title"),
        blocks,
        sheet.of("removed_by", ranks),
        two,
        _tests(sheet.sheet("raised_when"), ()),
    )
    sheet.done()
    return found


def _rule(
    sheet: Sheet, agencies: Mapping[str, tuple[str, str, str]], flags: Mapping[str, FlagKind]
) -> Rule:
    authority, tests = sheet.text("authority"), _tests(sheet.sheet("when"), flags)
    refer = sheet.texts("refer")
    for each in refer:
        if each not in agencies or agencies[each][1] != authority:
            raise sheet.wrong(f"{each!r} is no agency of {authority}")
    found = Rule(sheet.text("id"), authority, tests, refer, sheet.text("cite"), sheet.confidence())
    sheet.done()
    return found
