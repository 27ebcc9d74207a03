"""Ed25519 keys of officers.  The store holds public keys alone; the private one stays with its owner.

A private key is a file ``NAME.pem`` (PKCS 8) that only its owner may read, with a passphrase or
without.  A public key is written ``ed25519:`` and 32 bytes in base64.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from licet.errors import InputError, Place
from licet.record import record

_KIND = "ed25519:"


@record
class Signer:
    """An officer at the keyboard: the name, and a function that signs bytes with the officer's key."""

    name: str
    sign: Callable[[bytes], bytes]


def make(passphrase: bytes | None = None) -> tuple[bytes, str]:
    """A new key: the private one as PEM, locked with the passphrase if there is one; the public one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return sealed(key, passphrase), public_text(key.public_key().public_bytes_raw())


def sealed(key: Any, passphrase: bytes | None) -> bytes:
    """A private key as PEM, locked with the passphrase if there is one."""
    from cryptography.hazmat.primitives import serialization as forms

    lock = forms.BestAvailableEncryption(passphrase) if passphrase else forms.NoEncryption()
    pem: bytes = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, lock)
    return pem


def keep(pem: bytes, file: Path) -> None:
    """Write a private key to a new file that only its owner may read.

    Raises:
        InputError: the file exists already or cannot be written.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise InputError("a key stands there already, and no key is overwritten; move it away if it is no longer used", Place(str(file))) from None  # fmt: skip
    except OSError as error:
        raise InputError(f"the key cannot be written: {error.strerror}", Place(str(file))) from None
    with os.fdopen(handle, "wb") as out:
        out.write(pem)


def signer(name: str, file: Path, passphrase: Callable[[], bytes] | None = None) -> Signer:
    """The officer's signing hand; ``passphrase`` is asked for only where the key is locked.

    Raises:
        InputError: the file cannot be read, is no Ed25519 key, or the passphrase is wrong.
    """
    place = Place(str(file))
    try:
        pem = file.read_bytes()
    except OSError as error:
        raise InputError(f"the key of {name} cannot be read: {error.strerror}. Put it there, or name it with --key FILE", place) from None  # fmt: skip
    try:
        key = load(pem, None)
    except TypeError:  # it is locked
        if passphrase is None:
            raise InputError("the key is locked: name its passphrase with --passphrase-file FILE", place) from None  # fmt: skip
        try:
            key = load(pem, passphrase())
        except (TypeError, ValueError):
            raise InputError("the passphrase does not open this key", place) from None
    except ValueError:
        key = None
    if not hasattr(key, "sign") or not hasattr(key, "private_bytes_raw"):
        raise InputError("this is no private Ed25519 key in PEM form", place)
    return Signer(name, key.sign)


def load(pem: bytes, passphrase: bytes | None) -> Any:
    """A private key; ``TypeError`` where it is locked and no passphrase given, ``ValueError`` where it is none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(pem, passphrase)
    except UnsupportedAlgorithm as error:
        raise ValueError(str(error)) from None


def public_text(raw: bytes) -> str:
    """A public key as the store writes it."""
    return _KIND + base64.b64encode(raw).decode()


def read_public(text: str) -> str:
    """A public key as text or PEM, in the store's form.

    Raises:
        InputError: it is neither.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    text = text.strip()
    try:
        if text.startswith(_KIND):
            raw = base64.b64decode(text.removeprefix(_KIND), validate=True)
            Ed25519PublicKey.from_public_bytes(raw)
            return public_text(raw)
        key = load_pem_public_key(text.encode())
    except (ValueError, binascii.Error):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise InputError(f"This is no public Ed25519 key; write {_KIND}BASE64 or a PEM file.")
    return public_text(key.public_bytes_raw())


def verifies(public: str, signature: bytes, data: bytes) -> bool:
    """Whether ``signature`` over ``data`` was made with the private key to ``public``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        raw = base64.b64decode(public.removeprefix(_KIND), validate=True)
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, data)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
