"""Determinations, their letters and the log."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
