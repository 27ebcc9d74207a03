import json

import pytest

from licet.decide.report import report
from licet.service.service import Question

from .conftest import QUESTION, TRANSFER, person, problem
