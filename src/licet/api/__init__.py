"""The HTTP interface: models, routes and the profile for order systems."""
