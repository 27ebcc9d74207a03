"""The example on docs/public-log.md, byte for byte."""

import re
from pathlib import Path

from licet.publiclog import bundle, checkpoint, commitments, entry, tree
from licet.publiclog.log import begin
from licet.publiclog.note import WITNESS, Note, new_signer
from tests.publiclog.made import at

PAGE = (Path(__file__).parents[2] / "docs/public-log.md").read_text()
EXAMPLE = re.findall(
    r"^```text\n(.*?)^```", PAGE.partition("## An example")[2], re.MULTILINE | re.DOTALL
)


def example(folder):
    """Each block of the example in its order: two entries, their hashes, the checkpoint, a proof."""
    log = begin(folder / "log", new_signer("licet.example/log", seed=b"L" * 32))
    witness = new_signer("witness.example/w1", WITNESS, b"W" * 32)
    openings = [
        commitments.Opening("applicant", "A. Cloud", b"a" * 32),
        commitments.Opening("units", 10_000, b"b" * 32),
    ]
    first = entry.event("registered", at(0), {"clock": "start"}, openings, case="a" * 32)
    second = entry.event("denied", at(30), {"clock": "end", "outcome": "denied"}, after=first)
    log.append([first.data, second.data])
    note = log.latest()[1]
    line = checkpoint.cosignature(note, witness, int(at(30).timestamp()) + 60)
    log.cosigned(Note(note.text, (*note.signatures, line)))
    index = sorted(first.commitments).index("units")
    path = tree.inclusion(tree.among(commitments._leaves(first.commitments)), index, 2)
    return [
        f"{log.key.vkey}\n{witness.verifier.vkey}\n",
        f"{first.data.decode()}\n{second.data.decode()}\n",
        f"leaf hash of entry 0  {first.leaf}\nleaf hash of entry 1  {second.leaf}\n",
        "".join(f"{each.field:<9}  salt {each.salt.hex()}\n" for each in openings)
        + f"the field units under commitments_root: leaf {index} of 2, proof {path[0].hex()}\n",
        str(log.latest()[1]),
        bundle.tlog_proof(log, 1),
    ]


def test_the_example_of_the_page_is_what_the_program_writes(tmp_path):
    assert example(tmp_path) == EXAMPLE
