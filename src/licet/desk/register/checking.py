"""A bundle that somebody sends in, checked by the stranger's program as a process of its own.

``licet_verify`` shares no code with the register, and is not imported here either.
"""

from __future__ import annotations

import json
import subprocess  # nosec B404 - our own program, a fixed list of words
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from licet.errors import InputError

_SECONDS = 60
_LINES = 400
_FIGURES = "statistics ("
CODES = {
    0: "Nothing that was checked differs, and the key that you gave has signed the log.",
    1: "Something differs. Each place is named below.",
    2: "This could not be checked.",
    3: "Nothing that was checked differs, but you gave no key of the log: whose log this is was not shown.",
}


def checked(bundle: bytes, keys: str) -> dict[str, Any]:
    """What the verifier says of a bundle.

    ``code`` and ``said`` are its answer; ``figures`` are published figures that it counted again, ``holds``,
    ``findings`` and ``not_shown`` its report, ``told`` the story of each case, at most 400 lines of it (``more``
    counts the rest), ``fault`` why nothing could be checked.

    Raises:
        InputError: it took too long for a page.
    """
    with TemporaryDirectory(prefix="licet-verify-") as folder:
        file = Path(folder, "bundle.licetlog")
        file.write_bytes(bundle)
        words = [sys.executable, "-m", "licet_verify", str(file), "--json", "--tell"]
        if keys.strip():
            trusted = Path(folder, "keys")
            trusted.write_text("\n".join(keys.split()) + "\n", "utf-8")
            words += ["--key", str(trusted)]
        try:
            done = subprocess.run(  # noqa: S603 - a fixed list of words # nosec B603
                words, capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            raise InputError("This bundle is too large to be checked at the desk. Run licet verify on your own machine: it needs no network.") from None  # fmt: skip
    fault = done.stderr.decode("utf-8", "replace").replace(f"{folder}/", "").strip()
    code = done.returncode if done.stdout.strip() else 2  # without a report nothing was checked
    return {"code": code, "said": CODES.get(code, "The verifier broke off."), "fault": fault} | _report(done.stdout)  # fmt: skip


def _report(out: bytes) -> dict[str, Any]:
    """The report in parts; empty where there is none."""
    report: dict[str, Any] = json.loads(out) if out.strip() else {}
    told = report.get("told", [])
    holds = report.get("holds", [])
    return {
        "figures": [each for each in holds if each.startswith(_FIGURES)],
        "holds": [each for each in holds if not each.startswith(_FIGURES)],
        "findings": report.get("findings", []), "not_shown": report.get("not_shown", []),
        "told": told[:_LINES], "more": max(len(told) - _LINES, 0),
    }  # fmt: skip
