"""Which machine, which Python, which versions: a figure without them says nothing."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RIVALS = ("zen-engine", "common-expression-language", "OpenFisca-Core", "numpy", "polars", "duckdb")


def machine() -> dict[str, object]:
    """What the figures of this run were measured on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load_at_start": [round(each, 2) for each in os.getloadavg()],
        "system": platform.platform(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "day": datetime.now(UTC).date().isoformat(),
        "versions": {name: _version(name) for name in ("licet", *RIVALS, "z3-solver")},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "this checkout" if name == "licet" else "not installed"
