"""Whether allies hold their line under either law: the fitted game, asked at the leader's level that the law makes."""

from __future__ import annotations

from licet.models.bridge import DENIED, LICENSED, PRESUMED_DENIED
from licet.models.game.answers import Answer, Range, ask
from licet.models.game.leaving import Staying
from licet.models.game.play import Game, play
from licet.models.game.score import RIVALS
from licet.models.game.situation import Situation
from licet.models.game.tell import SAMPLE, Told, tell
from licet.record import replaced
from licet.whatif.baskets import baskets
from licet.whatif.laws import BUYER, OFFERED, SIDES
from licet.whatif.number import Number
from licet.whatif.result import Cell, Column, Part, Plot, Table
from licet.whatif.steps import Asked, Done
from licet.whatif.wording import place, plain_list, rough

WHO = ("JP", "NL")
STRICT = {DENIED: 1.0, PRESUMED_DENIED: 1.0, LICENSED: 0.5}
"""How much of the leader's full level a status counts for; others for none."""
MOST_LEVEL = 2.0
CANNOT = (
    "Allies: five windows before 2025 fit seven weights; where moves have not narrowed one, the answer is what was assumed.",
    "Allies: worth beside money is how an ally has acted, not what anybody pays.",
)
EQUATION = "logit quantal response over the payoffs of staying and leaving; weights drawn from the posterior"


def allies(asked: Asked) -> Done:
    """The part ``allies``."""
    asked.tell("fits the game to the moves before 2025 and scores it on later ones", 0.05)
    game = play(asked.ledger, seed=asked.scenario.seed + 1)
    asked.tell("asks the game under both laws", 0.5)
    here = {side: _situation(asked, game, side) for side in SIDES}
    sample = game.posterior.sample(SAMPLE, asked.scenario.seed)
    before = ask(game.board, sample, here["before"])
    told = tell(game, asked.ledger, here["after"], who=WHO, seed=asked.scenario.seed + 1)
    numbers = _numbers(asked, before, told)
    part = Part(
        "allies", numbers, (_chances(before, told), _staying(told), _heat(told), _scores(game)), _plots(),
        says=_says(game, here, before, told), cannot=CANNOT,
    )  # fmt: skip
    return Done(part, {})


def _situation(asked: Asked, game: Game, side: str) -> Situation:
    """Today's situation at the leader's level under one law."""
    return replaced(game.today, level=level(asked, side))


def level(asked: Asked, side: str) -> float:
    """The leader's level, 0 to 2: how much of spending on AI chips above the smallest class its law keeps from China."""
    basket = baskets().named(OFFERED)
    found = asked.laws.statuses(side, basket)
    to, seller = found.buyers.index(BUYER), found.sellers.index("USA")
    kept = whole = 0.0
    for tier in basket.tiers:
        if tier.market == "small":
            continue
        weight = asked.ledger.central(tier.weight)
        codes = [int(found.codes[found.products.index(each), seller, to]) for each in tier.products]
        kept += weight * sum(STRICT.get(code, 0.0) for code in codes) / len(codes)
        whole += weight
    return MOST_LEVEL * kept / whole


def _numbers(asked: Asked, before: Answer, told: Told) -> tuple[Number, ...]:
    rules = asked.laws.rules([baskets().named(OFFERED)])
    ids = (*told.answer.parameters, *(each.weight for each in baskets().named(OFFERED).tiers))

    def made(name: str, what: str, value: Range, unit: str, *, scale: float = 1.0) -> Number:
        mid, low, high = (scale * each for each in value)
        mid = min(max(mid, low), high)
        return Number(name, what, mid, unit, low, high, "posterior", EQUATION, ids, rules)

    found = [
        made(f"allies.loosens.{each.player}.{side}", f"chance that {place(each.player)} lets go at its next move, law {side}", each.loosens, "%", scale=100)
        for side, answer in (("before", before), ("after", told.answer)) for each in answer.chances
    ]  # fmt: skip
    found += [
        made(f"allies.together.{side}", f"chance that no ally lets go, law {side}", answer.together, "%", scale=100)
        for side, answer in (("before", before), ("after", told.answer))
    ]  # fmt: skip
    for each in told.staying:
        money = (each.money.median, each.money.low, each.money.high)
        found += [
            made(f"allies.staying.money.{each.player}", f"money that {place(each.player)} has by staying against leaving", money, "bn USD a year"),
            made(f"allies.staying.worth.{each.player}", f"chance that staying is worth it to {place(each.player)}", each.worth_it, "%", scale=100),
        ]  # fmt: skip
    found.append(made("allies.payments", "smallest side payments that keep the line", told.keep.total, "bn USD a year"))  # fmt: skip
    return tuple(found)


