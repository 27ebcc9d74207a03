"""The rooms of the desk: one router a file of ``licet.desk.pages``, put together here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter

PAGES = (
    "home", "answer", "ask", "project", "chips", "tools", "law_compare", "law_changes",
    "law_coverage", "law_gaps", "happened", "news", "news_add", "news_event", "law_groups", "law", "parties", "batches", "orders", "records", "papers", "access",
    "programs", "provider", "people", "people_register", "probes", "help", "register_bundles", "register_public",
    "register_licenses", "register", "register_case", "whatif_reforms", "whatif", "whatif_result",
    "watch", "watch_tables", "watch_cases",
)  # fmt: skip
"""Modules of ``licet.desk.pages``, each with a ``router``."""


def routers() -> tuple[APIRouter, ...]:
    """The router of each room."""
    return tuple(import_module(f"licet.desk.pages.{name}").router for name in PAGES)
