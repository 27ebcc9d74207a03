"""Asking witnesses to cosign a checkpoint (c2sp.org/tlog-witness, ``add-checkpoint``)."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Sequence

from licet.errors import InputError
from licet.publiclog import tree
from licet.publiclog.checkpoint import cosigned_at
from licet.publiclog.log import Log
from licet.publiclog.note import Note, Signature, Verifier, base64_text, read_signatures
from licet.record import record

Ask = Callable[[bytes], tuple[int, bytes]]
"""Sends the body of a request to a witness; gives the status as of HTTP, and the body of the answer."""

TIMEOUT = 10.0
LARGEST_ANSWER = 64 * 1024
_GOOD, _CONFLICT = 200, 409


@record
class Witness:
    """A witness that is asked, and the key by which its answers are known."""

    key: Verifier
    ask: Ask


@record
class Answer:
    """What became of one witness: when it signed (POSIX seconds), or why it did not."""

    witness: str
    signed_at: int | None = None
    reason: str = ""


def over_http(prefix: str, timeout: float = TIMEOUT) -> Ask:
    """Asks the witness at ``prefix``, its submission prefix, an http or https address."""
    if not prefix.startswith(("https://", "http://")):
        raise InputError(f"{prefix!r} is no address of a witness: it starts with https://.")

    def ask(body: bytes) -> tuple[int, bytes]:
        asked = urllib.request.Request(f"{prefix.rstrip('/')}/add-checkpoint", data=body)  # noqa: S310 - checked above
        try:
            with urllib.request.urlopen(asked, timeout=timeout) as said:  # noqa: S310 - the same # nosec B310
                return said.status, said.read(LARGEST_ANSWER)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(LARGEST_ANSWER)

    return ask


def request(log: Log, old: int, note: Note, size: int) -> bytes:
    """The body that asks for a cosignature: the size that the witness knows, the proof, the checkpoint."""
    proof = tree.consistency(log.tiles(size).node, old, size)
    lines = "".join(f"{base64_text(each)}\n" for each in proof)
    return f"old {old}\n{lines}\n{note}".encode()


def collect(log: Log, witnesses: Sequence[Witness]) -> list[Answer]:
    """Ask each witness about the newest checkpoint, and put their cosignatures under it.

    A witness that fails or refuses costs the others nothing; its answer says why.
    """
    checkpoint, note = log.latest()
    answers, lines = [], []
    for each in witnesses:
        try:
            line, at = _asked(log, each, note, checkpoint.size)
            lines.append(line)
            answers.append(Answer(each.key.name, at))
        except InputError as error:
            answers.append(Answer(each.key.name, reason=str(error)))
        except OSError as error:
            answers.append(Answer(each.key.name, reason=f"It cannot be reached: {error}"))
    if lines and not log.cosigned(Note(note.text, (*note.signatures, *lines))):
        raise InputError("The log has grown while witnesses were asked; ask again.")
    return answers


def _asked(log: Log, witness: Witness, note: Note, size: int) -> tuple[Signature, int]:
    bare = Note(note.text, tuple(each for each in note.signatures if each.of(log.key)))
    status, said = witness.ask(request(log, size, bare, size))
    if status == _CONFLICT:  # it says what it knows, from which the proof must lead
        status, said = witness.ask(request(log, _size(said, size), bare, size))
    if status != _GOOD:
        raise InputError(f"It refused ({status}): {said[:200].decode(errors='replace').strip()}")
    for line in read_signatures(said):
        if (at := cosigned_at(note, line, witness.key)) is not None:
            return line, at
    raise InputError("Its answer has no cosignature that holds.")


def _size(said: bytes, ours: int) -> int:
    try:
        known = int(said)
    except ValueError:
        raise InputError(f"It answered 409 without a size: {said[:80]!r}") from None
    if known > ours:
        raise InputError(
            f"It has seen {known} entries of this log, which now has {ours}: an old backup was restored, "
            "or another log signs with this key. Do not publish; bring the newer log back."
        )
    return known
