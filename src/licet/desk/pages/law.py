"""The law as of a date: browse, one provision, two dates, the gap map, coverage, what changed."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
