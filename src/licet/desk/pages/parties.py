"""Screening, the worklist of hits, lists and ownership."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
