"""How much a reader takes in.  None of it is law; each stands against one way to hurt a reader."""

from __future__ import annotations

MOST_BYTES = 8_000_000
"""One file.  A long law-firm note with pictures in its HTML is under two."""
MOST_CHARACTERS = 400_000
"""One text once its markup is gone."""
MOST_DEPTH = 400
"""Elements within elements of a page: browsers stop near 512."""
MOST_PAGES = 300
"""Pages of a PDF."""
MOST_FILES = 5_000
"""Files of a folder, entries of a feed."""
LONGEST_SENTENCE = 1_500
"""Characters; a longer one is cut at a space, so that no pattern runs long."""
