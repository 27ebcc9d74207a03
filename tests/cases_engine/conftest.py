"""Worked cases ask each law by name, drafts included."""

import pytest

from licet.transfer.build import Builder


@pytest.fixture(scope="session")
def law(library):
    return library.whole


@pytest.fixture(scope="session")
def book(law):
    return law.book


@pytest.fixture(scope="session")
def builder(book, library):
    return Builder(book, library.products)
