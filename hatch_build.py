"""Put the compiled law into the wheel.

A wheel carries law twice: ``licet/_pack/pack.jsonl``, compiled and hashed, which starts fast, and
``licet/_pack/law/``, the files a person reads.  Both are made here, in a temporary folder, so a
build leaves nothing in the source tree that a later run could take for current law.

An editable install (``uv sync``) gets neither: there ``licet`` compiles ``law/`` when asked.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackLaw(BuildHookInterface):  # type: ignore[type-arg]
    """Compile ``law/`` and ``catalogue/`` before a wheel is written."""

    scratch: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tell the builder which files go where."""
        if version == "editable":
            return

        root = Path(self.root)
        law, catalogue = root / "law", root / "catalogue"
        for folder in (law, catalogue):
            if not folder.is_dir():
                raise FileNotFoundError(
                    f"No folder {folder}. A wheel of licet carries law, so build it from a full "
                    "copy of the repository or from its source archive."
                )

        self.scratch = TemporaryDirectory(prefix="licet-pack-")
        pack = Path(self.scratch.name) / "pack.jsonl"
        digest = _build_pack(root / "src", law, catalogue, pack)
        self.app.display_info(f"law packed, hash {digest}")

        build_data["force_include"][str(pack)] = "licet/_pack/pack.jsonl"
        build_data["force_include"][str(law)] = "licet/_pack/law"
        for name in ("assumptions", "events", "reforms", "scenarios"):
            if (root / name).is_dir():
                build_data["force_include"][str(root / name)] = f"licet/_pack/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Drop the temporary folder once the wheel is written."""
        if self.scratch is not None:
            self.scratch.cleanup()


def _build_pack(src: Path, law: Path, catalogue: Path, out: Path) -> str:
    """Run the compiler of this very tree, which need not be installed yet; gives the hash."""
    sys.path.insert(0, str(src))
    try:
        from licet.pack.build import build_pack

        return build_pack(law, catalogue, out)
    finally:
        sys.path.remove(str(src))
