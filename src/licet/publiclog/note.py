"""Signed notes and their keys as text (c2sp.org/signed-note), with Ed25519."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import unicodedata

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from licet.errors import InputError
from licet.record import record

LOG = 0x01
"""The type of a key that signs the text of a note itself."""

WITNESS = 0x04
"""The type of a key that signs time and checkpoint (c2sp.org/tlog-cosignature, version 1)."""

MOST_LINES = 64
_SECRET = "PRIVATE+KEY+"  # noqa: S105 - how the text of a secret key starts
_LINE = re.compile(r"— (\S+) (\S+)")
_KEY_SIZE = 32


@record
class Verifier:
    """A public key: whose it is, of which type, and its 32 bytes."""

    name: str
    type: int
    key: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures name the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.key).digest()[:4]  # fmt: skip

    @property
    def vkey(self) -> str:
        """The key as text, to hand out."""
        return f"{self.name}+{self.id.hex()}+{base64_text(bytes([self.type]) + self.key)}"

    def holds(self, message: bytes, signature: bytes) -> bool:
        """Whether ``signature`` is this key's over ``message``."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@record
class Signer:
    """A secret key.  Its text is written only to the operator's key file."""

    name: str
    type: int
    seed: bytes

    def __repr__(self) -> str:
        """Without the secret, so that no message or record of a fault carries it."""
        return f"Signer({self.name!r}, {self.type:#04x})"

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self.type, self._secret().public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The secret key as one line, in the form of Go's ``sumdb/note``."""
        whole = base64_text(bytes([self.type]) + self.seed)
        return f"{_SECRET}{self.name}+{self.verifier.id.hex()}+{whole}"

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of an Ed25519 signature."""
        return self._secret().sign(message)

    def _secret(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@record
class Signature:
    """One line under a note: name and id of a key, and what it signed with."""

    name: str
    id: bytes
    content: bytes

    @property
    def line(self) -> str:
        """As it stands in the note, with its newline."""
        return f"— {self.name} {base64_text(self.id + self.content)}\n"

    def of(self, key: Verifier) -> bool:
        """Whether the line says that it is of ``key``; not whether it holds."""
        return self.name == key.name and self.id == key.id


@record
class Note:
    """A text that ends in a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        """The note as it is kept and sent."""
        return self.text + "\n" + "".join(each.line for each in self.signatures)

    def signed(self, signer: Signer) -> Note:
        """The same with a signature of a log's key under it."""
        line = Signature(signer.name, signer.verifier.id, signer.sign(self.text.encode()))
        return Note(self.text, (*self.signatures, line))

    def holds(self, key: Verifier) -> bool:
        """Whether it carries a good signature of the log's ``key``, and no bad one."""
        mine = [each for each in self.signatures if each.of(key)]
        return bool(mine) and all(key.holds(self.text.encode(), each.content) for each in mine)


def new_signer(name: str, type_: int = LOG, seed: bytes | None = None) -> Signer:
    """A new key; from ``seed`` of 32 bytes where one is given, as tests do.

    Raises:
        InputError: ``name`` has blanks or a plus, or is empty.
    """
    return Signer(_checked(name), type_, seed or Ed25519PrivateKey.generate().private_bytes_raw())


def read_signer(text: str) -> Signer:
    """The secret key in the text of a key file.

    Raises:
        InputError: it is none.  The message does not repeat the text.
    """
    name, type_, seed, id_ = _key_parts(text.strip().removeprefix(_SECRET), "secret key")
    if not text.startswith(_SECRET) or (found := Signer(name, type_, seed)).verifier.id != id_:
        raise InputError("This is no secret key of a log: its parts do not fit each other.")
    return found


def read_vkey(text: str) -> Verifier:
    """The public key in its text form ``name+id+key``.

    Raises:
        InputError: it is none.
    """
    name, type_, key, id_ = _key_parts(text.strip(), "verifier key")
    if (found := Verifier(name, type_, key)).id != id_:
        raise InputError(f"The verifier key of {name} does not have the id that it states.")
    return found


def read_note(data: str | bytes) -> Note:
    """Text and signatures of a note; whether they hold is for ``Note.holds`` to say.

    Raises:
        InputError: it is no signed note.
    """
    whole = _text(data)
    text, mark, rest = whole.rpartition("\n\n")
    lines = rest.split("\n")
    if not mark or not rest or lines.pop() or len(lines) > MOST_LINES:
        raise InputError("This is no signed note: text, an empty line, then one to 64 signatures.")
    return Note(text + "\n", tuple(read_signature(each) for each in lines))


def read_signatures(data: str | bytes) -> tuple[Signature, ...]:
    """Signature lines by themselves, as a witness answers."""
    return tuple(read_signature(each) for each in _text(data).split("\n") if each)


def read_signature(line: str) -> Signature:
    """One line of a signature.

    Raises:
        InputError: it is none.
    """
    match = _LINE.fullmatch(line)
    whole = _bytes(match[2]) if match else b""
    if not match or len(whole) <= 4:  # noqa: PLR2004 - the id alone
        raise InputError(f"This is no line of a signature: {line[:80]!r}")
    return Signature(match[1], whole[:4], whole[4:])


def _text(data: str | bytes) -> str:
    try:
        whole = data if isinstance(data, str) else data.decode()
    except UnicodeDecodeError:
        raise InputError("A signed note is UTF-8, and this is not.") from None
    if any(each < " " and each != "\n" for each in whole):
        raise InputError("A signed note has no control characters but newlines.")
    return whole


def _key_parts(text: str, what: str) -> tuple[str, int, bytes, bytes]:
    name, _, rest = text.partition("+")
    id_, _, whole = rest.partition("+")
    content = _bytes(whole)
    if len(content) != 1 + _KEY_SIZE or content[0] not in (LOG, WITNESS) or not re.fullmatch("[0-9a-f]{8}", id_):  # fmt: skip
        raise InputError(f"This is no {what} of Ed25519: it has the form name+id+key.")
    return _checked(name), content[0], content[1:], bytes.fromhex(id_)


def _checked(name: str) -> str:
    if not name or any(each == "+" or unicodedata.category(each) in {"Zs", "Zl", "Zp", "Cc"} for each in name):  # fmt: skip
        raise InputError(f"{name!r} cannot name a key: it is empty or has blanks or a plus sign.")
    return name


def base64_text(data: bytes) -> str:
    """Base64 as notes have it: RFC 4648 section 4."""
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
