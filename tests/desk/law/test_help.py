"""The page of help: the two sentences, every status, every role."""

from licet.access.model import ROLES
from licet.decide.answer import CONFLICT, ORDER
from licet.desk.pages.help import STATUSES


def test_every_status_is_told_once():
    told = [status for status, _ in STATUSES]
    assert sorted(told) == sorted((*ORDER, CONFLICT))


def test_it_opens_with_what_licet_is_and_names_every_role(words):
    page = words("/help")
    assert "Licet shows evidence; a named officer determines. Its silence means nothing." in page
    for role in ROLES:
        assert role.replace("_", " ").capitalize() in page
