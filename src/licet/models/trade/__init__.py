"""Trade, prices and welfare when trade costs, tariffs or levies change: exact-hat algebra and its fast forms."""
