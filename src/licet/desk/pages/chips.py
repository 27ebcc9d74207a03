"""The explorer of chips and the page of each."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