def _chances(before: Answer, told: Told) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (place(each.player), f"law {side}", words, *(100 * value for value in getattr(each, words)))
        for side, answer in (("before", before), ("after", told.answer))
        for each in answer.chances
        for words in ("loosens", "holds", "tightens")
    ]
    heads = (Column("ally"), Column("law"), Column("move"), Column("chance", "%"), Column("low", "%"), Column("high", "%"))  # fmt: skip
    return Table("allies-chances", "What each ally does at its next move", heads, tuple(rows))


def _staying(told: Told) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (place(each.player), term.name, term.median, term.low, term.high, term.unit)
        for each in told.staying
        for term in (*each.terms, each.money, each.total)
    ]
    heads = (Column("ally"), Column("term"), Column("median"), Column("low"), Column("high"), Column("unit"))  # fmt: skip
    return Table("allies-staying", "Staying against leaving, by term", heads, tuple(rows), "below nought speaks for leaving")  # fmt: skip


def _heat(told: Told) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"{pressure:g}", f"{payment:g}", *(100 * float(value) for value in told.heat.together[at, place]))
        for at, pressure in enumerate(told.heat.pressures)
        for place, payment in enumerate(told.heat.payments)
    ]  # fmt: skip
    heads = (Column("pressure"), Column("payment", "bn USD a year to each"), Column("chance", "%"), Column("low", "%"), Column("high", "%"))  # fmt: skip
    return Table("allies-heat", "Chance that no ally lets go", heads, tuple(rows))


def _scores(game: Game) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (words, mark.name, float(mark.log[0]), float(mark.brier[0]), 100 * float(mark.hits[0]))
        for words, score in (("moves not fitted", game.score), ("the same by entry into force", game.second))
        for mark in score.marks
    ]  # fmt: skip
    heads = (Column("scored on"), Column("forecast"), Column("log score"), Column("Brier"), Column("hits", "%"))  # fmt: skip
    return Table(
        "allies-scores", "The game beside forecasters that know no game", heads, tuple(rows)
    )


def _plots() -> tuple[Plot, ...]:
    look = {"x": "pressure", "y": "payment", "value": "chance", "across": "pressure, 0 to 1", "upward": "bn USD a year to each", "unit": "%"}  # fmt: skip
    return (Plot("allies-heat", "Chance that no ally lets go (%)", "allies-heat", "heat", look),)


def _says(game: Game, here: dict[str, Situation], before: Answer, told: Told) -> tuple[str, ...]:
    lines = [
        f"The chance that no ally lets go at its next move is {_chance(before.together)} under the law before and {_chance(told.answer.together)} after. The United States' own line stands at {rough(here['before'].level)} of 2 before and at {rough(here['after'].level)} after.",
    ]  # fmt: skip
    lines += [_staying_words(each) for each in told.staying]
    payments = [
        f"{place(each.player)} {rough(each.median)} ({rough(each.payment[1])} to {rough(each.payment[2])})"
        for each in told.keep.payments
    ]  # fmt: skip
    lines.append(f"Smallest payments that keep each in line with no pressure at all, bn USD a year: {plain_list(payments)}.")  # fmt: skip
    return (*lines, *_verdict(game))


def _chance(value: Range) -> str:
    mid, low, high = (100 * each for each in value)
    return f"{mid:.0f} % ({low:.0f} to {high:.0f})"


def _staying_words(each: Staying) -> str:
    """What an ally has by staying, in sales alone and in all."""
    money = each.money
    way = "gains" if money.median > 0 else "gives up"
    low, high = sorted((abs(money.low), abs(money.high)))
    size = f"{rough(abs(money.median))} bn USD a year"
    span = f"({rough(low)} to {rough(high)})" if money.low * money.high > 0 else f"({rough(money.low)} to {rough(money.high)}, gains above nought)"  # fmt: skip
    name = place(each.player)
    return f"By staying rather than leaving {name} {way} {size} of gross profit {span}. With all that moves it, staying is worth it with a chance of {_chance(each.worth_it)}."  # fmt: skip


def _verdict(game: Game) -> tuple[str, ...]:
    """How the game did on moves that it was not fitted on, where it does not win included."""
    score = game.score
    mine, still, base = (score.of(name) for name in ("game", "persist", "base rate"))
    lost = [name for name in RIVALS if name not in score.beaten]
    words = [
        f"On {len(score.forecasts)} later moves it was not fitted on, the game's log score is {mine.log[0]:.2f} a move and its Brier score {mine.brier[0]:.2f}; 'nobody moves' has {still.log[0]:.2f} and {still.brier[0]:.2f}, the base rate {base.log[0]:.2f} and {base.brier[0]:.2f}.",
        f"It does not beat {plain_list(lost)} on both." if lost else "It leads both.",
        *(f"Its lead over {each.name!r} is within the noise." for each in (still, base) if each.ahead[1] <= 0 < each.ahead[0]),
    ]  # fmt: skip
    second = [name for name in RIVALS if name not in game.second.beaten]
    if second:
        words.append(f"Where moves count by entry into force instead, it does not beat {plain_list(second)}: take its chances as a way to order arguments.")  # fmt: skip
    return (" ".join(words),)
