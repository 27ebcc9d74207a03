"""The explorer of products: what its rooms show, what is asked of them, and how it is drawn."""
