"""Figures that others published and that a model is held against; no model takes them as inputs."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from licet.assumptions.load import assumptions_folder
from licet.errors import InputError, Place, UnknownName


def load_published(name: str, folder: Path | None = None) -> dict[str, Any]:
    """The tables of ``published/NAME.toml`` as they stand there; ``UnknownName`` where there is no such file."""
    home = (folder or assumptions_folder()) / "published"
    file = home / f"{name}.toml"
    if not file.is_file():
        raise UnknownName(
            "file of published figures", name, [each.stem for each in home.glob("*.toml")]
        )
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"this is no TOML: {error}", Place(str(file))) from error
