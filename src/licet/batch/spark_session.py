"""A Spark session for ``licet batch``, and Spark's errors in a sentence."""

from __future__ import annotations

import os
import re
import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from licet.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

MISSING = 'Spark is not installed here; pip install "licet[spark]"'
_OURS = re.compile(r"licet\.errors\.(?:InputError|UnknownName|LawError): (.+)")
_PYTHONS = re.compile(r"^[\w.]+(?:Error|Exception): .+", re.MULTILINE)
_SPARKS = re.compile(r"\[([A-Z_.]+)\] (.+)")


def session(master: str = "") -> SparkSession:
    """The session that runs already, or a new one; ``master`` names its cluster, if Spark's settings do not.

    Raises:
        InputError: Spark is not installed, or there is no Java to run it.
    """
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise InputError(MISSING) from None
    builder: Any = SparkSession.builder
    if master:
        builder = builder.master(master)
        if master.startswith("local"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.app.name": "licet batch",
        "spark.sql.caseSensitive": "true",  # columns that differ in case alone are two
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PySpark 4 says at each start what it thinks of pandas 3
        try:
            found: SparkSession = builder.getOrCreate()
        except PySparkRuntimeError as error:
            raise InputError(f"Spark did not start ({error}). It needs Java 17 or later: set JAVA_HOME to it") from None  # fmt: skip
    return found


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Spark's errors as ``InputError``: what Licet said on a worker, or else the first line of Spark's own."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        text = str(error)
        ours, sparks = _OURS.search(text), _SPARKS.search(text)
        if ours:
            raise InputError(ours[1]) from None
        pythons = _PYTHONS.findall(text)
        said = sparks[2] if sparks else pythons[-1] if pythons else text.partition("\n")[0]
        raise InputError(f"Spark: {said}") from None
