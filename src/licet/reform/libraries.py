"""Libraries of reformed law: what an installation decides by, with reforms put to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.pack.build import pack_text
from licet.pack.store import Library
from licet.record import replaced
from licet.reform.applying import apply

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.reform.model import Reform


def base(library: Library) -> RuleBook:
    """The whole rule book of a library, prose and drafts included, as reforms are put to it."""
    book, prose = library.whole.book, library.prose
    told = {
        name: replaced(each, text=prose.get(name, each.text))
        for name, each in book.provisions.items()
    }
    return replaced(book, provisions=told)


def reformed(library: Library, *reforms: Reform) -> Library:
    """A library of the reformed law with the same catalogue; the same library where nothing is patched.

    Raises:
        InputError: a patch does not fit the law, or two reforms touch the same thing.
    """
    before = base(library)
    after = apply(before, *reforms)
    if after is before:
        return library
    text = pack_text(after, library.catalogue, library.concepts, library.header["code"])
    return Library(tuple(text.encode().removesuffix(b"\n").split(b"\n")), library.folder)
