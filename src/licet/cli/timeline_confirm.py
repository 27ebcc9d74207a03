"""``licet timeline confirm``: an editor says that an event is as it was told."""

from __future__ import annotations

from licet.cli import timeline_judging as judging


def main(words: list[str]) -> int:
    """Confirm one event; exit 0."""
    args = judging.options("confirm", "Say that an event is as it was told.", reason=False).parse_args(words)  # fmt: skip
    return judging.judged(args, lambda editing: editing.confirm(args.id, args.by, args.reason))  # fmt: skip
