"""An answer of screening as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.show import strong, visible, wrapped
from licet.screen.words import closing_words, headline, sentences

if TYPE_CHECKING:
    from licet.screen.model import Closing, Screened


def print_answer(answer: Screened, closings: tuple[Closing | None, ...]) -> None:
    """One name, its hits with all reasons, and what two officers said of each."""
    print(strong(visible(f"{answer.query.name}, on {answer.on.isoformat()}")))
    if answer.cannot:
        print(_said(f"Cannot screen: {answer.cannot}", 2))
    elif not answer.hits:
        print("  no entry at or above the review line")
    for hit, closing in zip(answer.hits, closings, strict=True):
        print(_said(headline(hit), 2, 4))
        if closing is not None:
            print(_said(f"Closed: {closing_words(closing)}.", 6, 8))
        for sentence in sentences(hit):
            print(_said(sentence, 6, 8))
    if answer.nearest is not None:
        print(_said(f"Nearest below the line: {headline(answer.nearest)}", 2, 4))
        for sentence in sentences(answer.nearest):
            print(_said(sentence, 6, 8))
    print()


def _said(text: str, indent: int, hang: int | None = None) -> str:
    return wrapped(visible(text), indent, hang)
