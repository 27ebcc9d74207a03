"""The public log of an installation: where ``licet register`` keeps it, and its office."""

from __future__ import annotations

from pathlib import Path

from licet.publiclog.log import Log
from licet.publiclog.note import read_signer
from licet.registry.public.office import PublicOffice, read_rules
from licet.registry.public.registered import Registered
from licet.registry.registry import Registry

FOLDER, SECRET, KEY = "log", "keys/log.skey", "keys/log.vkey"
"""In the home folder: the log's files, its secret key, and the key to hand out."""


def office_here(home: Path, registry: Registry) -> PublicOffice | None:
    """The office of the log in a home folder; None where no log was begun."""
    try:
        secret = (home / SECRET).read_text("utf-8")
    except OSError:
        return None
    folder = registry.library.folder
    assert folder is not None, "the registry asked for it"  # noqa: S101 # nosec B101
    log = Log(home / FOLDER, read_signer(secret))
    return PublicOffice(registry.store, Registered(registry), log, read_rules(folder))
