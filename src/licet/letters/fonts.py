"""The fonts of letters: those that Typst carries, and one for Chinese, Japanese and Korean.

A letter embeds the glyphs that it uses, so whoever opens it needs none.  To make one with Chinese,
Japanese or Korean names the font Noto Sans CJK must be here: some 20 MB that Licet does not carry, so it
is looked for where systems keep it, or where ``LICET_CJK_FONTS`` says.  A letter without such signs uses
Typst's own fonts alone, and so is the same on every machine.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from pathlib import Path

from licet.errors import InputError

FAMILIES = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern", "Noto Sans CJK SC")
"""In the order in which a sign is looked for; nothing else is ever used."""

FOLDERS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
)
"""Where systems keep it: Debian and Ubuntu, Arch, Fedora, and by hand."""

WAY_OUT = (
    "Install the font Noto Sans CJK (Debian and Ubuntu: apt-get install fonts-noto-cjk), or name the folder "
    "of NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc in LICET_CJK_FONTS."
)

_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3000-\u30ff\u3100-\u31ff\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


def is_east_asian(text: str) -> bool:
    """Whether a text has signs that only the Chinese, Japanese and Korean font has.

    >>> is_east_asian("Müller & Søn"), is_east_asian("中芯国际")
    (False, True)
    """
    return _EAST_ASIAN.search(text) is not None


def east_asian() -> tuple[Path, ...]:
    """The files of Noto Sans CJK on this machine, regular and bold.

    Raises:
        InputError: they are not here; the message says what to install.
    """
    chosen = os.environ.get("LICET_CJK_FONTS", "")
    for folder in (chosen,) if chosen else FOLDERS:
        found = sorted(Path(folder).expanduser().glob("NotoSansCJK-*.ttc"))
        files = tuple(each for each in found if each.stem.endswith(("-Regular", "-Bold")))
        if files:
            return files
    where = f"not in {chosen}" if chosen else "not on this machine"
    raise InputError(f"The letter has Chinese, Japanese or Korean signs, and the font for them is {where}. {WAY_OUT}")  # fmt: skip


@cache
def digest(file: Path) -> str:
    """The SHA-256 of a font's bytes: another edition of a font draws another letter."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
