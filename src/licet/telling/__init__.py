"""An answer in words, once: what the command line prints, pages show, letters carry and agents quote."""
