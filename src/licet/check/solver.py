"""What only a solver finds: rules that can never hold, and review policies that clash.

The encoding allows at least every situation that the engine allows, so "can never hold" is
certain.  A rule that the engine itself finds to hold in one of its case rows, by the text and
on the day in question, can hold, and is not asked about.  A clash comes with facts that show
it, and with what the engine makes of those facts.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from licet.book.patterns import fitting, matches
from licet.check.encode import Encoder
from licet.check.finding import Finding
from licet.check.needed import Needed
from licet.check.rows import truth_on
from licet.check.witness import asked_of, in_words, transfer_of, truths, verdict
from licet.decide.plan import trees_of
from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from licet.book.book import RuleBook
    from licet.book.provision import Provision, Version
    from licet.check.rows import RowResult
    from licet.language.nodes import Any_

_FAR = date.max


def solver_findings(
    book: RuleBook, rows: Iterable[RowResult] = (), needed: Needed | None = None
) -> Iterator[Finding]:
    """Dead rules and clashes, one finding each.  Needs the extra ``licet[check]``."""
    try:
        import z3
    except ImportError:
        raise InputError(
            "the solver is not installed; install licet[check], or leave it out with --no-solver"
        ) from None
    solver = _Solver(z3, book, rows, needed or Needed(book))
    for sovereign in book.sovereigns:
        encoder = solver.encoder(sovereign)
        for day in _days(book, sovereign):
            law = _Law(book, day, sovereign)
            solver.encoded = encoder.on(day, law.trees)
            yield from solver.dead(law)
            yield from solver.clashes(law)


def _days(book: RuleBook, sovereign: str) -> list[date]:
    """One day in each span in which some rule's text stands: the day each version starts."""
    return sorted(
        {
            version.since
            for each in book.provisions.values()
            if each.sovereign == sovereign
            for version in each.versions
        }
    )


class _Law:
    """The rules of one sovereign on one day, in full."""

    def __init__(self, book: RuleBook, day: date, sovereign: str) -> None:
        self.day = day
        self.sovereign = sovereign
        self.trees: Mapping[tuple[str, str | None], Any_] = trees_of(
            book, day, _FAR, None, sovereign
        )
        names = [name for name, part in self.trees if part is None]
        self.versions: dict[str, Version] = {
            name: version for name in names if (version := book[name].on(day, _FAR)) is not None
        }


class _Solver:
    def __init__(self, z3: Any, book: RuleBook, rows: Iterable[RowResult], needed: Needed) -> None:
        self.z3 = z3
        self.book = book
        self.needed = needed
        self.encoded = self.encoder("")
        self.seen: set[tuple[object, ...]] = set()
        self.holding: dict[tuple[str, str | None], list[RowResult]] = defaultdict(list)
        for row in rows:
            # What due care closes, or a declared class settles, is beyond what the encoding says.
            plain = not row.transfer.due_care and "declared_class" not in row.transfer.facts
            if row.found is True and plain:
                self.holding[row.provision.id, row.part].append(row)

    def encoder(self, sovereign: str) -> Encoder:
        return Encoder(self.z3, self.book, sovereign, self.needed)

    # -- rules that can never hold ---------------------------------------------------

    def dead(self, law: _Law) -> Iterator[Finding]:
        for name, part in law.trees:
            provision, version = self.book[name], law.versions[name]
            key = ("dead", name, part, version.since)
            if version.since != law.day or key in self.seen:
                continue
            self.seen.add(key)
            if self._shown(provision, part, law.day):
                continue
            if self.encoded.impossible(self.encoded.unit(name, part)):
                which = f"part {part} of the" if part else "the"
                message = f"{which} rule from {version.since} can never hold, whatever the facts"
                yield Finding("dead", provision.file, name, message)

    def _shown(self, provision: Provision, part: str | None, day: date) -> bool:
        """Whether some case row shows the rule to hold on ``day``."""
        return any(
            truth_on(row, part, day, self.book, self.needed) is True
            for row in self.holding[provision.id, part]
        )

    # -- policies that clash ---------------------------------------------------------

    def clashes(self, law: _Law) -> Iterator[Finding]:
        policies = [
            (self.book[name], version)
            for name, version in law.versions.items()
            if self.book[name].kind == "review_policy"
        ]
        for (one, first), (other, second) in combinations(policies, 2):
            if first.policy == second.policy or _gives_way(one, other):
                continue
            shared = self._shared(one, other, law)
            if not shared or self._again(one, other, shared, law):
                continue
            pair = ("told", one.id, other.id, first.since, second.since)
            found = None if pair in self.seen else self._clash(one.id, other.id, shared, law)
            if found is None:
                continue
            self.seen.add(pair)
            need, facts, confirmed, verdict = found
            yield Finding(
                "clash", one.file, one.id,
                f"on {law.day} both this ({first.policy}) and {other.id} "
                f"({second.policy}) review {need}, and neither gives way; for example with {facts} "
                f"({verdict}). Let one carve out the other",
                confirmed=confirmed,
            )  # fmt: skip

    def _shared(self, one: Provision, other: Provision, law: _Law) -> list[str]:
        """The requirements that both review."""
        first = {name for each in one.reviews for name in fitting(each, law.versions)}
        second = {name for each in other.reviews for name in fitting(each, law.versions)}
        return [name for name in law.versions if name in first and name in second]

    def _again(self, one: Provision, other: Provision, shared: list[str], law: _Law) -> bool:
        """Whether the two were asked about before, by the same text of all that they rest on."""
        names = self.needed.names(one.id, other.id, *shared)
        texts = tuple((n, law.versions[n].since) for n in names if n in law.versions)
        key = ("clash", one.id, other.id, texts)
        if key in self.seen:
            return True
        self.seen.add(key)
        return False

    def _clash(
        self, one: str, other: str, shared: list[str], law: _Law
    ) -> tuple[str, str, bool, str] | None:
        """A need that both review, the facts, whether the engine agrees, and what it says."""
        if self._both(self.encoded, one, other, shared) is None:
            return None
        encoder = self.encoder(law.sovereign).on(law.day, law.trees)  # of these rules alone
        self._both(encoder, one, other, shared)
        encoder.one_and_the_same()
        model = self._both(encoder, one, other, shared)
        if model is None:
            return None
        need = next(
            name
            for name in shared
            if self.z3.is_true(model.eval(encoder.unit(name), model_completion=True))
        )
        transfer = transfer_of(model, encoder)
        given = truths(transfer, encoder, self.needed, (one, other, need))
        return need, in_words(transfer, asked_of(encoder)), *verdict(given)

    def _both(self, encoder: Encoder, one: str, other: str, shared: list[str]) -> Any:
        needs = [encoder.unit(name) for name in shared]
        return encoder.model(encoder.unit(one), encoder.unit(other), self.z3.Or(needs))


def _gives_way(one: Provision, other: Provision) -> bool:
    """Whether one of two policies carves out the other."""
    return any(matches(pattern, other.id) for pattern in one.carves_out) or any(
        matches(pattern, one.id) for pattern in other.carves_out
    )
