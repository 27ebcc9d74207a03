"""An installation in a folder of its own, with made-up lists; orders that pass but for what a test adds."""

import hashlib
from datetime import date

import pytest

from licet.lists.model import Edition, Entry
from licet.lists.shelf import Shelf
from licet.lists.shipped import shipped
from licet.orders.orders import Orders
from licet.service.service import Service
from licet.store import keys
from licet.store.store import Store
from tests.installed import settings_in

DAY = date(2026, 11, 22)
MALDOVAR = Entry(
    "US-EL", "m1", "Maldovar Brix Precision", countries=("GB",), since=date(2024, 5, 1)
)
OTHER = Entry("US-EL", "o1", "Quilent Torvash Holdings", countries=("AE",))


@pytest.fixture
def settings(tmp_path):
    return settings_in(tmp_path)


@pytest.fixture
def service(settings, library):
    with Service(library, settings, Store.open(settings)) as found:
        found.store._clock = lambda: found_at(found)
        found.at = None
        load(found, MALDOVAR, OTHER)
        yield found


def found_at(service):
    from licet.store.store import now

    return service.at or now()


@pytest.fixture
def orders(service):
    return Orders(service)


def load(service, *entries, day=DAY, code="US-EL"):
    """A new edition of one list; all others that ship are replaced by nothing at all."""
    shelf = Shelf.of(service.settings)
    codes = [each.list for each in shipped()] if not shelf.lists() else [code]
    for each in codes:
        mine = entries if each == code else (Entry(each, "x1", f"Vornag {each} Istrellan"),)
        text = repr((mine, day)).encode()
        shelf.keep(
            Edition(each, day, "made up", hashlib.sha256(text).hexdigest(), tuple(mine)),
            today=day, allow_shrunk=True, officer="anna", reason="A test.",
        )  # fmt: skip


def party(name="Pellwick Harrow Instruments", role="end_user", country="GB", **more):
    said = {"headquarters": country, "ultimate_parent_headquarters": country, "owners": []}
    return {"role": role, "name": name, "country": country, **said, **more}


def order(ref="SO-1", *parties, lines=None, **more):
    """A bolt to Britain: nothing is found by the law, so that what a test adds decides."""
    return {
        "ref": ref, "from": "US", "on": "2026-11-22", "parties": list(parties) or [party()],
        "parties_complete": True, "end_use": {"no_knowledge_beyond_stated": True},
        "lines": lines or [{"line": 10, "item": "Bolt M4", "class": "EAR99", "quantity": 100, "unit": "pcs"}],
        **more,
    }  # fmt: skip


def signer(store, name, *may):
    pem, public = keys.make()
    store.add_officer(name, name.title(), may or ("screen", "close", "countersign"), public)
    return keys.Signer(name, keys.load(pem, None).sign)


@pytest.fixture
def anna(service):
    return signer(service.store, "anna")


@pytest.fixture
def boris(service):
    every = ("screen", "close", "countersign", "determine", "override")
    return signer(service.store, "boris", *every)


@pytest.fixture
def closed(service, anna, boris):
    """``closed(number)``: two officers say that the hit is another party."""

    def close(number, verdict="not_a_match"):
        service.store.propose(number, anna, verdict, "Another firm: see its register.", date(2099, 1, 1))  # fmt: skip
        service.store.confirm(number, boris, "So it is.")

    return close
