"""One installation with one signed determination for all tests of letters."""

import shutil
import subprocess

import pytest

from licet.letters.content import Signed
from licet.letters.letter import letter
from tests.signed import determined, installation


@pytest.fixture(scope="session")
def service(library, tmp_path_factory):
    with installation(tmp_path_factory.mktemp("letters"), library) as found:
        yield found


@pytest.fixture(scope="session")
def kept(service):
    return determined(service, note="The end user was visited.", ref="SO-1")


@pytest.fixture(scope="session")
def signed(kept):
    return Signed.of(kept)


@pytest.fixture(scope="session")
def pdf(signed):
    return letter(signed)


@pytest.fixture
def text_of(tmp_path):
    """The text of a PDF as any reader extracts it, blanks as one."""
    if shutil.which("pdftotext") is None:
        pytest.fail("There is no pdftotext: apt-get install --yes poppler-utils")

    def read(content):
        file = tmp_path / "letter.pdf"
        file.write_bytes(content)
        found = subprocess.run(  # noqa: S603 - our own file
            [shutil.which("pdftotext"), "-layout", file, "-"], check=True, capture_output=True
        )
        return " ".join(found.stdout.decode().split())

    return read
