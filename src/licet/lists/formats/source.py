"""What a reader is given: the unpacked files, the name for errors, and what the caller said."""

from __future__ import annotations

from collections.abc import Mapping

from licet.errors import InputError, Place
from licet.lists.formats.raw import text_of
from licet.record import record


@record
class Source:
    """One publisher's file, or several that belong together (``files``, by name).

    ``list`` is the code that the caller named, "" where none; ``name`` the name of the file as the
    caller gave it.
    """

    files: Mapping[str, bytes]
    name: str
    list: str = ""
    encoding: str = ""

    @property
    def file(self) -> str:
        """The name of the only file, for errors; of the whole where there are several."""
        return next(iter(self.files)) if len(self.files) == 1 else self.name

    def data(self) -> bytes:
        """The bytes of the only file.

        Raises:
            InputError: there are several.
        """
        if len(self.files) > 1:
            raise InputError(
                f"the zip holds {len(self.files)} files ({', '.join(sorted(self.files))[:200]}); "
                "this form is one file. Take the list's own file out of it.",
                Place(self.name),
            )
        return next(iter(self.files.values()))

    def text(self) -> str:
        """The text of the only file."""
        return text_of(self.data(), self.file, self.encoding)

    def wanted(self, form: str) -> str:
        """The list that the caller named, for a form that does not tell.

        Raises:
            InputError: the caller named none.
        """
        if not self.list:
            raise InputError(
                f"a file in the form {form} does not say which list it is. Name it (list=..., on "
                "the command line --list), for instance US-EL or a code of your own.",
                Place(self.name),
            )
        return self.list
