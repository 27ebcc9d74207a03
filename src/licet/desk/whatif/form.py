"""The form of a scenario: what it offers, what was typed into it, and the scenario that it says."""

from __future__ import annotations

import math
import tomllib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from licet.assumptions.load import assumptions_folder, load_ledger
from licet.errors import InputError, UnknownName
from licet.record import record
from licet.whatif.memo import NAMES
from licet.whatif.scenario import PARTS, Scenario, scenario_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from licet.assumptions.model import Assumption
    from licet.reform.model import Reform

CHOICES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("china", "What China lets in", (
        ("drawn", "drawn among the three below"), ("accepts", "it takes what it may buy"),
        ("limits", "it limits purchases"), ("blocks", "it lets nothing in"),
    )),
    ("items", "How classes of chips stand in for each other", (
        ("plain", "as goods of different countries do"), ("nested", "less: each class is a good of its own"),
    )),
    ("flips", "Which products are asked about", (("chips", "chips"), ("all", "all products of the catalogue"))),
)  # fmt: skip
"""What is no number: its key, its question, and its answers, the usual one first."""
MODELS = {
    "trade": "trade and welfare", "baskets": "goods that are traded", "network": "the first months",
    "revenue": "revenue", "game": "allies", "compute": "compute", "leakage": "leakage",
}  # fmt: skip
"""The files of the ledger in words."""
SETS = "set."
_LONGEST_TITLE = 160
_MOST_FOUND = 40
_MOST_REFORMS = 6
_FIRST, _LAST = date(2018, 1, 1), date(2040, 12, 31)


