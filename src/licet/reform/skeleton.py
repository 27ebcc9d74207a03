"""A new reform, commented line by line, that passes the check as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.errors import InputError, Place
from licet.reform.cases import FILE as CASES
from licet.reform.read import FILE

if TYPE_CHECKING:
    from pathlib import Path

_TOML = '''\
# A reform: what the law would be from a day on.  docs/reforms.md explains every line.
# licet reform check DIR    tries it        licet reform diff DIR    shows what it changes

name = "{name}"                 # small letters, digits and hyphens; how answers call it
title = "The limit of total processing performance in the case-by-case review moves to 15,000"
about = """
In your own words: what would change, from when, and what stays as it is.
"""
status = "counterfactual"       # adopted, announced, bill or counterfactual: what stands behind it
from = {since}               # it changes nothing before this day
# until = 2028-01-01            # the first day on which it no longer counts; leave out where it stays
# published = 2026-11-01        # the first day on which anyone could know of it
sure = "judgement"              # high, medium, low, or judgement where you filled a gap
author = "your name"
sources = [
  {{ text = "an example, no source: name the text that you work from", url = "https://example.org/" }},
]

# Each table below is one patch.  They are put to the law in the order in which they stand here.

# A limit, in a part or condition of a provision (licet law show ID prints them):
[[set]]
path = "us.review.742_6_b10.box_2026#tpp_below_21000/total_processing_performance"
to = 15000
# from = 2027-06-01             # a patch may begin later than its reform, and end earlier (until)

# A review policy, a rate, whether a provision binds, a rule:
# [[set]]
# path = "us.review.742_6_b10.denial/policy"
# to = "policy_of_denial"
# [[set]]
# path = "us.money.section_232.import.9903.79.01/rate_pct"
# to = 40
# [[set]]
# path = "us.744.11.affiliates/state"
# to = "in_force"               # or suspended, not_enforced

# Countries of a group, rows of a table:
# [[set]]
# path = "group:D5"
# gains = ["SA"]
# loses = ["VN"]

# A provision that no longer stands, one that is new (with its table of cases), another text of one:
# [[repeal]]
# id = "us.review.742_6_b10.box_2026"
# [[add]]
# file = "new-rule.md"
# [[replace]]
# file = "other-text.md"
'''
_CASES = """\
# Whole questions that are answered one way without the reform and another way under it.
schema: reform-cases/1
cases:
- id: {name}-h200
  law: US
  'on': '{since}'
  transfer:
    kind: export
    item: {{id: nvidia-h200-sxm-141gb, kind: integrated_circuit}}
    from: US
    to: CN
    parties:
    - {{role: end_user, country: CN, headquarters: CN, ultimate_parent_headquarters: CN, lists: none}}
    end_use: {{no_knowledge_beyond_stated: true}}
  before: {{outcome: license_required, review_policy: 'open: presumption_of_denial or case_by_case'}}
  after: {{outcome: license_required, review_policy: presumption_of_denial}}
"""


def write_new(folder: Path, since: str) -> tuple[Path, ...]:
    """Write the skeleton of a reform into the new folder; gives its files.

    Raises:
        InputError: the folder stands there already, its name is none for a reform, or it cannot be written.
    """
    name = folder.name
    if not name or not name.replace("-", "a").isalnum() or name != name.lower() or name[0] == "-":
        raise InputError(f"{name!r} is no name for a reform; small letters, digits and hyphens make one", Place(str(folder)))  # fmt: skip
    if folder.exists():
        raise InputError("something stands there already, and nothing is overwritten; name a new folder", Place(str(folder)))  # fmt: skip
    files = {FILE: _TOML, CASES: _CASES}
    try:
        folder.mkdir(parents=True)
        for file, text in files.items():
            (folder / file).write_text(text.format(name=name, since=since), encoding="utf-8", newline="\n")  # fmt: skip
    except OSError as error:
        raise InputError(f"the folder cannot be written: {error.strerror}", Place(str(folder))) from None  # fmt: skip
    return tuple(folder / file for file in files)
