"""Reforms of the small law, written into a folder from a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.reform import read

if TYPE_CHECKING:
    from pathlib import Path

    from licet.reform import Reform

_HEAD = """\
name = "{name}"
title = "A reform of the small law"
about = "For the tests."
status = "counterfactual"
from = {since}
sure = "judgement"
author = "the tests"
sources = [{{ text = "none", url = "https://example.org/" }}]
{more}
"""


def reform(folder: Path, patches: str = "", *, name: str = "small", since: str = "2026-06-01", more: str = "", **files: str) -> Reform:  # fmt: skip
    """A reform with these patches, read from a folder of its name; ``files`` are provisions beside it."""
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    (home / "reform.toml").write_text(_HEAD.format(name=name, since=since, more=more) + patches)
    for stem, text in files.items():
        (home / f"{stem}.md").write_text(text.lstrip())
    return read(home)


def limit(to: object, *, of: str = "xx.A1#one/speed", more: str = "") -> str:
    """A patch that moves a limit."""
    return f'[[set]]\npath = "{of}"\nto = {to}\n{more}\n'


NEW = """
+++
id = "xx.need.new"
title = "License for all that is flat"
kind = "requirement"
cite = [{ text = "section 99", url = "https://example.org/s99" }]
rationale = { aim = "not explained" }

[[version]]
from = 2026-06-01
published = 2026-06-01
checked = 2026-06-01
source = "a reform"
confidence = "high"
rule = "flat"
+++
Whatever is flat needs a license.

| case  | shipped_from | flat | holds |
| ----- | ------------ | ---- | ----- |
| flat  | US           | yes  | yes   |
| solid | US           | no   | no    |
"""
