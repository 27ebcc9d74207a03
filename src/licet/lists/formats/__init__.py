"""Readers of restricted-party list files: bytes in, editions out, whole or not at all.

>>> made = read(b"name;aliases\\nACME Ltd;Acme\\n", list="X-OWN", as_of=date(2026, 1, 2))
>>> made.entries[0].name, made.entries[0].aliases, made.rows, made.lost_pct
('ACME Ltd', ('Acme',), 1, Decimal('0.00'))
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from licet.errors import InputError, Place, UnknownName
from licet.lists.catalog import code_for, known
from licet.lists.formats.gather import Gather
from licet.lists.formats.raw import unpacked
from licet.lists.formats.sniff import sniff
from licet.lists.formats.source import Source
from licet.lists.model import Edition
from licet.record import replaced

__all__ = ["FORMS", "read", "read_all"]

FORMS: dict[str, str] = {
    "csl-json": "Consolidated Screening List of ITA, JSON: a dozen US lists in one file",
    "csl-csv": "Consolidated Screening List of ITA, CSV",
    "cfr-xml": "15 CFR part 744, supplements 4, 6, 7 (Entity List, UVL, MEU) as eCFR or govinfo XML",
    "cfr-text": "the same supplements as text copied from the page, a tab before each cell",
    "dpl-tsv": "Denied Persons List of BIS, the table with tabs",
    "ofac-csv": "OFAC sdn.csv, alt.csv, add.csv (or cons_*.csv) in one zip; sdn.csv alone with a warning",
    "ofac-xml": "OFAC SDN.XML and CONSOLIDATED.XML",
    "ofac-advanced-xml": "OFAC SDN_ADVANCED.XML and CONS_ADVANCED.XML",
    "parsed-json": "lists parsed by third parties: one object with list_id, count and entities",
    "registry-json": "METI and MOFCOM lists of the open registry: a JSON list with list_id, entity_name",
    "meti-csv": "METI Foreign End-User List, CSV made from the PDF's table",
    "japan-text": "Japan's export bans by notice (Russian parties; parties elsewhere), text",
    "1260h-csv": "section 1260H with start and end dates of every edition, CSV",
    "curated-csv": "tables of MIEU, section 1286, ISN and Chinese countermeasures, CSV",
    "eu-annex-csv": "annexes to Regulation (EU) 833/2014, CSV",
    "tw-shtc-csv": "Taiwan's SHTC entity list, CSV",
    "ftm-json": "FollowTheMoney entities, one JSON object a line; name the list",
    "parties-jsonl": "the house form of snapshots, one party a line, many lists",
    "plain-csv": "a table of one's own with documented columns (licet.lists.formats.plain_csv)",
}
"""Every form that can be read, with one line on what it is."""

_READERS = {
    "csl-json": "csl:read_json", "csl-csv": "csl:read_csv", "cfr-xml": "cfr:read_xml",
    "cfr-text": "cfr:read_text", "dpl-tsv": "dpl:read", "ofac-csv": "ofac_csv:read",
    "ofac-xml": "ofac_xml:read", "ofac-advanced-xml": "ofac_advanced:read",
    "parsed-json": "parsed:read", "registry-json": "registry:read", "meti-csv": "meti:read",
    "japan-text": "japan:read", "1260h-csv": "curated:read", "curated-csv": "curated:read",
    "eu-annex-csv": "eu:read", "tw-shtc-csv": "taiwan:read", "ftm-json": "ftm:read",
    "parties-jsonl": "house:read", "plain-csv": "plain_csv:read",
}  # fmt: skip


def read(
    data: bytes,
    *,
    form: str = "",
    list: str = "",  # noqa: A002 - the contract's word
    as_of: date | None = None,
    file: str = "",
    lost_limit_pct: str = "1",
    encoding: str = "",
) -> Edition:
    """The edition of one list in a publisher's file.

    Args:
        data: the file's bytes; gz and zip are unpacked.
        form: one of ``FORMS``; sniffed where empty.
        list: our code of the list, or a name for it; needed where the form does not tell, and to
            choose where the file holds several.
        as_of: the day that the file is of, used where the file does not say.
        file: the file's name, for errors and as the edition's ``source``.
        lost_limit_pct: the share of rows, in percent, that may be lost.
        encoding: of a text that is neither UTF-8 nor UTF-16.

    Raises:
        InputError: the file cannot be read whole, holds no such list, or loses too many rows.
    """
    found = read_all(
        data, form=form, list=list, as_of=as_of, file=file, lost_limit_pct=lost_limit_pct, encoding=encoding
    )
    if len(found) > 1:
        held = ", ".join(each.list for each in found)
        raise InputError(
            f"the file holds {len(found)} lists ({held}). Name one of them, or take all of them.",
            Place(file or "the file"),
        )
    return found[0]


def read_all(
    data: bytes,
    *,
    form: str = "",
    list: str = "",  # noqa: A002 - the contract's word
    as_of: date | None = None,
    file: str = "",
    lost_limit_pct: str = "1",
    encoding: str = "",
) -> tuple[Edition, ...]:
    """The editions of all lists in a publisher's file, by code; with ``list``, of that one alone.

    Arguments and errors as for ``read``.
    """
    name = file or "the file"
    files = unpacked(data, name)
    form = form or sniff(files, name, encoding, FORMS)
    if form not in _READERS:
        raise UnknownName("form of list", form, FORMS)
    code = code_for(list) or list
    if code and not all(each.isalnum() or each in "-._" for each in code):
        raise InputError(f"{list!r} is no code of a list: letters, digits, '-', '.' and '_' make one.")
    got = Gather(name)
    module, _, function = _READERS[form].partition(":")
    reader: Any = getattr(import_module(f"licet.lists.formats.{module}"), function)
    try:
        reader(Source(files, name, code, encoding), got)
    except RecursionError:
        raise InputError("the file is nested beyond reason.", Place(name)) from None
    if code:
        others = sorted(set(got.parts) - {code})
        if code not in got.parts and others:
            raise InputError(
                f"the file holds {', '.join(others)}, not {code}. Leave the list out to take what it holds.",
                Place(name),
            )
        got.parts = {code: got.part(code)}
    made = got.editions(data, as_of, lost_limit_pct)
    lists = known()
    return tuple(
        replaced(each, publisher=lists[each.list].publisher) if each.list in lists else each
        for each in made
    )
