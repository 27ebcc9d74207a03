"""The list editions that ship with Licet, as data: see ``licet.lists.shipped``."""
