"""Passwords, and secrets that this desk makes: what is kept of them, and how they are compared.

Passwords are kept as argon2id.  Codes, cookies and tokens are 256 random bits, so that a SHA-256 is
enough: nobody tries them out.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from typing import Any

from licet.access.turns import Turns
from licet.errors import InputError, LicetError

LEAST, MOST = 12, 1000
"""Characters of a password, at least and at most."""


class BadPassword(InputError):
    """A password that cannot be one; ``field`` names the field of a form, where that is known."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class TooManyAtOnce(LicetError):
    """More people sign in at this moment than passwords can be checked."""

    def __init__(self) -> None:
        super().__init__("Many people are signing in at this moment. Try again in a few seconds.")


_HASHES = Turns(2, 10, full=TooManyAtOnce)
"""One argon2 hash takes 64 MiB: two are made at once, and few wait for them."""


def checked(password: str, name: str = "") -> str:
    """A new password, if it is long enough and not the name itself.

    Raises:
        BadPassword: it is too short or too long, or made of the name or of one character.
    """
    if len(password) < LEAST:
        raise BadPassword(f"A password has at least {LEAST} characters; this one has {len(password)}.")  # fmt: skip
    if len(password) > MOST:
        raise BadPassword(
            f"A password has at most {MOST} characters; this one has {len(password)}."
        )
    if name and not password.casefold().replace(name.casefold(), ""):
        raise BadPassword("A password cannot be the name of the account. Take several words.")
    if len(set(password)) < 4:  # noqa: PLR2004 - a handful of characters is guessed at once
        raise BadPassword("This password repeats the same few characters. Take several words.")
    return password


def sealed(password: str) -> str:
    """The argon2 hash of a password."""
    with _HASHES.taken():
        return str(_hasher().hash(password))


def opens(password: str, kept: str) -> bool:
    """Whether the password is the one that was sealed; takes as long where none is kept.

    Raises:
        TooManyAtOnce: others are being checked.
    """
    from pwdlib.exceptions import PwdlibError

    with _HASHES.taken():
        try:
            fits = _hasher().verify(password[: MOST + 1], kept or _nobodys())
        except PwdlibError:
            return False
    return bool(fits) and bool(kept)


@cache
def _hasher() -> Any:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(),))


@cache
def _nobodys() -> str:
    return str(_hasher().hash(secrets.token_urlsafe()))


def fresh() -> str:
    """A secret of 256 bits that can stand in a cookie, a link or a header."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What the store keeps of a secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same; takes no longer where the first characters are."""
    return bool(one) and secrets.compare_digest(
        one.encode("utf-8", "replace"), other.encode("utf-8", "replace")
    )
