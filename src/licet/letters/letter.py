"""The letter of a determination as PDF: made from what was signed, the same bytes each time.

Attached to it are the signed statement, its signature, the public key and the whole answer as data, so
that the letter can be checked without the store (``licet.letters.verify``).
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from licet.letters.content import Signed, content
from licet.letters.typeset import Form, made_with, pdf

_HERE = Path(__file__).resolve().parent
_FORMS = _HERE / "forms"
SHARED = _FORMS / "house.typ"
_MAKERS = ("codes", "content", "letter", "plain_answer", "typeset")
"""Modules whose code decides what stands where: another edition of one makes another letter."""
FORM = Form(_FORMS / "letter.typ", (SHARED, *(_HERE / f"{each}.py" for each in _MAKERS)))
STATEMENT, SEAL, ANSWER = "statement.json", "seal.json", "answer.json"


def letter(signed: Signed) -> bytes:
    """The PDF.

    Raises:
        InputError: it has Chinese, Japanese or Korean signs, and the font for them is not here.
    """
    data = content(signed)
    return pdf(FORM, data, signed.at, attached(signed, made_with(FORM, data)))


def attached(signed: Signed, made: dict[str, str]) -> dict[str, str]:
    """The files attached to the letter."""
    seal: dict[str, Any] = {
        "form": "licet-letter/1", "number": signed.number, "public_key": signed.public_key,
        "signature": base64.b64encode(signed.signature).decode(), "made_with": made,
    }  # fmt: skip
    return {
        STATEMENT: signed.statement.decode(),
        SEAL: json.dumps(seal, sort_keys=True, indent=1),
        ANSWER: signed.answer.decode(),
    }
