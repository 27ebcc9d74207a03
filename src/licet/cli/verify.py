"""``licet verify``: hands over to ``licet_verify``, which shares no code with the rest of Licet."""

from __future__ import annotations

from licet_verify.command import main as verify


def main(words: list[str]) -> int:
    """Check a bundle of the public log, or two checkpoints."""
    return verify(words, prog="licet verify")
