"""A joint project: several ways of sharing with one partner, an answer for each."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
