"""What the desk is, what it is not, and how to go on."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
