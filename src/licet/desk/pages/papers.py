"""Drafts of papers that go with a shipment, and files of declared classes."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
