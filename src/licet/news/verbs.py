"""The table of verbs as patterns, and the forms of a verb."""

from __future__ import annotations

import re
from functools import cache

from licet.news.gazetteer import shipped
from licet.record import record


@record
class Rule:
    """One line of the table: an act, its verbs, what must and what must not stand near."""

    act: str
    verbs: re.Pattern[str]
    near: re.Pattern[str] | None
    against: re.Pattern[str] | None
    number: int


def forms(base: str, irregular: dict[str, list[str]]) -> tuple[str, ...]:
    """Every form of a verb; of a verb of two words the first changes.

    >>> forms("ban", {}), forms("carry out", {})[:2]
    (('ban', 'bans', 'banned', 'banning'), ('carry out', 'carries out'))
    """
    first, _, rest = base.partition(" ")
    if first in irregular:
        made = list(dict.fromkeys([first, *irregular[first]]))
    elif first.endswith("e"):
        made = [first, first + "s", first + "d", first[:-1] + "ing"]
    elif re.search(r"[^aeiou]y$", first):
        made = [first, first[:-1] + "ies", first[:-1] + "ied", first + "ing"]
    elif re.search(r"(?:s|x|ch|sh|z)$", first):
        made = [first, first + "es", first + "ed", first + "ing"]
    elif re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]|permit|forbid|defer|embed", first):
        made = [first, first + "s", first + first[-1] + "ed", first + first[-1] + "ing"]
    else:
        made = [first, first + "s", first + "ed", first + "ing"]
    return tuple(f"{each} {rest}" if rest else each for each in made)


@cache
def rules() -> tuple[Rule, ...]:
    """The table, in order."""
    table = shipped("verbs")
    irregular = table["irregular"]
    found = []
    for number, each in enumerate(table["rule"], 1):
        words = [form for verb in each["verbs"] for form in forms(verb, irregular)]
        pattern = "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))
        found.append(Rule(
            each["act"], re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE),
            re.compile(each["near"], re.IGNORECASE) if "near" in each else None,
            re.compile(each["not"], re.IGNORECASE) if "not" in each else None, number,
        ))  # fmt: skip
    return tuple(found)


@cache
def stages() -> dict[str, re.Pattern[str]]:
    """The words that tell a stage, by stage."""
    return {
        name.replace("_", " "): re.compile(rule, re.IGNORECASE)
        for name, rule in shipped("verbs")["stage"].items()
    }


@cache
def any_verb() -> re.Pattern[str]:
    """Every verb of the table, so that a sentence without any is passed over at once."""
    return re.compile("|".join(rule.verbs.pattern for rule in rules()), re.IGNORECASE)
