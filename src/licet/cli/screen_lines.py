"""``licet screen --lines``: the two lines that divide scores, and what was measured at each."""

from __future__ import annotations

from licet.cli.show import print_json, wrapped
from licet.screen.lines import shipped
from licet.screen.words import figure


def print_lines(*, as_json: bool) -> int:
    """Print both; exit 0."""
    lines = shipped()
    measured = {name: value for name, value in (lines.measured or {}).items() if value}
    if as_json:
        print_json(
            {
                "review": figure(lines.review),
                "strong": figure(lines.strong),
                "least_weight": lines.least_weight,
                "measured": measured,
            }
        )
        return 0
    print(f"review {figure(lines.review)}   strong {figure(lines.strong)}")
    print(wrapped("At or above review a hit is shown and waits for a person; at or above strong it is likely the same party. Nothing below review is shown, and no line says that a party is free to deal with."))  # fmt: skip
    for name, value in measured.items():
        print(wrapped(f"{name.replace('_', ' ')}: {value}", 0, 4))
    if not measured:
        print("Nothing was measured at these lines yet.")
    return 0
