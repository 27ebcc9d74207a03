"""A published document as the files of a folder of law: Markdown with TOML in its head."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from itertools import groupby, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.errors import InputError, Place
from licet.publish.toml import line, table, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json = dict[str, Any]
_RESERVED = {"con", "prn", "aux", "nul", *(f"{k}{n}" for k in ("com", "lpt") for n in range(10))}
_GATED = ("requirement", "letter", "prohibition", "notification")
_DAYS = ("from", "to", "comply_from", "published", "end_published", "checked", "complete_from")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_CHUNK = 300
_LONGEST_NAME = 120


def files_of(data: Json) -> dict[str, tuple[str, str]]:
    """Path under the folder to text and JSON pointer; ``data`` fits the schema."""
    found: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()

    def put(folder: str, name: str, end: str, text: str, pointer: str) -> None:
        stem = _safe(name)
        if f"{folder}{stem}{end}".casefold() in taken:  # some disks do not tell A1 from a1
            stem = f"x-{_hash(name)}"
        taken.add(f"{folder}{stem}{end}".casefold())
        found[f"{folder}{stem}{end}"] = (text, pointer)

    cites = {each["id"]: each for each in data["citations"]}
    facts = data["facts"]
    for start in range(0, len(facts), _CHUNK):
        text = "\n".join(_fact(each) for each in facts[start : start + _CHUNK])
        put("facts/", f"facts_{start // _CHUNK + 1:03}", ".toml", text, "/facts")
    roles = [table("[[roles]]", each) for each in data.get("roles", ())]
    put("", "roles", ".toml", "\n".join(roles), "/roles")
    if "countries" in data:
        countries = "".join(line(each["code"], each["name"]) for each in data["countries"])
        put("", "countries", ".toml", countries, "/countries")
    for i, each in enumerate(data["sovereigns"]):
        put(f"{each['code'].lower()}/", "sovereign", ".toml", _sovereign(each), f"/sovereigns/{i}")
    for kind, folder, inner in (("groups", "groups/", "members"), ("tables", "tables/", "rows")):
        for i, each in enumerate(data.get(kind, ())):
            home = f"{each['sovereign'].lower()}/{folder}"
            put(home, each["name"], ".toml", _listing(each, inner, cites), f"/{kind}/{i}")
    for i, each in enumerate(data.get("registers", ())):
        home = f"{each['sovereign'].lower()}/tables/registers/"
        put(home, each["name"], ".toml", _register(each, cites), f"/registers/{i}")
    folds = data.get("folds", ())
    for code in sorted({each["sovereign"] for each in folds}):
        own = [{k: v for k, v in each.items() if k != "sovereign"} for each in folds if each["sovereign"] == code]  # fmt: skip
        text = "\n".join(table("[[treated_as]]", each, days=_DAYS) for each in own)
        found[f"{code.lower()}/groups/_treated_as.toml"] = (text, "/folds")
    for i, each in enumerate(data["provisions"]):
        home = f"{each['sovereign'].lower()}/provisions/"
        put(home, each["id"], ".md", _page(each, cites), f"/provisions/{i}")
    return found


def write_folder(files: Mapping[str, tuple[str, str]], target: Path) -> None:
    """Write all files or none; ``InputError`` where something stands at ``target`` already."""
    if target.exists() or target.is_symlink():
        raise InputError("something stands there already, and nothing is overwritten; name a new folder", Place(str(target)))  # fmt: skip
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        for name, (text, _) in files.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        aside.rename(target)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise InputError(f"the folder cannot be written: {error.strerror}", Place(str(target))) from None  # fmt: skip


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _safe(name: str) -> str:
    """A file name that means the same on every system; the schema bars all but letters, digits, ``_`` and points."""
    odd = name.partition(".")[0].casefold() in _RESERVED or name.casefold() == "readme"
    return f"x-{_hash(name)}" if odd or len(name) > _LONGEST_NAME else name


# -- one file each ---------------------------------------------------------------------


def _fact(each: Json) -> str:
    fields = dict(each)
    if "derived" in fields:
        fields["derived"] = [formula["text"] for formula in fields["derived"]]
    if "meaningless_when" in fields:
        fields["meaningless_when"] = fields["meaningless_when"]["text"]
    return table("[[fact]]", fields)


def _sovereign(each: Json) -> str:
    head = {key: content for key, content in each.items() if key != "coverage"}
    areas = [table("[[coverage]]", area) for area in each.get("coverage", ())]
    return "\n".join([table("", head, days=_DAYS), *areas])


def _listing(each: Json, inner: str, cites: Mapping[str, Json]) -> str:
    head = {key: content for key, content in each.items() if key not in (inner, "cite")}
    rows = each.get(inner, ())
    if inner == "members":
        below = [table("[[member]]", row, days=_DAYS) for row in rows]
    else:
        below = [
            table("[[row]]", {key: row[key] for key in row if key != "values"}, days=_DAYS)
            + table("", row["values"])
            for row in rows
        ]
    return "\n".join([table("", head, days=_DAYS) + _cites(each, cites), *below])


def _register(each: Json, cites: Mapping[str, Json]) -> str:
    head = {key: content for key, content in each.items() if key not in ("rows", "cite")}
    rows = []
    for row in each["rows"]:
        text = table("[[row]]", {key: row[key] for key in row if key != "marks"})
        marks = "".join(f"  {value(_mark(mark))},\n" for mark in row.get("marks", ()))
        rows.append(text + (f"marks = [\n{marks}]\n" if marks else ""))
    return "\n".join([table("", head, days=_DAYS) + _cites(each, cites), *rows])


def _mark(mark: Json) -> Json:
    """A whole number goes without quotation marks; TOML could change any other."""
    number = str(mark.get("value", ""))
    return {**mark, "value": int(number)} if _WHOLE.fullmatch(number) else mark


def _cites(each: Json, cites: Mapping[str, Json]) -> str:
    listed = [{k: cites[i][k] for k in ("text", "url") if k in cites[i]} for i in each["cite"]]
    return line("cite", listed)


def _page(each: Json, cites: Mapping[str, Json]) -> str:
    keys = (
        "id", "title", "kind", "items", "grounds", "code", "rank", "carves_out", "overcomes", "reviews",
        "refines", "against", "rationale",
    )  # fmt: skip
    head = {key: each[key] for key in keys if key in each}
    if "scope" in each or each["kind"] in _GATED:
        head["scope"] = each.get("scope", "none")
    if "charge" in each:
        head["charge"] = {pair["name"]: pair["value"] for pair in each["charge"]}
    shared = _shared(each["versions"])
    toml = [table("", head) + _cites(each, cites)]
    toml += [_parts("[parts]", each["versions"][0]["parts"][:shared])] if shared else []
    toml += [
        *_conditions(each["versions"]),
        *(_version(version, shared) for version in each["versions"]),
    ]
    tables = list(_tables(each.get("cases", ())))
    body = [text for text in (each.get("text", ""), *tables) if text]
    return "+++\n" + "\n".join(toml) + "+++\n" + "\n\n".join(body) + "\n"


def _conditions(versions: list[Json]) -> Iterator[str]:
    """Conditions stand once where all versions share them, else under the days of their version."""
    lists = [version.get("conditions", []) for version in versions]
    if all(each == lists[0] for each in lists):
        versions, lists = versions[:1], lists[:1]
        spans: list[Json] = [{}]
    else:
        starts = [version["from"] for version in versions]
        spans = [{"from": start, "to": end} for start, end in zip(starts, [*starts[1:], None], strict=True)]  # fmt: skip
    for conditions, span in zip(lists, spans, strict=True):
        for each in conditions:
            fields = {key: each[key] for key in ("code", "text", "cite") if key in each}
            fields |= {"rule": each["rule"]["text"]} if "rule" in each else {}
            fields |= {key: day for key, day in span.items() if day}
            yield table("[[condition]]", fields, days=_DAYS)


def _shared(versions: list[Json]) -> int:
    """How many parts, from the first on, all of several versions have in common."""
    if len(versions) == 1:
        return 0
    lists = [[(part["name"], part["text"]) for part in each.get("parts", ())] for each in versions]
    return sum(
        1
        for _ in takewhile(
            lambda each: each.count(each[0]) == len(lists), zip(*lists, strict=False)
        )
    )


def _parts(head: str, parts: list[Json]) -> str:
    return table(head, {part["name"]: part["text"] for part in parts})


def _version(each: Json, shared: int) -> str:
    inner = ("rule", "parts", "conditions", "pauses")
    head = {key: content for key, content in each.items() if key not in inner}
    text = table("[[version]]", {**head, "rule": each["rule"]["text"]}, days=_DAYS)
    if own := each.get("parts", [])[shared:]:
        text += _parts("[version.parts]", own)
    for pause in each.get("pauses", ()):
        text += table("[[version.pause]]", pause, days=_DAYS)
    return text


def cells_of(case: Json) -> dict[str, str]:
    """A case as the cells of its row, in the order of the columns."""
    first = ("case", "on", "part", "due_care", "parties_complete")
    cells = {key: case[key] for key in first if key in case}
    return {**cells, **case["given"], "holds": case["holds"]}


def _tables(cases: list[Json]) -> Iterator[str]:
    for heads, rows in groupby(map(cells_of, cases), key=tuple):
        lines = [list(heads), ["---"] * len(heads), *(list(row.values()) for row in rows)]
        yield "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in each) + " |" for each in lines)  # fmt: skip
