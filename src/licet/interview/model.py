"""What a saved question is.

``Enquiries(service)`` (``licet.interview.enquiries``) is the way in:

enquiries.new(kind, person)          # kind: "transfer" or "project"
enquiries.of(key, person)            # where the person may read it; enquiries.get(key) looks at no right
enquiries.save(enquiry)
enquiries.questions(enquiry)         # ((label, Question), ...): one for a transfer, several for a project
enquiries.send(key, person)          # to an officer, to be signed; enquiries.waiting() lists those
enquiries.take_back(key, person)     # a draft again; enquiries.signed(key, number) notes the record
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.record import record

DRAFT, SENT, SIGNED = "draft", "sent", "signed"


@record
class Enquiry:
    """A question kept under a link that cannot be guessed.

    ``answers`` maps the name of a step to what was said (raw text; "?" where the answer was "I don't
    know"); ``stage`` is draft, sent or signed; ``determination`` the number of the record once signed.
    """

    key: str
    kind: str
    title: str
    at: datetime
    changed: datetime
    account: int | None
    answers: dict[str, Any]
    stage: str = DRAFT
    sent_by: str = ""
    determination: int | None = None
