"""Readers and writers of ownership files, one module a form."""
