"""What a witness keeps: its key, the logs it knows, and the last checkpoint of each.

A folder of small files.  A checkpoint is on the disk (fsync, rename, fsync of the folder) before
its signature leaves; a record that is damaged or gone stops the witness for that log, for the one
thing it must never do is forget.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from licet_verify.checkpoints import Checkpoint, open_checkpoint
from licet_verify.faults import Differs, Unreadable
from licet_verify.files import read_file, write_whole
from licet_verify.notes import COSIGNATURE_ED25519, ED25519, MOST_BYTES, Key, read_key

_KEY, _NAME, _LOGS = "key.pem", "name", "logs"
_LOCK_WAIT_SECONDS = 30.0


class Memory:
    """The folder of one witness."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        name = read_file(folder / _NAME, 1000).decode().strip()
        private = load_pem_private_key(read_file(folder / _KEY, 10_000), None)
        if not isinstance(private, Ed25519PrivateKey):
            raise Unreadable(str(folder / _KEY), "is no Ed25519 key")
        self._private = private
        self.key = Key(name, COSIGNATURE_ED25519, _public(private))

    @classmethod
    def begin(cls, folder: Path, name: str) -> Memory:
        """A new witness with a new key; refuses a folder that already holds one."""
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / _KEY).exists() or (folder / _NAME).exists():
            raise Unreadable(str(folder), "holds a witness already")
        private = Ed25519PrivateKey.generate()
        read_key(Key(name, COSIGNATURE_ED25519, _public(private)).text, "name of the witness")
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_whole(folder / _KEY, pem)
        write_whole(folder / _NAME, f"{name}\n".encode())
        (folder / _LOGS).mkdir(exist_ok=True)
        return cls(folder)

    def add_log(self, key: Key, origin: str) -> None:
        """Trust ``key`` for ``origin``; a log may have several keys, one after the other."""
        if key.kind != ED25519:
            raise Unreadable(key.name, "is the key of a witness, not of a log")
        with self.locked(origin):
            held = self.keys_of(origin)
            if key in held:
                return
            # The record exists from the start, so that a record gone is not a log never seen.
            if not held:
                write_whole(self._file(origin, "checkpoint"), b"")
            lines = [origin, *(each.text for each in held), key.text]
            write_whole(self._file(origin, "keys"), "".join(f"{line}\n" for line in lines).encode())

    def keys_of(self, origin: str) -> list[Key]:
        """The keys trusted for a log; none where the log is not known."""
        file = self._file(origin, "keys")
        if not file.exists():
            return []
        _, *keys = read_file(file, MOST_BYTES).decode().splitlines()
        return [read_key(each, str(file)) for each in keys]

    def origins(self) -> list[str]:
        """The logs that are known, in alphabetical order."""
        files = (self.folder / _LOGS).glob("*.keys")
        return sorted(read_file(each, MOST_BYTES).decode().split("\n", 1)[0] for each in files)

    def last(self, origin: str) -> tuple[Checkpoint, int] | None:
        """The last checkpoint cosigned and when (seconds since 1970); None where there is none yet.

        Raises where the record is gone or does not bear this witness's own signature.
        """
        data = self.record(origin)
        if not data:
            return None
        file = str(self._file(origin, "checkpoint"))
        signed = open_checkpoint(data, self.keys_of(origin), [self.key], file)
        if signed.checkpoint.origin != origin or not signed.witnesses:
            raise Differs(file, f"is no record of {origin} that this witness wrote")
        return signed.checkpoint, signed.witnesses[0][1]

    def record(self, origin: str) -> bytes:
        """The bytes of the last record; empty before the first."""
        file = self._file(origin, "checkpoint")
        if not file.exists():
            raise Differs(
                str(file),
                "is gone. This witness no longer knows what it signed; restore the file, or begin a new witness with a new key",
            )
        return read_file(file, MOST_BYTES)

    def keep(self, origin: str, data: bytes) -> None:
        """Replace the record, on the disk before this returns."""
        write_whole(self._file(origin, "checkpoint"), data)

    def sign(self, message: bytes) -> bytes:
        """The witness's signature."""
        return self._private.sign(message)

    @contextmanager
    def locked(self, origin: str) -> Iterator[None]:
        """One caller at a time for a log, among threads and among programs."""
        with self._file(origin, "lock").open("ab") as file:
            _lock(file.fileno())
            yield

    def _file(self, origin: str, kind: str) -> Path:
        return self.folder / _LOGS / f"{origin_hash(origin)}.{kind}"


def origin_hash(origin: str) -> str:
    """The name of a log in file names and addresses, as tlog-witness has it."""
    return sha256(origin.encode()).hexdigest()


def _public(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _lock(handle: int) -> None:
    """Wait for the lock on an open file; it goes when the file is closed, or the program dies."""
    until = time.monotonic() + _LOCK_WAIT_SECONDS
    while True:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                raise Unreadable(
                    "witness",
                    f"another caller has held the log for {_LOCK_WAIT_SECONDS:.0f} seconds",
                ) from None
            time.sleep(0.01)
        else:
            return
