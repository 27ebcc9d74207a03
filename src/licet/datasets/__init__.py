"""Data sets of the models: what each is, where it is found, whether it is the one we know, and readers."""
