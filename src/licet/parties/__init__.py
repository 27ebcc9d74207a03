"""Parties of a transfer against lists and owners: what is found becomes facts, open until a person closes it."""
