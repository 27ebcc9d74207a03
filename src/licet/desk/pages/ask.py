"""One question a page, the summary with change links, and the saved link."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
