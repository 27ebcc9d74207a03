"""``licet datasets``: the data that the models can read, what of it is here, and whether it is the known copy."""

from __future__ import annotations

from licet.cli.codes import PASS
from licet.cli.options import parser
from licet.cli.show import print_json, strong, table, visible, wrapped

_EPILOG = """  licet datasets --data DIR               what is found, and where
  licet datasets eto-2022                 one of them: source, license, how to get it

Looked for under --data, then LICET_DATA, then in an installed package that carries the data.
exit codes: 0 told; 2 bad input."""


def main(words: list[str]) -> int:
    """List the data sets; exit 0 whatever is found, 2 for a name that is none."""
    from licet.datasets.catalogue import catalogue, dataset
    from licet.datasets.places import standing

    options = parser("datasets", "Data sets of the models: what is found where.", epilog=_EPILOG, law=False)  # fmt: skip
    options.add_argument("name", metavar="NAME", nargs="?", help="one data set; all if none")
    options.add_argument("--data", metavar="DIR", help="a folder of data")
    args = options.parse_args(words)
    wanted = [dataset(args.name)] if args.name else list(catalogue().values())
    found = [standing(each, args.data) for each in wanted]
    if args.json:
        print_json([each.plain() for each in found])
        return PASS
    if args.name:
        for name, value in found[0].plain().items():
            for text in value if isinstance(value, list) else [value] if value != "" else []:
                print(wrapped(visible(f"{name}: {text}"), 0, 4))
        return PASS
    rows = [(each.dataset.id, each.dataset.year, each.state, visible(each.where)) for each in found]
    print(table(rows, ("data set", "year", "state", "where")))
    for each in found:
        for warning in each.warnings:
            print(wrapped(strong(visible(warning)), 0, 2))
    print(wrapped("None of these files comes with Licet. `licet datasets NAME` tells source, license and how to get one."))  # fmt: skip
    return PASS
