"""A small installation with an officer, and determinations signed in it, for several folders of tests."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

from licet.access.model import LOCAL
from licet.access.signing import enroll, signer_of_form
from licet.letters.sealed import Part, seal
from licet.service.service import Question
from tests.installed import installed

PASSWORD = "a long signing password"  # noqa: S105 - of a test
DAY = date(2026, 2, 1)
AT = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
TO_CHINA = Question(
    {
        "item": {"id": "nvidia-h200-nvl-141gb"}, "from": "US", "to": "CN", "kind": "export",
        "parties": [{"role": "end_user", "name": "Example Cloud GmbH", "country": "CN"}],
    },
    DAY,
)  # fmt: skip


@contextmanager
def installation(folder, library):
    """A service over an empty store, whose clock stands still, with the officer anna."""
    with installed(folder, library, lambda: AT) as service:
        enroll(service.store, "anna", title="Export control officer", may=["determine"], password=PASSWORD)  # fmt: skip
        yield service


def determined(service, question=TO_CHINA, *, asked_by="Example GmbH", label="", **more):
    """Decide, seal and sign."""
    answer = seal([Part(label, question, service.decide(question).decisions)], asked_by)
    by = signer_of_form(service.store, LOCAL, {"officer": "anna", "signing_password": PASSWORD})
    return service.store.determine(answer, by, **more)
