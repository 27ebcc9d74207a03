"""Every event: those that come with Licet, and over them what the user's store holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.happened.kept import Kept, read
from licet.happened.shipped import shipped

if TYPE_CHECKING:
    from licet.settings import Settings

_FILE = "sqlite:///"


def everything(settings: Settings | None) -> dict[str, Kept]:
    """Events by id; None for those that come with Licet alone.

    A store that was never made is not made for a look.
    """
    if settings is None or not _is_there(settings):
        return {each.id: Kept(each) for each in shipped()}
    from licet.store.store import Store

    with Store.open(settings) as store, store.reading() as db:
        return read(db, shipped())


def _is_there(settings: Settings) -> bool:
    address = settings.database
    return not address.startswith(_FILE) or Path(address.removeprefix(_FILE)).is_file()
