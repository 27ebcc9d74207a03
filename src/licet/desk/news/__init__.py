"""Articles on the desk: read, shown with their marks, judged event by event."""
