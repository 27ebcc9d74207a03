"""The files of examples/public-log: ``python -m tests.verify.samples`` writes them again.

The keys are made from words that stand in writer.py, so they protect nothing.
"""

import json
from pathlib import Path

from tests.verify.story import COUNTED, RESULT, story
from tests.verify.writer import LOG, WITNESS, TinyLog, at, bundle_of

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "public-log"

FEBRUARY = {"from": "2026-02-01T00:00:00Z", "to": "2026-03-01T00:00:00Z"}


def samples():
    """File name to bytes."""
    log = story()
    checkpoints = [
        log.checkpoint(6, at(8)),
        log.checkpoint(11, at(10, 2)),
        log.checkpoint(cosigned=at(20, 1)),
    ]
    honest = log.lines(
        checkpoints=checkpoints, statements=[log.statement(COUNTED, RESULT, **FEBRUARY)],
        openings=[(0, "applicant"), (5, "answer")],
    )  # fmt: skip
    cut = [each for each in honest if each.get("index") != 9 or each["line"] != "entry"]
    return {
        "log.vkey": f"{LOG.vkey}\n".encode(),
        "witness.vkey": f"{WITNESS.vkey}\n".encode(),
        "kept-in-february": checkpoints[1],
        "register.licetlog": bundle_of(honest),
        "cut.licetlog": bundle_of(cut),
        "rewritten.licetlog": rewritten().bundle(
            checkpoints=[rewritten().checkpoint()], keys=(LOG,)
        ),
    }


def rewritten():
    """The story as an operator might wish it: nobody ever asked for a laboratory test."""
    told, log = story(), TinyLog()
    for data in told.entries:
        entry = json.loads(data)
        if entry["public"].get("condition", {}).get("id") != "lab-test":
            chain = log.chains.setdefault(entry["case"], [])
            log.put({**entry, "seq": len(chain), "previous": chain[-1] if chain else None}, chain)
    return log


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, data in samples().items():
        (FOLDER / name).write_bytes(data)
