"""Answers as JSON lines.  A line of a JSON lines file stays as it is, with the answers behind its own keys."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from licet.batch.bytes import shown, text_of
from licet.batch.sink import Lines, with_answers
from licet.batch.unicode import only_unicode

if TYPE_CHECKING:
    import polars as pl

    from licet.batch.block import Block


class JsonSink(Lines):
    """One file of JSON lines."""

    def write(self, block: Block, answers: pl.DataFrame) -> None:
        """The rows as objects."""
        if block.raw is None:
            self.grown.file.write(_lines(with_answers(self.form, only_unicode(block), answers)))
            return
        whole = {each.index for each in block.troubles if not each.column}
        added = _lines(answers.rename(dict(self.form.names))).splitlines()
        for index, (raw, more) in enumerate(zip(block.raw, added, strict=True)):
            if index in whole:
                kept = json.dumps({"input": shown(text_of(raw))}, ensure_ascii=False).encode()
            else:
                kept = raw.strip()
            inner = kept[:-1].rstrip()
            comma = b"" if inner == b"{" else b","
            self.grown.file.write(inner + comma + more[1:] + b"\n")


def _lines(frame: pl.DataFrame) -> bytes:
    held = io.BytesIO()
    frame.write_ndjson(held)
    return held.getvalue()
