"""Who does the work: a table of functions from a source and options to what was done.

Each writes the whole output or nothing.  An engine is imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from licet.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

ENGINES = {"local": "licet.batch.local:run"}
"""Names of engines, and where the function of each stands: ``run(source, options, told) -> Done``."""


def engine(name: str) -> Callable[..., Any]:
    """The function of an engine; ``UnknownName`` with those that there are."""
    if name not in ENGINES:
        raise UnknownName("engine", name, ENGINES)
    module, _, function = ENGINES[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
