"""The most memory that publishing takes, and a bundle of the whole log: a program, so that nothing else is in its memory.

python -m tests.registry_public.peaks FOLDER 5 160 320
"""

import gc
import json
import sys
import tracemalloc
from pathlib import Path

from tests.register.stories import stories
from tests.registry_public.desk import Desk, entries_of, handed, opened, retold


def peaks(folder, files):
    """How many entries so many files make, and the peaks of publishing them and of handing them out, in bytes."""
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


if __name__ == "__main__":
    print(json.dumps([peaks(Path(sys.argv[1], each), int(each)) for each in sys.argv[2:]]))
