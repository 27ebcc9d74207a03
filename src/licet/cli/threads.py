"""How many threads linear algebra takes, said before NumPy is loaded."""

from __future__ import annotations

import os


def one_thread() -> None:
    """One thread, unless the user asks for more: the arrays are small, and more threads only wait on each other.

    A library that is loaded reads it no more, so it comes before any import of NumPy.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
