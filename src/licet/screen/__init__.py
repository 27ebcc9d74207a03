"""Screening: which listed parties a name, an address or a number may stand for, and why."""
