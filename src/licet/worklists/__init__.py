"""Manufacturers' files of declared classes against the classes that Licet computes."""
