"""``licet timeline reject``: an editor says that an event was not."""

from __future__ import annotations

from licet.cli import timeline_judging as judging


def main(words: list[str]) -> int:
    """Reject one event; exit 0."""
    args = judging.options("reject", "Say that an event was not, or is none.", reason=True).parse_args(words)  # fmt: skip
    return judging.judged(args, lambda editing: editing.reject(args.id, args.by, args.reason))  # fmt: skip
