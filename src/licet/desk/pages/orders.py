"""Orders: what holds them, and the difference when they are held again."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
