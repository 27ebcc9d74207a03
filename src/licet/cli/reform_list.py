"""``licet reform list``: the reforms that come with Licet."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.reforming import reform_data
from licet.cli.show import print_json, table


def main(words: list[str]) -> int:
    """Print one line a reform; exit 0."""
    options = parser("reform list", "The reforms that come with Licet.", law=False)
    args = options.parse_args(words)

    from licet.reform.shelf import shipped

    found = shipped()
    if args.json:
        print_json([reform_data(each) for each in found])
        return PASS
    rows = [(each.name, each.status, str(each.since), each.title) for each in found]
    print(table(rows, ("name", "status", "from", "what it is")))
    return PASS
