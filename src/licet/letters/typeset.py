"""Typst: a form and data in, a PDF out, the same bytes every time.

Data reaches a form as JSON alone and is never spliced into its source, so no name can act as markup.
PDFs follow PDF/A-3a and PDF/UA-1: archival, tagged for screen readers, with files attached.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from licet.errors import InputError, LawError
from licet.letters import fonts
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_PACKAGE = Path(__file__).resolve().parent.parent
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
# What changes how a line reads without being seen (controls, marks of direction, half characters), and
# what has no meaning outside its own font: signs of private use, which PDF/A forbids.
_UNSEEN = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\U000e0000-\U000e0fff\U000f0000-\U0010ffff\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]")  # fmt: skip
_LONG = re.compile(r"\S{30}(?=\S{10})")
_BREAK = "\u200b"
# Addresses and hashes are copied from a letter, so they stay whole; forms set them small.
_UNBROKEN = (
    "url",
    "hashes",
    "statement_sha256",
    "answer_sha256",
    "sha256",
    "signature",
    "public_key",
    "svg",
)
_NO_GLYPH = re.compile(r"the text `\"(.*)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@record
class Form:
    """A Typst file of the package; ``shared`` are the files that it imports, and the code that fills it."""

    file: Path
    shared: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of its source: another form makes another letter of the same record."""
        sources = [each.read_bytes() for each in (self.file, *self.shared)]
        return hashlib.sha256(b"\0".join(sources)).hexdigest()


def made_with(form: Form, data: Mapping[str, Any]) -> dict[str, str]:
    """What decides the bytes beside the data: Typst's version, the form, the font for East Asian signs."""
    _typst()
    found = {"typst": version("typst"), "form": form.digest}
    if _needs_east_asian(data):
        found.update({each.name: fonts.digest(each) for each in fonts.east_asian()})
    return found


def pdf(
    form: Form, data: Mapping[str, Any], at: datetime, attached: Mapping[str, str] | None = None
) -> bytes:
    """The PDF of ``data`` in ``form``; ``at`` is the time written into it, ``attached`` files by name.

    A sign that no font has is shown by its number, as are marks that turn the direction of writing.

    Raises:
        InputError: East Asian signs are to be set, and the font for them is not here.
    """
    typst = _typst()
    seen = _shown(data, _UNSEEN)
    found = _fonts(fonts.east_asian() if _needs_east_asian(seen) else ())
    while True:
        inputs = {"data": json.dumps(_breakable(seen), ensure_ascii=False), "attached": json.dumps(attached or {})}  # fmt: skip
        try:
            made: bytes = typst.compile(
                str(form.file), root=str(_PACKAGE), format="pdf", font_paths=found, sys_inputs=inputs,
                pdf_standards=STANDARDS, timestamp=at.replace(microsecond=0),
            )  # fmt: skip
        except typst.TypstError as error:
            seen = _without(seen, str(error), form)
        else:
            return made


def _without(data: Any, complaint: str, form: Form) -> Any:
    """The data with the signs that Typst could not draw shown by their numbers."""
    lacking = _NO_GLYPH.search(complaint)
    if lacking is None:
        raise LawError(f"The form {form.file.name} cannot be set: {complaint}")
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), lacking[1])
    signs = {each for each in text if not each.isascii()}
    shown = _shown(data, re.compile(f"[{re.escape(''.join(sorted(signs)))}]")) if signs else data
    if shown == data:
        raise InputError(f"No font here has the signs of {text!r}.")
    return shown


def _shown(data: Any, signs: re.Pattern[str]) -> Any:
    """The data with each of these signs as its number: a mark of direction as ``[U+202E]``.

    >>> _shown({"name": f"a{chr(0x202E)}b"}, _UNSEEN)
    {'name': 'a[U+202E]b'}
    """
    match data:
        case str():
            return signs.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", data)
        case list() | tuple():
            return [_shown(each, signs) for each in data]
        case dict():
            return {key: _shown(each, signs) for key, each in data.items()}
        case _:
            return data


def _breakable(data: Any, name: str = "") -> Any:
    """The data with places to break in long words, which would run off the page and hide their end."""
    match data:
        case str():
            return data if name in _UNBROKEN else _LONG.sub(lambda word: word[0] + _BREAK, data)
        case list() | tuple():
            return [_breakable(each, name) for each in data]
        case dict():
            return {key: _breakable(each, key) for key, each in data.items()}
        case _:
            return data


def _needs_east_asian(data: Any) -> bool:
    match data:
        case str():
            return fonts.is_east_asian(data)
        case list() | tuple():
            return any(map(_needs_east_asian, data))
        case dict():
            return any(map(_needs_east_asian, data.values()))
        case _:
            return False


def _typst() -> Any:
    try:
        import typst
    except ModuleNotFoundError:
        raise InputError("Letters and papers as PDF need typst: pip install 'licet[desk]'.") from None  # fmt: skip
    return typst


@cache
def _fonts(files: tuple[Path, ...]) -> Any:
    typst = _typst()
    folders = [*dict.fromkeys(str(each.parent) for each in files)]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
