"""Numbers in words, as far as dates and counts need them."""

from __future__ import annotations

BELOW_TWENTY = tuple("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())  # fmt: skip
"""The words of 0 to 19, in order."""
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(BELOW_TWENTY)} | TENS
"""Every number of one word below a hundred."""
