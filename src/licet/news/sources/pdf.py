"""The text of a PDF, by pypdf (the extra ``news``): pure Python, page by page.

pypdf 7 itself bounds what a compressed stream may become (75 MB) and how deep a page tree goes.
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.news.clean import cleaned
from licet.news.limits import MOST_CHARACTERS, MOST_PAGES
from licet.news.model import Text

if TYPE_CHECKING:
    import pypdf


def read_pdf(data: bytes, name: str) -> Text:
    """The story of a PDF; places count characters of the text as extracted.

    Raises:
        InputError: pypdf is not installed, or the file is damaged, locked, scanned or too large.
    """
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError:
        raise InputError(f"{name} is a PDF, and reading it needs pypdf: pip install 'licet[news]'") from None  # fmt: skip
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        found = pypdf.PdfReader(io.BytesIO(data), strict=False)
        text = _pages(found, name)
    except InputError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, OSError, RecursionError, MemoryError, ArithmeticError) as error:  # fmt: skip
        raise InputError(f"{name} is no PDF that can be read: {type(error).__name__}: {str(error)[:120]}") from None  # fmt: skip
    if not text.strip():
        raise InputError(f"{name} holds no text: it may be a scan, which needs to be recognised first.")  # fmt: skip
    return cleaned(text, name=name)


def _pages(found: pypdf.PdfReader, name: str) -> str:
    if found.is_encrypted:
        raise InputError(f"{name} is locked with a password; save it without one.")
    if len(found.pages) > MOST_PAGES:
        raise InputError(f"{name} has {len(found.pages):,} pages; the reader takes {MOST_PAGES}.")
    pages: list[str] = []
    size = 0
    for page in found.pages:
        text = page.extract_text() or ""
        size += len(text)
        if size > MOST_CHARACTERS:
            raise InputError(f"{name} holds more than {MOST_CHARACTERS:,} characters of text.")
        pages.append(unbroken(text))
    return "\n".join(pages)


def unbroken(text: str) -> str:
    r"""Lines of a page joined into paragraphs: a line that ends a sentence, or is short, ends one.

    No character is added or lost, so places stand: a line end becomes a space.

    >>> unbroken("Japan said on Monday that it will\nlist 23 tools.\nThe rule")
    'Japan said on Monday that it will list 23 tools.\nThe rule'
    """
    lines = text.split("\n")
    longest = max(map(len, lines), default=0)
    out: list[str] = []
    for line in lines:
        out.append(line)
        whole = line.rstrip()
        ends = not whole or whole[-1] in '.!?:。"”' or len(whole) < longest * 0.6
        out.append("\n" if ends else " ")
    return "".join(out[:-1])
