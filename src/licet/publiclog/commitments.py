"""Salted hashes of confidential fields: given now, opened later, field by field, to whom one chooses."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from licet.errors import InputError
from licet.publiclog import tree
from licet.publiclog.canonical import written
from licet.publiclog.reserved import NAME
from licet.record import record

SALT_SIZE = 32
_PREFIX = b"licet-commitment/1\n"


@record
class Opening:
    """A field that was committed to: with it, anyone who has the entry can check the value.

    ``salt`` is 32 random bytes.  Once every copy of it is destroyed, nobody can show or guess the value.
    """

    field: str
    value: Any
    salt: bytes

    @property
    def commitment(self) -> str:
        """The hash that stands in the entry, 64 hex digits."""
        return hashlib.sha256(_PREFIX + self.salt + written([self.field, self.value])).hexdigest()


def sealed(
    fields: Mapping[str, Any], draw: Callable[[int], bytes] = secrets.token_bytes
) -> tuple[Opening, ...]:
    """Openings of ``fields``, each with a salt of its own, by name.  Keep them: the log cannot give them back."""
    return tuple(Opening(checked_name(name), fields[name], draw(SALT_SIZE)) for name in sorted(fields))  # fmt: skip


def commitments(openings: Sequence[Opening]) -> dict[str, str]:
    """What goes into an entry: field name to commitment."""
    return {each.field: each.commitment for each in openings}


def opens(opening: Opening, committed: Mapping[str, str]) -> bool:
    """Whether the opening gives the commitment that an entry holds under its name."""
    return hmac.compare_digest(committed.get(opening.field, ""), opening.commitment)


def root(committed: Mapping[str, str]) -> str:
    """The Merkle root over the commitments of one entry, 64 hex digits."""
    return tree.root(tree.among(_leaves(committed)), len(committed)).hex()


def checked_name(name: str) -> str:
    """A name as fields and events have them.

    Raises:
        InputError: it has another form.
    """
    if not NAME.fullmatch(name):
        raise InputError(
            f"{name!r} is no name of a field or event: small letters, digits and _, at most 64, a letter first."
        )
    return name


def _leaves(committed: Mapping[str, str]) -> list[bytes]:
    return [_leaf(name, committed[name]) for name in sorted(committed)]


def _leaf(name: str, commitment: str) -> bytes:
    return tree.leaf_hash(name.encode() + b"\n" + bytes.fromhex(commitment))
