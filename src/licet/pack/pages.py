"""The page of a provision, with its case table, where the files of the law are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.book.markdown import Page
    from licet.book.provision import Provision
    from licet.pack.store import Library


def page_of(library: Library, provision: Provision) -> Page | None:
    """The file of a provision, cut into its parts; None where the file is not at hand."""
    from licet.book.markdown import parse_page, read_text

    path = library.folder.parent / provision.file if library.folder else None
    if path is None or not path.is_file():
        return None
    return parse_page(read_text(path, provision.file), provision.file)
