"""The pages that ask one question at a time."""

import pytest
from starlette.testclient import TestClient

from licet.desk.app import make_app
