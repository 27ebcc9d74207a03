"""Reforms: dated patches to the law, what they change, and how much.

    reform = read(Path("reforms/h200-withdrawn"))
    law = apply(base(open_library()), reform)

``read`` and ``named`` give a reform, ``apply`` the reformed rule book, ``reformed`` a library to decide
by, and ``flips`` the table of what changes for whom.
"""

from __future__ import annotations

from licet.reform.applying import apply
from licet.reform.libraries import base, reformed
from licet.reform.model import Reform
from licet.reform.read import read
from licet.reform.shelf import named

__all__ = ["Reform", "apply", "base", "named", "read", "reformed"]
