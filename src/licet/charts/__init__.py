"""Charts as SVG, with the table that goes under each."""
