"""A Python client of the HTTP interface, from the same models."""
