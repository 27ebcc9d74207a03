"""Hold every package of uv.lock against the advisories that PyPI knows, with pip-audit.

    python utils/audit.py          says so plainly where the advisories cannot be reached, and goes on
    python utils/audit.py --must   the same, but that is then an error: for machines that reach them

A package known to be bad is asked for first.  Where even that is called sound, the answer would say
nothing of ours, and nothing more is asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "uv.lock"
KNOWN_BAD = "jinja2==2.4.1"
"""A version with published advisories."""
WAIT_SECONDS = 600


def main(words: list[str]) -> int:
    """0 where nothing is known against what is locked; 1 where something is."""
    if not _advisories(_asked([KNOWN_BAD])):
        print(
            "NOT AUDITED: the advisories at pypi.org cannot be read from here, so nothing is known for or "
            "against the packages in uv.lock. Run this where they can: python utils/audit.py --must"
        )
        return 1 if "--must" in words else 0
    packages = tomllib.loads(LOCK.read_text("utf-8"))["package"]
    pins = [f"{e['name']}=={e['version']}" for e in packages if "registry" in e.get("source", {})]
    found = _asked(pins)
    bad = _advisories(found)
    for name, version, advisory, mended in bad:
        print(f"{name} {version}: {advisory}; mended in {mended or 'no version yet'}")
    unknown = [each["name"] for each in found if "skip_reason" in each]
    if unknown or len(found) < len(pins):
        print(f"Not audited, since PyPI knows nothing of them: {', '.join(unknown) or 'some'}")
    print(f"{len(found) - len(unknown)} packages audited; advisories: {len(bad)}")
    return 1 if bad or (unknown and "--must" in words) else 0


def _asked(pins: list[str]) -> list[dict[str, Any]]:
    """What pip-audit says of each package; nothing where it could not ask."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(pins))
        file.flush()
        done = subprocess.run(  # noqa: S603 - pip-audit, with the names of our own lock
            [sys.executable, "-m", "pip_audit", "-r", file.name, "--no-deps", "--disable-pip", "-f", "json", "--progress-spinner", "off"],
            capture_output=True, text=True, timeout=WAIT_SECONDS, check=False,
        )  # fmt: skip
    try:
        return list(json.loads(done.stdout)["dependencies"])
    except (ValueError, KeyError):
        return []


def _advisories(found: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [
        (each["name"], each["version"], known["id"], ", ".join(known.get("fix_versions", ())))
        for each in found
        for known in each.get("vulns", ())
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
