"""From a file, or a publisher's address, to editions on the shelf."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from licet.errors import InputError, LicetError
from licet.lists.fetch import Download, download
from licet.lists.manifest import Kept
from licet.lists.model import Edition
from licet.lists.shelf import Shelf, Taken
from licet.record import record


@record
class Source:
    """Where a list's file is: the publisher's address, and the form of the file if it is known."""

    list: str
    url: str
    form: str = ""


@record
class Fetched:
    """What a fetch did for one list: ``taken`` and its edition, or ``confirmed`` unchanged, or ``fault``."""

    list: str
    url: str
    taken: Taken | None = None
    edition: Edition | None = None
    confirmed: Kept | None = None
    fault: str = ""


def sources(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Source]:
    """The address of every list that has one: the user's settings stand above ``addresses.toml``.

    Raises:
        InputError: an address or form in the settings is no text.
    """
    found = dict(_shipped())
    for code, said in settings.items():
        ours = found.get(code, Source(code, ""))
        url, form = said.get("url", ours.url), said.get("format", "")
        if not isinstance(url, str) or not isinstance(form, str):
            raise InputError(f"url and format of {code} must be texts. Mend them in settings.toml.")
        if url:  # another address may well give another form
            found[code] = Source(code, url, form or (ours.form if url == ours.url else ""))
    return dict(sorted(found.items()))


@cache
def _shipped() -> dict[str, Source]:
    data = tomllib.loads((files("licet.lists") / "addresses.toml").read_text("utf-8"))
    return {
        code: Source(code, file["url"], file["form"])
        for file in data["file"]
        for code in file["lists"]
    }


def read_editions(
    data: bytes, *, code: str = "", form: str = "", as_of: date | None = None, file: str = ""
) -> tuple[Edition, ...]:
    """The editions in a publisher's file; with ``code`` the one of that list.

    Raises:
        InputError: the file cannot be read, or holds no such list.
    """
    from licet.lists.formats import read_all

    return read_all(data, form=form, list=code, as_of=as_of, file=file)


def taken_sentences(taken: Taken, edition: Edition) -> list[str]:
    """What became of an edition, in plain words."""
    kept = taken.kept
    if not taken.new:
        same = f"The edition of {kept.as_of} ({kept.entries:,} entries) still holds"
        return [f"{kept.list}: no change. {same}, confirmed for {kept.confirmed}."]
    before = f", {taken.before.entries:,} before" if taken.before else ""
    found = [
        f"{kept.list}: new edition of {kept.as_of}, {kept.entries:,} entries{before}; file {kept.sha256[:12]}."
    ]
    if kept.overridden:
        found.append(f"let pass by {kept.officer}: {kept.reason}")
    if edition.dropped:
        count, first = len(edition.dropped), edition.dropped[0]
        found.append(
            f"1 row held no party: {first}" if count == 1
            else f"{count:,} rows held no party, the first: {first}"
        )  # fmt: skip
    return found


def fetch(
    shelf: Shelf,
    wanted: Iterable[Source],
    today: date,
    *,
    officer: str = "",
    reason: str = "",
    say: Callable[[str], None] = lambda _text: None,
    progress: Callable[[int, int | None], None] = lambda _got, _of: None,
) -> tuple[Fetched, ...]:
    """Get each file once and take in the lists that were asked for; a fault stops its own file only.

    A file that is, byte for byte, the one of the last edition is not read again: the edition is
    noted as confirmed on ``today``.
    """
    by_file: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for each in wanted:
        by_file[each.url, each.form].append(each)
    found: list[Fetched] = []
    for (url, _), group in by_file.items():
        codes = [each.list for each in group]
        say(f"{', '.join(codes)}: fetching {url}")
        try:
            got = download(url, progress=progress)
            found += _take(shelf, got, group[0], codes, today, who=(officer, reason))
        except LicetError as error:
            found += [Fetched(code, url, fault=str(error)) for code in codes]
    return tuple(sorted(found, key=lambda each: each.list))


def _take(
    shelf: Shelf,
    got: Download,
    source: Source,
    codes: list[str],
    today: date,
    *,
    who: tuple[str, str],
) -> list[Fetched]:
    url = source.url
    found = [
        Fetched(code, url, confirmed=kept)
        for code in codes
        if (kept := shelf.confirm(code, got.sha256, today))
    ]
    rest = [code for code in codes if code not in {each.list for each in found}]
    if not rest:
        return found
    only = rest[0] if len(codes) == 1 else ""
    read = read_editions(got.data, code=only, form=source.form, as_of=today, file=url)
    editions = {each.list: each for each in read}
    mine = tuple(editions[code] for code in rest if code in editions)
    officer, reason = who
    override = bool(officer and reason)
    taken = shelf.keep_all(
        mine, officer=officer, reason=reason, allow_shrunk=override, allow_old=override,
        checked=today, today=today,
    )  # fmt: skip
    found += [
        Fetched(each.kept.list, url, taken=each, edition=editions[each.kept.list]) for each in taken
    ]
    found += [
        Fetched(
            code, url, fault=f"{url} holds no entries of {code}. It holds: {', '.join(editions)}."
        )
        for code in rest
        if code not in editions
    ]
    return found
