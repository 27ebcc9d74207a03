"""``licet timeline cases``: what editors corrected, as test cases in YAML."""

from __future__ import annotations

from pathlib import Path

from licet.cli.codes import PASS
from licet.cli.keeping import options_of
from licet.cli.show import print_json
from licet.errors import InputError, Place


def main(words: list[str]) -> int:
    """Write one YAML file a case, or print them; exit 0."""
    options = options_of("timeline cases", "What editors corrected, as test cases in the format of evaluation/news/FORMAT.md.")  # fmt: skip
    options.add_argument("--out", metavar="DIR", type=Path, help="one file a case; default: all to the terminal")  # fmt: skip
    args = options.parse_args(words)
    from licet.happened.cases import as_yaml, cases
    from licet.happened.there import everything
    from licet.settings import read_settings

    found = cases(everything(read_settings()).values())
    if args.json:
        print_json(found)
        return PASS
    if args.out is None:
        print("---\n".join(map(as_yaml, found)), end="")
        return PASS
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for each in found:
            (args.out / f"{_safe(each['id'])}.yaml").write_text(as_yaml(each), "utf-8")
    except OSError as error:
        raise InputError(f"it cannot be written: {error.strerror}", Place(str(args.out))) from error
    print(f"{len(found)} case{'s' if len(found) != 1 else ''} in {args.out}")
    return PASS


def _safe(name: str) -> str:
    return "".join(each if each.isalnum() or each in "-_." else "-" for each in name)
