"""The leak watch as its pages show it: what is looked at, what is shown of it, and case files."""
