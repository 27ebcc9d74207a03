"""``python -m licet_verify.witness begin|add-log|add|follow|serve|show FOLDER ...``."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from licet_verify.checkpoints import open_checkpoint
from licet_verify.faults import Fault
from licet_verify.files import read_file
from licet_verify.findings import visible
from licet_verify.notes import MOST_BYTES, read_key
from licet_verify.proofs import consistency_path
from licet_verify.sources import source_of
from licet_verify.tiles import Tiles
from licet_verify.witness.memory import Memory
from licet_verify.witness.protocol import CONFLICT, OK, Answer, add_checkpoint, request_body
from licet_verify.witness.server import WitnessServer

REFUSED, USAGE = 1, 2
_CODES = "exit codes: 0 done, or cosigned; 1 refused; 2 bad input."


def main(words: list[str] | None = None) -> int:
    """Run one act of a witness."""
    args = _parser().parse_args(words)
    try:
        code: int = args.run(args)
    except (Fault, OSError) as error:
        print(visible(f"witness: {error}"), file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="python -m licet_verify.witness", epilog=_CODES,
        description="Remember the last checkpoint of a log, and cosign only what continues it.",
    )  # fmt: skip
    acts = whole.add_subparsers(required=True, metavar="ACT")
    for name, run, about, rest in (
        ("begin", _begin, "a new witness with a new key; prints the key to hand out", ("NAME",)),
        ("add-log", _add_log, "trust a log's key", ("VKEY",)),
        ("add", _add, "cosign a request in a file, as a log would post it; - is standard input", ("REQUEST",)),
        ("follow", _follow, "read a log's tiles, and cosign its checkpoint if it continues the last", ("LOG",)),
        ("serve", _serve, "answer over HTTP", ()),
        ("show", _show, "the key, and the last checkpoint of each log", ()),
    ):  # fmt: skip
        act = acts.add_parser(name, help=about, description=about, epilog=_CODES)
        act.add_argument(
            "folder", metavar="FOLDER", type=Path, help="where the witness keeps its files"
        )
        for each in rest:
            act.add_argument(each.lower(), metavar=each)
        if name == "add-log":
            act.add_argument(
                "--origin",
                default="",
                help="the log's first line, where it is not the name of the key",
            )
        if name == "serve":
            act.add_argument("--host", default="127.0.0.1")
            act.add_argument("--port", type=int, default=8470)
        act.set_defaults(run=run)
    return whole


def _begin(args: argparse.Namespace) -> int:
    print(Memory.begin(args.folder, args.name).key.text)
    return 0


def _add_log(args: argparse.Namespace) -> int:
    key = read_key(args.vkey)
    Memory(args.folder).add_log(key, args.origin or key.name)
    return 0


def _add(args: argparse.Namespace) -> int:
    body = (
        sys.stdin.buffer.read(MOST_BYTES + 1)
        if args.request == "-"
        else read_file(Path(args.request), MOST_BYTES)
    )
    return _tell(add_checkpoint(Memory(args.folder), body))


def _follow(args: argparse.Namespace) -> int:
    memory, source = Memory(args.folder), source_of(args.log)
    data = source.read("checkpoint", MOST_BYTES)
    if data is None:
        raise Fault(source.name, "has no file named checkpoint")
    known = [key for origin in memory.origins() for key in memory.keys_of(origin)]
    new = open_checkpoint(data, known, where=f"{source.name}/checkpoint").checkpoint
    last = memory.last(new.origin)
    old = last[0].size if last else 0
    # A checkpoint below the last one has no proof; it is refused as a conflict, with the size known.
    path = consistency_path(Tiles(source, new.size).node, old, new.size) if old <= new.size else []
    return _tell(add_checkpoint(memory, request_body(min(old, new.size), path, data)))


def _tell(answer: Answer) -> int:
    if answer.status == OK:
        print(answer.body, end="")
        return 0
    what = f"this witness has cosigned {answer.body.strip()} entries of that log, and will not go back" if answer.status == CONFLICT else answer.body.strip()  # fmt: skip
    print(visible(f"witness: refused ({answer.status}): {what}"), file=sys.stderr)
    return REFUSED


def _serve(args: argparse.Namespace) -> int:
    with WitnessServer(Memory(args.folder), args.host, args.port) as server:
        print(f"witness {server.memory.key.name} listens on {server.address}", flush=True)
        server.serve_forever()
    return 0


def _show(args: argparse.Namespace) -> int:
    memory = Memory(args.folder)
    print(memory.key.text)
    for origin in memory.origins():
        last = memory.last(origin)
        if last is None:
            print(f"{origin}: nothing cosigned yet")
        else:
            print(
                f"{last[0]}, cosigned {datetime.fromtimestamp(last[1], UTC):%Y-%m-%d %H:%M:%S} UTC"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
