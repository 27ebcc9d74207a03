"""The public log as the API reads it: its files, which anybody may have, and the office, which signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.api.answers import service_of
from licet.api.problems import Refused
from licet.api.register.asked import registry_of
from licet.publiclog.checkpoint import Checkpoint, verified_checkpoint
from licet.publiclog.log import CHECKPOINT, Log, folder_reader
from licet.publiclog.note import Note, read_signer, read_vkey
from licet.publiclog.tiles import Tiles
from licet.registry.public.office import PublicOffice, read_rules
from licet.registry.public.registered import Registered

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import Request

_NONE = "No public log was begun here."
_WAY = "Whoever keeps the register begins it: licet register log --begin NAME."


def folder_of(request: Request) -> Path:
    """The folder of the log's files."""
    return service_of(request).settings.home / "log"


def _key(request: Request, ending: str) -> str:
    try:
        return (service_of(request).settings.home / "keys" / f"log.{ending}").read_text("utf-8")
    except OSError:
        raise Refused("not-found", _NONE, way_out=_WAY) from None


def latest(request: Request) -> tuple[Checkpoint, Note, str]:
    """The newest checkpoint, its note, and the key that it is verified with.

    Raises:
        Refused: there is no log.
    """
    key = _key(request, "vkey").strip()
    data = folder_reader(folder_of(request))(CHECKPOINT)
    if data is None:
        raise Refused("not-found", _NONE, way_out=_WAY)
    return *verified_checkpoint(data, read_vkey(key)), key


def tiles_of(request: Request) -> Tiles:
    """The tree as it is."""
    return Tiles(folder_reader(folder_of(request)), latest(request)[0].size)


def office_of(request: Request) -> PublicOffice:
    """The office of the log.

    Raises:
        Refused: there is no log.
    """
    signer = read_signer(_key(request, "skey"))
    registry = registry_of(request)
    folder = registry.library.folder
    assert folder is not None, "the register asked for it"  # noqa: S101 # nosec B101
    log = Log(folder_of(request), signer)
    return PublicOffice(registry.store, Registered(registry), log, read_rules(folder))
