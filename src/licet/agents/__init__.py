"""Tools for software agents over the Model Context Protocol; the first says what is not modelled."""
