"""What the catalogue raises.

CatalogueError (LicetError, ValueError)
    UnknownProduct (LookupError): no product has that id, name or alias
"""

from __future__ import annotations

from licet.errors import LicetError


class CatalogueError(LicetError, ValueError):
    """Base of everything the catalogue raises: a record or an artefact is not well formed."""


class UnknownProduct(CatalogueError, LookupError):
    """No product has this id, name or alias.  ``suggestions`` holds names near it.

    >>> print(UnknownProduct("H201", ("NVIDIA H200", "NVIDIA H20")))
    'H201' is no product in the catalogue. Did you mean NVIDIA H200 or NVIDIA H20?
    """

    def __init__(self, text: str, suggestions: tuple[str, ...] = ()) -> None:
        self.text = text
        self.suggestions = suggestions
        message = f"{text!r} is no product in the catalogue."
        if suggestions:
            *most, last = suggestions
            near = f"{', '.join(most)} or {last}" if most else last
            message += f" Did you mean {near}?"
        super().__init__(message)

    def __reduce__(self) -> tuple[type[UnknownProduct], tuple[str, tuple[str, ...]]]:
        # Without this a copy would be made from the message, not from what it was made of.
        return type(self), (self.text, self.suggestions)
