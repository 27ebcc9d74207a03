"""What a check of the rule book has to say."""

from __future__ import annotations

from licet.record import record


@record
class Finding:
    """One thing wrong with the rule book: which check, where, about what, and what to do.

    ``confirmed`` says whether the engine agrees with facts that the solver found; None where
    there are none.
    """

    check: str
    file: str
    subject: str
    message: str
    line: int | None = None
    confirmed: bool | None = None

    def __str__(self) -> str:
        """``file:line: message``, as an editor reads it."""
        at = f"{self.file}:{self.line}" if self.line else self.file
        return f"{at}: {self.message}"
