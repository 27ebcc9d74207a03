"""However long the log, publishing it and handing it out takes the same memory."""

import gc
import tracemalloc

from tests.register.stories import stories
from tests.registry_public.desk import Desk, entries_of, handed, opened, retold


def peaks(folder, files):
    """The most memory that publishing takes, and a bundle of the whole log."""
    folder.mkdir()
    story = stories()["returned"]
    desk = Desk(*(retold(story, f"A-{n}", n % 30) for n in range(files)))
    office = opened(folder, desk)
    found = []
    for doing in (office.publish, lambda: handed(office)):
        gc.collect()
        tracemalloc.start()
        doing()
        found.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    entries = len(entries_of(office))
    office.store.close()
    return entries, found


def test_memory_does_not_grow_with_the_log(tmp_path):
    peaks(tmp_path / "warm", 5)
    few, many = peaks(tmp_path / "few", 160), peaks(tmp_path / "many", 320)
    assert many[0] == 2 * few[0] > 400  # the first few hundred entries fill what is read at once
    for one, other in zip(few[1], many[1], strict=True):
        assert other < 1.3 * one + 100_000
