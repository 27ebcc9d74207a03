"""Learns the weights of the news reader from labelled texts, and says how well they carry over.

    sh utils/uv.sh run python utils/learn_news.py             writes the tables src/licet/news/tables/*weights.tsv
    sh utils/uv.sh run python utils/learn_news.py --fifths    learns on four fifths, scores the fifth, five times

Texts: evaluation/news/development and practice (FORMAT.md), and the sentences of evaluation/news/sentences.
The test half and the sealed set are not opened.  The model is a multinomial logistic regression with a
penalty on the square of the weights, so the same texts give the same tables.  Which act a word tells is
learned first; stage and modality then, of the acts that the reader finds with those weights.
Weights near nought are left out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # run as a script, it finds its parts

from licet.news.chances import ACTS, read_weights, table_of
from utils.learning.acts import fifths, learned
from utils.learning.fields import FIELDS, field_fifths, learned_field
from utils.learning.model import Model, written
from utils.learning.texts import ROOT, Gathering, text_hash

TABLES = ROOT / "src" / "licet" / "news" / "tables"


def write(model: Model, what: str) -> str:
    """Write a table, and give its words."""
    table, path = written(model, what, text_hash()), TABLES / table_of(what)
    path.write_text(table, "utf-8")
    print(f"{path.relative_to(ROOT)}: {table.count(chr(10))} lines, {len(table) // 1024} KB")
    return table


def main() -> None:
    """Learn and write the tables, or score fifths."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--fifths", action="store_true", help="learn on four fifths, score the fifth")  # fmt: skip
    args = options.parse_args()
    gathering = Gathering()
    texts = [*gathering.texts(), *gathering.sentences()]
    print(f"{len(texts)} texts, {sum(len(each.words) for each in texts)} candidates", file=sys.stderr)  # fmt: skip
    examples = [example for each in texts for example in each.examples]
    if args.fifths:
        field_fifths([*gathering.examples(), *examples])
        fifths(texts)
        return
    weights = read_weights(write(learned(texts), ACTS).splitlines())
    examples += gathering.examples(weights)
    for name, what in FIELDS.items():
        write(learned_field(examples, name), what)


if __name__ == "__main__":
    main()
