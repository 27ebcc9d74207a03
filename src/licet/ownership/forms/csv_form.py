"""Stakes as CSV: one row one stake, or one node where ``owned`` is empty.

Columns, in any order; only ``owner`` and ``owned`` are needed:

    owner, owned           keys of the two; what has one key is one node
    interest               shares (default), voting, control, director, unknown, indirect
    share                  in percent: 50, 49.995, 1/3, "[40, 60]", "> 25", ?; empty is unknown
    class                  share class, where an owner holds several
    from, to               days, the last not included; empty is open
    source, said           the source, and the day of it
    confidence             high, medium, low, unverified, or empty
    owner_name, owner_kind, owner_country, owner_headquarters, owner_ids, and the same of owned
                           ids are written LEI:549300..., several with a semicolon between
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from licet.errors import InputError, Place, UnknownName
from licet.lists.model import Identifier
from licet.ownership.model import CONFIDENCE, INTERESTS, KINDS, SHARES, Node, Stake
from licet.ownership.shares import UNKNOWN, read_share, written

if TYPE_CHECKING:
    from collections.abc import Iterable

_OF_NODE = ("name", "kind", "country", "headquarters", "ids")
COLUMNS = (
    "owner", "owned", "interest", "share", "class", "from", "to", "source", "said", "confidence",
    *(f"{side}_{each}" for side in ("owner", "owned") for each in _OF_NODE),
)  # fmt: skip
_ALSO = {"pct": "share", "percent": "share", "percentage": "share", "since": "from", "until": "to"}


_WANTED = f"The first line names the columns: {', '.join(COLUMNS[:10])}; see docs/ownership.md for those of nodes."


def read_csv(data: bytes, file: str = "") -> tuple[list[Node], list[Stake]]:
    """Nodes and stakes of a CSV file in UTF-8.

    Raises:
        InputError: with file and line, where a column, share, day or word cannot be read.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError("the file is not in UTF-8; save it so", Place(file, line)) from None
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    nodes: dict[Node, None] = {}
    stakes: list[Stake] = []
    try:
        heads = _heads(next(rows, []), file)
        # Most files say nothing of nodes beside their keys.
        sides = [
            each
            for each in ("owner", "owned")
            if any(head.startswith(f"{each}_") for head in heads)
        ]
        for cells in rows:
            if not any(map(str.strip, cells)):
                continue
            place = Place(file, rows.line_num)
            if len(cells) > len(heads):
                raise InputError(
                    f"{len(cells)} cells stand under {len(heads)} columns; put a cell with a comma in quotes",
                    place,
                )
            row = {head: cell.strip() for head, cell in zip(heads, cells, strict=False)}
            for side in sides:
                if node := _node(row, side, place):
                    nodes[node] = None
            if row.get("owned"):
                stakes.append(_stake(row, place))
    except csv.Error as error:
        raise InputError(f"the row cannot be read: {error}", Place(file, rows.line_num)) from None
    return list(nodes), stakes


def write_csv(nodes: Iterable[Node], stakes: Iterable[Stake]) -> bytes:
    """The same as CSV; what a node is known by stands in the first row that names it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    known = {each.key: each for each in nodes}
    told: set[str] = set()

    def of_node(key: str) -> list[str]:
        node = known.get(key)
        if node is None or key in told:
            return [""] * len(_OF_NODE)
        told.add(key)
        ids = ";".join(f"{each.kind}:{each.value}" for each in node.identifiers)
        return [node.name, node.kind, node.country, node.headquarters, ids]

    for each in stakes:
        writer.writerow([
            each.owner, each.owned, each.interest, "" if each.share == UNKNOWN else written(each.share),
            each.share_class, each.since or "", each.to or "", each.source, each.said or "",
            each.confidence, *of_node(each.owner), *of_node(each.owned),
        ])  # fmt: skip
    for key in sorted(set(known) - told):
        writer.writerow([key, *[""] * 9, *of_node(key), *[""] * len(_OF_NODE)])
    return out.getvalue().encode()


def _heads(cells: list[str], file: str) -> list[str]:
    heads = []
    for cell in cells:
        name = cell.strip().lower()
        name = _ALSO.get(name, name)
        if name not in COLUMNS:
            unknown = UnknownName("column of stakes", cell, COLUMNS)
            raise InputError(f"{unknown} {_WANTED}", Place(file, 1))
        if name in heads:
            raise InputError(f"the column {name} stands twice", Place(file, 1))
        heads.append(name)
    if missing := [each for each in ("owner", "owned") if each not in heads]:
        raise InputError(f"the column {missing[0]} is missing. {_WANTED}", Place(file, 1))
    return heads


def _stake(row: dict[str, str], place: Place) -> Stake:
    interest = row.get("interest", "").lower() or SHARES
    if interest not in INTERESTS:
        raise InputError(str(UnknownName("interest", interest, INTERESTS)), place)
    confidence = row.get("confidence", "").lower()
    if confidence not in CONFIDENCE:
        raise InputError(str(UnknownName("confidence", confidence, CONFIDENCE[:-1])), place)
    if not row.get("owner"):
        raise InputError("a stake has an owner, and this row names none", place)
    if row["owner"] == row["owned"]:
        raise InputError(
            f"{row['owner']} is said to own itself; leave out shares that a firm holds in itself",
            place,
        )
    try:
        share = read_share(row.get("share", ""))
    except ValueError as error:
        raise InputError(str(error), place) from None
    since, to = (_day(row, key, place) for key in ("from", "to"))
    if since and to and to <= since:
        raise InputError(f"the stake ends on {to}, before or when it begins, {since}", place)
    return Stake(
        row["owner"], row["owned"], interest, share, row.get("class", ""), since, to,
        row.get("source", ""), _day(row, "said", place), confidence,
    )  # fmt: skip


def _node(row: dict[str, str], side: str, place: Place) -> Node | None:
    key = row.get(side, "")
    values = [row.get(f"{side}_{each}", "") for each in _OF_NODE]
    if not key:
        if any(values):
            raise InputError(f"{side} is empty, and the row says more of it", place)
        return None
    name, kind, country, seat, ids = values
    if kind not in KINDS:
        raise InputError(str(UnknownName("kind of owner", kind, KINDS[:-1])), place)
    for code in (country, seat):
        if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):  # noqa: PLR2004 - ISO 3166 alpha-2
            raise InputError(f"{code!r} is no country of two capital letters", place)
    if not any(values):
        return None
    found = []
    for text in filter(None, map(str.strip, ids.split(";"))):
        what, colon, value = text.partition(":")
        if not colon or not what.strip() or not value.strip():
            raise InputError(
                f"{text!r} is no identifier; write it as LEI:5493001KJTIIGC8Y1R12", place
            )
        found.append(Identifier(what.strip(), value.strip()))
    return Node(key, name, kind, country, seat, tuple(found))


def _day(row: dict[str, str], key: str, place: Place) -> date | None:
    text = row.get(key, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{key}: {text!r} is no date; write it as 2026-01-15", place) from None
