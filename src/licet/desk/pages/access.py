"""Signing in, one's account, people and their roles."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
