"""``licet register log``: the public log begins once, and says where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.cli.codes import PASS
from licet.cli.keeping import options_of
from licet.cli.register_office import add_log_options, key_file, log_folder, open_office, write
from licet.cli.show import print_json
from licet.settings import read_settings

if TYPE_CHECKING:
    import argparse


def main(words: list[str]) -> int:
    """Begin the log with a new key, or print the key to hand out and the newest checkpoint."""
    options = options_of("register log", "The public log: its key to hand out, and its newest checkpoint.")  # fmt: skip
    options.add_argument("--begin", default="", metavar="NAME", help="begin a log of this name, such as register.example/licenses, with a new key; once")  # fmt: skip
    add_log_options(options)
    args = options.parse_args(words)
    if args.begin:
        _begin(args.begin, args)
    with open_office(args) as office:
        checkpoint, note = office.log.latest()
        key = office.log.signer.verifier.vkey
    if args.json:
        print_json({"key": key, "size": checkpoint.size, "checkpoint": str(note)})
    else:
        print(f"Key, to be printed and handed out: {key}")
        print(f"{checkpoint.size} entries; the newest checkpoint:")
        print(str(note))
    return PASS


def _begin(name: str, args: argparse.Namespace) -> None:
    from licet.publiclog.log import begin
    from licet.publiclog.note import new_signer
    from licet.store.keys import keep

    settings = read_settings()
    file, signer = key_file(args, settings), new_signer(name)
    keep(f"{signer.text}\n".encode(), file)
    try:
        begin(log_folder(args, settings), signer)
    except BaseException:
        file.unlink()
        raise
    write(file.with_suffix(".vkey"), f"{signer.verifier.vkey}\n".encode())
