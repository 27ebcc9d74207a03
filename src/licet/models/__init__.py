"""Models of what a change of law does: numbers and arrays in, numbers and arrays out; no law, no files, no clock."""
