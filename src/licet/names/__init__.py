"""Names of companies and people: one canonical form a script, words and their weights."""
