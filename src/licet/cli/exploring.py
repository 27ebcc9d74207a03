"""What the exploring verbs share: a transfer that any date may be put to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.cli.transfer_options import (
    refuse_beside_file,
    transfer_from_file,
    transfers_asked,
    transfers_of,
)
from licet.record import record

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import date

    from licet.catalogue.model import Product
    from licet.pack.store import Library
    from licet.transfer.model import Transfer

FILES = (".yaml", ".yml")


@record
class Stated:
    """A transfer that can be stated anew for any date; ``product`` None where it comes from a file."""

    name: str
    product: Product | None
    on: Callable[[date], Transfer]


def stated(args: argparse.Namespace, library: Library, day: date) -> tuple[Stated, ...]:
    """The transfer of the file ``args.item``, or one for each variant of that product.

    ``day`` is any day: it serves to read the options once and to report what is wrong in them.
    """
    if args.item.lower().endswith(FILES):
        refuse_beside_file(args)
        transfer, _, _ = transfer_from_file(Path(args.item), library)
        return (Stated(transfer.item, None, lambda _day: transfer),)
    return tuple(
        of_product(args, library, asked.product)
        for asked in transfers_asked(args, library, args.item, day)
        if asked.product is not None
    )


def of_product(args: argparse.Namespace, library: Library, product: Product) -> Stated:
    """The transfer of one product, with the letters on the public record of each day."""
    made: dict[date, Transfer] = {}

    def on(day: date) -> Transfer:
        if day not in made:
            made[day] = transfers_of(args, library, (product,), day)[0].transfer
        return made[day]

    return Stated(product.name, product, on)
