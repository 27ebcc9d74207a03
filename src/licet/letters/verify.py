"""Is this letter genuine?  From its own bytes alone, and against a store where there is one.

A letter carries what it was made of, so it is made again and the bytes are compared: what is printed on it
is what the officer signed, or the bytes differ.  That the key is the officer's only the store can say, or
whoever knows the key.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from licet.errors import LicetError
from licet.letters.codes import code_of, read_code
from licet.letters.content import Signed, content
from licet.letters.letter import ANSWER, FORM, SEAL, STATEMENT, letter
from licet.letters.sealed import digest
from licet.letters.typeset import made_with
from licet.record import record
from licet.store.keys import verifies
from licet.store.plain import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.store.model import Determination
    from licet.store.store import Store

Verdict = Literal["genuine", "not genuine", "unknown"]
MOST_BYTES = 32_000_000
"""Of all files attached to a letter; an answer with its whole proof has about one million a product."""

_MOST_FILES = 8
_SMALL = 1_000_000
"""Bytes that a seal or a statement may have.  A larger file is the answer, and is not read to find that out."""
_CODE = re.compile(rb"licet-code:([0-9A-Z-]{24})")
_EMBEDDED = re.compile(rb"/Type\s*/EmbeddedFile")
_STREAM = re.compile(rb"stream\r?\n")


@record
class Verified:
    """``verdict``, and what was compared, sentence by sentence, each with whether it holds.

    ``genuine``: all fits, and a store or a named key vouches for the officer.  ``not genuine``: something
    does not fit.  ``unknown``: nothing is wrong, but something could not be compared.
    """

    verdict: Verdict
    code: str
    compared: tuple[tuple[str, bool | None], ...]
    number: int | None = None


def verify_code(text: str, store: Store) -> Verified:
    """Whether a record of this store bears the code, and whether its signature holds.

    Raises:
        InputError: it is no code.
    """
    code = read_code(text)
    kept = store.determination_of(lambda statement: code_of(statement) == code)
    if kept is None:
        return Verified("unknown", code, (("No determination in this store bears this code.", None),))  # fmt: skip
    faults = store.verify_determination(kept.id).faults
    compared = [(f"A determination signed on {kept.at:%Y-%m-%d} bears this code.", True)]
    compared += [(f"Its record: {each}.", False) for each in faults]
    if not faults:
        compared.append(("Its signature fits what was signed, and the key is the officer's.", True))
    return Verified("not genuine" if faults else "genuine", code, tuple(compared), kept.id)


def verify_letter(file: bytes, store: Store | None = None, public_key: str = "") -> Verified:
    """Whether a PDF is the letter of a determination, unchanged.

    With ``store``, only what it keeps is made again; ``public_key`` is the officer's, where one knows it from elsewhere.
    """
    signed = _signed(file)
    found = _CODE.search(file)
    if signed is None:
        code = found[1].decode() if found else ""
        return Verified("unknown", code, (("This is no letter with a signed statement inside: nothing can be compared.", None),))  # fmt: skip
    compared: list[tuple[str, bool | None]] = [
        ("The signature fits the signed statement, which says all but the number of the record.", verifies(signed.public_key, signed.signature, signed.statement)),
        ("The attached answer is the one that the statement names.", _answer_fits(signed)),
        ("The code stands for the statement.", found is not None and found[1].decode() == signed.code),
    ]  # fmt: skip
    whole = all(holds for _, holds in compared)
    kept = None
    if public_key:
        compared.append(("The key is the one that you named.", signed.public_key == public_key))
    if store is not None:
        kept = store.determination_of(lambda statement: statement == signed.statement)
        compared.append(_in_the_store(signed, kept, store))
    elif not public_key:
        compared.append(("Whose key this is could not be compared: name the officer's public key, or ask the desk that signed.", None))  # fmt: skip
    # Nothing is typeset that a stranger signed: where there is a store, what it keeps is.
    if whole and (store is None or kept is not None):
        compared.append(_made_again(signed, file))
    return Verified(_verdict(compared), signed.code, tuple(compared), kept.id if kept else None)


def _in_the_store(
    signed: Signed, kept: Determination | None, store: Store
) -> tuple[str, bool | None]:
    if kept is None:
        return "No determination in this store has this statement.", None
    fits = not store.verify_determination(kept.id).faults and Signed.of(kept) == signed
    return "It is the record in this store, and the key is the officer's there.", fits


def _verdict(compared: list[tuple[str, bool | None]]) -> Verdict:
    held = [holds for _, holds in compared]
    if False in held:
        return "not genuine"
    return "unknown" if None in held else "genuine"


def _answer_fits(signed: Signed) -> bool:
    said = signed.said
    try:
        return said.get("answer_sha256") == digest(signed.answer) and canonical(said) == signed.statement  # fmt: skip
    except (RecursionError, TypeError, ValueError):  # nested beyond reason, or no canonical JSON
        return False


def _made_again(signed: Signed, file: bytes) -> tuple[str, bool | None]:
    """Whether the letter, made again from what it carries, is this file byte for byte."""
    try:
        made = letter(signed)
    except (LicetError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:  # fmt: skip
        return f"The letter could not be made again here: {error}", None
    if made == file:
        return "Made again from what was signed, the letter is this file, byte for byte.", True
    before, now = _seal(file).get("made_with"), made_with(FORM, content(signed))
    if before != now:
        return "The letter was made with another edition of Licet, Typst or the font, so its bytes cannot be compared here. What is printed on it may be anything: read the record itself, or take its letter anew.", None  # fmt: skip
    return "Made again from what was signed, the letter is another file: this one was changed.", False  # fmt: skip


def _signed(file: bytes) -> Signed | None:
    """What the letter was made of, out of the files attached to it; None where it is no letter."""
    files = dict(_attached(file))
    try:
        seal = json.loads(files[SEAL])
        signed = Signed(
            int(seal["number"]), files[STATEMENT], base64.b64decode(seal["signature"], validate=True),
            str(seal["public_key"]), files[ANSWER],
        )  # fmt: skip
        if "at" not in signed.said:
            return None
    except (ArithmeticError, KeyError, RecursionError, TypeError, ValueError):
        return None
    return signed


def _seal(file: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dict(_attached(file))[SEAL])
    return found


def _attached(file: bytes) -> Iterator[tuple[str, bytes]]:
    """Files attached to a PDF that Typst wrote, by what they hold; of another PDF nothing is read."""
    if not file.startswith(b"%PDF-"):
        return
    left = MOST_BYTES
    for mark in islice(_EMBEDDED.finditer(file), _MOST_FILES):
        start = _STREAM.search(file, mark.end(), mark.end() + 2000)
        end = file.find(b"endstream", mark.end())
        if start is None or end < start.end():
            continue
        raw = file[start.end() : end].removesuffix(b"\n").removesuffix(b"\r")
        if b"/FlateDecode" in file[file.rfind(b"obj", 0, mark.start()) : start.start()]:
            unpacked = _unpacked(file[start.end() : end], left)
            if unpacked is None:
                continue
            raw = unpacked
            left -= len(raw)
        yield _name(raw), raw


def _unpacked(packed: bytes, most: int) -> bytes | None:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(packed, max(most, 1))  # nought would mean: without end
    except zlib.error:
        return None
    return found if unpacking.eof else None


def _name(content_: bytes) -> str:
    """Which of the three files this is, by its first keys."""
    if len(content_) > _SMALL:
        return ANSWER
    try:
        data = json.loads(content_)
    except (RecursionError, ValueError):
        return ""
    if isinstance(data, dict) and data.get("form") == "licet-letter/1":
        return SEAL
    if isinstance(data, dict) and data.get("form") == "licet-determination/1":
        return STATEMENT
    return ANSWER
