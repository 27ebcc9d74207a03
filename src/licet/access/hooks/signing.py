"""The signature of a message, by the open specification Standard Webhooks: HMAC-SHA256 over id, time and body.

    webhook-id: evt_3_17
    webhook-timestamp: 1767225600
    webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

A receiver checks the signature, refuses a time more than ``WINDOW`` seconds off, and an id that it has seen.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping

from licet.errors import InputError

PREFIX = "whsec_"
WINDOW = 300
"""Seconds that a message may be old, or ahead."""
_BYTES = 32


def new_secret() -> str:
    """A fresh secret as its owner is shown it, once."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers_of(secret: str, name: str, at: int, body: bytes) -> dict[str, str]:
    """The three headers of a message sent ``at`` seconds since 1970."""
    signature = base64.b64encode(_mac(secret, name, at, body)).decode()
    return {
        "webhook-id": name,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{signature}",
    }


def check(secret: str, headers: Mapping[str, str], body: bytes, now: int) -> str:
    """The id of a message that is genuine and fresh; the receiver then refuses ids that it has seen.

    Raises:
        InputError: a header is missing, the time is too far off, or no signature fits.
    """
    name, told, signed = (
        headers.get(f"webhook-{each}", "") for each in ("id", "timestamp", "signature")
    )
    if not name or not told.isascii() or not told.isdecimal() or len(told) > 12:  # noqa: PLR2004
        raise InputError("The message lacks webhook-id or webhook-timestamp.")
    if abs(now - int(told)) > WINDOW:
        raise InputError(
            f"The message is of {told}, more than {WINDOW} seconds off: it may be an old one sent again."
        )
    mac = _mac(secret, name, int(told), body)
    for each in signed.split(" "):
        version, _, value = each.partition(",")
        try:
            if version == "v1" and hmac.compare_digest(base64.b64decode(value, validate=True), mac):
                return name
        except (binascii.Error, ValueError):
            continue
    raise InputError("No signature of the message fits.")


def _mac(secret: str, name: str, at: int, body: bytes) -> bytes:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return hmac.new(key, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
