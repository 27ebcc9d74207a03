"""Find the law that this installation carries, or the folder that the user names, ready to run.

An installed wheel carries a compiled pack.  A checkout compiles ``law/`` when it changed and
keeps the result under ``.licet-cache/``; ``--law DIR`` and ``LICET_LAW`` name another folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.book.codec import DAYS, book_from_json
from licet.book.registers import Registers
from licet.decide.decide import Law
from licet.errors import InputError, Place
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.book.concepts import Concepts
    from licet.catalogue.model import Catalogue

_PACKAGE = Path(__file__).resolve().parent.parent
_SHIPPED = _PACKAGE / "_pack" / "pack.jsonl"
FIRST = 7
"""The line of the first provision."""
_CHECKOUT = _PACKAGE.parent.parent


@record
class Library:
    """Law, prose and catalogue of one pack; each part is parsed when it is first asked for."""

    lines: tuple[bytes, ...]
    folder: Path | None = None

    __extra_slots__ = ("__dict__",)

    @cached_property
    def header(self) -> dict[str, Any]:
        """Format and hashes."""
        found: dict[str, Any] = json.loads(self.lines[0])
        return found

    @cached_property
    def law(self) -> Law:
        """The rule book with the hashes that its answers carry."""
        data = json.loads(self.lines[1])
        data["provisions"] = self._stated(data)
        book = book_from_json(data, self.header["law"], self.registers)
        return Law(book, self.header["catalogue"], self.header["code"])

    def _stated(self, data: dict[str, Any]) -> list[tuple[str, bytes]]:
        """Each provision's id with its line, which is parsed when the provision is looked up."""
        return list(zip(data["titles"], self.lines[FIRST:], strict=True))

    @cached_property
    def whole(self) -> Law:
        """The same with the law of drafts, which decides only when it is asked by name."""
        drafts = json.loads(self.lines[4])
        if not any(drafts.values()):
            return self.law
        data = json.loads(self.lines[1])
        data["provisions"] = [json.loads(line) for _, line in self._stated(data)]
        for name in (*DAYS, "outlines", "titles"):
            del data[name]
        merged = {**data, **{part: data[part] + drafts[part] for part in drafts}}
        book = book_from_json(merged, self.header["law"], self.registers)
        return Law(book, self.header["catalogue"], self.header["code"])

    @cached_property
    def registers(self) -> Registers:
        """Tables by label, which are long; parsed when the first is asked for."""
        return Registers(lambda: json.loads(self.lines[5]))

    @cached_property
    def concepts(self) -> Concepts:
        """The concepts by which laws are compared; none where the folder of law has none."""
        from licet.book.concepts_codec import concepts_from_json

        return concepts_from_json(json.loads(self.lines[6]), self.header["concepts"])

    @cached_property
    def prose(self) -> dict[str, str]:
        """The plain restatement of each provision, by id."""
        found: dict[str, str] = json.loads(self.lines[2])
        return found

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of products."""
        from licet.catalogue.model import Catalogue

        return Catalogue.from_json(self.lines[3])

    @cached_property
    def products(self) -> Mapping[str, Mapping[str, object]]:
        """Facts by product id, its kind among them, as ``Builder`` wants them."""
        return _Products(self)


class _Products(Mapping[str, Mapping[str, object]]):
    """Facts of a product, looked up in the catalogue when asked: most transfers name none."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, key: str) -> Mapping[str, object]:
        if not key or key not in self._library.catalogue:
            raise KeyError(key)
        product = self._library.catalogue.get(key)
        return {"item_kind": product.kind, **product.facts}

    def __iter__(self) -> Iterator[str]:
        return (each.id for each in self._library.catalogue.products)

    def __len__(self) -> int:
        return len(self._library.catalogue.products)


def open_library(law: str | None = None) -> Library:
    """The library to decide by; ``law`` names a folder in place of what is installed."""
    named = law or os.environ.get("LICET_LAW")
    if named:
        folder = Path(named)
        if not folder.is_dir():
            raise InputError("there is no such folder of law", Place(named))
        return _fresh(folder, _catalogue_of(folder))
    if (_CHECKOUT / "law" / "facts").is_dir():
        return _kept(_CHECKOUT / "law", _CHECKOUT / "catalogue", _CHECKOUT / ".licet-cache")
    if _SHIPPED.exists():
        return Library(_lines(_SHIPPED.read_bytes()), _SHIPPED.parent / "law")
    raise InputError(
        "this installation carries no law; reinstall licet, or name a folder with --law DIR"
    )


def folder_in_use() -> Path | None:
    """The readable folder of the law in use: named, of the checkout, or shipped."""
    named = os.environ.get("LICET_LAW")
    choices = [Path(named)] if named else [_CHECKOUT / "law", _SHIPPED.parent / "law"]
    return next((each for each in choices if (each / "facts").is_dir()), None)


def law_folder() -> Path:
    """The same where there must be one.

    Raises:
        InputError: this installation carries no law that can be read.
    """
    folder = folder_in_use()
    if folder is None:
        raise InputError(
            "this installation carries no law; reinstall licet, or set LICET_LAW to a folder of it"
        )
    return folder


def _catalogue_of(folder: Path) -> Path:
    beside = folder.parent / "catalogue"
    return beside if beside.is_dir() else _CHECKOUT / "catalogue"


def _fresh(law: Path, catalogue: Path) -> Library:
    from licet.pack.build import compile_pack

    return Library(_lines(compile_pack(law, catalogue).encode()), law)


def _kept(law: Path, catalogue: Path, cache: Path) -> Library:
    """The compiled checkout, made anew when a law, catalogue or code file changed."""
    stamp = _stamp(law, catalogue, _PACKAGE)
    pack, mark = cache / "pack.jsonl", cache / "stamp"
    try:
        if mark.read_text() == stamp:
            lines = _lines(pack.read_bytes())
            library = Library(lines, law)
            if len(lines) == library.header.get("lines"):  # a file cut short is made anew
                return library
    except (OSError, ValueError):
        pass
    library = _fresh(law, catalogue)
    try:
        cache.mkdir(exist_ok=True)
        for target, text in ((pack, b"\n".join((*library.lines, b""))), (mark, stamp.encode())):
            aside = target.with_suffix(f".{os.getpid()}")
            aside.write_bytes(text)
            aside.replace(target)  # whole or not at all, also with two commands at once
    except OSError:
        pass  # a checkout that cannot be written to compiles each time
    return library


def _lines(text: bytes | str) -> tuple[bytes, ...]:
    """The lines as bytes: each is decoded when it is parsed, and most commands need few."""
    text = text.encode() if isinstance(text, str) else text
    return tuple(text.removesuffix(b"\n").split(b"\n"))


def _stamp(*folders: Path) -> str:
    """Names, sizes and times of every file that goes into a pack, hashed."""
    import hashlib

    digest = hashlib.sha256()
    for folder in folders:
        stack = [str(folder)]
        found = []
        while stack:
            with os.scandir(stack.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name != "__pycache__":
                            stack.append(entry.path)
                    elif entry.name.endswith((".py", ".md", ".toml")):
                        status = entry.stat()
                        found.append(f"{entry.path}\0{status.st_size}\0{status.st_mtime_ns}\n")
        digest.update("".join(sorted(found)).encode())
    return digest.hexdigest()
