"""A Python client of the HTTP API, with the models that the API itself uses.

from licet.client import Client

with Client("http://127.0.0.1:8787", token="...") as licet:
    answer = licet.decide({"item": {"id": "nvidia-h200"}, "kind": "export", "from": "US", "to": "CN"})
"""

from licet.client.client import Client
from licet.client.faults import CutShort, Refusal, Unreachable

__all__ = ["Client", "CutShort", "Refusal", "Unreachable"]
