"""Addresses as a channel of their own: a shared door is a hit, a shared street or town is none."""

from datetime import date

import pytest

from licet.lists.model import Entry
from licet.screen.model import Query
from licet.screen.screener import Screener

ON = date(2026, 1, 1)
DOOR = Entry(
    "XX-L", "1", "Room of Nobody", kind="address",
    addresses=("Room 1502, Zaryamir Commercial Building, 88 Kwelvane Road, Kowloon, Hong Kong",),
)  # fmt: skip
TWO = Entry(
    "XX-L", "2", "Vostrek Plant",
    addresses=("14 Ostrelia Street, Kazan; and 9 Brunthal Lane, Tver", "Kazan, Russia"),
)  # fmt: skip
SCREENER = Screener({"XX-L": [DOOR, TWO]})


def found(address: str, name: str = "Rosy Bakery Kettledrum") -> list[tuple[str, str]]:
    answer = SCREENER.one(Query(name, address=address), ON)
    return [(hit.channel, hit.entry.key) for hit in answer.hits]


@pytest.mark.parametrize(
    "address",
    [
        "Room 1502, Zaryamir Commercial Building, 88 Kwelvane Road, Kowloon, Hong Kong",
        "RM 1502 ZARYAMIR COMMERCIAL BLDG 88 KWELVANE RD KOWLOON HONG KONG",
        "1502 Zaryamir Comm. Bldg., 88 Kwelvane Rd, Kowloon",
        "88 Kwelvane Road, Room 1502, Zaryamir Commercial Building",
    ],
)
def test_the_same_door_is_a_hit_whatever_the_name(address: str) -> None:
    assert ("address", "1") in found(address)


@pytest.mark.parametrize(
    "address",
    [
        "Kowloon, Hong Kong", "Kwelvane Road, Kowloon", "Hong Kong", "",
        "Room 203, 12 Kwelvane Road, Kowloon, Hong Kong", "Building 88", "1502",
        "14 Rosy Street, Kazan", "Kazan, Russia",
    ],
)  # fmt: skip
def test_a_town_a_street_or_another_number_is_none(address: str) -> None:
    assert found(address) == []


@pytest.mark.parametrize("address", ["14 Ostrelia Street, Kazan", "9 Brunthal Lane, Tver"])
def test_each_of_several_addresses_in_one_line_counts(address: str) -> None:
    assert ("address", "2") in found(address)


def test_the_address_that_matched_is_published() -> None:
    answer = SCREENER.one(Query("Rosy Bakery", address="9 Brunthal Lane, Tver"), ON)
    assert "9 Brunthal Lane" in answer.hits[0].published


def test_name_and_address_are_two_hits_on_one_entry() -> None:
    assert found("14 Ostrelia Street, Kazan", "Vostrek Plant") == [
        ("name", "2"),
        ("address", "2"),
    ] or set(found("14 Ostrelia Street, Kazan", "Vostrek Plant")) == {
        ("name", "2"),
        ("address", "2"),
    }
