"""Published numbers beside ours, made anew through the same functions that everybody calls."""
