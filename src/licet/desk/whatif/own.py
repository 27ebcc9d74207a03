"""Reforms by name: those that come with Licet, and those that people made of them here by changing numbers.

A reform that was made here stands in a folder of the service whose name ends in a hash of what it says, so it
never changes under a result that rests on it. A name is looked up, never taken for a path.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from licet.disk import put
from licet.errors import InputError, UnknownName
from licet.record import record
from licet.reform.libraries import reformed
from licet.reform.read import FILE, read
from licet.reform.shelf import named, reforms_folder, shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.pack.store import Library
    from licet.reform.model import Reform
    from licet.settings import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LONGEST_BASE = 48
_MOST = 50
"""Reforms that one person may keep."""
_ABOUT = "kept.json"


@record
class Own:
    """A reform that was made here: of which one, what was changed (what, from, to), and whose it is."""

    reform: Reform
    base: str
    changes: tuple[tuple[str, str, str], ...]
    owners: tuple[str, ...]


class Reforms:
    """The reforms of one installation."""

    def __init__(self, settings: Settings) -> None:
        self.home = settings.home / "whatif" / "reforms"

    def named(self, name: str) -> Reform:
        """A reform by its name.

        Raises:
            UnknownName: there is none; with the nearest names of those that come with Licet.
        """
        if _NAME.fullmatch(name):
            if (reforms_folder() / name / FILE).is_file():
                return named(name)
            if (self.home / name / FILE).is_file():
                return read(self.home / name)
        raise UnknownName("reform", name[:80], [each.name for each in shipped()])

    def own(self, name: str) -> Own | None:
        """What is known of a reform that was made here; None for one that comes with Licet."""
        folder = self.home / name
        with suppress(OSError, ValueError, KeyError):
            told = json.loads((folder / _ABOUT).read_bytes()) if _NAME.fullmatch(name) else {}
            changes = tuple((what, was, now) for what, was, now in told["changes"])
            return Own(read(folder), told["base"], changes, tuple(told["owners"]))
        return None

    def of(self, owner: str) -> tuple[Own, ...]:
        """Those of one person, by name."""
        names = sorted(each.name for each in self.home.iterdir()) if self.home.is_dir() else []
        found = (self.own(name) for name in names)
        return tuple(each for each in found if each is not None and owner and owner in each.owners)

    def keep(
        self, texts: Mapping[str, str], base: str, changes: tuple[tuple[str, str, str], ...], owner: str,
        library: Library,
    ) -> Reform:  # fmt: skip
        """Keep changed files as a reform of one's own, once they are read and fit the law.

        ``texts`` are those of a reform that calls itself ``base``. Errors: whatever is wrong with them, with
        the place (``InputError``).
        """
        if len(self.of(owner)) >= _MOST:
            raise InputError(f"You have {_MOST} reforms of your own here, as many as this desk keeps.")  # fmt: skip
        told = json.dumps(sorted(texts.items()), ensure_ascii=False).encode()
        name = f"{base[:_LONGEST_BASE].rstrip('-')}-{hashlib.sha256(told).hexdigest()[:8]}"
        owners = [owner]
        if known := self.own(name):
            owners = sorted({*known.owners, owner})
        self.home.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=self.home))
        try:
            for file, text in texts.items():
                said = re.sub(r'(?m)^name = ".*"$', f'name = "{name}"', text, count=1) if file == FILE else text  # fmt: skip
                (draft / file).write_text(said, "utf-8", newline="\n")
            reformed(library, read(draft))
            put(draft / _ABOUT, json.dumps({"base": base, "changes": changes, "owners": owners}).encode())  # fmt: skip
            if known:
                shutil.copy(draft / _ABOUT, self.home / name / _ABOUT)
            else:
                with suppress(OSError):  # somebody kept the same at the same moment
                    draft.rename(self.home / name)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return read(self.home / name)
