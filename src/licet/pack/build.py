"""Compile a folder of law and a catalogue into one file that starts fast.

The file is JSON in lines: a header with the hashes and the number of lines, the rule book without
its prose and without the law of drafts, the prose by provision, the catalogue, the law of drafts,
the registers, the concepts by which laws are compared, and the provisions one by one.  A reader
parses the lines that it needs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from licet.book.book import RuleBook
    from licet.book.concepts import Concepts
    from licet.catalogue.model import Catalogue

FORMAT = "licet-pack/2"


def compile_pack(law: Path, catalogue: Path, code_hash: str = "") -> str:
    """The pack as text: same files in, same text out, in whatever order they are read."""
    from licet.book.concepts import read_concepts
    from licet.book.load import load_folder
    from licet.catalogue.load import load

    book = load_folder(law).book
    return pack_text(book, load(catalogue), read_concepts(law), code_hash or hash_of_code())


def pack_text(book: RuleBook, products: Catalogue, concepts: Concepts, code_hash: str) -> str:
    """The pack of a rule book with its prose, as text."""
    from licet.book.codec import book_to_json, law_hash, worked_out
    from licet.book.concepts_codec import concepts_to_json

    data = book_to_json(
        book.facts, book.provisions.values(), book.groups.values(), book.tables.values(), book.folds,
        dict(book.roles), book.sovereigns.values(), book.registers,
    )  # fmt: skip
    if law_hash(data) != book.hash:  # the hash is that of the files, prose included
        raise AssertionError("the compiled law is not the law that was read")
    prose = {each["id"]: each.pop("text", "") for each in data["provisions"]}
    registers = data.pop("registers")
    drafts = _without(data, {each["code"] for each in data["sovereigns"] if each.get("draft")})
    data |= worked_out(data)
    provisions = [_line(each) for each in data.pop("provisions")]
    header = {
        "format": FORMAT,
        "law": book.hash,
        "catalogue": products.hash,
        "concepts": concepts.hash,
        "code": code_hash,
        "lines": 7 + len(provisions),
    }
    lines = [_line(header), _line(data), _line(prose), products.to_json(), _line(drafts)]
    lines += [_line(registers), _line(concepts_to_json(concepts))]
    return "\n".join([*lines, *provisions, ""])


def _without(data: dict[str, Any], drafts: set[str]) -> dict[str, Any]:
    """Take the law of drafts out of ``data``, and give it back by itself."""
    taken = {}
    for part, key in (
        ("provisions", "sovereign"), ("groups", "sovereign"), ("tables", "sovereign"),
        ("folds", "sovereign"), ("sovereigns", "code"),
    ):  # fmt: skip
        taken[part] = [each for each in data[part] if each.get(key) in drafts]
        data[part] = [each for each in data[part] if each.get(key) not in drafts]
    return taken


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def build_pack(law: Path, catalogue: Path, out: Path) -> str:
    """Write the pack to ``out`` and return the hash of the law in it."""
    text = compile_pack(law, catalogue)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    return str(json.loads(text.partition("\n")[0])["law"])


def hash_of_code() -> str:
    """SHA-256 over every module of this package, by path."""
    import hashlib

    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(
            path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()
