"""What models rest on that is not law: each number with its range, its source and how sure it is."""
