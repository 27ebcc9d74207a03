"""Orders: kept, checked line by line, held, and checked again when lists or law change."""
