"""Answers as a person gives them."""

from datetime import UTC, datetime

from licet.interview.model import Enquiry

DAY = "2026-02-01"
CHIP = {
    "item": {"product": "nvidia-h200-sxm-141gb"},
    "act": {"act": "ship"},
    "route": {"from": "US", "to": "CN", "day": DAY},
    "receiver": {"country": "CN", "headquarters": "CN", "parent": "CN"},
    "use": {"uses": ["none"]},
    "care": {"care": "yes"},
}
PROJECT = {
    "partner": {"name": "", "country": "CN", "headquarters": "CN", "parent": "CN"},
    "home": {"country": "US", "day": "2026-05-01"},
    "shares": {"shares": ["paper", "design", "cloud", "visitor", "board"]},
    "paper": {"published": "yes"},
    "design": {"product": "nvidia-h100-sxm-80gb", "published": "no", "research": "no"},
    "cloud": {"product": "nvidia-h100-sxm-80gb", "stands": "US", "owner": "US", "possession": "no"},
    "visitor": {"citizenship": "CN", "product": "nvidia-h100-sxm-80gb", "published": "no", "research": "no"},
    "board": {"product": "nvidia-h100-sxm-80gb", "for_test": "no"},
    "use": {"uses": ["none"]},
    "care": {"care": "yes"},
}  # fmt: skip


def enquiry(answers, kind="transfer"):
    """A question that nobody has kept."""
    when = datetime(2026, 2, 1, tzinfo=UTC)
    return Enquiry("key", kind, "", when, when, None, answers)
