"""Questions in engineering words, one at a time, over the same engine."""
