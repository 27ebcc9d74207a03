"""``licet batch --template FILE``: a spreadsheet to fill in, in place of a run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


class Template(argparse.Action):
    """Writes the template as soon as it is met, and ends there: no input and no output are wanted then."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, _option: str | None = None
    ) -> None:  # fmt: skip
        """Write it, and say what to do with it."""
        from licet.batch.template import write
        from licet.pack.store import open_library

        path = Path(values)
        write(path, open_library(namespace.law).law.book)
        print(
            f"Written: {path}\nFill in a row for each transfer (its second sheet, or docs/batch-columns.md, says what each "
            f"column asks), delete the examples, then: licet batch {path} --out answers{path.suffix}"
        )
        parser.exit()


def add_template(options: argparse.ArgumentParser) -> None:
    """Add the option."""
    options.add_argument(
        "--template", metavar="FILE", action=Template,
        help="write a spreadsheet to fill in (.xlsx, .csv, .tsv) and end there",
    )  # fmt: skip
