"""Who does the work: a table of modules that open what is read, know what can be written, and run.

Each writes the whole output or nothing.  An engine is imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from licet.errors import UnknownName

if TYPE_CHECKING:
    from types import ModuleType

ENGINES = {"local": "licet.batch.local", "spark": "licet.batch.spark_engine"}
"""Names of engines and their modules, which have ``open_source(named, separator=, encoding=, master=)``,
``target_of(named)`` and ``run(source, options, told) -> Done``."""


def engine(name: str) -> ModuleType:
    """The module of an engine; ``UnknownName`` with those that there are."""
    if name not in ENGINES:
        raise UnknownName("engine", name, ENGINES)
    return import_module(ENGINES[name])