@record
class Typed:
    """What stands in the fields; ``sets`` are numbers of assumptions as typed, by id."""

    base: str
    title: str
    texts: Mapping[str, str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    parts: tuple[str, ...]
    sets: Mapping[str, str]
    find: str = ""
    model: str = ""


_TEXTS = ("before_on", "after_on", "horizon", "draws", "seed", *(name for name, _, _ in CHOICES))


def typed_from(scenario: Scenario, most_draws: int) -> Typed:
    """The fields as a scenario fills them."""
    texts = {
        "before_on": scenario.before.on.isoformat(), "after_on": scenario.after.on.isoformat(),
        "horizon": str(scenario.horizon), "draws": str(min(scenario.draws, most_draws)), "seed": str(scenario.seed),
    }  # fmt: skip
    texts |= {name: scenario.choices.get(name, answers[0][0]) for name, _, answers in CHOICES}
    sets = {name: f"{value:g}" for name, value in scenario.assumptions.items()}
    return Typed(scenario.name, scenario.title, texts, scenario.before.reforms, scenario.after.reforms, scenario.parts, sets)  # fmt: skip


def typed_of(form: Any) -> Typed:
    """The fields as they were sent."""

    def one(name: str) -> str:
        found = form.get(name)
        return found.strip()[:400] if isinstance(found, str) else ""

    def some(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(e[:80] for e in form.getlist(name) if isinstance(e, str) and e))[:80]  # fmt: skip

    named = (key for key in form if key.startswith(SETS))
    sets = {key.removeprefix(SETS)[:80]: one(key) for key in named}
    return Typed(
        one("scenario"), one("title"), {name: one(name) for name in _TEXTS}, some("before"), some("after"),
        some("parts"), sets, one("find")[:80], one("model"),
    )  # fmt: skip


def asked(
    typed: Typed, reforms: Callable[[str], Reform], most_draws: int
) -> tuple[Scenario | None, dict[str, str]]:
    """The scenario that the fields say, or what is wrong by field."""
    wrong: dict[str, str] = {}
    sides = {side: _side(side, typed, reforms, wrong) for side in ("before", "after")}
    first = sides["after"]["on"].year if sides["after"]["on"] else _FIRST.year
    whole = {
        "horizon": _whole("The last year", typed.texts["horizon"], (first, first + 30), "horizon", wrong),
        "draws": _whole("The number of draws", typed.texts["draws"], (1, most_draws), "draws", wrong),
        "seed": _whole("The seed", typed.texts["seed"], (0, 2**32 - 1), "seed", wrong),
    }  # fmt: skip
    title = "".join(letter for letter in typed.title if letter.isprintable()).strip()
    if not title or len(title) > _LONGEST_TITLE:
        wrong["title"] = f"Give it a title of 1 to {_LONGEST_TITLE} characters, to find it by."
    if odd := [each for each in typed.parts if each not in PARTS] or not typed.parts:
        wrong["parts"] = "Choose one model at least." if odd is True else f"“{odd[0]}” is no model."
    choices = {}
    for name, _, answers in CHOICES:
        choices[name] = typed.texts[name] or answers[0][0]
        if choices[name] not in dict(answers):
            wrong[name] = f"“{choices[name][:40]}” is none of the answers."
    sets = {name: _number(name, text, wrong) for name, text in typed.sets.items() if text}
    if wrong:
        return None, wrong
    told = {
        "name": typed.base or "own", "title": title, **sides, **whole, "parts": list(typed.parts),
        "assumptions": sets, "choices": choices,
    }  # fmt: skip
    try:
        return scenario_from(told, "own"), {}
    except InputError as error:
        return None, {"title": str(error)}


def _side(
    side: str, typed: Typed, reforms: Callable[[str], Reform], wrong: dict[str, str]
) -> dict[str, Any]:
    text, names = typed.texts[f"{side}_on"], getattr(typed, side)
    on = None
    try:
        on = date.fromisoformat(text)
        if not _FIRST <= on <= _LAST:
            wrong[f"{side}_on"] = f"{on} is out of reach; a day from {_FIRST} to {_LAST} was wanted."  # fmt: skip
    except ValueError:
        wrong[f"{side}_on"] = f"“{text[:40]}” is no day; write it as 2026-02-01."
    if len(names) > _MOST_REFORMS:
        wrong[side] = f"At most {_MOST_REFORMS} reforms go together here."
    else:
        try:
            for name in names:
                reforms(name)
        except (UnknownName, InputError) as error:
            wrong[side] = str(error)
    return {"on": on, "reforms": list(names)}


def _whole(what: str, text: str, ends: tuple[int, int], field: str, wrong: dict[str, str]) -> int:
    said = text.replace(",", "")
    value = int(said) if said.isascii() and said.isdecimal() and len(said) < 12 else -1  # noqa: PLR2004
    if not ends[0] <= value <= ends[1]:
        low, high = (str(end) if field == "horizon" else f"{end:,}" for end in ends)
        wrong[field] = f"{what} is “{text[:20]}”. A whole number from {low} to {high} was wanted."
    return value


def _number(name: str, text: str, wrong: dict[str, str]) -> float:
    ledger = load_ledger()
    if name not in ledger:
        wrong["find"] = str(UnknownName("assumption", name, ledger))
        return math.nan
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        wrong[f"{SETS}{name}"] = f"“{text[:20]}” is no number. Leave it empty to keep the range."
    return value


@cache
def models() -> Mapping[str, str]:
    """The file of the ledger in which each assumption stands, by id."""
    files = sorted(assumptions_folder().glob("*.toml"))
    return {name: file.stem for file in files for name in tomllib.loads(file.read_text("utf-8"))}


def offered(typed: Typed, suggested: Sequence[str] = ()) -> tuple[list[Assumption], int]:
    """The assumptions to show: those that are set, then those looked for or suggested; and how many more there are."""
    ledger, home = load_ledger(), models()
    words = typed.find.casefold().split()
    if words or typed.model:
        found = [
            each for each in ledger.values()
            if (not typed.model or home.get(each.id) == typed.model)
            and all(word in f"{each.id} {each.what}".replace("_", " ").casefold() or word in each.id for word in words)
        ]  # fmt: skip
    else:
        found = [ledger[name] for name in suggested if name in ledger]
    mine = [ledger[name] for name, text in typed.sets.items() if text and name in ledger]
    others = [each for each in found if each not in mine]
    return [*mine, *others[:_MOST_FOUND]], max(0, len(others) - _MOST_FOUND)


def parts_offered() -> tuple[tuple[str, str], ...]:
    """The models by id and name."""
    return tuple((each, NAMES[each]) for each in PARTS)
