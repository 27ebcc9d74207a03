"""The explorer of chipmaking tools and the page of each."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
