"""Readers of list files, one module a form."""
