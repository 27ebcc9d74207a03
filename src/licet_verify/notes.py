"""Signed notes and verifier keys, as c2sp.org/signed-note states them; Ed25519 alone.

A text is only believed once a key that the reader brought along has signed it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from licet_verify.faults import Differs, Unreadable

ED25519, COSIGNATURE_ED25519 = 0x01, 0x04
"""Types of signature: over the text itself, and over the text with a time (c2sp.org/tlog-cosignature)."""

MOST_BYTES, MOST_SIGNATURES = 1 << 20, 64
"""A larger note is refused unread; the specification asks for at least 16 signatures."""

_KEY_BYTES, _ID_BYTES, _SIGNATURE_BYTES, _TIME_BYTES = 32, 4, 64, 8
_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class Key:
    """A key that the reader trusts for one name and one type of signature."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names this key."""
        return key_id(self.name, self.kind, self.public)

    @property
    def text(self) -> str:
        """The key as a person hands it on: name, id and key, with plus signs between."""
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    def signed(self, text: bytes, signature: bytes) -> int | None:
        """Pass if ``signature`` is this key's over ``text``; gives the time that a cosignature states.

        The time is in seconds since 1970, UTC.  Raises ``Differs`` where the signature is not so.
        """
        at = None
        message = text
        if self.kind == COSIGNATURE_ED25519:
            if len(signature) != _TIME_BYTES + _SIGNATURE_BYTES:
                raise Differs(f"signature of {self.name}", f"has {len(signature)} bytes, not 72")
            at = int.from_bytes(signature[:_TIME_BYTES], "big")
            if at >= 1 << 63:
                raise Differs(f"signature of {self.name}", f"states a time of {at}, beyond 2^63")
            signature = signature[_TIME_BYTES:]
            message = cosigned_message(text, at)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            raise Differs(f"signature of {self.name}", "is not over this text") from None
        return at


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """The first four bytes of the hash of name, type and key."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:_ID_BYTES]


def cosigned_message(text: bytes, at: int) -> bytes:
    """What a witness signs: a header, the time in seconds, and the whole text of the note."""
    return b"cosignature/v1\ntime %d\n" % at + text


def read_key(text: str, where: str = "key") -> Key:
    """A key from its text form.

    >>> read_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").name
    'example.com/foo'
    """
    parts = text.strip().split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 - name, id, key
        raise Unreadable(where, f"{text[:60]!r} is no verifier key: NAME+ID+KEY is wanted")
    name, ident, rest = parts
    _check_name(name, where)
    held = strict_base64(rest, where)
    kind, public = held[:1], held[1:]
    if kind not in (b"\x01", b"\x04") or len(public) != _KEY_BYTES:
        raise Unreadable(
            where,
            f"the key of {name} is no Ed25519 key of type 1 or 4, which is all this program checks",
        )
    key = Key(name, kind[0], public)
    if ident != key.id.hex():
        raise Unreadable(
            where,
            f"the key of {name} has the id {key.id.hex()}, and {ident[:20]!r} is written: one of them was mistyped",
        )
    return key


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signature lines, of which nothing has been checked but the form."""

    text: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]
    """Name, key id and signature of each line."""

    def signed_by(self, keys: Iterable[Key]) -> list[tuple[Key, int | None]]:
        """Which of ``keys`` signed, with the time stated if any; unknown signatures are passed over.

        A line that claims a known key and does not verify makes the note bad: ``Differs``.
        """
        known = {(key.name, key.id): key for key in keys}
        found: dict[Key, int | None] = {}
        for name, ident, signature in self.signatures:
            key = known.get((name, ident))
            if key is not None:
                at = key.signed(self.text, signature)
                found[key] = max(at, found.get(key) or 0) if at is not None else None
        return list(found.items())


def read_note(data: bytes, where: str = "note", *, most_bytes: int = MOST_BYTES) -> Note:
    """Take a note apart.  The text ends before the last empty line."""
    if len(data) > most_bytes:
        raise Unreadable(
            where, f"has more than {most_bytes} bytes, the most that this program reads"
        )
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(where, f"is not UTF-8 at byte {error.start}") from None
    bad = next((i for i, c in enumerate(whole) if c < " " and c != "\n"), None)
    if bad is not None:
        raise Unreadable(
            where, f"holds a control character (code {ord(whole[bad])}) at character {bad}"
        )
    text, gap, lines = whole.rpartition("\n\n")
    if not gap or not text or not lines.endswith("\n"):
        raise Unreadable(where, "has no empty line with signature lines after it")
    rows = lines[:-1].split("\n")
    if len(rows) > MOST_SIGNATURES:
        raise Unreadable(
            where,
            f"has {len(rows)} signature lines; {MOST_SIGNATURES} are the most this program reads",
        )
    return Note(
        (text + "\n").encode(),
        tuple(_signature(row, f"{where}, signature {n}") for n, row in enumerate(rows, 1)),
    )


def _signature(row: str, where: str) -> tuple[str, bytes, bytes]:
    name, gap, coded = row.removeprefix(_DASH).partition(" ")
    if not row.startswith(_DASH) or not gap:
        raise Unreadable(where, f"{row[:60]!r} is no signature line")
    _check_name(name, where)
    held = strict_base64(coded, where)
    if len(held) <= _ID_BYTES:
        raise Unreadable(where, "is too short for a key id and a signature")
    return name, held[:_ID_BYTES], held[_ID_BYTES:]


def _check_name(name: str, where: str) -> None:
    if not name or "+" in name or any(c.isspace() for c in name):
        raise Unreadable(where, f"{name[:60]!r} cannot be the name of a key")


def strict_base64(text: str, where: str) -> bytes:
    """Standard base64 in its one canonical spelling."""
    try:
        held = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        held = None
    if held is None or b64encode(held).decode() != text:
        raise Unreadable(where, f"{text[:60]!r} is not base64")
    return held
