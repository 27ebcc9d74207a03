"""Taiwan's SHTC entity list: the CSV of the International Trade Administration.

Columns 項次item, 名稱name, 別名alias, 國家代碼country code, 地址address, 護照號碼ID Number; several values in
a cell are set apart by semicolons.  The file has no dates and no column for the kind of party.  The
running number changes with each edition, so keys are made from the name.  Written after what public
readers of the file say of it; not tried on the file itself.
"""

from __future__ import annotations

import re

from licet.lists.formats.gather import Gather
from licet.lists.formats.identifiers import identifier
from licet.lists.formats.source import Source
from licet.lists.formats.tables import rows
from licet.lists.formats.words import parts, tidy

CODE = "TW-SHTC"
WANTED = ("項次item", "名稱name", "別名alias")
_SIGNS = re.compile(r"^(?:繁體中文|簡體中文)\s*[：:]\s*")
_UN = re.compile(r"（永久參考號：(.+?)）")
_OFFICES = re.compile(r"(?:Branch Office \d+:|(?<!\w)(?:viii|vii|vi|iv|iii|ii|i|v)\))")


def read(source: Source, got: Gather) -> None:
    """Read the table; a row with neither name nor alias is blank and holds no party."""
    for row in rows(source.text(), source.file, WANTED):
        if row.wrong:
            got.lose(CODE, f"{row.wrong}: {row['名稱name']}", row.line)
            continue
        aliases = re.sub(r"<[^<>]*>", "", row["別名alias"])
        told = [*parts(row["名稱name"]), *parts(aliases)]
        if not told:
            got.skip(CODE, "neither name nor alias", row.line)
            continue
        notes = [f"UN reference {found[1]}" for each in told if (found := _UN.search(each))]
        name, *others = [_SIGNS.sub("", _UN.sub("", each)).strip() for each in told]
        places = [tidy(piece) for each in parts(row["地址address"]) for piece in _OFFICES.split(each)]
        got.add(
            CODE, name, line=row.line, aliases=others,
            countries=parts(row["國家代碼countrycode"], ";", "；", ","), addresses=places,
            identifiers=[identifier("passport", each) for each in parts(row["護照號碼idnumber"])],
            notes=notes,
        )  # fmt: skip
