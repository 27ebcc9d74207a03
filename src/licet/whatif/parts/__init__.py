"""The models' turns, one module each: from what is asked to a part with numbers, tables and plots."""
