"""From units to one law's answer, as signals: status, bounds, reliefs, review, reason.

The same steps as ``licet.decide.join``, each over all rows at once; the suite holds the one to the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from licet.book.provision import BEYOND_TEXT, IN_FORCE, STALE, SUSPENDED
from licet.columns.circuit import NO, YES
from licet.decide import answer as words
from licet.decide.join import NEEDS
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from licet.columns.circuit import Circuit, Signal, Truth3
    from licet.columns.units import Units
    from licet.decide.plan import Unit

_ENFORCED = frozenset({IN_FORCE, BEYOND_TEXT})
_PAUSED = {STALE: words.STALE, SUSPENDED: words.SUSPENDED}
_OPEN_LICENSE = f"{words.LICENSE}:"

K = TypeVar("K")


@record
class Said:
    """What one law says, as signals.

    ``status``, ``exceptions``, ``reason`` and ``policy`` map each word that it may be to the rows in
    which it is; ``low`` and ``high`` map levels of severity to the rows in which some ground reaches
    them, so that the highest counts.  ``strict`` maps ranks of review to the rows where the strictest
    that may meet the transfer has it.
    """

    status: Mapping[str, Signal]
    license: Truth3
    low: Mapping[str, Signal]
    high: Mapping[str, Signal]
    policy: Mapping[str, Signal]
    strict: Mapping[int, Signal]
    exceptions: Mapping[str, Signal]
    reason: Mapping[str, Signal]
    subject: Truth3
    unverified: Signal
    stale: Signal
    not_modelled: Signal


class Join:
    """Joins the units of one law; ``quiet`` are the rows in which nothing of it holds or is open."""

    def __init__(self, circuit: Circuit, units: Units, subject: str, quiet: Signal) -> None:
        self.circuit = circuit
        self.units = units
        self.plan = units.plan
        self.heard = quiet ^ 1
        self.subject = subject
        self.needs = self._of(*NEEDS)
        self.enforced = [unit for unit in self.needs if unit.state in _ENFORCED]
        self.licenses = [u for u in self.enforced if u.provision.kind != "prohibition"]
        self.told = [u for u in self._of("notification") if u.state in _ENFORCED]

    def said(self) -> Said:
        """The law's answer."""
        circuit = self.circuit
        certain = circuit.either(map(self.holds, self.licenses))
        reliefs = self._reliefs(certain)
        groups = self._groups()
        high, policy = self._policies(groups)
        status = self._status(certain, circuit.either(when for _, when, _, _ in reliefs))
        living = circuit.either(map(self.lives, self.needs))
        attached = [*self._of("exception"), *self._of("review_policy")]
        used = [(unit, YES) for unit in (*self.needs, *self._of("notification"))]
        used += [(unit, living) for unit in attached]
        unverified = (
            circuit.every([self.lives(unit), when])
            for unit, when in used
            if unit.version.confidence == "unverified"
        )
        low, top = self._bounds(certain, reliefs, groups)
        return Said(
            status=status,
            license=(certain, circuit.either([certain, *map(self.lives, self.licenses), *self._stale_needs()])),
            low=low,
            high=top,
            policy=policy,
            strict=high,
            exceptions=self._exceptions(reliefs),
            reason=self._reasons(status),
            subject=self._subject(),
            unverified=circuit.either(unverified),
            stale=circuit.either(self.lives(u) for u in self.needs if u.state == STALE),
            not_modelled=circuit.either(map(self.lives, self._of("not_modelled"))),
        )  # fmt: skip

    # -- units ----------------------------------------------------------------------------

    def _of(self, *kinds: str) -> list[Unit]:
        return [unit for kind in kinds for unit in self.plan.by_kind.get(kind, ())]

    def holds(self, unit: Unit) -> Signal:
        """Where the unit holds."""
        return self.circuit.every([self.heard, self.units.truths[unit.slot][0]])

    def lives(self, unit: Unit) -> Signal:
        """Where the unit holds or is open."""
        return self.circuit.every([self.heard, self.units.truths[unit.slot][1]])

    def is_open(self, unit: Unit) -> Signal:
        """Where it is open whether the unit holds."""
        return self.circuit.every([self.heard, self.circuit.is_open(self.units.truths[unit.slot])])

    def _subject(self) -> Truth3:
        unit = self.plan.by_id.get(self.subject)
        if unit is None:
            return NO, YES
        return self.holds(unit), self.lives(unit)

    def _stale_needs(self) -> Iterable[Signal]:
        return (self.holds(unit) for unit in self.needs if unit.state == STALE)

    # -- reliefs --------------------------------------------------------------------------

    def _reliefs(self, certain: Signal) -> list[tuple[Unit, Signal, Signal, Signal]]:
        """Exceptions: each with where it is available, may be, and surely is with all its conditions met."""
        circuit = self.circuit
        found = []
        for unit in self._of("exception"):
            if unit.state not in _ENFORCED:
                continue
            missed = (self.holds(n) for n in self.licenses if n.provision.id not in unit.reaches)
            conditions = self.units.conditions.get(unit.provision.id, ())
            fitting = [certain, circuit.either(missed) ^ 1, *(p for _, p in conditions)]
            available = circuit.every([self.holds(unit), *fitting])
            hoped = circuit.every([self.lives(unit), *fitting])
            sure = circuit.every([available, *(t for t, _ in conditions)])
            found.append((unit, available, hoped, sure))
        return found

    def _exceptions(
        self, reliefs: Sequence[tuple[Unit, Signal, Signal, Signal]]
    ) -> dict[str, Signal]:
        found: dict[str, list[Signal]] = {}
        for unit, available, _, _ in reliefs:
            found.setdefault(unit.provision.code, []).append(available)
        return {code: self.circuit.either(each) for code, each in found.items()}

    # -- status ---------------------------------------------------------------------------

    def _status(self, certain: Signal, relieved: Signal) -> dict[str, Signal]:
        circuit = self.circuit
        grounds: dict[str, list[Signal]] = {word: [] for word in words.ORDER}
        for unit in self.enforced:
            grounds[words.UNKNOWN].append(self.is_open(unit))
            if unit.provision.kind == "prohibition":
                grounds[words.PROHIBITED].append(self.holds(unit))
        grounds[words.EXCEPTION].append(circuit.every([certain, relieved]))
        grounds[words.LICENSE].append(circuit.every([certain, relieved ^ 1]))
        for unit in self.needs:
            if unit.state in _PAUSED:
                grounds[_PAUSED[unit.state]].append(self.holds(unit))
        for unit in self.told:
            grounds[words.NOTIFY].append(self.holds(unit))
            grounds[words.UNKNOWN].append(self.is_open(unit))
        grounds[words.OUT_OF_SCOPE] += map(self.holds, self._of("not_modelled"))
        grounds[words.NOTHING].append(YES)
        return first_of(circuit, {word: circuit.either(each) for word, each in grounds.items()})

    def _reasons(self, status: Mapping[str, Signal]) -> dict[str, Signal]:
        """The first provision that the status rests on, as ``licet.columns.row.reason_of`` names it."""
        needs, paused = self.enforced, self.needs
        prohibitions = [u for u in needs if u.provision.kind == "prohibition"]
        rests: dict[str, tuple[Sequence[Unit], bool]] = {
            words.PROHIBITED: (prohibitions, True),
            words.LICENSE: (self.licenses, True),
            words.EXCEPTION: (self.licenses, True),
            words.UNKNOWN: ([*needs, *self.told], False),
            words.STALE: ([u for u in paused if u.state == STALE], True),
            words.SUSPENDED: ([u for u in paused if u.state == SUSPENDED], True),
            words.NOTIFY: (self.told, True),
            words.OUT_OF_SCOPE: (self._of("not_modelled"), True),
        }
        found: dict[str, list[Signal]] = {}
        for word, (units, surely) in rests.items():
            if status[word] == NO:
                continue
            which = self.holds if surely else self.is_open
            for name, first in first_of(self.circuit, {u.provision.id: which(u) for u in units}).items():  # fmt: skip
                found.setdefault(name, []).append(self.circuit.every([status[word], first]))
        return {name: self.circuit.either(each) for name, each in found.items()}

    # -- review ---------------------------------------------------------------------------

    def _groups(self) -> list[tuple[Signal, dict[int, list[Unit]]]]:
        """Needs that the same policies review: where one of them is certain, and the policies by rank."""
        policies = [u for u in self._of("review_policy") if u.state in _ENFORCED]
        groups: dict[tuple[int, ...], list[Signal]] = {}
        for need in self.licenses:
            fits = tuple(n for n, u in enumerate(policies) if need.provision.id in u.reaches)
            groups.setdefault(fits, []).append(self.holds(need))
        found = []
        for fits, needs in groups.items():
            by_rank: dict[int, list[Unit]] = {}
            for number in fits:
                rank = words.POLICY_RANK[policies[number].version.policy]
                by_rank.setdefault(rank, []).append(policies[number])
            when = self.circuit.either(needs)
            if when != NO:
                found.append((when, dict(sorted(by_rank.items()))))
        return found

    def _policies(
        self, groups: Sequence[tuple[Signal, dict[int, list[Unit]]]]
    ) -> tuple[dict[int, Signal], dict[str, Signal]]:
        """The strictest review that may be met, by rank; and the review where it is settled."""
        circuit = self.circuit
        reached: dict[int, list[Signal]] = {}
        surest: dict[int, list[Signal]] = {}
        for when, by_rank in groups:
            live = {r: circuit.either(map(self.lives, us)) for r, us in by_rank.items()}
            sure = {r: circuit.either(map(self.holds, us)) for r, us in by_rank.items()}
            for rank, each in first_of(circuit, live).items():
                reached.setdefault(rank, []).append(circuit.every([when, each]))
            for rank, each in first_of(circuit, sure).items():
                surest.setdefault(rank, []).append(circuit.every([when, each]))
        high = first_of(circuit, {r: circuit.either(reached[r]) for r in sorted(reached)})
        policy = {
            words.POLICY_ORDER[rank]: circuit.every([signal, circuit.either(surest.get(rank, ()))])
            for rank, signal in high.items()
        }
        return high, policy

    # -- bounds ---------------------------------------------------------------------------

    def _bounds(
        self, certain: Signal, reliefs: Sequence[tuple[Unit, Signal, Signal, Signal]],
        groups: Sequence[tuple[Signal, dict[int, list[Unit]]]],
    ) -> tuple[dict[str, Signal], dict[str, Signal]]:  # fmt: skip
        circuit = self.circuit
        low: dict[str, list[Signal]] = {level: [] for level in words.SEVERITY}
        high: dict[str, list[Signal]] = {level: [] for level in words.SEVERITY}
        low[words.NOTHING], high[words.NOTHING] = [YES], [YES]
        for unit in self.needs:
            if unit.state == SUSPENDED:
                high[words.SUSPENDED].append(self.lives(unit))
                low[words.SUSPENDED].append(self.holds(unit))
            elif unit.state == STALE:
                high[_OPEN_LICENSE].append(self.lives(unit))
        for unit in self.enforced:
            if unit.provision.kind == "prohibition":
                high[words.PROHIBITED].append(self.lives(unit))
                low[words.PROHIBITED].append(self.holds(unit))
            else:
                high[_OPEN_LICENSE].append(self.is_open(unit))
        for unit in self.told:
            high[words.NOTIFY].append(self.lives(unit))
            low[words.NOTIFY].append(self.holds(unit))
        hoped = circuit.either(each for _, _, each, _ in reliefs)
        sure = circuit.either(each for _, _, _, each in reliefs)
        low[words.EXCEPTION].append(circuit.every([certain, hoped]))
        high[words.EXCEPTION].append(circuit.every([certain, sure]))
        for when, by_rank in groups:
            self._review_bounds(
                by_rank,
                circuit.every([when, hoped ^ 1]),
                circuit.every([when, sure ^ 1]),
                low,
                high,
            )
        for unit in self._of("not_modelled"):
            high[words.OUT_OF_SCOPE].append(self.lives(unit))
            low[words.OUT_OF_SCOPE].append(self.holds(unit))
        return tuple(  # type: ignore[return-value]
            last_of(circuit, {level: circuit.either(each) for level, each in bound.items()})
            for bound in (low, high)
        )

    def _review_bounds(
        self, by_rank: Mapping[int, list[Unit]], mild: Signal, strict: Signal,
        low: dict[str, list[Signal]], high: dict[str, list[Signal]],
    ) -> None:  # fmt: skip
        """Mildest and strictest review of the needs of a group; none named, the strictest, where none may be known."""
        circuit = self.circuit
        live = {r: circuit.either(map(self.lives, us)) for r, us in by_rank.items()}
        sure = {r: circuit.either(map(self.holds, us)) for r, us in by_rank.items()}
        some = circuit.either(sure.values())
        none = some ^ 1
        for rank, each in first_of(circuit, sure).items():
            low[f"{words.LICENSE}:{words.POLICY_ORDER[rank]}"].append(circuit.every([mild, each]))
        for rank, each in last_of(circuit, live).items():
            low[f"{words.LICENSE}:{words.POLICY_ORDER[rank]}"].append(circuit.every([mild, none, each]))  # fmt: skip
        low[_OPEN_LICENSE].append(circuit.every([mild, circuit.either(live.values()) ^ 1]))
        for rank, each in first_of(circuit, live).items():
            high[f"{words.LICENSE}:{words.POLICY_ORDER[rank]}"].append(circuit.every([strict, some, each]))  # fmt: skip
        high[_OPEN_LICENSE].append(circuit.every([strict, none]))


def first_of(circuit: Circuit, signals: Mapping[K, Signal]) -> dict[K, Signal]:
    """Each signal where none before it holds: at most one of them in any row."""
    found: dict[K, Signal] = {}
    before: Signal = NO
    for name, signal in signals.items():
        found[name] = circuit.every([signal, before ^ 1])
        before = circuit.either([before, signal])
    return found


def last_of(circuit: Circuit, signals: Mapping[K, Signal]) -> dict[K, Signal]:
    """Each signal where none after it holds."""
    turned = {name: signals[name] for name in reversed(list(signals))}
    found = first_of(circuit, turned)
    return {name: found[name] for name in signals}
