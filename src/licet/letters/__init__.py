"""A determination as a letter: Typst sources, PDF bytes, and the code that verifies it."""
