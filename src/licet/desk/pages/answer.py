"""The answer page: one sentence, what made it so, the next question, the proof to unfold."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
