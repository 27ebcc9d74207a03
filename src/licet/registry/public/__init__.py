"""From the register to the public log: what is shown, sealed, published, bundled and counted."""
