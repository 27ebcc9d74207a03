"""What the actions on the public log share: where the log and its key are, and the office that writes it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from licet.cli.keeping import options_of
from licet.cli.register_open import actor_of, open_registry
from licet.disk import putting
from licet.errors import InputError, Place
from licet.settings import Settings, read_settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from licet.publiclog.note import Note, Signer, Verifier
    from licet.registry.public.bundles import Shown
    from licet.registry.public.office import PublicOffice


def add_log_options(options: argparse.ArgumentParser) -> None:
    """Where the log is, and who cosigns it."""
    group = options.add_argument_group("the public log")
    group.add_argument("--log", type=Path, metavar="FOLDER", help="default: the folder log of the home folder")  # fmt: skip
    group.add_argument("--log-key", type=Path, metavar="FILE", help="the log's secret key; default keys/log.skey of the home folder")  # fmt: skip
    group.add_argument("--witness", type=Path, action="append", default=[], metavar="FILE", help="the public key of a witness who cosigns (repeatable)")  # fmt: skip


def options_of_log(action: str, about: str) -> argparse.ArgumentParser:
    """A parser for what is done to the log's entry of one event: which, why, by whom."""
    options = options_of(f"register {action}", about)
    options.add_argument("case", metavar="CASE")
    options.add_argument("seq", metavar="SEQ", type=int, help="the number of the event, as licet register events tells it")  # fmt: skip
    options.add_argument("--reason", required=True, metavar="CODE", help="as law/procedure/public-view.yaml names it")  # fmt: skip
    options.add_argument("--as", dest="by", type=actor_of, required=True, metavar="ROLE:ID[:AUTHORITY]", help="who does it")  # fmt: skip
    add_log_options(options)
    return options


def log_folder(args: argparse.Namespace, settings: Settings) -> Path:
    """The folder of the log's files, which a web server may serve as it is."""
    return args.log or settings.home / "log"


def key_file(args: argparse.Namespace, settings: Settings) -> Path:
    """The file of the log's secret key."""
    return args.log_key or settings.home / "keys" / "log.skey"


@contextmanager
def open_office(args: argparse.Namespace) -> Iterator[PublicOffice]:
    """The office of the user's log.

    Raises:
        InputError: there is no log or no key yet, or they are not of each other.
    """
    from licet.pack.store import law_folder
    from licet.publiclog.log import Log
    from licet.registry.public.office import PublicOffice, read_rules
    from licet.registry.public.registered import Registered

    settings, law = read_settings(), law_folder()
    signer = _signer(key_file(args, settings))
    with open_registry() as registry:
        log = Log(log_folder(args, settings), signer)
        yield PublicOffice(
            registry.store, Registered(registry), log, read_rules(law), witnesses=witnesses(args)
        )


def _signer(file: Path) -> Signer:
    from licet.publiclog.note import read_signer

    if not file.is_file():
        raise InputError("there is no key of the public log; begin it with licet register log --begin NAME", Place(str(file)))  # fmt: skip
    return read_signer(_text(file))


def witnesses(args: argparse.Namespace) -> tuple[Verifier, ...]:
    """The keys of the witnesses."""
    from licet.publiclog.note import read_vkey

    return tuple(read_vkey(_text(each).strip()) for each in args.witness)


def notes(files: Iterable[Path]) -> tuple[Note, ...]:
    """Signed notes from files."""
    from licet.publiclog.note import read_note

    return tuple(read_note(_text(each)) for each in files)


def shown(args: argparse.Namespace) -> Shown:
    """What goes with a bundle beside its entries."""
    from licet.registry.public.bundles import Shown

    return Shown(witnesses(args), notes(args.earlier), notes(args.statistics))


def write(file: Path, data: bytes) -> None:
    """Put a file in its place, whole or not at all."""
    with writing(file) as out:
        out.write(data)


@contextmanager
def writing(file: Path) -> Iterator[IO[bytes]]:
    """The same for what is written bit by bit, however long it is."""
    try:
        with putting(file, mode=0o644) as out:
            yield out
    except OSError as error:
        raise InputError(f"it cannot be written: {error.strerror}", Place(str(file))) from None


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"it cannot be read: {error}", Place(str(file))) from None
