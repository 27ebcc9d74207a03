"""A million transfers in columns: the reference set, other engines on the same rules, and the whole book."""
