"""The seal of webhook secrets: who has the database alone can sign no message.

A secret must be had again to sign with it, so no hash of it will do.  It is kept under AES-256-GCM with a key
of this installation, ``keys/hooks.key`` in the home folder, which only its owner may read; servers that share
a database share that file.  What a seal holds is bound to the address that it was made for.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from typing import TYPE_CHECKING

from licet.errors import InputError, Place
from licet.store import keys

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "keys/hooks.key"
_FORM = "aes256gcm:"
_KEY_BYTES, _NONCE_BYTES = 32, 12


class Seal:
    """Seals secrets with the key of one installation; the key is made when the first secret is sealed."""

    def __init__(self, home: Path) -> None:
        self._file = home / _FILE

    def close(self, secret: str, url: str) -> str:
        """The secret as the store keeps it."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE_BYTES)
        kept = AESGCM(self._key(make=True)).encrypt(nonce, secret.encode(), url.encode())
        return _FORM + base64.b64encode(nonce + kept).decode()

    def open(self, kept: str, url: str) -> str:
        """The secret again.

        Raises:
            InputError: the key is another or gone, or what is kept was changed, or moved to another address.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = AESGCM(self._key())
        try:
            raw = base64.b64decode(kept.removeprefix(_FORM), validate=True)
            found = key.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], url.encode())
        except (InvalidTag, binascii.Error, ValueError):
            raise InputError("the secret of a webhook cannot be unsealed; end the webhook and make a new one", Place(str(self._file))) from None  # fmt: skip
        return found.decode()

    def _key(self, *, make: bool = False) -> bytes:
        try:
            found = self._file.read_bytes()
        except FileNotFoundError:
            if not make:
                raise InputError("the key that seals webhook secrets is not there; put it back, or end the webhooks and make new ones", Place(str(self._file))) from None  # fmt: skip
            return self._made()
        except OSError as error:
            raise InputError(f"the key that seals webhook secrets cannot be read: {error.strerror}", Place(str(self._file))) from None  # fmt: skip
        if len(found) != _KEY_BYTES:
            raise InputError(f"the key that seals webhook secrets has {len(found)} bytes; wanted are {_KEY_BYTES}", Place(str(self._file)))  # fmt: skip
        return found

    def _made(self) -> bytes:
        """A new key; that of another process where it was quicker.  It is whole before it has its name."""
        draft = self._file.with_name(f"hooks.key.{secrets.token_hex(8)}")
        keys.keep(secrets.token_bytes(_KEY_BYTES), draft)
        try:
            os.link(draft, self._file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return self._key()
