"""``licet reform show NAME|DIR``: one reform, with its patches and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.reforming import reform_data
from licet.cli.show import print_json, strong, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.reform.model import Reform


def main(words: list[str]) -> int:
    """Print a reform; exit 0."""
    options = parser("reform show", "One reform: what it is, who says so, its patches.", law=False)
    options.add_argument("reform", metavar="NAME|DIR", help="a shipped reform, or its folder")
    args = options.parse_args(words)

    from licet.reform.shelf import named
    from licet.reform.words import patch_words

    reform = named(args.reform)
    told = [patch_words(each) for each in reform.patches]
    if args.json:
        print_json({**reform_data(reform), "about": reform.about, "patches": told})
        return PASS
    for line in _lines(reform, told):
        print(line)
    return PASS


def _lines(reform: Reform, told: list[str]) -> Iterator[str]:
    from licet.reform.model import STATUSES

    yield strong(reform.title)
    end = f" until {reform.until}, that day excluded" if reform.until else ""
    yield wrapped(f"{reform.name}, from {reform.since}{end}; {STATUSES[reform.status]}; how sure: {reform.sure}; by {reform.author}")  # fmt: skip
    yield ""
    for part in reform.about.split("\n\n"):
        yield wrapped(" ".join(part.split()))
    yield ""
    yield "Patches:"
    for each in told:
        yield wrapped(f"- {each}", 2, 4)
    yield "Sources:"
    for source in reform.sources:
        yield wrapped(f"- {source.text}, {source.url}", 2, 4)
    yield f"Folder: {reform.folder}"
