"""Restricted-party lists: readers of the publishers' files, and the editions a user has loaded."""
