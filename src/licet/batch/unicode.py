r"""A block for a place that holds Unicode alone: bytes that are none are written out as ``\xe9``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from licet.batch.bytes import shown
from licet.record import replaced

if TYPE_CHECKING:
    from licet.batch.block import Block


def only_unicode(block: Block) -> Block:
    """The block with its odd bytes written out; the side file tells of each such cell."""
    if not block.escaped:
        return block
    told = pl.all().map_elements(shown, return_dtype=pl.String, skip_nulls=True)
    return replaced(block, frame=block.frame.select(told), escaped=False)
