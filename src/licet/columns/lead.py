"""From each law's answer to the joined one, as signals: which law leads, what stands beside, who must look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.book.patterns import matches
from licet.columns.circuit import NO, YES
from licet.decide import answer as words
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from licet.book.book import RuleBook
    from licet.columns.circuit import Circuit, Signal, Truth3
    from licet.columns.join import Join, Said
    from licet.columns.known import Facts


@record
class Voice:
    """One law's part: its code, its answer, and what joined it."""

    law: str
    said: Said
    join: Join


class Leading:
    """The joined answer of several laws over the facts of all rows."""

    def __init__(self, facts: Facts, book: RuleBook, voices: Sequence[Voice], asked: Sequence[str], *, several: bool) -> None:  # fmt: skip
        """``asked`` are codes that were asked by name, empty where all were; ``several`` whether more than one law is asked."""
        self.facts = facts
        self.circuit: Circuit = facts.circuit
        self.book = book
        self.voices = voices
        self.asked = tuple(asked)
        self.several = several
        self.lead = self._lead()

    def chosen(self, of: Callable[[Voice], Mapping[Any, Signal]]) -> dict[Any, Signal]:
        """What is said of the leading law, word by word."""
        found: dict[Any, list[Signal]] = {}
        for voice in self.voices:
            for word, signal in of(voice).items():
                found.setdefault(word, []).append(self.circuit.every([self.lead[voice.law], signal]))  # fmt: skip
        return {word: self.circuit.either(each) for word, each in found.items()}

    def status(self) -> dict[str, Signal]:
        """The joined status."""
        if not self.voices:
            return {words.OUT_OF_SCOPE: YES}
        return self.chosen(lambda voice: voice.said.status)

    def license_required(self) -> Truth3:
        """Whether the leading law requires a license."""
        both = self.chosen(lambda voice: dict(zip("tp", voice.said.license, strict=True)))
        return both.get("t", NO), both.get("p", YES)

    # -- which law leads --------------------------------------------------------------------

    def _lead(self) -> dict[str, Signal]:
        """The strictest: by status, then review, then whether the law claims the transfer, then home, then order."""
        circuit = self.circuit
        left = {voice.law: YES for voice in self.voices}

        def narrow(scores: Iterable[Mapping[str, Signal]]) -> None:
            """Keep the laws that have the first of these scores that any law left has."""
            taken: Signal = NO
            kept: dict[str, list[Signal]] = {law: [] for law in left}
            for score in scores:
                mine = {law: circuit.every([left[law], score.get(law, NO)]) for law in left}
                for law, signal in mine.items():
                    kept[law].append(circuit.every([signal, taken ^ 1]))
                taken = circuit.either([taken, *mine.values()])
            for law, before in tuple(left.items()):
                left[law] = circuit.either([*kept[law], circuit.every([before, taken ^ 1])])

        said = {voice.law: voice.said for voice in self.voices}
        narrow(
            {law: each.status.get(word, NO) for law, each in said.items()} for word in words.ORDER
        )
        unreviewed = {
            law: circuit.every(
                [each.status[words.LICENSE], circuit.either(each.strict.values()) ^ 1]
            )
            for law, each in said.items()
        }
        ranks = range(len(words.POLICY_ORDER))
        narrow(
            [
                unreviewed,
                *(
                    {law: circuit.every([e.status[words.LICENSE], e.strict.get(rank, NO)]) for law, e in said.items()}
                    for rank in ranks
                ),
            ]
        )  # fmt: skip
        claims = {law: self._claims(each) for law, each in said.items()}
        narrow(
            [
                {law: t for law, (t, _) in claims.items()},
                {law: circuit.is_open(truth) for law, truth in claims.items()},
            ]
        )
        narrow([{law: self._home(law) for law in said}])
        narrow({law: YES} for law in said)
        return left

    def _claims(self, said: Said) -> Truth3:
        circuit = self.circuit
        milder = circuit.either([said.low[words.NOTHING], said.low[words.OUT_OF_SCOPE]])
        surely = circuit.either([said.subject[0], milder ^ 1])
        quiet = circuit.every([circuit.is_known(said.subject), said.status[words.NOTHING]])
        return surely, circuit.either([surely, quiet ^ 1])

    def _home(self, law: str) -> Signal:
        return self._word("shipped_from", ("home", law), lambda value: value == law)

    def _word(self, fact: str, key: object, does: Callable[[Any], bool]) -> Signal:
        """Where a fact of the transfer has a value that passes a test."""
        from licet.language.nodes import Within

        state = self.facts.transfer.get(fact)
        if state is None:
            return NO
        leaf = lambda facts: does(facts.get(fact))  # noqa: E731
        truth = state.truth(self.circuit, Within(fact), leaf, ("word", fact, key))
        return self.circuit.every([state.known(self.circuit), truth[0]])

    # -- beside the status --------------------------------------------------------------------

    def beside(self, status: Mapping[str, Signal]) -> tuple[Signal, Signal, Signal]:
        """Where a conflict of laws, stale law, or law that is not modelled stands beside the status."""
        circuit = self.circuit
        outside = [self._one_sided(), self._unmodelled()]
        found = (
            (words.CONFLICT, self._conflict()),
            (words.STALE, circuit.either(voice.said.stale for voice in self.voices)),
            (words.OUT_OF_SCOPE, circuit.either([*outside, *(v.said.not_modelled for v in self.voices)])),
        )  # fmt: skip
        return tuple(  # type: ignore[return-value]
            circuit.every([signal, status.get(word, NO) ^ 1]) for word, signal in found
        )

    def needs_person(self, status: Mapping[str, Signal], beside: Iterable[Signal]) -> Signal:
        """Where a person has to look: wherever it is not so that nothing was found, is open or stands beside."""
        circuit = self.circuit
        settled = [
            signal
            for voice in self.voices
            for signal in (_equal(circuit, voice.said.low, voice.said.high), voice.said.unverified ^ 1)
        ]  # fmt: skip
        passes = [status.get(words.NOTHING, NO), *settled, *(each ^ 1 for each in beside)]
        return circuit.every(passes) ^ 1

    def _conflict(self) -> Signal:
        """Where a need of one law holds and another law surely forbids to follow it."""
        if len(self.voices) < 2:  # noqa: PLR2004 - one law conflicts with none
            return NO
        circuit = self.circuit
        found = []
        for voice in self.voices:
            for unit in voice.join.plan.by_kind.get("conflict", ()):
                against = unit.provision.against
                needs = [
                    other.join.holds(need)
                    for other in self.voices
                    if other is not voice
                    for need in other.join.enforced
                    if any(matches(pattern, need.provision.id) for pattern in against)
                ]
                found.append(circuit.every([voice.join.holds(unit), circuit.either(needs)]))
        return circuit.either(found)

    def _one_sided(self) -> Signal:
        """Where it is told as an import alone, so that laws of export stay silent."""
        if not self.several:
            return NO
        circuit = self.circuit
        states = self.facts.transfer
        imported = self._word("kind", "import", lambda value: value == "import")
        if "shipped_from" not in states:
            return imported
        known = states["shipped_from"].known(circuit)
        if "destination" not in states:
            return imported
        same = circuit.either(
            circuit.every([self._same("shipped_from", code), self._same("destination", code)])
            for code in self.book.facts.countries
        )
        return circuit.every([imported, circuit.either([known ^ 1, same ^ 1])])

    def _same(self, fact: str, code: str) -> Signal:
        return self._word(fact, ("is", code), lambda value: value == code)

    def _unmodelled(self) -> Signal:
        """Where a place's own law may claim the transfer and is not in the book, or was asked and is not."""
        if self.asked:
            return YES if any(code not in self.book.sovereigns for code in self.asked) else NO
        deciding = frozenset(self.book.deciding)
        places = [
            self._word(name, "unmodelled", lambda v: isinstance(v, str) and v not in deciding)
            for name in ("shipped_from", "destination")
        ]
        route = self._word("route", "unmodelled", lambda v: isinstance(v, frozenset) and not v <= deciding)  # fmt: skip
        return self.circuit.either([*places, route])


def _equal(circuit: Circuit, low: Mapping[str, Signal], high: Mapping[str, Signal]) -> Signal:
    """Where both name the same level."""
    return circuit.either(circuit.every([low[level], high[level]]) for level in low)
