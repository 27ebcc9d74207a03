"""Which form a file is in, by what it begins with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from licet.errors import InputError, Place
from licet.lists.formats import curated, dpl, eu, meti, plain_csv, taiwan
from licet.lists.formats.ofac_csv import WIDTHS
from licet.lists.formats.raw import text_of
from licet.lists.formats.tables import cells, heading, plain

_HEAD = 200_000


def sniff(files: Mapping[str, bytes], name: str, encoding: str, forms: Iterable[str]) -> str:
    """The form of the file, or of the files that belong together.

    Raises:
        InputError: it cannot be told; the message lists the forms.
    """
    found = {_one(data, file, encoding) for file, data in files.items() if "comment" not in file.casefold()}
    if len(found) == 1 and (form := found.pop()):
        return form
    raise InputError(
        f"the form of the file cannot be told. Name it: one of {', '.join(forms)}.", Place(name, 1)
    )


def _one(data: bytes, file: str, encoding: str) -> str:
    text = text_of(data, file, encoding)
    head = text[:_HEAD].lstrip()
    if head.startswith("<"):
        return _xml(head)
    if head.startswith(("{", "[")):
        return _json(head)
    if re.search(r"所在地\s*[：:]", head):
        return "japan-text"
    if re.search(r"Supplement No\.?\s*[467]\s+to\s+part\s+744", head, re.IGNORECASE) and "\t" in head:
        return "cfr-text"
    return _table(head, file)


def _xml(head: str) -> str:
    if re.search(r"<(?:\w+:)?sdnList[\s>]", head):
        return "ofac-xml"
    if re.search(r"<(?:\w+:)?Sanctions[\s>]", head):
        return "ofac-advanced-xml"
    if re.search(r"<(?:DIV[1-9]|ECFR|CFRDOC|CFRGRANULE|PART|APPENDIX|DLPSTEXTCLASS)[\s>]", head):
        return "cfr-xml"
    return ""


def _json(head: str) -> str:
    """By the keys that stand near the start; the file as a whole may be cut and is read later."""
    line = head.split("\n", 1)[0]
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        first = None
    if isinstance(first, dict):
        if "schema" in first and "properties" in first:
            return "ftm-json"
        if {"list", "name", "id"} <= set(first) and not {"results", "entities"} & set(first):
            return "parties-jsonl"
    keys = set(re.findall(r'"(\w+)"\s*:', head))
    if "entity_name" in keys and "list_id" in keys:
        return "registry-json"
    if "list_id" in keys and "entities" in keys:
        return "parsed-json"
    if "source" in keys and {"alt_names", "source_list_url", "results"} & keys:
        return "csl-json"
    return ""


def _table(head: str, file: str) -> str:
    names = set(heading(head, file))
    for form, wanted in (
        ("csl-csv", ("source", "altnames", "federalregisternotice")),
        ("1260h-csv", curated.HISTORY),
        ("eu-annex-csv", eu.WANTED),
        ("tw-shtc-csv", taiwan.WANTED),
        ("dpl-tsv", dpl.WANTED),
    ):
        if {plain(each) for each in wanted} <= names:
            return form
    if "name" in names and names <= set(plain_csv.COLUMNS):
        return "plain-csv"
    if "name" in names and names & {"program", "body"} and names & {"sourceurl", "topics"}:
        return "curated-csv"
    if {"country", "name", "aliases"} <= set(meti.columns(tuple(sorted(names)))) and "name" not in names:
        return "meti-csv"
    try:
        _, first = next(cells(head, file, ","))
    except (InputError, StopIteration):
        return ""
    return "ofac-csv" if len(first) in WIDTHS and first[0].strip().isdigit() else ""
