"""All assumptions by their names, some of them set by the user, and draws from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from licet.assumptions.model import Assumption, Floats
from licet.errors import UnknownName


class Ledger(Mapping[str, Assumption]):
    """Assumptions by id; frozen, so that what a result rests on cannot change under it.

    >>> from licet.assumptions.load import load_ledger
    >>> ledger = load_ledger()
    >>> isinstance(ledger.hash, str)
    True
    """

    def __init__(self, found: Iterable[Assumption]) -> None:
        self._by_id = {each.id: each for each in found}

    def __getitem__(self, key: str) -> Assumption:
        if key not in self._by_id:
            raise UnknownName("assumption", key, self._by_id)
        return self._by_id[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    def central(self, name: str) -> float:
        """The central value of one assumption, in its own unit."""
        return self[name].central

    def set(self, values: Mapping[str, float], by: str = "the user") -> Ledger:
        """A ledger in which these stand at one value each; ``UnknownName`` for an id that is none."""
        changed = {name: self[name].set_to(value, by) for name, value in values.items()}
        return Ledger(changed.get(name, each) for name, each in self._by_id.items())

    def draw(self, names: Iterable[str], count: int, seed: int) -> dict[str, Floats]:
        """``count`` draws of each, float64[count].

        Each id has a random stream of its own that follows from seed and id alone: leaving one out,
        or adding one, never moves the draws of another.
        """
        return {name: self[name].at(stream(seed, name).random(count)) for name in names}

    @property
    def hash(self) -> str:
        """SHA-256 of all that the ledger says, as hexadecimal text."""
        said = {
            name: [getattr(each, field) for field in Assumption.__match_args__]
            for name, each in sorted(self._by_id.items())
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def stream(seed: int, name: str) -> np.random.Generator:
    """The random stream of one name under one seed.

    >>> bool(stream(1, "a").random() == stream(1, "a").random())
    True
    """
    words = np.frombuffer(hashlib.sha256(name.encode()).digest(), dtype="<u4")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words.tolist()])))
